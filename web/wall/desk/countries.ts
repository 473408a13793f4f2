/**
 * Reads weights of countries as they are typed. Null when a part is not a country with a weight above zero.
 *
 * @example readWeights('FR 6, br 2') // { FR: 6, BR: 2 }
 */
export function readWeights(text: string): Record<string, number> | null {
  const weights: Record<string, number> = {};
  for (const part of text.split(/[,;\n]+/)) {
    if (part.trim() === '') continue;
    const found = /^([a-z]{2})(?:\s*[:=]?\s*(\d+(?:\.\d+)?))?$/i.exec(part.trim());
    const weight = found === null ? 0 : Number(found[2] ?? 1);
    if (found === null || weight <= 0) return null;
    weights[(found[1] ?? '').toUpperCase()] = weight;
  }
  return Object.keys(weights).length === 0 ? null : weights;
}
