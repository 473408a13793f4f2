-- What the quality page and the planner remember.

-- Meta tells a number's colour only when asked, and a webhook tells of a limit once: so every change that we learn is kept. One row for each
-- change of one trait, with the business time at which we learned of it; `before` is null where nothing was known.
create table number_history (
  workspace_id uuid not null,
  id bigint generated always as identity,
  number_id uuid not null,
  at timestamptz not null,
  trait text not null check (trait in ('quality', 'limit', 'throughput', 'state')),
  before text,
  after text not null,
  -- Why it is paused: a kept sentence. Null for the other traits.
  detail text,
  primary key (workspace_id, id)
);
create index number_history_at on number_history (workspace_id, at);

-- The link to the calendar of planned sends: one for a workspace. Only the token's hash is kept, so that nobody reads the link from a backup.
create table planner_feed (
  workspace_id uuid primary key,
  token_hash bytea not null unique,
  created_by text not null,
  created_at timestamptz not null,
  -- When a calendar asked last; null when none has.
  seen_at timestamptz
);

-- When a number is read at Meta again; null is an hour after it was read last.
alter table number add column check_due_at timestamptz;
