-- What a plan is sure of, and what it reckons with.

-- A plan is what somebody looked at before money moved: launch, report and audit refer to it by id and hash. So it never changes. (It can
-- be thrown away, with its draft.)
create function plan_is_fixed() returns trigger language plpgsql as $$
begin
  raise exception 'plan % cannot be changed: make another', old.id;
end $$;
create trigger plan_is_fixed before update on plan for each row execute function plan_is_fixed();

-- How many messages of a sending arrived, by country: what the next plan reckons its cost with. Written once, a day after the sending has ended,
-- when nearly everything that will arrive has; free messages are left out, since they cost otherwise. An empty country is one that is not known.
create table delivery_tally (
  workspace_id uuid not null,
  broadcast_id uuid not null,
  country text not null,
  category text not null,
  ended_at timestamptz not null,
  submitted int not null,
  delivered int not null,
  primary key (workspace_id, broadcast_id, country)
);
create index delivery_tally_recent on delivery_tally (workspace_id, category, ended_at desc);

-- Ended and not yet tallied: few rows, which the next look finds at once.
alter table broadcast add column tallied_at timestamptz;
create index broadcast_tally on broadcast (finished_at) where tallied_at is null and finished_at is not null;
