import { type ReactNode, useId, useRef } from 'react';
import { insertAt } from '#web/part/variableText.ts';
import { Icon } from '#web/ui/Icon.tsx';
import { useWords } from '#web/ui/words/WordsProvider.tsx';
import css from './Free.module.css';

type Props = {
  readonly label: string;
  readonly value: string;
  readonly onChange: (value: string) => void;
  /** Characters WhatsApp takes; typing is not cut, the counter turns. */
  readonly most: number;
  readonly fault?: string | undefined;
  /** Variables that may be put in; none where nothing fills them. */
  readonly variables?: readonly string[] | undefined;
  /** More than one makes it a field of several lines. */
  readonly rows?: number;
  readonly placeholder?: string;
  /** Whether the label is for screen readers only, where a neighbour already says what it is. */
  readonly quiet?: boolean;
};

/** Shown from this share of what is allowed on: nobody counts letters before. */
const countedFrom = 0.75;

/** Words of a free message: one line or more, with a counter when it matters and variables to put in. */
export function FreeText({ label, value, onChange, most, fault, variables = [], rows = 1, placeholder, quiet = false }: Props): ReactNode {
  const { t, number } = useWords();
  const id = useId();
  const area = useRef<HTMLTextAreaElement>(null);
  const length = [...value].length;
  // What is still empty is not scolded: it is told quietly what belongs there.
  const isWrong = fault !== undefined && value !== '';

  const put = (name: string) => {
    const at = area.current?.selectionStart ?? value.length;
    const next = insertAt(value, { at, end: area.current?.selectionEnd ?? at }, `{{${name}}}`);
    onChange(next.text);
    requestAnimationFrame(() => {
      area.current?.focus();
      area.current?.setSelectionRange(next.caret, next.caret);
    });
  };

  return (
    <div className={css.field}>
      <div className={css.top}>
        <label htmlFor={id} className={quiet ? css.hidden : css.label}>
          {label}
        </label>
        {length >= most * countedFrom && (
          <span className={length > most ? css.over : css.count}>{t('free.count', { length: number(length), most: number(most) })}</span>
        )}
      </div>
      <textarea
        ref={area}
        id={id}
        className={css.words}
        dir="auto"
        rows={rows}
        value={value}
        placeholder={placeholder}
        onChange={(event) => onChange(rows === 1 ? event.currentTarget.value.replaceAll('\n', ' ') : event.currentTarget.value)}
        aria-invalid={isWrong}
        aria-describedby={`${id}-fault`}
      />
      <p className={isWrong ? css.fault : css.hint} id={`${id}-fault`} role="status">
        {fault}
      </p>
      {rows > 1 && variables.length > 0 && (
        <div className={css.chips}>
          {variables.map((name) => (
            <button key={name} type="button" onClick={() => put(name)} aria-label={t('free.insert', { name })}>
              <Icon name="plus" small />
              {name}
            </button>
          ))}
        </div>
      )}
    </div>
  );
}
