/** Bars of a voice message; as many as fit beside the button on a small phone. */
export const waveBars = 44;
/** What is bigger is not decoded: the bar stays plain, and the sound plays all the same. */
const decodedBytesMost = 16 * 1024 * 1024;

/**
 * The loudness of a sound in equal parts, 0 to 1, the loudest being 1. Silence is all zero.
 * Each part is the root mean square of its samples: peaks alone make speech look like a wall.
 */
export function wavePeaks(samples: Float32Array, bars: number): number[] {
  if (samples.length === 0) return Array.from({ length: bars }, () => 0);
  const loud = Array.from({ length: bars }, (_, bar) => {
    const from = Math.floor((bar * samples.length) / bars);
    const to = Math.max(from + 1, Math.floor(((bar + 1) * samples.length) / bars));
    let sum = 0;
    for (let at = from; at < to; at += 1) sum += (samples[at] ?? 0) ** 2;
    return Math.sqrt(sum / (to - from));
  });
  const most = Math.max(...loud);
  return most === 0 ? loud : loud.map((value) => value / most);
}

/** Fetches a sound of ours and measures it. Null when the browser cannot decode it or it is too big. */
export async function readWave(url: string): Promise<{ readonly peaks: number[]; readonly seconds: number } | null> {
  const response = await fetch(url);
  if (!response.ok || Number(response.headers.get('content-length') ?? 0) > decodedBytesMost) {
    await response.body?.cancel();
    return null;
  }
  const bytes = await response.arrayBuffer();
  const context = new OfflineAudioContext(1, 1, 16_000);
  try {
    const sound = await context.decodeAudioData(bytes);
    return { peaks: wavePeaks(sound.getChannelData(0), waveBars), seconds: sound.duration };
  } catch (error) {
    // The one way a browser says "I do not know this sound".
    if (error instanceof DOMException) return null;
    throw error;
  }
}
