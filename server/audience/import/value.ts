import { readYesNo } from './words.ts';

/** A value of a typed attribute as it is kept, or of which type it is none. */
export type ReadValue = { readonly value: string | number | boolean } | { readonly fault: 'number' | 'boolean' | 'date' };

/** Text attributes hold no more than this; longer cells are cut, and the row says so. */
export const fieldTextMost = 10_000;

/** Reads a cell for an attribute of a type. Day before month in dates with strokes, unless `monthFirst`. */
export function readValue(text: string, type: 'text' | 'number' | 'date' | 'boolean', monthFirst: boolean): ReadValue {
  switch (type) {
    case 'text':
      return { value: text };
    case 'number': {
      const number = readNumber(text);
      return number === null ? { fault: 'number' } : { value: number };
    }
    case 'boolean': {
      const answer = readYesNo(text);
      return answer === null ? { fault: 'boolean' } : { value: answer };
    }
    case 'date': {
      const day = readDay(text, monthFirst);
      return day === null ? { fault: 'date' } : { value: day };
    }
  }
}

/** Numbers with a point or a comma, thousands apart or not, a currency sign or not: `1.240,50 €` is 1240.5. */
export function readNumber(text: string): number | null {
  const bare = text.replace(/[\s\u00a0\u202f'’]|\p{Sc}|^[A-Z]{3}|[A-Z]{3}$/gu, '');
  if (!/^[-+]?[\d.,]*\d[\d.,]*$/.test(bare)) return null;
  const [point, comma] = [bare.lastIndexOf('.'), bare.lastIndexOf(',')];
  const mark = Math.max(point, comma);
  if (mark < 0) return finite(Number(bare));
  const both = point >= 0 && comma >= 0;
  const sign = bare.charAt(mark);
  const isThousands = !both && (bare.split(sign).length > 2 || (sign === ',' && /^[-+]?[1-9]\d{0,2},\d{3}$/.test(bare)));
  const whole = (isThousands ? bare : bare.slice(0, mark)).replace(/[.,]/g, '');
  return finite(Number(isThousands ? whole : `${whole}.${bare.slice(mark + 1)}`));
}

function finite(number: number): number | null {
  return Number.isFinite(number) ? number : null;
}

/** Days as 2026-11-22, 22/11/2026, 22.11.2026 or, with `monthFirst`, 11/22/2026; kept as the first. */
export function readDay(text: string, monthFirst: boolean): string | null {
  const iso = /^(\d{4})[-/.](\d{1,2})[-/.](\d{1,2})(?:[T ].*)?$/.exec(text);
  if (iso !== null) return day(iso[1], iso[2], iso[3]);
  const spoken = /^(\d{1,2})([-/.])(\d{1,2})[-/.](\d{4})(?:[ T].*)?$/.exec(text);
  if (spoken === null) return null;
  const isMonthFirst = monthFirst && spoken[2] === '/';
  return isMonthFirst ? day(spoken[4], spoken[1], spoken[3]) : day(spoken[4], spoken[3], spoken[1]);
}

function day(year: string | undefined, month: string | undefined, date: string | undefined): string | null {
  const text = `${year}-${month?.padStart(2, '0')}-${date?.padStart(2, '0')}`;
  const parsed = new Date(`${text}T00:00:00Z`);
  return Number.isNaN(parsed.getTime()) || parsed.toISOString().slice(0, 10) !== text ? null : text;
}
