import { useId } from '@mantine/hooks';
import type { ReactNode } from 'react';
import { useWords } from '#web/ui/words/WordsProvider.tsx';
import { textOf } from './form.ts';
import css from './Form.module.css';
import type { PartProps } from './FormPartView.tsx';

const types: Readonly<Record<string, { type: string; inputMode: 'text' | 'decimal' | 'numeric' | 'email' | 'tel' }>> = {
  text: { type: 'text', inputMode: 'text' },
  number: { type: 'text', inputMode: 'decimal' },
  email: { type: 'email', inputMode: 'email' },
  password: { type: 'password', inputMode: 'text' },
  passcode: { type: 'password', inputMode: 'numeric' },
  phone: { type: 'tel', inputMode: 'tel' },
};

/** A line or a paragraph to be written. */
export function FormWriting({ part, name, value, error, running }: PartProps): ReactNode {
  const { t } = useWords();
  const id = useId();
  const shared = {
    id,
    value: textOf(value),
    dir: 'auto',
    className: css.input,
    required: part.required === true,
    disabled: part.enabled === false,
    'aria-invalid': error !== null,
    'aria-describedby': `${id}-help`,
  };
  const most = Number(part['max-length'] ?? part['max-chars']);
  const help = error ?? textOf(part['helper-text']);
  return (
    <div className={css.field} data-bad={error !== null}>
      <label htmlFor={id}>
        {textOf(part.label)}
        {part.required === true ? null : <span className={css.optional}>{t('form.optional')}</span>}
      </label>
      {part.type === 'TextArea' ? (
        <textarea {...shared} rows={3} onChange={(event) => running.fill(name, event.currentTarget.value)} />
      ) : (
        <input {...shared} {...types[textOf(part['input-type'])]} onChange={(event) => running.fill(name, event.currentTarget.value)} />
      )}
      <small id={`${id}-help`}>
        <span>{help}</span>
        {most > 0 ? (
          <span>
            {textOf(value).length}/{most}
          </span>
        ) : null}
      </small>
    </div>
  );
}
