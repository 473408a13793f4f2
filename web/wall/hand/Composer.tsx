import { type KeyboardEvent, type ReactNode, useRef, useState } from 'react';
import { PhoneIcon } from '#web/phone/PhoneIcon.tsx';
import { previewOf } from '#web/phone/preview.ts';
import { useWords } from '#web/ui/words/WordsProvider.tsx';
import css from '../Wall.module.css';
import type { Hand } from './hand.ts';
import { VoiceRecorder } from './VoiceRecorder.tsx';

/** Meta's longest text. */
const lettersMost = 4096;

/** The phone's keyboard: what is written, recorded or attached goes to the business as from a person. */
export function Composer({ hand }: { hand: Hand }): ReactNode {
  const { t, language } = useWords();
  const [text, setText] = useState('');
  const [recording, setRecording] = useState(false);
  const field = useRef<HTMLTextAreaElement>(null);
  const off = !hand.phone.online || !hand.phone.on_whatsapp;
  const quoted = hand.quote === null ? {} : { quoted: hand.quote.id };
  const commands = text.startsWith('/') ? (hand.chat?.commands ?? []).filter((one) => `/${one.name}`.startsWith(text)) : [];

  const write = (said: string) => {
    if (said === '' || off) return;
    hand.act({ act: 'write', number: hand.number, text: said, ...quoted }, () => hand.setQuote(null));
    setText('');
  };
  const onKey = (event: KeyboardEvent) => {
    if (event.key === 'Enter' && !event.shiftKey && !event.nativeEvent.isComposing) {
      event.preventDefault();
      write(text.trim());
    }
  };
  if (recording) return <VoiceRecorder hand={hand} onDone={() => setRecording(false)} />;
  return (
    <div className={css.writing}>
      {hand.quote === null ? null : (
        <div className={css.quoteBar}>
          <span>
            <b dir="auto">{hand.quote.mine ? t('wall.you') : hand.business}</b>
            <small dir="auto">{previewOf(hand.quote.content, language)}</small>
          </span>
          <button type="button" aria-label={t('wall.quoteOff')} onClick={() => hand.setQuote(null)}>
            <PhoneIcon name="close" />
          </button>
        </div>
      )}
      {commands.length === 0 ? null : (
        <ul className={css.commands} aria-label={t('wall.commands')}>
          {commands.map((one) => (
            <li key={one.name}>
              <button type="button" onClick={() => write(`/${one.name}`)}>
                <b>/{one.name}</b> <span dir="auto">{one.description}</span>
              </button>
            </li>
          ))}
        </ul>
      )}
      <form
        className={css.composer}
        onSubmit={(event) => {
          event.preventDefault();
          write(text.trim());
        }}
      >
        <button type="button" className={css.plain} disabled={off} aria-label={t('wall.attach')} onClick={() => hand.open({ kind: 'attach' })}>
          <PhoneIcon name="plus" />
        </button>
        <textarea
          ref={field}
          rows={1}
          value={text}
          maxLength={lettersMost}
          disabled={off}
          dir="auto"
          placeholder={t('wall.message')}
          aria-label={t('wall.message')}
          onChange={(event) => setText(event.currentTarget.value)}
          onKeyDown={onKey}
        />
        {text.trim() === '' ? (
          <button type="button" disabled={off} aria-label={t('wall.record')} onClick={() => setRecording(true)}>
            <PhoneIcon name="mic" />
          </button>
        ) : (
          <button type="submit" disabled={off || hand.busy} aria-label={t('wall.send')}>
            <PhoneIcon name="send" mirrored />
          </button>
        )}
      </form>
    </div>
  );
}
