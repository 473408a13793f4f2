import type { Scope } from '#core/value/actor.ts';
import { type ContactId, parseId, presentId } from '#core/value/id.ts';
import { phoneCountry, waIdForms } from '#core/value/phone.ts';
import type { Instant } from '#core/value/time.ts';
import { recordFacts } from '#server/audience/timeline/timeline.ts';
import type { Platform, Tx } from '#server/platform/platform.ts';
import type { Identity } from './store.ts';
import { insertIdentitiesOf, insertPeople, selectBearers, selectKnownIds } from './store.many.ts';

/** Who is meant: by our id, else by the teller's own, else by phone (E.164). */
export type Meant = { readonly contact: ContactId | null; readonly external: string | null; readonly phone: string | null };

/**
 * Finds the person behind each line, or makes them where a phone is told, in a fixed number of statements. Undefined
 * where nobody can be meant: our id is nobody's, or the teller's own id is not known and no phone was told. The
 * teller's id is kept with the person, unless somebody has it.
 */
export async function ensureContacts(platform: Platform, tx: Tx, scope: Scope, lines: readonly Meant[], now: Instant): Promise<(ContactId | undefined)[]> {
  const known = await selectKnownIds(
    tx,
    scope,
    lines.flatMap(({ contact }) => (contact === null ? [] : [contact])),
  );
  const bearers = await bearersOf(tx, scope, lines);
  const unknownPhones = new Set(lines.flatMap((line) => (needsMaking(line, bearers) && line.phone !== null ? [line.phone] : [])));
  const made = await makePeople(platform, tx, scope, [...unknownPhones], now);
  const found = lines.map((line) => {
    if (line.contact !== null) return known.has(line.contact) ? line.contact : undefined;
    return findByExternal(line, bearers) ?? findByPhone(line.phone, bearers) ?? (line.phone === null ? undefined : made.get(line.phone));
  });
  await insertIdentitiesOf(
    tx,
    scope,
    lines.flatMap(({ external }, place) => {
      const contact = found[place];
      return external === null || contact === undefined || bearers.has(`external ${external}`) ? [] : [{ kind: 'external' as const, value: external, contact }];
    }),
  );
  return found;
}

type Bearers = ReadonlyMap<string, ContactId>;

function needsMaking(line: Meant, bearers: Bearers): boolean {
  return line.contact === null && findByExternal(line, bearers) === undefined && findByPhone(line.phone, bearers) === undefined;
}

function findByExternal({ external }: Meant, bearers: Bearers): ContactId | undefined {
  return external === null ? undefined : bearers.get(`external ${external}`);
}

function findByPhone(phone: string | null, bearers: Bearers): ContactId | undefined {
  for (const { kind, value } of phoneIdentities(phone)) {
    const bearer = bearers.get(`${kind} ${value}`);
    if (bearer !== undefined) return bearer;
  }
  return undefined;
}

/** A phone in every form WhatsApp may know it by, the usual one first. */
function phoneIdentities(phone: string | null): Identity[] {
  if (phone === null) return [];
  return [
    { kind: 'phone', value: phone },
    ...waIdForms(phone).flatMap((form): Identity[] => [
      { kind: 'phone', value: `+${form}` },
      { kind: 'wa_id', value: form },
    ]),
  ];
}

async function bearersOf(tx: Tx, scope: Scope, lines: readonly Meant[]): Promise<Bearers> {
  const asked = lines.flatMap(({ external, phone }): Identity[] => [
    ...(external === null ? [] : [{ kind: 'external' as const, value: external }]),
    ...phoneIdentities(phone),
  ]);
  return new Map((await selectBearers(tx, scope, asked)).map(({ kind, value, contact_id }) => [`${kind} ${value}`, parseId<'contact'>(contact_id)]));
}

/** Makes a person for each phone. Where another transaction was faster, theirs is the person. */
async function makePeople(platform: Platform, tx: Tx, scope: Scope, phones: readonly string[], now: Instant): Promise<Map<string, ContactId>> {
  if (phones.length === 0) return new Map();
  // In one order everywhere, so that two tellings of the same people cannot wait for each other.
  const wanted = phones.toSorted().map((phone) => ({ phone, id: platform.random.uuid7('contact', now), country: phoneCountry(phone) }));
  const kept = new Set(
    await insertIdentitiesOf(
      tx,
      scope,
      wanted.map(({ phone, id }) => ({ kind: 'phone' as const, value: phone, contact: id })),
    ),
  );
  const fresh = wanted.filter(({ phone }) => kept.has(phone));
  await insertPeople(tx, scope, fresh, now);
  await recordFacts(
    platform,
    tx,
    scope,
    fresh.map(({ id }) => ({ kind: 'contact.created', at: now, contact: id, subject: null, data: { by: 'facts' } })),
    now,
  );
  const others = wanted.filter(({ phone }) => !kept.has(phone));
  const theirs = await selectBearers(
    tx,
    scope,
    others.map(({ phone }) => ({ kind: 'phone' as const, value: phone })),
  );
  return new Map([
    ...fresh.map(({ phone, id }): [string, ContactId] => [phone, id]),
    ...theirs.map(({ value, contact_id }): [string, ContactId] => [value, parseId<'contact'>(contact_id)]),
  ]);
}

/** Tells open screens that people changed: of one by name, of more as a list. */
export async function tellContacts(platform: Platform, tx: Tx, scope: Scope, contacts: ReadonlySet<ContactId>): Promise<void> {
  const [first] = contacts;
  if (first !== undefined) await platform.live.tell(tx, scope, { kind: 'contact', id: contacts.size === 1 ? presentId('contact', first) : '*' });
}
