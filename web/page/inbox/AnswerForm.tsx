import { ActionIcon, Button, FileButton, Textarea } from '@mantine/core';
import { useMutation } from '@tanstack/react-query';
import { type KeyboardEvent, type ReactNode, useEffect, useRef, useState } from 'react';
import type { FreeMessage } from '#core/whatsapp/free.ts';
import { api } from '#web/api/api.ts';
import { firstFree } from '#web/part/free/kinds.ts';
import { tellProblem } from '#web/part/tell.ts';
import { Icon } from '#web/ui/Icon.tsx';
import { useWords } from '#web/ui/words/WordsProvider.tsx';
import type { ComposerProps } from './Composer.tsx';
import css from './Inbox.module.css';
import { RichComposer } from './RichComposer.tsx';
import { sayFile } from './sayFile.ts';
import { untilReady } from './untilReady.ts';

/** WhatsApp takes 4,096 characters of text. Source: Cloud API, text messages, read 2026-11-22. */
const textCharactersMost = 4096;

type Props = ComposerProps & { readonly say: (what: FreeMessage) => Promise<unknown>; readonly sending: boolean; readonly onTemplate: () => void };

/** Writes a text, a file, or any other kind while the window is open. */
export function AnswerForm({ conversation, person, reply, onReplied, say, sending, onTemplate }: Props): ReactNode {
  const { t } = useWords();
  const [text, setText] = useState('');
  const area = useRef<HTMLTextAreaElement>(null);
  const [composing, setComposing] = useState(false);
  const [composed, setComposed] = useState<FreeMessage>(firstFree);
  const upload = useMutation({
    mutationFn: async (file: File) => {
      const media = await untilReady(await api.media.create({ file, query: {} }));
      const what = sayFile(media, text.trim());
      await say(what);
      // A sound or a sticker has no words beside it: they stay, to be sent after it.
      if ('caption' in what) setText('');
    },
    onError: (error) => tellProblem(error, t),
  });

  // Whoever chose a message to answer writes next. The menu they chose it in gives the focus back as it closes, so a frame later.
  const replied = reply?.id;
  useEffect(() => {
    if (replied === undefined) return undefined;
    const frame = requestAnimationFrame(() => area.current?.focus());
    return () => cancelAnimationFrame(frame);
  }, [replied]);

  const send = async () => {
    const words = text.trim();
    if (words === '' || sending) return;
    setText('');
    try {
      await say({ kind: 'text', text: words, preview: true });
    } catch {
      // The composer has told why; the words come back so that nothing is lost.
      setText(words);
    }
  };
  const onKey = (event: KeyboardEvent) => {
    if (event.key !== 'Enter' || event.shiftKey || event.nativeEvent.isComposing) return;
    event.preventDefault();
    void send();
  };

  return (
    <div className={css.composer}>
      {composing && (
        <RichComposer
          person={person}
          number={conversation.number}
          sending={sending}
          message={composed}
          onChange={setComposed}
          onSend={async (what) => {
            await say(what);
            setComposed(firstFree);
          }}
          onClose={() => setComposing(false)}
        />
      )}
      <div className={css.composerBox}>
        {reply !== null && (
          <div className={css.replying}>
            <span className={css.replyingWords}>
              <b>{t('inbox.replying', { author: reply.author })}</b>
              <span dir="auto">{reply.preview}</span>
            </span>
            <ActionIcon variant="subtle" color="gray" aria-label={t('inbox.reply_cancel')} onClick={onReplied}>
              <Icon name="close" small />
            </ActionIcon>
          </div>
        )}
        <Textarea
          ref={area}
          variant="unstyled"
          classNames={{ input: css.bare ?? '' }}
          autosize
          minRows={1}
          maxRows={8}
          maxLength={textCharactersMost}
          dir="auto"
          value={text}
          placeholder={t('inbox.write')}
          aria-label={t('inbox.write')}
          onChange={(event) => setText(event.currentTarget.value)}
          onKeyDown={onKey}
        />
        <div className={css.composerActs}>
          <FileButton onChange={(file) => file !== null && upload.mutate(file)}>
            {(button) => (
              <ActionIcon {...button} variant="subtle" color="gray" aria-label={t('inbox.attach')} loading={upload.isPending}>
                <Icon name="clip" />
              </ActionIcon>
            )}
          </FileButton>
          <ActionIcon variant="subtle" color="gray" aria-label={t('inbox.compose')} title={t('inbox.compose')} onClick={() => setComposing(true)}>
            <Icon name="plus" />
          </ActionIcon>
          <ActionIcon variant="subtle" color="gray" aria-label={t('inbox.template')} onClick={onTemplate}>
            <Icon name="message" />
          </ActionIcon>
          <span className={css.hint}>{t('inbox.keys')}</span>
          <Button variant="filled" size="sm" disabled={text.trim() === ''} loading={sending} onClick={() => void send()}>
            {t('inbox.send')}
          </Button>
        </div>
      </div>
    </div>
  );
}
