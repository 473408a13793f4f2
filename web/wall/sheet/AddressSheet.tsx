import { type ReactNode, useState } from 'react';
import { useWords } from '#web/ui/words/WordsProvider.tsx';
import { addressFields } from './address.ts';
import css from './Sheet.module.css';
import { SheetAct, SheetFrame } from './SheetFrame.tsx';
import type { SheetProps } from './Sheets.tsx';

/** The address form of India and Singapore: what the business knew is filled in, what it refused is marked. */
export function AddressSheet({ sheet, hand, problem }: SheetProps<'address'>): ReactNode {
  const { t } = useWords();
  const { button } = sheet;
  const [values, setValues] = useState<Readonly<Record<string, string>>>(button.values);
  const fields = addressFields(button.country);
  const missing = fields.filter((field) => field.required && (values[field.name] ?? '').trim() === '');
  const close = () => hand.open(null);
  return (
    <SheetFrame
      title={button.text}
      onClose={close}
      problem={problem}
      full
      foot={
        <SheetAct
          disabled={missing.length > 0 || hand.busy}
          onClick={() => hand.act({ act: 'submit_address', number: hand.number, message_id: sheet.message, values: filled(values) }, close)}
        >
          {t('wall.sendAddress')}
        </SheetAct>
      }
    >
      {fields.map((field) => {
        const error = button.errors[field.name];
        return (
          <label key={field.name} className={css.label}>
            <span>
              {t(`wall.address_${field.name}`)}
              {field.required ? ' *' : ''}
            </span>
            <input
              className={css.field}
              dir="auto"
              value={values[field.name] ?? ''}
              required={field.required}
              maxLength={field.most}
              aria-invalid={error !== undefined}
              onChange={(event) => setValues({ ...values, [field.name]: event.currentTarget.value })}
            />
            {error === undefined ? null : <small className={css.fault}>{error}</small>}
          </label>
        );
      })}
    </SheetFrame>
  );
}

function filled(values: Readonly<Record<string, string>>): Record<string, string> {
  return Object.fromEntries(Object.entries(values).filter(([, value]) => value.trim() !== ''));
}
