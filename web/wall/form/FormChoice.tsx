import { useId } from '@mantine/hooks';
import type { ReactNode } from 'react';
import { useWords } from '#web/ui/words/WordsProvider.tsx';
import { listOf, type Option, optionsOf, textOf } from './form.ts';
import css from './Form.module.css';
import type { PartProps } from './FormPartView.tsx';

/** One or several of a list, or a single yes. */
export function FormChoice(props: PartProps): ReactNode {
  const { part, name, value, running } = props;
  if (part.type === 'OptIn') return <OptIn {...props} />;
  const options = optionsOf(part['data-source']);
  const choose = (chosen: unknown) => running.fill(name, chosen, part['on-select-action']);
  if (part.type === 'Dropdown') return <Dropdown {...props} options={options} choose={choose} />;
  const many = part.type === 'CheckboxGroup' || part.type === 'ChipsSelector';
  const chosen = many ? listOf(value) : [value];
  const turn = (id: string) => choose(!many ? id : chosen.includes(id) ? chosen.filter((one) => one !== id) : [...chosen, id]);
  return (
    <fieldset className={css.choice} data-bad={props.error !== null} disabled={part.enabled === false}>
      <legend>{textOf(part.label)}</legend>
      {textOf(part.description) === '' ? null : <small>{textOf(part.description)}</small>}
      <div className={part.type === 'ChipsSelector' ? css.chips : css.options}>
        {options.map((option) => (
          <label key={option.id} data-on={chosen.includes(option.id)}>
            <input
              type={many ? 'checkbox' : 'radio'}
              name={name}
              checked={chosen.includes(option.id)}
              disabled={!option.enabled}
              onChange={() => turn(option.id)}
            />
            <span dir="auto">
              {option.title}
              {option.description === '' ? null : <small>{option.description}</small>}
            </span>
          </label>
        ))}
      </div>
      {props.error === null ? null : <small className={css.error}>{props.error}</small>}
    </fieldset>
  );
}

function Dropdown({ part, value, error, options, choose }: PartProps & { options: readonly Option[]; choose: (value: unknown) => void }): ReactNode {
  const { t } = useWords();
  const id = useId();
  return (
    <div className={css.field} data-bad={error !== null}>
      <label htmlFor={id}>
        {textOf(part.label)}
        {part.required === true ? null : <span className={css.optional}>{t('form.optional')}</span>}
      </label>
      <select id={id} className={css.input} value={textOf(value)} disabled={part.enabled === false} onChange={(event) => choose(event.currentTarget.value)}>
        <option value="">{t('form.choose')}</option>
        {options.map((option) => (
          <option key={option.id} value={option.id} disabled={!option.enabled}>
            {option.title}
          </option>
        ))}
      </select>
      {error === null ? null : <small className={css.error}>{error}</small>}
    </div>
  );
}

function OptIn({ part, name, value, error, running }: PartProps): ReactNode {
  const { t } = useWords();
  return (
    <div className={css.choice} data-bad={error !== null}>
      <div className={css.options}>
        <label>
          <input type="checkbox" checked={value === true} onChange={(event) => running.fill(name, event.currentTarget.checked)} />
          <span dir="auto">{textOf(part.label)}</span>
        </label>
      </div>
      {part['on-click-action'] === undefined ? null : (
        <button type="button" className={css.link} onClick={() => running.tap(part['on-click-action'], false)}>
          {t('form.readMore')}
        </button>
      )}
      {error === null ? null : <small className={css.error}>{error}</small>}
    </div>
  );
}
