import type { Say } from '#core/contract/conversations.ts';
import { readId } from '#core/contract/read-id.ts';
import { refusal } from '#core/contract/refusals.ts';
import { say as sentence } from '#core/contract/say.ts';
import type { Scope } from '#core/value/actor.ts';
import type { ContactId } from '#core/value/id.ts';
import { drawFree } from '#core/whatsapp/free.draw.ts';
import type { FreeMessage } from '#core/whatsapp/free.ts';
import { checkFree } from '#core/whatsapp/law/free.ts';
import { filesIn } from '#core/whatsapp/law/free.files.ts';
import type { LawFault } from '#core/whatsapp/law/words.ts';
import type { MessageContent } from '#core/whatsapp/message.ts';
import { findFiles, lookWith } from '#server/messaging/media/lookup.ts';
import { type Outgoing, requireLawful } from '#server/messaging/outbox/wire.ts';
import type { Db, Tx } from '#server/platform/platform.ts';
import { type MessageRow, selectMessage, selectSaid } from './store.ts';

/** A free-form message made ready: how it looks, what leaves, and the wamid it answers or reacts to. */
export type ComposedFree = { readonly content: MessageContent; readonly wire: Outgoing; readonly quoted: string | null };

/** To whom a message goes, and where it stands in the request: `/body/say`. */
type Place = { readonly contact: ContactId; readonly at: string };

/**
 * Makes a free-form message of any kind ready to be queued. Refuses with `invalid` and every place what WhatsApp would refuse, with
 * `not_found` a message that is answered and is not there, with `conflict` one that has not left yet.
 */
export async function composeFree(db: Db | Tx, scope: Scope, place: Place, what: Exclude<Say, { kind: 'template' }>): Promise<ComposedFree> {
  const files = await findFiles(
    db,
    scope,
    filesIn(what).map(({ media }) => media),
  );
  requireLawful(what, (media) => files.get(media), place.at);
  requireNamedFiles(what, place.at);
  const content = drawFree(what, lookWith(files));
  if (what.kind === 'reaction') {
    const to = await wamidOf(db, scope, place, { id: what.to, at: '/to', gone: 'reaction_gone', early: 'reaction_early' });
    return { content, wire: { kind: 'free', message: { ...what, to } }, quoted: to };
  }
  const { quoted, ...message } = what;
  const wamid = quoted === undefined ? null : await wamidOf(db, scope, place, { id: quoted, at: '/quoted', gone: 'quoted_gone', early: 'quoted_early' });
  return { content, wire: { kind: 'free', message }, quoted: wamid };
}

/** What WhatsApp would refuse of a free-form message, with what is known of its files. */
export async function checkSaying(db: Db | Tx, scope: Scope, message: FreeMessage): Promise<LawFault[]> {
  const files = await findFiles(
    db,
    scope,
    filesIn(message).map(({ media }) => media),
  );
  return checkFree(message, (media) => files.get(media));
}

/** A message that is said at once has nobody who would fill in a file. */
function requireNamedFiles(message: FreeMessage, at: string): void {
  const open = filesIn(message).find(({ media }) => media.includes('{{'));
  if (open === undefined) return;
  const words = sentence('variable_in_file', { text: open.media.slice(0, 80) });
  throw refusal('invalid', words, [{ at: `${at}${open.at}`, message: words }]);
}

type Wanted = { readonly id: string; readonly at: string; readonly gone: 'quoted_gone' | 'reaction_gone'; readonly early: 'quoted_early' | 'reaction_early' };

/** What Meta calls a message by its public id; it must belong to this conversation and have left already. */
async function wamidOf(db: Db | Tx, scope: Scope, { contact, at }: Place, wanted: Wanted): Promise<string> {
  const place = `${at}${wanted.at}`;
  const row = await findSaid(db, scope, wanted.id, place);
  if (row === undefined || row.contact_id !== contact)
    throw refusal('not_found', sentence(wanted.gone, { id: wanted.id }), [{ at: place, message: sentence(wanted.gone, { id: wanted.id }) }]);
  if (row.wamid === null) throw refusal('conflict', sentence(wanted.early, { id: wanted.id }));
  return row.wamid;
}

function findSaid(db: Db | Tx, scope: Scope, id: string, at: string): Promise<MessageRow | undefined> {
  const [broadcast = '', seq] = id.split(':');
  if (seq === undefined) return selectMessage(db, scope, readId('message', id, at));
  return selectSaid(db, scope, { broadcast: readId('broadcast', broadcast, at), seq: /^\d{1,9}$/.test(seq) ? Number(seq) : -1 });
}
