/** Small readings in the bytes of a file. Nothing here throws: what lies outside is 0, or does not match. */

/** Whether `text` (one byte for each letter) stands at an offset. */
export function standsAt(bytes: Uint8Array, offset: number, text: string): boolean {
  if (offset < 0 || offset + text.length > bytes.byteLength) return false;
  for (let index = 0; index < text.length; index += 1) if (bytes[offset + index] !== text.charCodeAt(index)) return false;
  return true;
}

/** The text of `length` bytes at an offset, one letter for each byte. */
export function textAt(bytes: Uint8Array, offset: number, length: number): string {
  return String.fromCharCode(...bytes.subarray(offset, offset + length));
}

/** An unsigned number of two bytes, most significant first unless `little`. */
export function short(bytes: Uint8Array, offset: number, little = false): number {
  const [a = 0, b = 0] = bytes.subarray(offset, offset + 2);
  return little ? a | (b << 8) : (a << 8) | b;
}

/** An unsigned number of four bytes, most significant first unless `little`. */
export function long(bytes: Uint8Array, offset: number, little = false): number {
  const [a = 0, b = 0, c = 0, d = 0] = bytes.subarray(offset, offset + 4);
  return (little ? a | (b << 8) | (c << 16) | (d << 24) : (a << 24) | (b << 16) | (c << 8) | d) >>> 0;
}

/** Where bytes stand from an offset on, -1 when nowhere. */
export function find(bytes: Uint8Array, wanted: Uint8Array | string, from = 0): number {
  return Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).indexOf(typeof wanted === 'string' ? Buffer.from(wanted, 'latin1') : wanted, from);
}
