import { Select } from '@mantine/core';
import type { ReactNode } from 'react';
import { useWords } from '#web/ui/words/WordsProvider.tsx';
import css from './Free.module.css';
import { FreeFooterField } from './FreeFrame.tsx';
import { FreeText } from './FreeText.tsx';
import { freeFaultAt } from './kinds.ts';
import { freeLengths } from './lengths.ts';
import type { FreePartProps } from './props.ts';

/** Where WhatsApp has a form for addresses. Source: Meta, address messages (facts §1.1.2), read 2026-11-22. */
const addressCountries = ['IN', 'SG'] as const;

/** Asks them for something their phone knows: where they are, their number, where they live. */
export function FreeAsk({ value, onChange, faults, variables }: FreePartProps<'location_request' | 'contact_request' | 'address_request'>): ReactNode {
  const { t, country } = useWords();
  return (
    <div className={css.part}>
      <p className={css.note}>{t(`free.about_${value.kind}`)}</p>
      <FreeText
        label={t('free.text')}
        rows={3}
        value={value.text}
        most={freeLengths.body}
        variables={variables}
        fault={freeFaultAt(faults, '/text')}
        onChange={(text) => onChange({ ...value, text })}
      />
      {value.kind === 'address_request' && (
        <>
          <Select
            label={t('free.country')}
            value={value.country}
            data={addressCountries.map((code) => ({ value: code, label: country(code) }))}
            allowDeselect={false}
            error={freeFaultAt(faults, '/country')}
            onChange={(code) => code !== null && onChange({ ...value, country: code })}
          />
          <FreeFooterField footer={value.footer} faults={faults} onChange={(footer) => onChange({ ...value, footer })} />
        </>
      )}
    </div>
  );
}
