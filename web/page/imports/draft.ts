import type { ColumnTarget, Import, ImportChoices, ImportReading } from '#core/contract/imports.ts';

/** What the wizard holds until the dry run. `consent` is `unsaid` at first: it is the person who says it, never a default. */
export type ImportDraft = {
  readonly columns: readonly ColumnTarget[];
  readonly hasHeader: boolean;
  readonly country: string;
  readonly consent: 'unsaid' | 'none' | 'all' | 'column';
  readonly source: string;
  readonly wording: string;
  readonly date: string;
  readonly existing: 'update' | 'skip';
  readonly tag: string;
};

/** What must still be said, each with the word that says so. */
export type Missing = 'missing_choice' | 'missing_source' | 'missing_wording' | 'missing_date' | 'missing_country';

/** Begins from what was chosen before, or from what the file suggests. */
export function draftOf(reading: ImportReading, choices: ImportChoices | null, defaultCountry: string): ImportDraft {
  if (choices !== null) {
    const { consent } = choices;
    return {
      columns: choices.columns,
      hasHeader: choices.has_header ?? reading.has_header,
      country: choices.default_country,
      consent: consent === null ? 'none' : consent.rows,
      source: consent?.source ?? '',
      wording: consent?.wording ?? '',
      date: consent?.date ?? '',
      existing: choices.existing,
      tag: choices.tag ?? '',
    };
  }
  return {
    columns: reading.columns.map((column) => column.suggested),
    hasHeader: reading.has_header,
    country: defaultCountry,
    consent: 'unsaid',
    source: '',
    wording: '',
    date: '',
    existing: 'update',
    tag: '',
  };
}

/** What is still to be said before the dry run; empty when all is. */
export function missingOf(draft: ImportDraft): readonly Missing[] {
  const missing: Missing[] = [];
  if (draft.country === '') missing.push('missing_country');
  if (draft.consent === 'unsaid' || (draft.consent === 'column' && consentColumn(draft) === undefined)) missing.push('missing_choice');
  if (draft.consent === 'all' || draft.consent === 'column') {
    if (draft.source.trim() === '') missing.push('missing_source');
    if (draft.wording.trim() === '') missing.push('missing_wording');
    if (draft.date === '') missing.push('missing_date');
  }
  return missing;
}

/** The choices as the server takes them; only of a draft from which nothing is missing. */
export function choicesOf(draft: ImportDraft): ImportChoices {
  const states = draft.consent === 'all' || draft.consent === 'column';
  return {
    columns: [...draft.columns],
    default_country: draft.country,
    consent: states ? { source: draft.source.trim(), wording: draft.wording.trim(), date: draft.date, rows: draft.consent === 'all' ? 'all' : 'column' } : null,
    existing: draft.existing,
    tag: draft.tag.trim() === '' ? null : draft.tag.trim(),
    has_header: draft.hasHeader,
  };
}

/** Which column says yes or no to offers, if one does. */
export function consentColumn(draft: Pick<ImportDraft, 'columns'>): number | undefined {
  const at = draft.columns.findIndex((target) => target.to === 'consent');
  return at === -1 ? undefined : at;
}

/** A column's target as one text, for a choice list. */
export function keyOfTarget(target: ColumnTarget): string {
  return target.to === 'field' ? `field:${target.key}` : target.to;
}

/** A key for a new field from a column's name: lower case letters, digits and underscores, beginning with a letter. */
export function fieldKey(name: string): string {
  const plain = name
    .normalize('NFD')
    .replaceAll(/\p{M}/gu, '')
    .toLowerCase()
    .replaceAll(/[^a-z0-9]+/g, '_')
    .replaceAll(/^[_0-9]+|_+$/g, '');
  return plain === '' ? 'field' : plain.slice(0, 60);
}

/** People who come in or change by an import. */
export function peopleOf(counts: NonNullable<Import['counts']>): number {
  return counts.new + counts.updated;
}
