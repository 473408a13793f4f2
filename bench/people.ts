import type pg from 'pg';

/**
 * Who is written into the book: `plain` may all get offers (French phones, English names); `every` is a book as it is in life, in which each
 * reason of the policy holds for somebody: no phone, legal, invalid, withdrawn, stopped in WhatsApp, never agreed, a country not served, US numbers, an
 * empty variable, a low score. One in twenty wrote today, one in five got an earlier campaign.
 */
export type Mix = 'plain' | 'every';

/** People number `from` to `from + count - 1`, each with the tag. Numbers make the phones, so runs do not meet. */
export type Crowd = { readonly workspace: string; readonly from: number; readonly count: number; readonly tag: string; readonly mix: Mix };

/** The id of the n-th person as SQL: a version 7 UUID, in the order of n as ids of an import are. */
const personId = (n: string): string =>
  `(lpad(to_hex(1764547200000 + ${n}), 12, '0') || '7' || substr(md5(${n}::text), 1, 3) || '8' || substr(md5(${n}::text), 4, 15))::uuid`;

/** The phone of the n-th person: a French mobile. */
export function phoneOf(n: number): string {
  return `+336${String(12_000_000 + n)}`;
}

/** Writes the people with identities and consent, by SQL: an import of a million takes a minute and is measured elsewhere. */
export async function fillPeople(client: pg.Client, crowd: Crowd): Promise<void> {
  const { workspace, from, count, tag, mix } = crowd;
  const isEvery = mix === 'every';
  const numbers = `generate_series(${from}, ${from + count - 1}) n`;
  const hasPhone = isEvery ? 'n % 100 <> 7' : 'true';
  const country = isEvery
    ? `case when n % 500 = 3 then 'CU' when n % 40 = 5 then 'US' when n % 5 = 1 then 'MX' when n % 5 = 2 then 'BR' when n % 9 = 4 then 'DE' else 'FR' end`
    : `'FR'`;
  const language = isEvery ? `(array['en', 'fr', 'es', 'pt_BR', null, 'de', 'en', 'fr'])[1 + n % 8]` : `'en'`;
  // The trigram index of the search box takes longer than all the rest, and nothing here searches.
  await client.query('drop index if exists contact_search');
  await client.query(
    `
    insert into contact (workspace_id, id, first_name, last_name, display_name, phone, country, language, tags, fields, created_at, updated_at)
    select $1, ${personId('n')}, ${isEvery ? `case when n % 10 = 3 then null else 'Inès ' || n end` : `'Inès ' || n`}, 'Müller-' || n % 97, 'Inès ' || n || ' Müller-' || n % 97,
      case when ${hasPhone} then '+336' || (12000000 + n) end, ${country}, ${language}, array[$2::text] || ${isEvery ? `case when n % 3 = 0 then '{topic:coffee}'::text[] when n % 3 = 1 then '{topic:tea}'::text[] else '{}'::text[] end` : `'{}'::text[]`},
      ${isEvery ? `case when n % 100 = 9 then '{}'::jsonb else jsonb_build_object('city', (array['Lyon', 'Nantes', 'Lille'])[1 + n % 3], 'points', n % 500) end` : `jsonb_build_object('city', 'Lyon')`},
      timestamptz '2026-11-01 09:00:00Z' + n * interval '1 millisecond', timestamptz '2026-11-01 09:00:00Z'
    from ${numbers}`,
    [workspace, tag],
  );
  await client.query(
    `
    insert into contact_identity (workspace_id, kind, value, contact_id)
    select $1, kind, case when kind = 'phone' then '+' else '' end || '336' || (12000000 + n), ${personId('n')} from ${numbers}, unnest('{phone,wa_id}'::text[]) kind where ${hasPhone}`,
    [workspace],
  );
  const agreed = isEvery ? 'n % 20 <> 11' : 'true';
  const state = isEvery ? `case when n % 33 = 8 then 'withdrawn' else 'given' end` : `'given'`;
  const at = `timestamptz '2026-11-01 09:00:00Z' - ${isEvery ? 'n % 500' : '1'} * interval '1 day'`;
  await client.query(
    `
    insert into consent_entry (workspace_id, id, contact_id, purpose, state, source, wording, occurred_at, recorded_at, actor_kind, actor_id)
    select $1, ${personId('n')}, ${personId('n')}, 'marketing', ${state}, 'Bench', 'Yes, offers on WhatsApp, please.', ${at}, ${at}, 'user', 'usr_bench' from ${numbers} where ${agreed}`,
    [workspace],
  );
  await client.query(
    `
    insert into consent_state (workspace_id, contact_id, purpose, state, entry_id, occurred_at, source)
    select $1, ${personId('n')}, 'marketing', ${state}, ${personId('n')}, ${at}, 'Bench' from ${numbers} where ${agreed}`,
    [workspace],
  );
  if (isEvery) await fillHistory(client, crowd, numbers);
  for (const table of ['contact', 'contact_identity', 'consent_entry', 'consent_state', 'suppression', 'conversation', 'recipient', 'chunk'])
    await client.query(`vacuum analyze ${table}`);
}

/** Suppressions, open windows, and an earlier campaign that a fifth got. */
async function fillHistory(client: pg.Client, { workspace }: Crowd, numbers: string): Promise<void> {
  await client.query(
    `
    insert into suppression (workspace_id, contact_id, reason, since)
    select $1, ${personId('n')}, case n % 3 when 0 then 'legal' when 1 then 'invalid' else 'platform_stop' end, timestamptz '2026-11-02 09:00:00Z' from ${numbers} where n % 50 = 13`,
    [workspace],
  );
  await client.query(
    `
    insert into conversation (workspace_id, id, contact_id, number_id, state, last_inbound_at, last_message_at, created_at)
    select $1, ${personId('n')}, ${personId('n')}, (select id from number where workspace_id = $1 order by created_at limit 1), 'open', now() - interval '2 hours', now() - interval '2 hours', now() from ${numbers} where n % 20 = 2`,
    [workspace],
  );
  await client.query(
    `
    insert into recipient (workspace_id, broadcast_id, seq, contact_id, phone, country, language, variables, state, wamid, accepted_at, sent_at, delivered_at, read_at, score)
    select $1, '01900000-0000-7000-8000-000000000001', row_number() over (), ${personId('n')}, '+336' || (12000000 + n), 'FR', 0, '{Inès}', case when n % 3 = 0 then 'delivered' else 'read' end, 'wamid.earlier' || n,
      t, t, t, case when n % 3 = 0 then null else t end, 70
    from ${numbers}, lateral (select timestamptz '2026-11-10 09:00:00Z' + n % 20000 * interval '1 second' as t) at where n % 5 = 3`,
    [workspace],
  );
}
