import { type FaultCode, lawFault, type LawFault, textLength } from './words.ts';

/** A text that must be there and is not too long. */
export function checkNeeded(at: string, text: string, most: number, empty: FaultCode, long: FaultCode): LawFault[] {
  return text.trim() === '' ? [lawFault(at, empty)] : checkOptional(at, text, most, long);
}

/** A text that may be left out, and is not too long. */
export function checkOptional(at: string, text: string | null, most: number, long: FaultCode): LawFault[] {
  const length = textLength(text ?? '');
  return length > most ? [lawFault(at, long, { length, most })] : [];
}

/** A label: there, not too long, on one line. */
export function checkButtonText(at: string, text: string, most: number): LawFault[] {
  if (text !== '' && /[\n\r]/.test(text)) return [lawFault(at, 'button_line')];
  return checkNeeded(at, text, most, 'button_empty', 'button_long');
}
