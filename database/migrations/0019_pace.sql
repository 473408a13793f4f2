-- What the pace of sending remembers: who counts against the limit of a portfolio, and until when a sending waits.

-- One row for each portfolio of Meta's (or business account, while Meta has not said whose it is): whoever admits people locks it, so
-- that any number of numbers and processes count as one. `people` is how many rows of portfolio_person there are; `frees_at` is never
-- later than when the first of them is free again, so that most pages have nothing to look for.
create table portfolio (
  id text primary key,
  people int not null default 0,
  frees_at timestamptz
);

-- Who was written to outside a service window, or is about to be, in the last 24 hours. Meta counts whom a message was delivered to:
-- `counted_at` is the latest delivery we know of, `tried_at` when the latest message that is not settled yet was admitted; which one
-- that is stands beside it, and its row is looked at when the place is needed or runs out. Free at `free_at`.
-- Small: 100,000 rows for the largest limit there is. A portfolio without limit has none.
create table portfolio_person (
  portfolio_id text not null,
  -- The phone with its plus sign, else the business-scoped user id.
  person text not null,
  number_id uuid not null,
  counted_at timestamptz,
  tried_at timestamptz,
  free_at timestamptz not null,
  workspace_id uuid not null,
  broadcast_id uuid,
  seq int,
  message_id uuid,
  primary key (portfolio_id, person)
) with (fillfactor=80);
create index portfolio_person_free on portfolio_person (portfolio_id, free_at);

-- Until when nothing of it leaves, by the business clock: the limit is used up, or it is outside everybody's hours. `waits_limit` is the
-- limit that it waits for, so that a raise ends the wait.
alter table broadcast
  add column waits_until timestamptz,
  add column waits_limit text;

-- messaging/conversation for the rooms above: threads that wait for an answer of ours, asked for at each look by a number whose
-- campaigns go by how many there are.
create index conversation_unanswered on conversation (number_id) where state = 'open' and last_direction = 'in';
create view unanswered_conversation as
select workspace_id, number_id, id as conversation_id from conversation where state = 'open' and last_direction = 'in';
