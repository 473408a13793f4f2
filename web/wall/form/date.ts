import { textOf } from './form.ts';

/** Up to this version a date is a text of milliseconds; from it on it is a day. Meta, "DatePicker", read 2026-11-22. */
const firstVersionWithDays = 5;

/** A day as a field of the browser takes it, from a day or from a text of milliseconds; empty for anything else. */
export function dateIn(value: unknown): string {
  const text = textOf(value);
  if (/^\d{4}-\d{2}-\d{2}$/.test(text)) return text;
  return /^\d{8,15}$/.test(text) ? new Date(Number(text)).toISOString().slice(0, 10) : '';
}

/** The answer that a form of this version gives for a day. */
export function dateOut(day: string, version: number): string {
  return day === '' || version >= firstVersionWithDays ? day : String(Date.parse(`${day}T00:00:00Z`));
}
