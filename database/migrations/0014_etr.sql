-- Expected, Timely, Relevant: what the measure asks of a person, as views for the campaign's statements, and the workspace's threshold.

alter table workspace add column if not exists etr_threshold smallint not null default 40 check (etr_threshold between 0 and 100);

-- Every message of a campaign that left for a person (an in-doubt one may have), with how far it came.
create view campaign_touch as
select
  r.workspace_id,
  r.contact_id,
  r.broadcast_id,
  coalesce(r.accepted_at, r.sent_at, r.delivered_at, r.read_at) as at,
  r.state in ('delivered', 'read') as delivered,
  r.state = 'read' as read,
  r.replied_at
from recipient r
where r.state in ('in_doubt', 'accepted', 'sent', 'delivered', 'read');

-- Who may get offers, since when, and whether the ledger says how and to which words.
create view consent_standing as
-- A left join, so that counting people does not read the entries.
select s.workspace_id, s.contact_id, s.occurred_at, coalesce(e.source <> '' and e.wording <> '', false) as told
from consent_state s
left join consent_entry e on e.workspace_id = s.workspace_id and e.id = s.entry_id
where s.purpose = 'marketing' and s.state = 'given';

-- What happened to people, for the reason a campaign gives.
create view contact_happening as
select workspace_id, contact_id, kind, at from fact where contact_id is not null;

-- Each time a person took their consent back, or stopped offers in WhatsApp itself.
create view contact_opt_out as
select workspace_id, contact_id, at from fact where contact_id is not null and kind in ('consent.withdrawn', 'preference.stopped');

-- messaging/outbox for the rooms above: how each scored recipient answered.
create view recipient_answer as
select workspace_id, broadcast_id, contact_id, score, state, coalesce(accepted_at, sent_at, delivered_at, read_at) as accepted_at, replied_at
from recipient
where score is not null;
