import { sql } from 'kysely';
import { contract } from '#core/contract/contract.ts';
import { call } from '#server/app/client/client.ts';
import type { World } from './world.ts';

/** The phone of the so-manieth of a crowd, from 1. */
export const phoneOfCrowd = (index: number): string => `+336${String(index).padStart(8, '0')}`;

/** Puts many people straight into the book of a world, in France and agreed to offers; by the API they would take minutes. */
export async function addCrowd(world: World, people: number): Promise<void> {
  const { db, clock } = world.opened.platform;
  const at = clock.now();
  await sql`
    insert into contact (workspace_id, id, first_name, display_name, phone, country, language, created_at, updated_at)
    select w.id, ('00000000-0000-7000-8000-' || lpad(to_hex(i), 12, '0'))::uuid, 'P' || i, 'P' || i, '+336' || lpad(i::text, 8, '0'), 'FR', 'en', ${at}, ${at}
    from workspace w, generate_series(1, ${people}::int) i`.execute(db);
  await sql`
    insert into contact_identity select workspace_id, k.kind, case when k.kind = 'phone' then phone else substr(phone, 2) end, id
    from contact cross join (values ('phone'), ('wa_id')) k (kind)`.execute(db);
  await sql`insert into consent_state select workspace_id, id, 'marketing', 'given', id, ${at}, 'test' from contact`.execute(db);
  await sql`analyze contact, contact_identity, consent_state`.execute(db);
}

/** Somebody of a crowd: where they live, and the phone in their hand. */
export type CrowdPerson = { readonly phone: string; readonly country: string };

/** Puts people of any country straight into the book and hands them phones; all have agreed to offers and wear the tag. Returns the segment of the tag. */
export async function addTagged(world: World, tag: string, people: readonly CrowdPerson[]): Promise<string> {
  const setups = people.map(({ phone }, index) => ({ wa_id: phone.slice(1), name: `P ${index}`, language: 'en', persona: 'manual' as const }));
  await world.control.people.add(setups);
  await world.database.pool.query(
    `with person as (
       select gen_random_uuid() as id, phone, country from unnest($1::text[], $2::text[]) as given (phone, country)
     ), added as (
       insert into contact (workspace_id, id, first_name, display_name, phone, country, language, tags, created_at, updated_at)
       select w.id, p.id, 'Ana', p.phone, p.phone, p.country, 'en', array[$3], now(), now() from person p, workspace w
     ), known as (
       insert into contact_identity (workspace_id, kind, value, contact_id)
       select w.id, k.kind, case when k.kind = 'phone' then p.phone else substr(p.phone, 2) end, p.id from person p, workspace w, (values ('phone'), ('wa_id')) k (kind)
     )
     insert into consent_state (workspace_id, contact_id, purpose, state, entry_id, occurred_at, source)
     select w.id, p.id, 'marketing', 'given', p.id, now(), 'test' from person p, workspace w`,
    [people.map(({ phone }) => phone), people.map(({ country }) => country), tag],
  );
  const definition = { match: 'all' as const, of: [{ about: 'tag' as const, is: 'any_of' as const, values: [tag] }] };
  return (await call(world.door, contract.segments.create, { body: { name: tag, definition } })).id;
}
