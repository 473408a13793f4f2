import { Button } from '@mantine/core';
import type { ReactNode } from 'react';
import type { FreeMessage } from '#core/whatsapp/free.ts';
import { Icon } from '#web/ui/Icon.tsx';
import { useWords } from '#web/ui/words/WordsProvider.tsx';
import css from './Free.module.css';
import { FreeFooterField } from './FreeFrame.tsx';
import { FreeText } from './FreeText.tsx';
import { emptyRow, type FreeFault, freeFaultAt } from './kinds.ts';
import { freeCounts, freeLengths } from './lengths.ts';
import type { FreePartProps } from './props.ts';
import { RowActs } from './RowActs.tsx';

type Section = Extract<FreeMessage, { kind: 'list' }>['sections'][number];

/** A text with a button that opens a list of up to ten rows, in sections where they have titles. */
export function FreeList({ value, onChange, faults, variables }: FreePartProps<'list'>): ReactNode {
  const { t } = useWords();
  const rows = value.sections.reduce((sum, section) => sum + section.rows.length, 0);
  const set = (sections: Section[]) => onChange({ ...value, sections });
  return (
    <div className={css.part}>
      <FreeText
        label={t('free.header_words')}
        placeholder={t('free.optional')}
        value={value.header ?? ''}
        most={freeLengths.header}
        fault={freeFaultAt(faults, '/header')}
        onChange={(header) => onChange({ ...value, header: header === '' ? null : header })}
      />
      <FreeText
        label={t('free.text')}
        rows={4}
        value={value.text}
        most={freeLengths.text}
        variables={variables}
        fault={freeFaultAt(faults, '/text')}
        onChange={(text) => onChange({ ...value, text })}
      />
      <FreeText
        label={t('free.list_button')}
        value={value.button}
        most={freeLengths.button}
        fault={freeFaultAt(faults, '/button')}
        onChange={(button) => onChange({ ...value, button })}
      />
      {value.sections.map((section, at) => (
        <ListSection
          key={at}
          section={section}
          at={at}
          alone={value.sections.length === 1}
          full={rows >= freeCounts.rows}
          faults={faults}
          onChange={(next) => set(value.sections.with(at, next))}
          onRemove={() => set(value.sections.toSpliced(at, 1))}
        />
      ))}
      {freeFaultAt(faults, '/sections') !== undefined && <p className={css.fault}>{freeFaultAt(faults, '/sections')}</p>}
      <div className={css.add}>
        <Button
          size="xs"
          leftSection={<Icon name="plus" small />}
          disabled={rows >= freeCounts.rows || value.sections.length >= freeCounts.sections}
          onClick={() => set([...value.sections, { title: '', rows: [emptyRow()] }])}
        >
          {t('free.add_section')}
        </Button>
      </div>
      <FreeFooterField footer={value.footer} faults={faults} onChange={(footer) => onChange({ ...value, footer })} />
    </div>
  );
}

type SectionProps = {
  readonly section: Section;
  readonly at: number;
  /** The only section needs no title. */
  readonly alone: boolean;
  readonly full: boolean;
  readonly faults: readonly FreeFault[];
  readonly onChange: (section: Section) => void;
  readonly onRemove: () => void;
};

function ListSection({ section, at, alone, full, faults, onChange, onRemove }: SectionProps): ReactNode {
  const { t } = useWords();
  const place = `/sections/${at}`;
  const setRow = (row: number, change: Partial<Section['rows'][number]>) =>
    onChange({ ...section, rows: section.rows.map((each, here) => (here === row ? { ...each, ...change } : each)) });
  return (
    <div className={css.card}>
      {!alone && (
        <div className={css.row}>
          <FreeText
            label={t('free.section_title')}
            value={section.title ?? ''}
            most={freeLengths.sectionTitle}
            fault={freeFaultAt(faults, `${place}/title`)}
            onChange={(title) => onChange({ ...section, title })}
          />
          <RowActs name={section.title ?? t('free.section_title')} at={0} onRemove={onRemove} />
        </div>
      )}
      {section.rows.map((row, here) => (
        <div key={here} className={css.row}>
          <div className={css.pair}>
            <FreeText
              label={t('free.row_title', { nth: here + 1 })}
              value={row.title}
              most={freeLengths.rowTitle}
              fault={freeFaultAt(faults, `${place}/rows/${here}/title`) ?? freeFaultAt(faults, `${place}/rows/${here}/id`)}
              onChange={(title) => setRow(here, { title })}
            />
            <FreeText
              label={t('free.row_description')}
              placeholder={t('free.optional')}
              value={row.description ?? ''}
              most={freeLengths.rowDescription}
              fault={freeFaultAt(faults, `${place}/rows/${here}/description`)}
              onChange={(description) => setRow(here, { description: description === '' ? null : description })}
            />
          </div>
          <RowActs
            name={row.title === '' ? t('free.row_title', { nth: here + 1 }) : row.title}
            at={here}
            onUp={() => onChange({ ...section, rows: section.rows.toSpliced(here, 1).toSpliced(here - 1, 0, row) })}
            onRemove={section.rows.length > 1 ? () => onChange({ ...section, rows: section.rows.toSpliced(here, 1) }) : undefined}
          />
        </div>
      ))}
      {freeFaultAt(faults, `${place}/rows`) !== undefined && <p className={css.fault}>{freeFaultAt(faults, `${place}/rows`)}</p>}
      <div className={css.add}>
        <Button
          size="xs"
          leftSection={<Icon name="plus" small />}
          disabled={full}
          onClick={() => onChange({ ...section, rows: [...section.rows, emptyRow()] })}
        >
          {t('free.add_row')}
        </Button>
      </div>
    </div>
  );
}
