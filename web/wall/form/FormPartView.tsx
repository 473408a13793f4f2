import type { ReactNode } from 'react';
import { useWords } from '#web/ui/words/WordsProvider.tsx';
import { resolve, type Scope } from './expression.ts';
import { type FormPart, textOf } from './form.ts';
import css from './Form.module.css';
import { FormChoice } from './FormChoice.tsx';
import { FormDate } from './FormDate.tsx';
import { FormImages } from './FormImages.tsx';
import { FormList } from './FormList.tsx';
import { FormText } from './FormText.tsx';
import { FormWriting } from './FormWriting.tsx';
import type { Running } from './useRun.ts';

/** What each part of a screen is given: itself with its expressions worked out, what it was answered, what is wrong. */
export type PartProps = {
  readonly part: FormPart;
  readonly name: string;
  readonly value: unknown;
  readonly error: string | null;
  readonly running: Running;
};

type Props = { readonly part: FormPart; readonly scope: Scope; readonly running: Running; readonly version: number };

/** One part of a screen. What this phone cannot draw says its name. */
export function FormPartView({ part: written, scope, running, version }: Props): ReactNode {
  const { t } = useWords();
  // Actions keep their expressions: they are worked out when they are tapped.
  const part: FormPart = {
    ...Object.fromEntries(
      Object.entries(written).map(([name, value]) => [name, name.endsWith('-action') || name === 'list-items' ? value : resolve(value, scope)]),
    ),
    type: written.type,
  };
  const name = textOf(part.name);
  const fault = running.faults[name];
  const refused = textOf(part.refused) || textOf(part['error-message']);
  const error = fault === undefined ? (refused === '' ? null : refused) : t(`form.fault_${fault.fault}`, { limit: fault.limit });
  const shared: PartProps = { part, name, value: scope.form[name], error, running };
  switch (part.type) {
    case 'TextHeading':
    case 'TextSubheading':
    case 'TextBody':
    case 'TextCaption':
    case 'RichText':
      return <FormText part={part} />;
    case 'TextInput':
    case 'TextArea':
      return <FormWriting {...shared} />;
    case 'CheckboxGroup':
    case 'RadioButtonsGroup':
    case 'ChipsSelector':
    case 'Dropdown':
    case 'OptIn':
      return <FormChoice {...shared} />;
    case 'DatePicker':
    case 'CalendarPicker':
      return <FormDate {...shared} version={version} />;
    case 'Image':
    case 'ImageCarousel':
      return <FormImages part={part} />;
    case 'NavigationList':
      return <FormList part={part} scope={scope} running={running} />;
    case 'EmbeddedLink':
      return (
        <button type="button" className={css.link} onClick={() => running.tap(part['on-click-action'], false)}>
          {textOf(part.text)}
        </button>
      );
    default:
      return <p className={css.help}>{t('form.unknown', { type: part.type })}</p>;
  }
}
