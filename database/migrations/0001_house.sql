-- The first stone: every table of the road from a contact to a read and answered message.
-- Every tenant table leads its key with workspace_id. Ids are UUIDv7 made by the program, so they sort by time.
-- Nothing newer than PostgreSQL 15.

-- ---- workspace -----------------------------------------------------------------------------------------------------

create table workspace (
  id uuid primary key,
  name text not null,
  -- 'rehearsal' talks to the emulator, 'live' to Meta; never both.
  mode text not null check (mode in ('rehearsal', 'live')),
  default_country char(2) not null,
  locale text not null,
  timezone text not null,
  currency char(3) not null,
  created_at timestamptz not null
);

create table membership (
  workspace_id uuid not null references workspace (id),
  user_id text not null,
  role text not null check (role in ('owner', 'agent')),
  created_at timestamptz not null,
  primary key (workspace_id, user_id)
);

create table api_key (
  workspace_id uuid not null references workspace (id),
  id uuid not null,
  name text not null,
  -- The part that may be shown again: "pk_1a2b3c4d". The secret itself is only kept as SHA-256.
  prefix text not null unique,
  secret_hash bytea not null,
  scopes text[] not null,
  created_by text not null,
  created_at timestamptz not null,
  last_used_at timestamptz,
  revoked_at timestamptz,
  primary key (workspace_id, id)
);

create table audit_entry (
  workspace_id uuid not null,
  id uuid not null,
  at timestamptz not null,
  actor_kind text not null,
  actor_id text not null,
  actor_name text not null,
  act text not null,
  subject text not null,
  detail jsonb not null default '{}',
  primary key (workspace_id, id)
);

-- A POST that carries an Idempotency-Key is answered from here the second time.
create table idempotent_request (
  workspace_id uuid not null,
  key text not null,
  request_hash bytea not null,
  status int,
  body jsonb,
  created_at timestamptz not null,
  primary key (workspace_id, key)
);

-- ---- audience ------------------------------------------------------------------------------------------------------

create table contact (
  workspace_id uuid not null,
  id uuid not null,
  first_name text,
  last_name text,
  -- What is shown: given name and family name, else company, else the phone.
  display_name text not null,
  -- The identity we would write to, kept here as well because every send reads it. E.164 with a plus.
  phone text,
  email text,
  -- ISO 3166-1, from the phone; null when there is none.
  country char(2),
  -- BCP 47, null when not known.
  language text,
  timezone text,
  tags text[] not null default '{}',
  fields jsonb not null default '{}',
  created_at timestamptz not null,
  updated_at timestamptz not null,
  primary key (workspace_id, id)
);
create index contact_newest on contact (workspace_id, created_at desc, id desc);
create index contact_country on contact (workspace_id, country);
create index contact_tags on contact using gin (tags);
create extension if not exists pg_trgm;
create index contact_search on contact using gin ((display_name || ' ' || coalesce(phone, '') || ' ' || coalesce(email, '')) gin_trgm_ops);

-- A person is known by any of these, and by each value at most once in a workspace. E-mail is no identity: families share it.
create table contact_identity (
  workspace_id uuid not null,
  kind text not null check (kind in ('phone', 'wa_id', 'bsuid', 'external')),
  value text not null,
  contact_id uuid not null,
  primary key (workspace_id, kind, value)
);
create index contact_identity_contact on contact_identity (workspace_id, contact_id);

create table contact_field (
  workspace_id uuid not null,
  key text not null,
  label text not null,
  type text not null check (type in ('text', 'number', 'date', 'boolean')),
  created_at timestamptz not null,
  primary key (workspace_id, key)
);

-- The consent ledger: append only. What holds now is in consent_state, written in the same transaction.
create table consent_entry (
  workspace_id uuid not null,
  id uuid not null,
  contact_id uuid not null,
  purpose text not null check (purpose in ('marketing')),
  state text not null check (state in ('given', 'withdrawn')),
  source text not null,
  wording text not null,
  -- When the person said it; recorded_at is when we wrote it down.
  occurred_at timestamptz not null,
  recorded_at timestamptz not null,
  actor_kind text not null,
  actor_id text not null,
  proof jsonb not null default '{}',
  import_id uuid,
  primary key (workspace_id, id)
);
create index consent_entry_contact on consent_entry (workspace_id, contact_id, recorded_at);
create index consent_entry_import on consent_entry (workspace_id, import_id) where import_id is not null;

create table consent_state (
  workspace_id uuid not null,
  contact_id uuid not null,
  purpose text not null,
  state text not null,
  entry_id uuid not null,
  occurred_at timestamptz not null,
  source text not null,
  primary key (workspace_id, contact_id, purpose)
);

-- A "never" that is not consent. platform_stop is Meta's own toggle; only its `resume` lifts it.
create table suppression (
  workspace_id uuid not null,
  contact_id uuid not null,
  reason text not null check (reason in ('platform_stop', 'invalid', 'legal')),
  since timestamptz not null,
  detail text not null default '',
  primary key (workspace_id, contact_id, reason)
);

-- The timeline: what has happened. Partitioned by month; partitions are made ahead by the program.
create table fact (
  workspace_id uuid not null,
  id uuid not null,
  at timestamptz not null,
  contact_id uuid,
  kind text not null,
  subject text,
  data jsonb not null default '{}',
  -- The transaction that wrote it: a listener reads up to pg_snapshot_xmin(pg_current_snapshot()), so none is skipped.
  written_in xid8 not null default pg_current_xact_id(),
  primary key (workspace_id, id, at)
) partition by range (at);
create table fact_default partition of fact default;
create index fact_contact on fact (workspace_id, contact_id, at desc);
create index fact_kind on fact (workspace_id, kind, at desc);

create table segment (
  workspace_id uuid not null,
  id uuid not null,
  name text not null,
  definition jsonb not null,
  created_at timestamptz not null,
  updated_at timestamptz not null,
  primary key (workspace_id, id)
);

create table contact_import (
  workspace_id uuid not null,
  id uuid not null,
  file_name text not null,
  file_key text not null,
  file_bytes bigint not null,
  -- reading → mapping → checking → checked → importing → imported → undoing → undone; failed from anywhere.
  state text not null check (state in ('reading', 'mapping', 'checking', 'checked', 'importing', 'imported', 'undoing', 'undone', 'failed')),
  failure text,
  -- How the file was read: encoding, delimiter, header, columns with samples, the format recognised.
  reading jsonb,
  -- What the person said: columns to fields, default country, consent.
  choices jsonb,
  -- What the dry run found, then what the import did; numbers by outcome.
  counts jsonb,
  rows_total int not null default 0,
  rows_done int not null default 0,
  created_by text not null,
  created_at timestamptz not null,
  finished_at timestamptz,
  primary key (workspace_id, id)
);

-- Rows of a file being imported. Unlogged: it can always be read again from the file.
create unlogged table import_row (
  workspace_id uuid not null,
  import_id uuid not null,
  -- 1 is the first row under the header.
  row_number int not null,
  cells text[] not null,
  outcome text,
  reason text,
  contact_id uuid,
  phone text,
  country char(2),
  first_name text,
  last_name text,
  display_name text,
  email text,
  language text,
  tags text[],
  fields jsonb,
  consent text,
  primary key (workspace_id, import_id, row_number)
);

-- What an import changed, so that it can be undone.
create table import_change (
  workspace_id uuid not null,
  import_id uuid not null,
  contact_id uuid not null,
  created boolean not null,
  before jsonb,
  primary key (workspace_id, import_id, contact_id)
);

-- ---- messaging -----------------------------------------------------------------------------------------------------

-- Meta's WhatsApp Business Account and the app that speaks for it. Secrets are sealed (AES-256-GCM) by the program.
create table business_account (
  workspace_id uuid not null,
  id uuid not null,
  meta_id text not null,
  name text not null,
  portfolio_id text,
  base_url text not null,
  api_version text not null,
  app_id text not null,
  sealed_token bytea not null,
  sealed_app_secret bytea not null,
  sealed_verify_token bytea not null,
  -- Stands in our callback address: /webhooks/whatsapp/{webhook_key}.
  webhook_key text not null unique,
  connected_at timestamptz,
  created_at timestamptz not null,
  primary key (workspace_id, id)
);

create table number (
  workspace_id uuid not null,
  id uuid not null,
  business_account_id uuid not null,
  meta_id text not null unique,
  display_phone text not null,
  verified_name text not null,
  quality text not null default 'UNKNOWN',
  messaging_limit text,
  throughput_per_second int not null,
  -- 'ready' sends; 'paused' was stopped by a person or by an error whose fate is to stop the number.
  state text not null check (state in ('ready', 'paused')),
  pause_reason text,
  -- One sender at a time holds a number.
  lease_holder text,
  lease_until timestamptz,
  checked_at timestamptz,
  created_at timestamptz not null,
  primary key (workspace_id, id)
);

create table media (
  workspace_id uuid not null,
  id uuid not null,
  name text not null,
  mime text not null,
  bytes bigint not null,
  sha256 bytea not null,
  file_key text not null,
  width int,
  height int,
  created_at timestamptz not null,
  primary key (workspace_id, id)
);

-- A file goes to Meta once for each number and is reused until its id expires (30 days).
create table media_upload (
  workspace_id uuid not null,
  media_id uuid not null,
  number_id uuid not null,
  meta_id text not null,
  expires_at timestamptz not null,
  primary key (workspace_id, media_id, number_id)
);

create table template (
  workspace_id uuid not null,
  id uuid not null,
  business_account_id uuid not null,
  name text not null,
  category text not null check (category in ('marketing', 'utility', 'authentication')),
  created_at timestamptz not null,
  primary key (workspace_id, id),
  unique (workspace_id, business_account_id, name)
);

-- One language of a template: the thing Meta reviews.
create table template_translation (
  workspace_id uuid not null,
  id uuid not null,
  template_id uuid not null,
  language text not null,
  -- Our own form (core/whatsapp/template.ts), from which the wire form is made.
  content jsonb not null,
  status text not null,
  reason text,
  recommendation text,
  quality text,
  meta_id text,
  submitted_at timestamptz,
  status_at timestamptz not null,
  checked_at timestamptz,
  primary key (workspace_id, id),
  unique (workspace_id, template_id, language)
);
create index template_translation_meta on template_translation (meta_id);

create table template_event (
  workspace_id uuid not null,
  id uuid not null,
  translation_id uuid not null,
  at timestamptz not null,
  status text not null,
  detail text,
  primary key (workspace_id, id)
);
create index template_event_of on template_event (workspace_id, translation_id, at);

create table conversation (
  workspace_id uuid not null,
  id uuid not null,
  contact_id uuid not null,
  number_id uuid not null,
  -- 'open' shows in the inbox.
  state text not null check (state in ('open', 'closed')),
  assigned_to text,
  last_inbound_at timestamptz,
  last_message_at timestamptz not null,
  last_preview text not null default '',
  last_direction text not null default 'in',
  unread int not null default 0,
  created_at timestamptz not null,
  primary key (workspace_id, id),
  unique (workspace_id, contact_id, number_id)
);
create index conversation_inbox on conversation (workspace_id, state, last_message_at desc, id desc);

-- What was said one by one: inbound, an agent's reply, the API, automatic answers. What a broadcast says is in
-- `recipient`; the view conversation_message shows both.
create table message (
  workspace_id uuid not null,
  id uuid not null,
  conversation_id uuid not null,
  contact_id uuid not null,
  number_id uuid not null,
  direction text not null check (direction in ('in', 'out')),
  -- 'contact', 'agent', 'api', 'automatic', 'test'
  origin text not null,
  author text,
  content jsonb not null,
  wamid text,
  -- out: queued → sending → accepted → sent → delivered → read | failed | in_doubt; in: received
  status text not null,
  at timestamptz not null,
  quoted_wamid text,
  accepted_at timestamptz,
  sent_at timestamptz,
  delivered_at timestamptz,
  read_at timestamptz,
  failed_at timestamptz,
  error_code int,
  error_detail text,
  attempts int not null default 0,
  next_try_at timestamptz,
  lease_until timestamptz,
  primary key (workspace_id, id)
) with (fillfactor = 70);
create unique index message_wamid on message (workspace_id, wamid) where wamid is not null;
create index message_conversation on message (workspace_id, conversation_id, at desc, id desc);
create index message_queue on message (number_id, at) where status in ('queued', 'sending');

create table campaign (
  workspace_id uuid not null,
  id uuid not null,
  name text not null,
  -- Draft choices: { segment, template, number, variables }. The launched ones are frozen in plan and broadcast.
  choices jsonb not null,
  state text not null check (state in ('draft', 'launched')),
  created_by text not null,
  created_at timestamptz not null,
  updated_at timestamptz not null,
  primary key (workspace_id, id)
);
create index campaign_newest on campaign (workspace_id, created_at desc, id desc);

create table plan (
  workspace_id uuid not null,
  id uuid not null,
  campaign_id uuid not null,
  hash text not null,
  body jsonb not null,
  created_by text not null,
  created_at timestamptz not null,
  primary key (workspace_id, id)
);

create table broadcast (
  workspace_id uuid not null,
  id uuid not null,
  campaign_id uuid not null,
  plan_id uuid not null,
  number_id uuid not null,
  template_id uuid not null,
  -- Frozen: for each language its translation, wire name and media; by position in this array.
  languages jsonb not null,
  -- waiting (the undo minute) → opening (recipients are being frozen) → sending ⇄ paused → done | stopped | undone
  state text not null check (state in ('waiting', 'opening', 'sending', 'paused', 'done', 'stopped', 'undone')),
  -- Why it stands still although it is `sending` or `paused`, in our catalogue's code.
  held_by text,
  held_detail text,
  opens_at timestamptz not null,
  launched_by text not null,
  launched_at timestamptz not null,
  first_sent_at timestamptz,
  finished_at timestamptz,
  -- Counters, moved by the writer in the statement that moves the rows; a recount of `recipient` must give the same.
  total int not null default 0,
  waiting int not null default 0,
  skipped int not null default 0,
  accepted int not null default 0,
  sent int not null default 0,
  delivered int not null default 0,
  read int not null default 0,
  failed int not null default 0,
  in_doubt int not null default 0,
  cancelled int not null default 0,
  replied int not null default 0,
  primary key (workspace_id, id)
) with (fillfactor = 50);
create index broadcast_campaign on broadcast (workspace_id, campaign_id);
create index broadcast_active on broadcast (state) where state in ('waiting', 'opening', 'sending', 'paused');

-- One contact in a broadcast with exactly one outcome. For broadcasts this row is the message.
create table recipient (
  workspace_id uuid not null,
  broadcast_id uuid not null,
  seq int not null,
  contact_id uuid not null,
  -- E.164 as frozen.
  phone text not null,
  country char(2),
  -- Position in broadcast.languages.
  language smallint not null,
  -- The frozen values of the variables, in the order the plan names them.
  variables text[] not null,
  -- waiting | skipped | accepted | sent | delivered | read | failed | in_doubt | cancelled
  state text not null,
  reason text,
  wamid text,
  accepted_at timestamptz,
  sent_at timestamptz,
  delivered_at timestamptz,
  read_at timestamptz,
  failed_at timestamptz,
  replied_at timestamptz,
  error_code int,
  error_detail text,
  primary key (workspace_id, broadcast_id, seq)
) with (fillfactor = 55);
create index recipient_contact on recipient (workspace_id, contact_id);

-- Ranges of recipients. A sender leases the oldest free chunk of a number it holds; `cursor` is the last seq whose
-- intent is committed: rows at or below it without an outcome are in doubt after a crash, rows above it were never sent.
create table chunk (
  workspace_id uuid not null,
  broadcast_id uuid not null,
  first_seq int not null,
  last_seq int not null,
  cursor int not null,
  state text not null check (state in ('open', 'leased', 'done')),
  holder text,
  lease_until timestamptz,
  -- Recipients to be tried again (throttled, pair limit), taken before the cursor goes on.
  retries jsonb not null default '[]',
  primary key (workspace_id, broadcast_id, first_seq)
);
create index chunk_open on chunk (workspace_id, broadcast_id, first_seq) where state <> 'done';

-- What Meta posted, byte for byte.
create table webhook_event (
  id uuid not null,
  received_at timestamptz not null,
  workspace_id uuid not null,
  business_account_id uuid not null,
  body bytea not null,
  -- 'done', 'waiting' for the worker, or 'set_aside' with a reason a person can read.
  state text not null check (state in ('waiting', 'done', 'set_aside')),
  reason text,
  primary key (id, received_at)
) partition by range (received_at);
create table webhook_event_default partition of webhook_event default;
create index webhook_event_waiting on webhook_event (received_at) where state = 'waiting';
create index webhook_event_aside on webhook_event (workspace_id, received_at desc) where state = 'set_aside';

-- ---- views: what a room lets higher rooms read -------------------------------------------------------------------------

-- audience/contact, audience/consent: what the policy must know about a person.
create view contact_reach as
select
  c.workspace_id,
  c.id as contact_id,
  c.display_name,
  c.first_name,
  c.last_name,
  c.phone,
  c.email,
  c.country,
  c.language,
  c.timezone,
  c.tags,
  c.fields,
  coalesce(cs.state, 'none') as marketing_consent,
  coalesce(s.reasons, '{}') as suppressions
from contact c
left join consent_state cs on cs.workspace_id = c.workspace_id and cs.contact_id = c.id and cs.purpose = 'marketing'
left join lateral (
  select array_agg(x.reason order by x.reason) as reasons
  from suppression x
  where x.workspace_id = c.workspace_id and x.contact_id = c.id
) s on true;

-- messaging/outbox: one chat, whoever wrote: single messages and what broadcasts sent.
create view conversation_message as
select
  m.workspace_id, m.id::text as id, m.contact_id, m.number_id, m.direction, m.origin, m.author, m.content, m.wamid, m.status,
  m.at, m.quoted_wamid, m.sent_at, m.delivered_at, m.read_at, m.failed_at, m.error_code, m.error_detail,
  null::uuid as broadcast_id, null::int as seq, null::smallint as language, null::text[] as variables
from message m
union all
select
  r.workspace_id, r.broadcast_id::text || ':' || r.seq, r.contact_id, b.number_id, 'out', 'broadcast', null, null, r.wamid, r.state,
  coalesce(r.accepted_at, r.failed_at, b.launched_at), null, r.sent_at, r.delivered_at, r.read_at, r.failed_at, r.error_code, r.error_detail,
  r.broadcast_id, r.seq, r.language, r.variables
from recipient r
join broadcast b on b.workspace_id = r.workspace_id and b.id = r.broadcast_id
where r.state not in ('waiting', 'skipped', 'cancelled');
