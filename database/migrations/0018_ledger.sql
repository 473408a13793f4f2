-- The ledger: how somebody is sent to again without anybody getting a message twice unseen, and how the counting is checked.

-- `ranks` is null for whoever was sent to once, which is nearly everybody. After that it holds how far each attempt has come, by its rank
-- (server/messaging/outbox/outcome.ts), the first attempt first: a late echo of an older attempt raises its own, and what the row says
-- follows from all of them. `moved_marks` is scratch beside `moved_from`: whether the row was doubted (1), closed (2) and twice (4) before.
alter table recipient
  add column ranks smallint[],
  add column moved_marks smallint;

-- What became of an attempt before the next was made: one row for each time somebody was sent to again. Few, and read with the trace of a person.
create table recipient_attempt (
  workspace_id uuid not null,
  broadcast_id uuid not null,
  seq int not null,
  attempt smallint not null,
  state text not null,
  wamid text,
  accepted_at timestamptz,
  sent_at timestamptz,
  failed_at timestamptz,
  error_code int,
  error_detail text,
  -- When the next attempt was asked for, and by whom: an actor's name.
  ended_at timestamptz not null,
  ended_by text not null,
  primary key (workspace_id, broadcast_id, seq, attempt)
);

-- People of a chunk who are to be sent to again. Apart from `retries`, which the sender that holds the chunk writes as it knows them:
-- whoever takes the chunk next takes these along, and a chunk that has some is never done.
alter table chunk add column returned jsonb not null default '[]';

-- From when the minutes of `workspace.resend_minutes` count for those in doubt who were not looked at yet; null when there is nobody.
-- It seldom changes, so an index costs the counters nothing.
alter table broadcast add column resend_from timestamptz;
create index broadcast_resend on broadcast (resend_from) where resend_from is not null;

-- The same for single messages. `attempts` counts how often one was taken from the queue; `attempt` how often it was sent again by choice.
alter table message
  add column attempt smallint not null default 0,
  add column ranks smallint[],
  add column doubted_at timestamptz,
  add column closed_at timestamptz,
  add column twice boolean not null default false;
-- Whose fate is open: accepted without a status, or in doubt. Updates of `status` pass by an index as it is (message_queue).
create index message_open_fate on message (number_id, at) where status in ('accepted', 'in_doubt');

-- Every time the counters of a broadcast were compared with its rows. `difference` is what had to be added to each, null when equal.
create table reconciliation (
  workspace_id uuid not null,
  broadcast_id uuid not null,
  id uuid not null,
  at timestamptz not null,
  occasion text not null check (occasion in ('end', 'hourly')),
  difference jsonb,
  primary key (workspace_id, broadcast_id, id)
);

-- When upkeep was last done: one row for each kind. `reconcile` and `gaps` come again every hour.
create table upkeep (
  kind text primary key,
  done_at timestamptz not null
);

-- Of each number: how many of its messages were accepted and have had no status for too long, when that was last looked at.
create table webhook_gap (
  workspace_id uuid not null,
  number_id uuid not null,
  messages int not null,
  oldest_at timestamptz,
  looked_at timestamptz not null,
  told_at timestamptz,
  primary key (workspace_id, number_id)
);
