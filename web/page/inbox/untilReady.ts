import type { Media } from '#core/contract/media.ts';
import { api } from '#web/api/api.ts';

/** A film is turned by a task; so often it is asked for. */
const lookMilliseconds = 500;
/** Two minutes: a film of 100 MB takes about one. */
const looksMost = 240;

/** Waits until a file of the library has been turned into what WhatsApp takes. One that is refused is given back as it is. */
export async function untilReady(media: Media): Promise<Media> {
  let found = media;
  for (let look = 0; found.state === 'working' && look < looksMost; look += 1) {
    await new Promise((resolve) => setTimeout(resolve, lookMilliseconds));
    found = await api.media.get({ params: { id: media.id } });
  }
  return found;
}
