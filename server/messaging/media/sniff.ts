/** What the first bytes of a file say it is, and how large the picture is. The name and the declared type are not asked. */
type Sniffed = { readonly mime: 'image/jpeg' | 'image/png'; readonly width: number; readonly height: number };

const pngSignature = [0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a] as const;
/** Where the width stands in a PNG: after the signature, the length and the name of the first chunk (IHDR). */
const pngWidthAt = 16;

/** Looks whether bytes are a JPEG or a PNG with a readable size; undefined for all else, also for a torn file. */
export function sniffImage(bytes: Uint8Array): Sniffed | undefined {
  if (pngSignature.every((byte, index) => bytes[index] === byte)) return sniffPng(bytes);
  return bytes[0] === 0xff && bytes[1] === 0xd8 && bytes[2] === 0xff ? sniffJpeg(bytes) : undefined;
}

function sniffPng(bytes: Uint8Array): Sniffed | undefined {
  if (bytes.byteLength < pngWidthAt + 8) return undefined;
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  return sized('image/png', view.getUint32(pngWidthAt), view.getUint32(pngWidthAt + 4));
}

/** Walks the segments of a JPEG to its frame header (SOF0–SOF15 but the three that are no frames). */
function sniffJpeg(bytes: Uint8Array): Sniffed | undefined {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  let at = 2;
  while (at + 9 < bytes.byteLength) {
    if (view.getUint8(at) !== 0xff) return undefined;
    const marker = view.getUint8(at + 1);
    if (marker === 0xff) {
      at += 1; // Fill bytes may stand before a marker.
      continue;
    }
    const isFrame = marker >= 0xc0 && marker <= 0xcf && marker !== 0xc4 && marker !== 0xc8 && marker !== 0xcc;
    if (isFrame) return sized('image/jpeg', view.getUint16(at + 7), view.getUint16(at + 5));
    at += 2 + view.getUint16(at + 2);
  }
  return undefined;
}

/** JPEG can say no more; a PNG that says more is no picture that a phone shows. */
const sideMost = 65_535;

function sized(mime: Sniffed['mime'], width: number, height: number): Sniffed | undefined {
  return width > 0 && height > 0 && width <= sideMost && height <= sideMost ? { mime, width, height } : undefined;
}
