-- What the engine of campaigns keeps: how often somebody was tried, what holds a broadcast back, and how it is released in stages.

-- `attempt` counts how often a person was sent to again by somebody's choice (or by the setting): a state belongs to an attempt, and the
-- pair (attempt, rank) only ever rises. `doubted_at` stays when the doubt was settled, `closed_at` says that a person closed it; `twice`
-- that two attempts were accepted after all. `harmed_at` is when they opted out, or said no with a button, within the reach of this message.
-- Nulls and false take no room that a plain row did not have.
alter table recipient
  add column attempt smallint not null default 0,
  add column doubted_at timestamptz,
  add column closed_at timestamptz,
  add column harmed_at timestamptz,
  add column twice boolean not null default false;

-- Nobody twice: one row for each person of a broadcast. It serves what recipient_contact did.
create unique index recipient_once on recipient (workspace_id, contact_id, broadcast_id);
drop index recipient_contact;

-- Of the same counting as the other counters. `doubted` were ever in doubt, of them `settled` by an echo and `closed` by a person.
alter table broadcast
  add column lane text not null default 'marketing' check (lane in ('transactional', 'marketing')),
  -- Frozen choices: how fast, within which hours, beside how many open conversations (core/contract/sending.ts, Pace); null without.
  add column pace jsonb,
  -- The rule of its canary (core/contract/sending.ts, Canary); null without.
  add column canary jsonb,
  -- Chunks up to this stage may leave; the largest smallint when there is no canary.
  add column stage smallint not null default 32767,
  -- What it may cost at most, in millionths of the plan's currency, and each country's price to count with: { "FR": 71200, … }.
  add column budget_micros bigint,
  add column rates jsonb not null default '{}',
  add column doubted int not null default 0,
  add column settled int not null default 0,
  add column closed int not null default 0,
  add column harmed int not null default 0,
  add column twice int not null default 0;
update broadcast b set lane = 'transactional' from template t
where t.workspace_id = b.workspace_id and t.id = b.template_id and t.category <> 'marketing';

-- Of a canary: 0 is the first sample, then further ones, the last is everybody else.
alter table chunk add column stage smallint not null default 0;

-- Everything that advertises stands still, by whose word; null when it does not.
alter table workspace
  add column stopped_at timestamptz,
  add column stopped_by text,
  -- Minutes after which who is in doubt is sent to again by itself; null is never, as it begins.
  add column resend_minutes int;

-- Since when a young number is warmed up; null when it is not.
alter table number add column warm_since timestamptz;
