import type { Effect, Scene } from '#core/effect/effect.ts';
import { isNo } from '#core/policy/noes.ts';
import type { Scope } from '#core/value/actor.ts';
import { type ContactId, type MessageId, type NumberId, presentId } from '#core/value/id.ts';
import type { Instant } from '#core/value/time.ts';
import { drawFree } from '#core/whatsapp/free.draw.ts';
import { filesIn } from '#core/whatsapp/law/free.files.ts';
import { recordConsent, standingConsents } from '#server/audience/consent/consent.ts';
import { recordFact } from '#server/audience/timeline/timeline.ts';
import { ensureConversation } from '#server/messaging/conversation/conversation.ts';
import { findFiles, lookWith } from '#server/messaging/media/lookup.ts';
import { getNumber } from '#server/messaging/number/number.ts';
import { noteHarm } from '#server/messaging/outbox/harm.ts';
import { keepInbound, noteReply, queueMessage } from '#server/messaging/outbox/outbox.ts';
import type { Platform, Tx } from '#server/platform/platform.ts';
import { lockTurn, selectPerson } from './store.ts';

/** What an automatic answer signs as. */
const automaticAuthor = 'Parley';

/**
 * Loads a contact and what concerns it for one turn, and holds the contact until the transaction ends. A person who
 * was deleted since their message came is a bug of the caller.
 */
export async function loadScene(platform: Platform, tx: Tx, scope: Scope, who: { contact: ContactId; number: NumberId }, now: Instant): Promise<Scene> {
  await lockTurn(tx, who.contact);
  const person = await selectPerson(tx, scope, who.contact);
  if (person === undefined) throw new Error(`there is no contact ${who.contact}`);
  const number = await getNumber(tx, scope, who.number);
  const consent = (await standingConsents(tx, scope, [who.contact])).get(who.contact);
  const conversation = await ensureConversation(platform, tx, scope, who, now);
  return {
    ...who,
    conversation,
    language: person.language,
    country: person.country,
    marketingConsent: consent?.state ?? 'none',
    consentSince: consent?.since ?? null,
    businessName: number.verified_name,
  };
}

/**
 * Carries out the effects of one turn, in order, in the caller's transaction; open screens are told when it commits.
 * A `receive` whose message is there already ends the turn: all of it was done when the message first came. So a turn
 * that is taken twice changes nothing, and says false.
 */
export async function commit(platform: Platform, tx: Tx, scope: Scope, scene: Scene, effects: readonly Effect[], now: Instant): Promise<boolean> {
  let subject: MessageId | null = null;
  for (const effect of effects) {
    if (effect.do === 'receive') {
      const kept = await keepInbound(platform, tx, scope, { ...effect.inbound, ...placeOf(scene), needsAnswer: effect.needsAnswer }, now);
      if (!kept.isNew) return false;
      subject = kept.id;
    } else {
      await carryOut(platform, tx, scope, { scene, effect, subject }, now);
    }
  }
  return true;
}

/** One thing to do in a turn; `subject` is the message that the turn is about. */
type Asked = { readonly scene: Scene; readonly effect: Exclude<Effect, { do: 'receive' }>; readonly subject: MessageId | null };

async function carryOut(platform: Platform, tx: Tx, scope: Scope, { scene, effect, subject }: Asked, now: Instant): Promise<void> {
  const { contact, number } = scene;
  const about = subject === null ? null : presentId('message', subject);
  switch (effect.do) {
    case 'note_reply':
      await noteReply(platform, tx, scope, { contact, number, quotedWamid: effect.quoted, at: effect.at, message: subject, tapped: effect.tapped ?? null });
      if (effect.tapped !== undefined && isNo(effect.tapped)) await noteHarm(platform, tx, scope, { contact, quotedWamid: effect.quoted, at: effect.at });
      return;
    case 'consent':
      await recordConsent(
        platform,
        tx,
        scope,
        {
          contact,
          state: effect.state,
          source: effect.source,
          wording: effect.wording,
          occurredAt: effect.at,
          actor: { kind: 'contact', id: presentId('contact', contact) },
          proof: about === null ? {} : { message: about },
        },
        now,
      );
      return;
    case 'say':
      await sayByItself(platform, tx, scope, { scene, effect }, now);
      return;
    case 'fact':
      await recordFact(platform, tx, scope, { kind: effect.kind, at: effect.at, contact, subject: about, data: { ...effect.data } }, now);
      return;
  }
}

function placeOf(scene: Scene): Pick<Scene, 'conversation' | 'contact' | 'number'> {
  return { conversation: scene.conversation, contact: scene.contact, number: scene.number };
}

/** The same road as that of a person's message: drawn from the same value, and checked by the same law when it leaves. */
async function sayByItself(
  platform: Platform,
  tx: Tx,
  scope: Scope,
  { scene, effect }: { scene: Scene; effect: Extract<Effect, { do: 'say' }> },
  now: Instant,
): Promise<void> {
  const { message, quoted } = effect;
  const files = await findFiles(
    tx,
    scope,
    filesIn(message).map(({ media }) => media),
  );
  await queueMessage(
    platform,
    tx,
    scope,
    {
      ...placeOf(scene),
      origin: 'automatic',
      author: automaticAuthor,
      content: drawFree(message, lookWith(files)),
      quoted: message.kind === 'reaction' ? message.to : quoted,
      wire: { kind: 'free', message },
    },
    now,
  );
}
