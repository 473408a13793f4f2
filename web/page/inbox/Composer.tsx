import { ActionIcon, Button, FileButton, Textarea } from '@mantine/core';
import { useMutation } from '@tanstack/react-query';
import { type KeyboardEvent, type ReactNode, useState } from 'react';
import type { Contact } from '#core/contract/contacts.ts';
import type { Conversation, Say } from '#core/contract/conversations.ts';
import { api } from '#web/api/api.ts';
import { tellProblem } from '#web/part/tell.ts';
import { Icon } from '#web/ui/Icon.tsx';
import { useWords } from '#web/ui/words/WordsProvider.tsx';
import css from './Inbox.module.css';
import { TemplatePicker } from './TemplatePicker.tsx';
import type { WindowState } from './window.ts';

/** WhatsApp takes 4,096 characters of text. Source: Cloud API, text messages, read 2026-11-22. */
const textCharactersMost = 4096;

/** Where an agent answers. When the window has closed it gives way to the template picker. */
export function Composer(props: { readonly conversation: Conversation; readonly person: Contact; readonly window: WindowState }): ReactNode {
  const { t } = useWords();
  const [picking, setPicking] = useState(false);
  const say = useMutation({
    mutationFn: (what: Say) => api.conversations.say({ params: { id: props.conversation.id }, body: what }),
    onError: (error) => tellProblem(error, t),
  });

  if (props.window.open && !picking) return <FreeForm say={say.mutateAsync} sending={say.isPending} onTemplate={() => setPicking(true)} />;
  return (
    <div className={css.composer}>
      {props.window.open ? null : <p className={css.closedNote}>{t('inbox.closed_note')}</p>}
      <TemplatePicker
        person={props.person}
        sending={say.isPending}
        onSend={(what) => say.mutate(what, { onSuccess: () => setPicking(false) })}
        onCancel={props.window.open ? () => setPicking(false) : undefined}
      />
    </div>
  );
}

type FreeFormProps = { readonly say: (what: Say) => Promise<unknown>; readonly sending: boolean; readonly onTemplate: () => void };

function FreeForm({ say, sending, onTemplate }: FreeFormProps): ReactNode {
  const { t } = useWords();
  const [text, setText] = useState('');
  const upload = useMutation({
    mutationFn: async (file: File) => {
      const media = await api.media.create({ file });
      await say({ kind: 'image', media: media.id, caption: text.trim() === '' ? null : text.trim() });
    },
    onSuccess: () => setText(''),
    onError: (error) => tellProblem(error, t),
  });

  const send = async () => {
    const words = text.trim();
    if (words === '' || sending) return;
    setText('');
    try {
      await say({ kind: 'text', text: words });
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
      <div className={css.composerBox}>
        <Textarea
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
          <FileButton accept="image/jpeg,image/png" onChange={(file) => file !== null && upload.mutate(file)}>
            {(button) => (
              <ActionIcon {...button} variant="subtle" color="gray" aria-label={t('inbox.attach')} loading={upload.isPending}>
                <Icon name="clip" />
              </ActionIcon>
            )}
          </FileButton>
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
