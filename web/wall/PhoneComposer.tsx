import { type FormEvent, type ReactNode, useState } from 'react';
import { useWords } from '#web/ui/words/WordsProvider.tsx';
import css from './Wall.module.css';

/** The phone's keyboard: what is written goes to the business as from a person. */
export function PhoneComposer(props: { disabled: boolean; sending: boolean; onWrite: (text: string) => void }): ReactNode {
  const { t } = useWords();
  const [text, setText] = useState('');
  const write = (event: FormEvent) => {
    event.preventDefault();
    const said = text.trim();
    if (said === '' || props.disabled) return;
    props.onWrite(said);
    setText('');
  };
  return (
    <form className={css.composer} onSubmit={write}>
      <input
        value={text}
        maxLength={4096}
        disabled={props.disabled}
        dir="auto"
        placeholder={t('wall.message')}
        aria-label={t('wall.message')}
        onChange={(event) => setText(event.currentTarget.value)}
      />
      <button type="submit" disabled={props.disabled || props.sending || text.trim() === ''} aria-label={t('wall.send')}>
        <svg viewBox="0 0 20 20" aria-hidden="true">
          <path d="M3 10 17 4l-4 13-3.500-5.500Z" />
        </svg>
      </button>
    </form>
  );
}
