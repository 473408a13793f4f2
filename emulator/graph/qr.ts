import { crc32, deflateSync } from 'node:zlib';

/**
 * A QR code of version 3 with error correction M: 29 modules a side, up to 42 bytes. It is all that a link to a
 * conversation needs (`https://wa.me/message/` and 14 letters are 36), so the larger versions are left out.
 *
 * @see ISO/IEC 18004:2015: one block of 44 data and 26 correction codewords, alignment pattern at 22.
 */
export type QrCode = { size: number; isDark(x: number, y: number): boolean };

const size = 29;
const dataLength = 44;
const correctionLength = 26;
const alignmentCentre = 22;

/** The longest text, in bytes. */
export const qrLimit = dataLength - 2;

/** Draws a text of at most `qrLimit` bytes. */
export function drawQr(text: string): QrCode {
  const bytes = Buffer.from(text);
  if (bytes.length > qrLimit) throw new RangeError(`a QR code of version 3-M holds ${qrLimit} bytes, not ${bytes.length}`);
  const codewords = [...packBytes(bytes)];
  codewords.push(...correctionOf(codewords));
  const base = openGrid();
  placeBits(base, codewords);
  const candidates = masks.map((mask, index) => finish(base, mask, index));
  const best = candidates.reduce((found, one) => (penaltyOf(one) < penaltyOf(found) ? one : found));
  return { size, isDark: (x, y) => best[y]?.[x] === 1 };
}

/** Byte mode: 4 bits of mode, 8 of length, the bytes, a terminator, and padding in turn. */
function packBytes(bytes: Buffer): number[] {
  const bits = [0, 1, 0, 0, ...bitsOf(bytes.length, 8), ...[...bytes].flatMap((byte) => bitsOf(byte, 8)), 0, 0, 0, 0];
  const words: number[] = [];
  for (let i = 0; i + 8 <= bits.length; i += 8) words.push(Number.parseInt(bits.slice(i, i + 8).join(''), 2));
  for (let pad = 0xec; words.length < dataLength; pad = pad === 0xec ? 0x11 : 0xec) words.push(pad);
  return words;
}

function bitsOf(value: number, count: number): number[] {
  return Array.from({ length: count }, (_, i) => (value >> (count - 1 - i)) & 1);
}

/** Multiplies in the field of 256 with the polynomial 0x11d. */
function multiply(a: number, b: number): number {
  let product = 0;
  for (let i = 7; i >= 0; i--) product = ((product << 1) ^ ((product >> 7) * 0x11d) ^ (((b >> i) & 1) * a)) & 0xff;
  return product;
}

function correctionOf(data: readonly number[]): number[] {
  let generator = [1];
  let root = 1;
  for (let i = 0; i < correctionLength; i++) {
    const next = [...generator, 0];
    for (let j = 0; j < generator.length; j++) next[j + 1] = (next[j + 1] ?? 0) ^ multiply(generator[j] ?? 0, root);
    generator = next;
    root = multiply(root, 2);
  }
  const rest = Array.from({ length: correctionLength }, () => 0);
  for (const word of data) {
    const factor = word ^ (rest.shift() ?? 0);
    rest.push(0);
    for (let j = 0; j < correctionLength; j++) rest[j] = (rest[j] ?? 0) ^ multiply(generator[j + 1] ?? 0, factor);
  }
  return rest;
}

/** 0 light, 1 dark; `isData` marks the modules that hold bits and are masked. */
type Grid = { modules: number[][]; isData: boolean[][] };

function openGrid(): Grid {
  const modules = Array.from({ length: size }, () => Array.from({ length: size }, () => 0));
  const isData = Array.from({ length: size }, () => Array.from({ length: size }, () => true));
  const set = (x: number, y: number, dark: boolean): void => {
    const [row, free] = [modules[y], isData[y]];
    if (row === undefined || free === undefined || x < 0 || x >= size) return;
    row[x] = dark ? 1 : 0;
    free[x] = false;
  };
  for (const [cx, cy] of [
    [3, 3],
    [size - 4, 3],
    [3, size - 4],
  ] as const)
    for (let dy = -4; dy <= 4; dy++)
      for (let dx = -4; dx <= 4; dx++) {
        const ring = Math.max(Math.abs(dx), Math.abs(dy));
        set(cx + dx, cy + dy, ring !== 2 && ring !== 4);
      }
  for (let i = 8; i < size - 8; i++) {
    set(i, 6, i % 2 === 0);
    set(6, i, i % 2 === 0);
  }
  for (let dy = -2; dy <= 2; dy++) for (let dx = -2; dx <= 2; dx++) set(alignmentCentre + dx, alignmentCentre + dy, Math.max(Math.abs(dx), Math.abs(dy)) !== 1);
  for (const { x, y } of formatPlaces()) set(x, y, false);
  set(8, size - 8, true);
  return { modules, isData };
}

/** Where the 15 bits of the format stand, both copies one after the other, the lowest bit first. */
function formatPlaces(): { x: number; y: number }[] {
  const first = Array.from({ length: 15 }, (_, i) => (i < 6 ? { x: 8, y: i } : i < 8 ? { x: 8, y: i + 1 } : i === 8 ? { x: 7, y: 8 } : { x: 14 - i, y: 8 }));
  const second = Array.from({ length: 15 }, (_, i) => (i < 8 ? { x: size - 1 - i, y: 8 } : { x: 8, y: size - 15 + i }));
  return [...first, ...second];
}

/** Bits go up and down in columns of two from the right; the column of the timing line is left out. */
function placeBits({ modules, isData }: Grid, codewords: readonly number[]): void {
  const bits = codewords.flatMap((word) => bitsOf(word, 8));
  let next = 0;
  for (let right = size - 1; right >= 1; right -= right === 8 ? 3 : 2) {
    const isUpward = ((size - 1 - (right > 6 ? right : right + 1)) / 2) % 2 === 0;
    for (let step = 0; step < size; step++) {
      const y = isUpward ? size - 1 - step : step;
      for (const x of [right, right - 1]) {
        const row = modules[y];
        if (row === undefined || isData[y]?.[x] !== true) continue;
        row[x] = bits[next] ?? 0;
        next += 1;
      }
    }
  }
}

const masks: readonly ((x: number, y: number) => boolean)[] = [
  (x, y) => (x + y) % 2 === 0,
  (_, y) => y % 2 === 0,
  (x) => x % 3 === 0,
  (x, y) => (x + y) % 3 === 0,
  (x, y) => (Math.floor(x / 3) + Math.floor(y / 2)) % 2 === 0,
  (x, y) => ((x * y) % 2) + ((x * y) % 3) === 0,
  (x, y) => (((x * y) % 2) + ((x * y) % 3)) % 2 === 0,
  (x, y) => (((x + y) % 2) + ((x * y) % 3)) % 2 === 0,
];

function finish({ modules, isData }: Grid, mask: (x: number, y: number) => boolean, index: number): number[][] {
  const grid = modules.map((row, y) => row.map((dark, x) => (isData[y]?.[x] === true && mask(x, y) ? 1 - dark : dark)));
  // Correction level M is 00; then the mask, ten bits of a BCH code, and a fixed pattern over all.
  let rest = index;
  for (let i = 0; i < 10; i++) rest = (rest << 1) ^ ((rest >> 9) * 0x537);
  const format = ((index << 10) | rest) ^ 0x5412;
  formatPlaces().forEach(({ x, y }, i) => {
    const row = grid[y];
    if (row !== undefined) row[x] = (format >> (i % 15)) & 1;
  });
  return grid;
}

/** How hard a grid is to read: long runs, squares, false finders and imbalance. The lowest is taken. */
function penaltyOf(grid: readonly (readonly number[])[]): number {
  const lines = [...grid, ...Array.from({ length: size }, (_, x) => grid.map((row) => row[x] ?? 0))].map((line) => line.join(''));
  let penalty = 0;
  for (const line of lines) {
    for (const run of line.match(/0{5,}|1{5,}/g) ?? []) penalty += run.length - 2;
    for (let i = 0; i + 11 <= size; i++) if (['10111010000', '00001011101'].includes(line.slice(i, i + 11))) penalty += 40;
  }
  for (let y = 0; y + 1 < size; y++)
    for (let x = 0; x + 1 < size; x++) {
      const sum = (grid[y]?.[x] ?? 0) + (grid[y]?.[x + 1] ?? 0) + (grid[y + 1]?.[x] ?? 0) + (grid[y + 1]?.[x + 1] ?? 0);
      if (sum === 0 || sum === 4) penalty += 3;
    }
  const dark = grid.flat().reduce((sum, one) => sum + one, 0);
  return penalty + Math.floor(Math.abs((dark * 20) / (size * size) - 10)) * 10;
}

/** Light modules around the code, as the standard asks. */
const quietZone = 4;

/** The code as a picture of vectors. */
export function printSvg(code: QrCode): string {
  const side = code.size + 2 * quietZone;
  let path = '';
  for (let y = 0; y < code.size; y++) for (let x = 0; x < code.size; x++) if (code.isDark(x, y)) path += `M${x + quietZone} ${y + quietZone}h1v1h-1z`;
  return (
    `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${side} ${side}" width="${side * 8}" height="${side * 8}" shape-rendering="crispEdges">` +
    `<rect width="${side}" height="${side}" fill="#fff"/><path d="${path}" fill="#000"/></svg>`
  );
}

/** The code as a picture of pixels, `scale` for each module: grey of one bit. */
export function printPng(code: QrCode, scale = 8): Buffer {
  const side = (code.size + 2 * quietZone) * scale;
  const stride = 1 + Math.ceil(side / 8);
  const rows = Buffer.alloc(stride * side);
  for (let y = 0; y < side; y++)
    for (let x = 0; x < side; x++) {
      const isDark = code.isDark(Math.floor(x / scale) - quietZone, Math.floor(y / scale) - quietZone);
      const at = y * stride + 1 + (x >> 3);
      if (!isDark) rows[at] = (rows[at] ?? 0) | (0x80 >> (x & 7));
    }
  const header = Buffer.alloc(13);
  header.writeUInt32BE(side, 0);
  header.writeUInt32BE(side, 4);
  header[8] = 1;
  return Buffer.concat([Buffer.from('\x89PNG\r\n\x1a\n', 'latin1'), chunk('IHDR', header), chunk('IDAT', deflateSync(rows)), chunk('IEND', Buffer.alloc(0))]);
}

function chunk(type: string, data: Buffer): Buffer {
  const body = Buffer.concat([Buffer.from(type, 'latin1'), data]);
  const frame = Buffer.alloc(8);
  frame.writeUInt32BE(data.length, 0);
  frame.writeUInt32BE(crc32(body), 4);
  return Buffer.concat([frame.subarray(0, 4), body, frame.subarray(4)]);
}
