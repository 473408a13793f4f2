import { parseId, presentId } from '#core/value/id.ts';
import { second } from '#core/value/time.ts';
import { MessageContent } from '#core/whatsapp/message.ts';
import { fetchInboundMedia } from '#server/messaging/media/media.ts';
import { openLine } from '#server/messaging/number/number.ts';
import { contentOfMessage, findMessageByWamid, replaceContent } from '#server/messaging/outbox/outbox.ts';
import type { Platform } from '#server/platform/platform.ts';
import { mediaIn, withMedia } from './files.ts';
import { mediaFetch } from './tasks.ts';

type Asked = { workspace: string; number: string; wamid: string; meta_id: string; name: string | null; tries: number };

/** The message is written by the contact's turn, which may be a moment behind. */
const waitMilliseconds = second / 4;
/** 4 s, 8 s… up to four hours and a half, of real time as for all that does not answer: well within the 7 days Meta keeps a file. */
const triesMost = 12;

/** Fetches the file of a message, keeps it, and puts it into the message. */
export async function fetchMedia(platform: Platform, asked: Asked): Promise<void> {
  const scope = { workspace: parseId<'workspace'>(asked.workspace) };
  const number = parseId<'number'>(asked.number);
  const message = await findMessageByWamid(platform.db, scope, asked.wamid);
  if (message === undefined) return putOff(platform, asked, asked.tries === 0 ? waitMilliseconds : 2 ** asked.tries * second);
  const content = MessageContent.parse(await contentOfMessage(platform.db, scope, message));
  const ref = mediaIn(content);
  if (ref === undefined || ref.media !== null) return;
  try {
    const line = await openLine(platform, platform.db, scope, number);
    const kept = await fetchInboundMedia(platform, scope, line, { metaId: asked.meta_id, name: asked.name }, platform.clock.now());
    await platform.db
      .transaction()
      .execute((tx) => replaceContent(platform, tx, scope, message, withMedia(content, { ...ref, media: presentId('media', kept.id), mime: kept.mime })));
  } catch (error) {
    platform.log.warn({ error: String(error), wamid: asked.wamid, tries: asked.tries }, 'the file of a message could not be fetched');
    await putOff(platform, asked, 2 ** (asked.tries + 2) * second);
  }
}

async function putOff(platform: Platform, asked: Asked, milliseconds: number): Promise<void> {
  const tries = asked.tries + 1;
  if (tries > triesMost) platform.log.error({ wamid: asked.wamid }, 'the file of a message is given up');
  else await platform.tasks.add(platform.db, mediaFetch, { ...asked, tries }, { key: `media.fetch ${asked.wamid}`, realDelayMilliseconds: milliseconds });
}
