-- An offer that a breaker held back in the queue, and that left in a trial, counts for the trial and not for the time it was written.
alter table message add column tried_at timestamptz;
create index message_tried on message (workspace_id, number_id, origin, tried_at) where tried_at is not null;
-- What a breaker holds back, and a person may end.
create index message_offer_queued on message (workspace_id, number_id, origin)
  where direction = 'out' and status = 'queued' and wire ->> 'category' = 'marketing';

create or replace view offer_signal as
select workspace_id, number_id, origin, at, status, error_code, delivered_at, harmed_at
from message
where direction = 'out' and wire ->> 'category' = 'marketing' and origin in ('api', 'automatic') and tried_at is null
union all
select workspace_id, number_id, origin, tried_at, status, error_code, delivered_at, harmed_at
from message
where direction = 'out' and wire ->> 'category' = 'marketing' and origin in ('api', 'automatic') and tried_at is not null;
