/**
 * Takes the Opus packets out of a WebM file and puts them into Ogg, untouched: WebM is RFC 9559 (Matroska), Ogg is RFC 3533,
 * Opus in Ogg is RFC 7845. Reads only what a browser's recorder writes: one audio track, simple blocks without lacing.
 */
export function oggFromWebm(webm: Uint8Array): Uint8Array<ArrayBuffer> | null {
  const found = readWebm(webm);
  return found.head === null || found.packets.length === 0 ? null : writeOgg(found.head, found.packets);
}

/** Matroska's ids of what we enter or take. */
const ids = {
  segment: 0x18538067,
  cluster: 0x1f43b675,
  tracks: 0x1654ae6b,
  track: 0xae,
  codecPrivate: 0x63a2,
  simpleBlock: 0xa3,
  blockGroup: 0xa0,
  block: 0xa1,
};
const entered = new Set([ids.segment, ids.cluster, ids.tracks, ids.track, ids.blockGroup]);

type Found = { head: Uint8Array | null; packets: Uint8Array[] };

function readWebm(bytes: Uint8Array): Found {
  const found: Found = { head: null, packets: [] };
  readElements(bytes, 0, bytes.length, found);
  return found;
}

function readElements(bytes: Uint8Array, from: number, to: number, found: Found): void {
  let at = from;
  while (at < to) {
    const id = readNumber(bytes, at, true);
    const size = id === null ? null : readNumber(bytes, at + id.length, false);
    if (id === null || size === null) return;
    const start = at + id.length + size.length;
    // A live recording does not know the size of its clusters: they go on to the end.
    const end = size.unknown ? to : Math.min(to, start + size.value);
    if (entered.has(id.value)) readElements(bytes, start, end, found);
    else if (id.value === ids.codecPrivate) found.head = bytes.subarray(start, end);
    else if (id.value === ids.simpleBlock || id.value === ids.block) takePacket(bytes, start, end, found);
    at = end;
  }
}

/** After the track's number come two bytes of time and one of flags. */
function takePacket(bytes: Uint8Array, start: number, end: number, found: Found): void {
  const track = readNumber(bytes, start, false);
  if (track !== null) found.packets.push(bytes.subarray(start + track.length + 3, end));
}

type Read = { readonly value: number; readonly length: number; readonly unknown: boolean };

/** A number of variable length: the leading zeros of its first byte say how long it is. An id keeps its marker bit. */
function readNumber(bytes: Uint8Array, at: number, keepsMarker: boolean): Read | null {
  const first = bytes[at];
  if (first === undefined || first === 0) return null;
  const length = Math.clz32(first) - 23;
  if (at + length > bytes.length) return null;
  let value = keepsMarker ? first : first & (0xff >> length);
  let ones = (first & (0xff >> length)) === 0xff >> length;
  for (let more = 1; more < length; more += 1) {
    const byte = bytes[at + more] ?? 0;
    value = value * 256 + byte;
    ones &&= byte === 0xff;
  }
  return { value, length, unknown: !keepsMarker && ones };
}

/** Samples at 48 kHz in one Opus packet, by its first byte (RFC 6716, 3.1). */
export function opusSamples(packet: Uint8Array): number {
  const first = packet[0] ?? 0;
  const config = first >> 3;
  const frame = config < 12 ? [480, 960, 1920, 2880][config % 4] : config < 16 ? [480, 960][config % 2] : [120, 240, 480, 960][config % 4];
  const code = first & 3;
  const frames = code === 0 ? 1 : code === 3 ? (packet[1] ?? 0) & 0x3f : 2;
  return (frame ?? 0) * frames;
}

/** Packets in one page: a page holds at most 255 segments, and the longest packet takes six. */
const packetsInPage = 25;
const segmentBytes = 255;

function writeOgg(head: Uint8Array, packets: readonly Uint8Array[]): Uint8Array<ArrayBuffer> {
  const vendor = new TextEncoder().encode('Parley');
  const tags = new Uint8Array([...new TextEncoder().encode('OpusTags'), vendor.length, 0, 0, 0, ...vendor, 0, 0, 0, 0]);
  const pages = [writePage([head], 0, 0, 2), writePage([tags], 0, 1, 0)];
  // Encoders begin with samples to be thrown away; the head says how many, and positions count them.
  let position = 0;
  for (let at = 0; at < packets.length; at += packetsInPage) {
    const some = packets.slice(at, at + packetsInPage);
    for (const packet of some) position += opusSamples(packet);
    pages.push(writePage(some, position, pages.length, at + packetsInPage >= packets.length ? 4 : 0));
  }
  const whole = new Uint8Array(pages.reduce((sum, page) => sum + page.length, 0));
  let at = 0;
  for (const page of pages) {
    whole.set(page, at);
    at += page.length;
  }
  return whole;
}

function writePage(packets: readonly Uint8Array[], position: number, sequence: number, flags: number): Uint8Array {
  const lacing = packets.flatMap((packet) => [
    ...Array.from({ length: Math.floor(packet.length / segmentBytes) }, () => segmentBytes),
    packet.length % segmentBytes,
  ]);
  const body = packets.reduce((sum, packet) => sum + packet.length, 0);
  const page = new Uint8Array(27 + lacing.length + body);
  const view = new DataView(page.buffer);
  page.set([0x4f, 0x67, 0x67, 0x53, 0, flags]);
  view.setBigUint64(6, BigInt(position), true);
  view.setUint32(14, serial, true);
  view.setUint32(18, sequence, true);
  page[26] = lacing.length;
  page.set(lacing, 27);
  let at = 27 + lacing.length;
  for (const packet of packets) {
    page.set(packet, at);
    at += packet.length;
  }
  view.setUint32(22, checksum(page), true);
  return page;
}

/** One stream in a file, so any number will do. */
const serial = 0x50_61_72_6c;

/** Ogg's CRC: polynomial 0x04c11db7, nothing reflected, begun at zero. */
function checksum(bytes: Uint8Array): number {
  let sum = 0;
  for (const byte of bytes) {
    sum ^= byte << 24;
    for (let bit = 0; bit < 8; bit += 1) sum = sum & 0x80000000 ? (sum << 1) ^ 0x04c11db7 : sum << 1;
  }
  return sum >>> 0;
}
