-- A template lives on after its first review: it is changed, paused, filed elsewhere, laid aside, and others hang on it.

-- Who made it, so that they are told; null when it was found at Meta. `fills`: what fills each variable unless a campaign says otherwise. What it last cost and costs since (and will, when Meta
-- has announced a change) is kept as it was that day: prices and the countries of the house move on.
alter table template
  add column created_by text,
  add column fills jsonb not null default '{}',
  add column category_change jsonb,
  add column category_due jsonb;

-- `version` counts the contents handed to Meta. `revision` is a change that Meta does not have: `content` is always what is sent.
-- Meta's word that a change comes too early (2388039) overrules our own count, which knows nothing of edits made elsewhere.
alter table template_translation
  add column version integer not null default 1,
  add column revision jsonb,
  add column revised_by text,
  add column paused_until timestamptz,
  add column edits_blocked_until timestamptz;

-- What was handed to Meta. `origin` 'meta': somebody changed it in WhatsApp Manager. `counts`: it changed an approved one,
-- of which Meta allows a few.
create table template_version (
  workspace_id uuid not null,
  translation_id uuid not null,
  version integer not null,
  content jsonb not null,
  at timestamptz not null,
  by text,
  origin text not null check (origin in ('here', 'meta')),
  counts boolean not null,
  primary key (workspace_id, translation_id, version)
);
insert into template_version (workspace_id, translation_id, version, content, at, by, origin, counts)
select workspace_id, id, 1, content, coalesce(submitted_at, status_at), null, 'here', false from template_translation where meta_id is not null;

-- What people of the house should know and did not ask for. `to_actor` null: everybody. Ids sort by when they were told.
create table notice (
  workspace_id uuid not null,
  id uuid not null,
  at timestamptz not null,
  level text not null check (level in ('info', 'warning')),
  kind text not null,
  text text not null,
  subject text,
  to_actor text,
  primary key (workspace_id, id)
);

-- Up to which notice somebody has seen theirs.
create table notice_seen (
  workspace_id uuid not null,
  actor_id text not null,
  until_id uuid not null,
  primary key (workspace_id, actor_id)
);
