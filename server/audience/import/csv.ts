/** One record of a file. `fault` names what was wrong with its form; the cells are what could be had of it. */
export type CsvRecord = { readonly cells: string[]; readonly fault: CsvFault | null };
export type CsvFault = 'unclosed_quote' | 'too_long';

/** A record longer than this is a quotation mark that nobody closed, or no list of people. */
export const recordCharactersMost = 1_000_000;

/**
 * Reads CSV record by record as text arrives: RFC 4180 with any one-character delimiter and any line end (CR, LF, CRLF,
 * mixed). Blank lines are passed over. Lenient where a meaning is left: a quotation mark inside an unquoted cell is
 * itself, and a cell with text after its closing mark is kept as it stands. A quotation mark that is never closed (or
 * only by a stray one some lines on) costs its own line only: that line is given as it stands with its fault, and reading
 * goes on after it.
 *
 * Written by hand for that last sentence: csv-parse gives up, or takes the rest of the file for one cell. It is the
 * judge in our tests.
 */
export function openCsvReader(delimiter: string): { push(text: string): CsvRecord[]; close(): CsvRecord[] } {
  let pending = '';
  let isSkippingLine = false;

  function take(isLast: boolean): CsvRecord[] {
    const records: CsvRecord[] = [];
    let at = 0;
    if (isSkippingLine) {
      at = nextLine(pending, 0);
      isSkippingLine = at < 0;
      if (at < 0) at = pending.length;
    }
    while (at < pending.length) {
      const end = readRecord(pending, at, delimiter, isLast, records);
      if (end === unfinished && !isLast && pending.length - at <= recordCharactersMost) break; // The rest comes with the next text.
      if (end >= 0 && end - at <= recordCharactersMost) {
        at = end;
        continue;
      }
      if (end >= 0) records.pop(); // Closed, but far away: by the next stray mark, not by its own.
      const line = nextLine(pending, at);
      const isTooLong = line < 0 ? pending.length - at > recordCharactersMost : line - at > recordCharactersMost;
      const text = pending.slice(at, line < 0 || isTooLong ? at + recordCharactersMost : line).replace(/[\r\n]+$/, '');
      records.push({ cells: text.split(delimiter), fault: isTooLong ? 'too_long' : 'unclosed_quote' });
      isSkippingLine = line < 0 && !isLast;
      at = line < 0 ? pending.length : line;
    }
    pending = pending.slice(at);
    return records;
  }

  return {
    push(text) {
      pending += text;
      return take(false);
    },
    close: () => take(true),
  };
}

/** The record's end is not in the text; the record's quotation marks make no sense. */
const unfinished = -1;
const senseless = -2;

/** The place after the next line end, or -1. */
function nextLine(text: string, from: number): number {
  for (let at = from; at < text.length; at += 1) {
    const code = text.charCodeAt(at);
    if (code === 10) return at + 1;
    if (code === 13) return text.charCodeAt(at + 1) === 10 ? at + 2 : at + 1;
  }
  return -1;
}

/** Adds the record that begins at `from`; answers where the next begins, or why there is none. */
function readRecord(text: string, from: number, delimiter: string, isLast: boolean, records: CsvRecord[]): number {
  const separator = delimiter.charCodeAt(0);
  const cells: string[] = [];
  let at = from;
  for (;;) {
    const start = at;
    let close = -1;
    if (text.charCodeAt(at) === 34) {
      close = closingQuote(text, at + 1, isLast);
      if (close < 0) return unfinished;
      at = close + 1;
    }
    let code = text.charCodeAt(at);
    while (at < text.length && code !== separator && code !== 10 && code !== 13) code = text.charCodeAt((at += 1));
    if (at >= text.length && !isLast) return unfinished;
    const isQuoted = close >= 0 && at === close + 1;
    const cell = isQuoted ? text.slice(start + 1, close) : text.slice(start, at);
    if (close >= 0 && !isQuoted && /[\r\n]/.test(cell)) return senseless;
    cells.push(isQuoted && cell.includes('"') ? cell.replaceAll('""', '"') : cell);
    if (at < text.length && code === separator) {
      at += 1;
      continue;
    }
    if (code === 13 && at + 1 >= text.length && !isLast) return unfinished; // A line feed may follow.
    if (at > from) records.push({ cells, fault: null });
    return at >= text.length ? text.length : at + (code === 13 && text.charCodeAt(at + 1) === 10 ? 2 : 1);
  }
}

/** The place of the mark that closes a quoted cell, passing over doubled ones; -1 when it is not in the text. */
function closingQuote(text: string, from: number, isLast: boolean): number {
  for (let at = text.indexOf('"', from); at >= 0; at = text.indexOf('"', at + 2)) {
    if (at + 1 >= text.length) return isLast ? at : -1;
    if (text.charCodeAt(at + 1) !== 34) return at;
  }
  return -1;
}
