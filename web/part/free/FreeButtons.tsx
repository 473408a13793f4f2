import { Button, TextInput } from '@mantine/core';
import type { ReactNode } from 'react';
import { Icon } from '#web/ui/Icon.tsx';
import { useWords } from '#web/ui/words/WordsProvider.tsx';
import css from './Free.module.css';
import { FreeFooterField, FreeHeaderField } from './FreeFrame.tsx';
import { FreeText } from './FreeText.tsx';
import { freeFaultAt } from './kinds.ts';
import { freeCounts, freeLengths } from './lengths.ts';
import type { FreePartProps } from './props.ts';
import { RowActs } from './RowActs.tsx';

/** A text with one to three answers to tap, or with a button that opens an address. */
export function FreeButtons({ value, onChange, faults, variables }: FreePartProps<'buttons' | 'link'>): ReactNode {
  const { t } = useWords();
  return (
    <div className={css.part}>
      <FreeHeaderField header={value.header} faults={faults} onChange={(header) => onChange({ ...value, header })} />
      <FreeText
        label={t('free.text')}
        rows={4}
        value={value.text}
        most={freeLengths.body}
        variables={variables}
        fault={freeFaultAt(faults, '/text')}
        onChange={(text) => onChange({ ...value, text })}
      />
      {value.kind === 'buttons' ? (
        <Replies value={value} onChange={onChange} faults={faults} variables={variables} />
      ) : (
        <div className={css.pair}>
          <FreeText
            label={t('free.button')}
            value={value.button.text}
            most={freeLengths.button}
            fault={freeFaultAt(faults, '/button/text')}
            onChange={(text) => onChange({ ...value, button: { ...value.button, text } })}
          />
          <TextInput
            label={t('free.address')}
            type="url"
            dir="ltr"
            placeholder="https://"
            value={value.button.url}
            error={value.button.url === '' ? undefined : freeFaultAt(faults, '/button/url')}
            onChange={(event) => onChange({ ...value, button: { ...value.button, url: event.currentTarget.value } })}
          />
        </div>
      )}
      <FreeFooterField footer={value.footer} faults={faults} onChange={(footer) => onChange({ ...value, footer })} />
    </div>
  );
}

function Replies({ value, onChange, faults }: FreePartProps<'buttons'>): ReactNode {
  const { t } = useWords();
  const set = (buttons: typeof value.buttons) => onChange({ ...value, buttons });
  return (
    <div className={css.rows}>
      {value.buttons.map((button, at) => (
        // A button has no identity but its place.
        <div key={at} className={css.row}>
          <FreeText
            label={t('free.reply_nth', { nth: at + 1 })}
            value={button.text}
            most={freeLengths.button}
            fault={freeFaultAt(faults, `/buttons/${at}`, true)}
            onChange={(text) => set(value.buttons.with(at, { ...button, text }))}
          />
          <RowActs
            name={button.text === '' ? t('free.reply_nth', { nth: at + 1 }) : button.text}
            at={at}
            onUp={() => set(value.buttons.toSpliced(at, 1).toSpliced(at - 1, 0, button))}
            onRemove={value.buttons.length > 1 ? () => set(value.buttons.toSpliced(at, 1)) : undefined}
          />
        </div>
      ))}
      {freeFaultAt(faults, '/buttons') !== undefined && <p className={css.fault}>{freeFaultAt(faults, '/buttons')}</p>}
      <div className={css.add}>
        <Button
          size="xs"
          leftSection={<Icon name="plus" small />}
          disabled={value.buttons.length >= freeCounts.replies}
          onClick={() => set([...value.buttons, { text: '' }])}
        >
          {t('free.add_reply')}
        </Button>
      </div>
    </div>
  );
}
