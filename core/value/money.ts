/** An amount in millionths of a currency unit (ISO 4217), so that 0.0712 EUR is 71,200 micros. Integers only. */
export type Money = { readonly currency: string; readonly micros: number };

/** Reads a decimal such as "0.0712" into micros; more than six decimals, or no number, is a bug in the data. */
export function parseMicros(decimal: string): number {
  const match = /^(-?)(\d+)(?:\.(\d{1,6}))?$/.exec(decimal.trim());
  if (!match) throw new Error(`"${decimal}" is no amount with at most six decimals`);
  const micros = Number(match[2]) * 1_000_000 + Number((match[3] ?? '').padEnd(6, '0'));
  return match[1] === '-' ? -micros : micros;
}

/** An amount in words of a language: as many digits as its currency has. */
export function moneyWords({ currency, micros }: Money, language: string): string {
  return new Intl.NumberFormat(language, { style: 'currency', currency }).format(micros / 1_000_000);
}
