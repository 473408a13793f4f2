-- Whom a plan reaches: a launch executes exactly that plan, so whoever joins its segments afterwards is left out. Ten thousand people in a row, kept until the
-- broadcast is opened (then the ledger knows them) or another plan of the campaign is made.
create table plan_people (
  workspace_id uuid not null,
  plan_id uuid not null,
  part int not null,
  contacts uuid[] not null,
  primary key (workspace_id, plan_id, part),
  foreign key (workspace_id, plan_id) references plan (workspace_id, id) on delete cascade deferrable initially deferred
);
-- Ids do not get smaller by being compressed.
alter table plan_people alter column contacts set storage external;
