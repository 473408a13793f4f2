import { Switch } from '@mantine/core';
import type { ReactNode } from 'react';
import type { Import, ImportReading } from '#core/contract/imports.ts';
import { Section } from '#web/ui/Section.tsx';
import { type Voice, useWords } from '#web/ui/words/WordsProvider.tsx';
import css from './ReadingSummary.module.css';

/** How the file was read: what it looks like, its letters, what parts the columns, whether the first row names them. */
export function ReadingSummary(props: { readonly one: Import; readonly hasHeader: boolean; readonly onHeader: (hasHeader: boolean) => void }): ReactNode {
  const { t, number, bytes } = useWords();
  const { reading } = props.one;
  if (reading === null) return null;
  const facts = [
    [t('imports.read_format'), reading.format === null ? t('imports.read_format_none') : t(`imports.format_${reading.format}`)],
    [t('imports.read_rows'), `${number(props.one.rows_total)} (${bytes(props.one.bytes)})`],
    [t('imports.read_encoding'), sayEncoding(reading.encoding, t)],
    [t('imports.read_delimiter'), sayDelimiter(reading.delimiter, t)],
  ] as const;
  return (
    <Section title={t('imports.how_read')}>
      <dl className={css.facts}>
        {facts.map(([name, value]) => (
          <div key={name}>
            <dt>{name}</dt>
            <dd>{value}</dd>
          </div>
        ))}
      </dl>
      <Switch label={t('imports.read_header')} checked={props.hasHeader} onChange={(event) => props.onHeader(event.currentTarget.checked)} />
    </Section>
  );
}

function sayEncoding(encoding: ImportReading['encoding'], t: Voice['t']): string {
  switch (encoding) {
    case 'utf-8':
      return t('imports.encoding_utf8');
    case 'utf-16le':
      return t('imports.encoding_utf16le');
    case 'utf-16be':
      return t('imports.encoding_utf16be');
    case 'windows-1252':
      return t('imports.encoding_windows1252');
  }
}

function sayDelimiter(delimiter: ImportReading['delimiter'], t: Voice['t']): string {
  switch (delimiter) {
    case ',':
      return t('imports.delimiter_comma');
    case ';':
      return t('imports.delimiter_semicolon');
    case '\t':
      return t('imports.delimiter_tab');
    case '|':
      return t('imports.delimiter_pipe');
  }
}
