-- The canary of a broadcast and the breakers of what else advertises: how they stand, and every decision with the numbers it was made by.

-- One row for each broadcast that goes out in stages. `stages` are the sizes, `stage` is the one that may leave now; `ends` the last seq of each.
-- `base_…` is what a person has forgiven by releasing it all the same: the test begins anew after it. `…_seen` are the broadcast's counters
-- at the last look, so that a look is due exactly when something was said since. `path` is the way of the evidence, for the chart.
create table canary_watch (
  workspace_id uuid not null,
  broadcast_id uuid not null,
  rule text not null check (rule in ('usual', 'strict', 'lenient')),
  matures_minutes int not null,
  stages int[] not null,
  ends int[] not null,
  stage smallint not null default 0,
  state text not null default 'sending' check (state in ('sending', 'maturing', 'asks', 'stopped', 'released')),
  matures_at timestamptz,
  usual_reads double precision,
  usual_delivery double precision,
  base_people int not null default 0,
  base_events int not null default 0,
  harmed_seen int not null default 0,
  failed_seen int not null default 0,
  held_seen text,
  quality_seen text,
  template_red_seen boolean not null default false,
  path jsonb not null default '[]',
  looked_at timestamptz not null,
  began_at timestamptz not null,
  -- When nothing is left to watch.
  ended_at timestamptz,
  primary key (workspace_id, broadcast_id),
  foreign key (workspace_id, broadcast_id) references broadcast (workspace_id, id) on delete cascade
);
-- Asked several times a second: which canaries are under way.
create index canary_watching on canary_watch (broadcast_id) where ended_at is null;

-- Decisions are kept for good. `numbers` is core/policy/canary.ts, CanaryVerdict.
create table canary_look (
  workspace_id uuid not null,
  broadcast_id uuid not null,
  id bigint generated always as identity,
  at timestamptz not null,
  stage smallint not null,
  verdict text not null check (verdict in ('release', 'stop', 'undecided', 'wait')),
  because text not null,
  by_name text,
  numbers jsonb not null,
  primary key (workspace_id, broadcast_id, id),
  foreign key (workspace_id, broadcast_id) references broadcast (workspace_id, id) on delete cascade
);

-- What Meta took but holds back for now, to see what people make of the first ones (`held_for_quality_assessment`).
alter table broadcast add column held_back int not null default 0;

-- Single offers (of the API, and automatic ones) have their harm too.
alter table message add column harmed_at timestamptz;
-- The moving window of a breaker. Only offers are in it: everything else written costs nothing.
create index message_offer on message (workspace_id, number_id, origin, at) where direction = 'out' and wire ->> 'category' = 'marketing';

-- Of each number and origin, as soon as it has sent an offer. What is older than `since` counts no more.
create table breaker (
  workspace_id uuid not null,
  id uuid not null,
  number_id uuid not null,
  origin text not null check (origin in ('api', 'automatic')),
  state text not null default 'closed' check (state in ('closed', 'open', 'half_open')),
  because text check (because in ('harm', 'failures')),
  since timestamptz not null,
  opened_at timestamptz,
  -- Open: when a few are let through again. Half open: when these are judged.
  tries_at timestamptz,
  -- How many more may leave while half open.
  left_over int,
  -- How often it opened in a row: each time it stays open longer.
  times int not null default 0,
  looked_at timestamptz not null,
  primary key (workspace_id, id),
  unique (workspace_id, number_id, origin)
);
create index breaker_due on breaker (tries_at) where state <> 'closed';

-- What campaigns may see of a broadcast on its way: whether somebody of its released stages has not left yet.
create view broadcast_standing as
select b.workspace_id, b.id as broadcast_id, b.number_id, b.lane, b.state, b.held_by, b.held_detail, b.stage, b.harmed, b.failed, b.held_back, b.finished_at,
  (select n.quality from number n where n.workspace_id = b.workspace_id and n.id = b.number_id) as quality,
  exists (select 1 from template_translation t where t.workspace_id = b.workspace_id and t.template_id = b.template_id and t.quality = 'RED') as template_red,
  exists (select 1 from chunk c where c.workspace_id = b.workspace_id and c.broadcast_id = b.id and c.stage <= b.stage and c.state <> 'done') as is_leaving
from broadcast b;

-- What a canary sees of a person: no name, no number.
create view recipient_signal as
select workspace_id, broadcast_id, seq, contact_id, country, state, error_code, accepted_at, sent_at, delivered_at, read_at, harmed_at
from recipient;

-- What a breaker sees of single offers.
create view offer_signal as
select workspace_id, number_id, origin, at, status, error_code, delivered_at, harmed_at
from message
where direction = 'out' and wire ->> 'category' = 'marketing' and origin in ('api', 'automatic');

-- Which import a person came with: of those, one may be bad. Made by the audience, read where harm is looked into.
create view contact_origin as
select c.workspace_id, c.contact_id, c.import_id, i.file_name
from import_change c join contact_import i on i.workspace_id = c.workspace_id and i.id = c.import_id
where c.created;
