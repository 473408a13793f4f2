import type { ColumnTarget, ImportChoices } from '#core/contract/imports.ts';
import { say } from '#core/contract/say.ts';
import { parsePhone } from '#core/value/phone.ts';
import { isRefused } from '#core/value/result.ts';
import type { Told } from '#core/value/say.ts';
import { displayNameOf } from '#server/audience/contact/edit.ts';
import type { CsvRecord } from './csv.ts';
import { phoneRank } from './header.ts';
import { keepReason } from './reason.ts';
import { isEmail } from './sniff.ts';
import { fieldTextMost, readValue } from './value.ts';
import { readCountry, readLanguage, readYesNo } from './words.ts';

/** What a row says about a person, as it is kept in import_row; keys are its columns. */
export type ReadRow = {
  row_number: number;
  cells: readonly string[];
  outcome: 'new' | 'invalid' | 'skipped';
  reason: string | null;
  phone: string | null;
  country: string | null;
  first_name: string | null;
  last_name: string | null;
  display_name: string | null;
  email: string | null;
  language: string | null;
  tags: readonly string[] | null;
  fields: Readonly<Record<string, string | number | boolean>> | null;
  consent: 'given' | null;
  external_id: string | null;
};

/** Longer names are cut, and the row says so. */
const nameMost = 200;
const tagMost = 60;
const tagsMost = 100;
const externalIdMost = 200;
/** Of a good row the screen shows this much of each cell; a bad one is kept whole, for the error file. */
const shownCharactersMost = 200;
/** A cell may hold several phones; nobody has more. */
const phonesMost = 20;

type Column = { readonly at: number; readonly name: string; readonly target: ColumnTarget };

/** Makes the reader of the rows of one file. Pure: the same cells give the same row. */
export function openRowReader(
  columns: readonly { name: string; target: ColumnTarget }[],
  choices: Pick<ImportChoices, 'default_country' | 'consent' | 'tag'>,
): (record: CsvRecord, number: number) => ReadRow {
  const all: Column[] = columns.map((column, at) => ({ ...column, at }));
  const used = all.filter((column) => column.target.to !== 'skip' && column.target.to !== 'phone');
  const phones = all
    .filter((column) => column.target.to === 'phone')
    .toSorted((one, other) => phoneRank(one.name) - phoneRank(other.name) || one.at - other.at);
  const width = columns.length;
  return (record, number) => readRow({ record, number, used, phones, width, choices });
}

type Work = {
  record: CsvRecord;
  number: number;
  used: readonly Column[];
  phones: readonly Column[];
  width: number;
  choices: Pick<ImportChoices, 'default_country' | 'consent' | 'tag'>;
};

function readRow(work: Work): ReadRow {
  const { record, number, width } = work;
  const empty: ReadRow = {
    row_number: number,
    cells: record.cells,
    outcome: 'invalid',
    reason: null,
    phone: null,
    country: null,
    first_name: null,
    last_name: null,
    display_name: null,
    email: null,
    language: null,
    tags: null,
    fields: null,
    consent: null,
    external_id: null,
  };
  switch (record.fault) {
    case 'unclosed_quote':
      return { ...empty, reason: keepReason([say('row_quote')]) };
    case 'too_long':
      return { ...empty, reason: keepReason([say('row_long')]) };
    case null:
  }
  if (record.cells.every((cell) => cell.trim() === '')) return { ...empty, outcome: 'skipped', reason: keepReason([say('row_empty')]) };
  const notes: Told[] = [];
  const extra = record.cells.slice(width).filter((cell) => cell !== '').length;
  if (extra > 0) notes.push(say('row_cells_beyond', { cells: record.cells.length, columns: width }));
  else if (record.cells.length < width) notes.push(say('row_cells_missing', { cells: record.cells.length, columns: width }));
  const known = readKnown(work, notes);
  const phone = readPhones(work, known.country);
  const fields = phone.others.length === 0 ? known.fields : { ...known.fields, other_phones: phone.others.join(', ') };
  if (phone.fault !== null) return { ...empty, display_name: known.display_name, reason: keepReason([phone.fault]) };
  if (phone.phone === null && known.external_id === null) return { ...empty, display_name: known.display_name, reason: keepReason([say('row_phone')]) };
  const named = { firstName: known.first_name, lastName: known.last_name, company: fields['company'], phone: phone.phone, email: known.email };
  return {
    ...empty,
    ...known,
    cells: record.cells.map((cell) => cut(cell, shownCharactersMost)),
    outcome: 'new',
    reason: keepReason(notes),
    phone: phone.phone,
    country: phone.country,
    display_name: known.display_name ?? (displayNameOf(named) || known.external_id),
    fields: Object.keys(fields).length === 0 ? null : fields,
  };
}

type Known = Pick<ReadRow, 'first_name' | 'last_name' | 'display_name' | 'email' | 'language' | 'country' | 'consent' | 'external_id' | 'tags'> & {
  fields: Record<string, string | number | boolean>;
};

function readKnown(work: Work, notes: Told[]): Known {
  const { choices } = work;
  const known: Known = {
    first_name: null,
    last_name: null,
    display_name: null,
    email: null,
    language: null,
    country: null,
    consent: choices.consent?.rows === 'all' ? 'given' : null,
    external_id: null,
    tags: null,
    fields: {},
  };
  const tags: string[] = choices.tag === null || choices.tag === '' ? [] : [choices.tag];
  for (const column of work.used) {
    const text = work.record.cells[column.at]?.trim() ?? '';
    if (text !== '') readCell(column, text, known, { tags, notes, choices });
  }
  if (tags.length > 0) known.tags = [...new Set(tags)].slice(0, tagsMost);
  if (known.first_name === null && known.last_name === null && known.display_name !== null) Object.assign(known, splitName(known.display_name));
  else if (known.first_name !== null || known.last_name !== null) known.display_name = null;
  return known;
}

function readCell(column: Column, text: string, known: Known, { tags, notes, choices }: { tags: string[]; notes: Told[]; choices: Work['choices'] }): void {
  const { target } = column;
  const short = (most: number): string => {
    if (text.length > most) notes.push(say('row_cut', { column: column.name, length: text.length, most }));
    return cut(text, most);
  };
  switch (target.to) {
    case 'first_name':
      known.first_name ??= short(nameMost);
      return;
    case 'last_name':
      known.last_name ??= short(nameMost);
      return;
    case 'full_name':
      known.display_name ??= short(nameMost);
      return;
    case 'company':
      known.fields['company'] ??= short(nameMost);
      return;
    case 'email': {
      const email = splitValues(text)[0] ?? '';
      if (isEmail(email)) known.email ??= email.toLowerCase();
      else notes.push(say('row_email', { text: cut(email, nameMost) }));
      return;
    }
    case 'language':
      known.language ??= readLanguage(text);
      return;
    case 'country':
      known.country ??= readCountry(text);
      return;
    case 'tags':
      // Google marks its own groups with a star: "* myContacts".
      tags.push(
        ...text
          .split(/ ::: |[,;]/)
          .map((tag) => cut(tag.trim(), tagMost))
          .filter((tag) => tag !== '' && !tag.startsWith('* ')),
      );
      return;
    case 'consent':
      if (choices.consent?.rows === 'column' && readYesNo(text) === true) known.consent = 'given';
      return;
    case 'external_id':
      known.external_id ??= cut(text.replace(/^'/, ''), externalIdMost);
      return;
    case 'field': {
      const read = readValue(target.type === 'text' ? short(fieldTextMost) : text, target.type, choices.default_country === 'US');
      if ('value' in read) known.fields[target.key] = read.value;
      else notes.push(say(`row_${read.fault}`, { text: cut(text, 40), column: column.name }));
      return;
    }
    case 'phone':
    case 'skip':
  }
}

type ReadPhones = { phone: string | null; country: string | null; others: string[]; fault: Told | null };

/** The first number that can exist, in the order of the columns' rank; the others are kept beside. */
function readPhones(work: Work, country: string | null): ReadPhones {
  const found: { e164: string; country: string }[] = [];
  let fault: Told | null = null;
  let looked = 0;
  for (const column of work.phones) {
    const cell = work.record.cells[column.at]?.trim() ?? '';
    if (cell === '') continue;
    for (const text of phoneTexts(cell)) {
      if ((looked += 1) > phonesMost) break;
      const phone = parsePhone(text, country ?? work.choices.default_country);
      if (isRefused(phone)) fault ??= phone.detail;
      else if (!found.some((other) => other.e164 === phone.e164)) found.push(phone);
    }
  }
  const [first, ...others] = found;
  return { phone: first?.e164 ?? null, country: first?.country ?? null, others: others.map((other) => other.e164), fault: first === undefined ? fault : null };
}

/** Cells with several numbers: Google's ` ::: `, or commas, semicolons, strokes and line ends between them. */
function phoneTexts(cell: string): string[] {
  if (!/:::|[;,|\n]| \/ /.test(cell)) return [cell];
  return cell
    .split(/:::|[;,|\n]+| \/ /)
    .map((text) => text.trim())
    .filter((text) => text !== '');
}

function splitValues(text: string): string[] {
  return text.split(/ ::: |[;,\s]+/).filter((part) => part !== '');
}

/** "Ana Souza" and "Souza, Ana" in Latin letters; other scripts put the family first or do not tell, and stay whole. */
function splitName(full: string): { first_name: string | null; last_name: string | null } | undefined {
  if (!/^[\p{Script=Latin}\p{M}\s.,'’-]+$/u.test(full)) return undefined;
  const turned = /^([^,]+),\s*([^,]+)$/.exec(full);
  if (turned !== null) return { first_name: turned[2]?.trim() ?? null, last_name: turned[1]?.trim() ?? null };
  const [first = '', ...rest] = full.split(/\s+/);
  return { first_name: first, last_name: rest.length === 0 ? null : rest.join(' ') };
}

/** Never in the middle of a character: half of one is no text for PostgreSQL. */
function cut(text: string, most: number): string {
  return text.length <= most ? text : text.slice(0, most).toWellFormed();
}
