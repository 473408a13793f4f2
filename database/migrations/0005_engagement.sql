-- What the inbox, the timeline and the campaigns read.

-- messaging/conversation for the rooms above: a conversation with the person it is held with.
create view inbox_conversation as
select
  v.workspace_id, v.id, v.contact_id, v.number_id, v.state, v.last_inbound_at, v.last_message_at, v.last_preview, v.last_direction, v.unread,
  c.display_name, c.phone,
  c.display_name || ' ' || coalesce(c.phone, '') || ' ' || coalesce(c.email, '') as search_text
from conversation v
join contact c on c.workspace_id = v.workspace_id and c.id = v.contact_id;

-- messaging/outbox for the rooms above: what a broadcast says in each language, and for which campaign.
create view broadcast_speech as
select b.workspace_id, b.id as broadcast_id, b.languages, b.campaign_id, c.name as campaign_name
from broadcast b
join campaign c on c.workspace_id = b.workspace_id and c.id = b.campaign_id;

-- messaging/outbox for the rooms above: where the recipients of a broadcast live, and how far each has come.
create view recipient_outcome as
select workspace_id, broadcast_id, seq, country, state from recipient;

-- The same view as before with the message's own id beside the text that stands for both kinds: one message is found by it.
create or replace view conversation_message as
select
  m.workspace_id, m.id::text as id, m.contact_id, m.number_id, m.direction, m.origin, m.author, m.content, m.wamid, m.status,
  m.at, m.quoted_wamid, m.sent_at, m.delivered_at, m.read_at, m.failed_at, m.error_code, m.error_detail,
  null::uuid as broadcast_id, null::int as seq, null::smallint as language, null::text[] as variables,
  m.id as message_id
from message m
union all
select
  r.workspace_id, r.broadcast_id::text || ':' || r.seq, r.contact_id, b.number_id, 'out', 'broadcast', null, null, r.wamid, r.state,
  coalesce(r.accepted_at, r.failed_at, b.launched_at), null, r.sent_at, r.delivered_at, r.read_at, r.failed_at, r.error_code, r.error_detail,
  r.broadcast_id, r.seq, r.language, r.variables,
  null::uuid
from recipient r
join broadcast b on b.workspace_id = r.workspace_id and b.id = r.broadcast_id
where r.state not in ('waiting', 'skipped', 'cancelled');

-- One person's messages in the order they are shown; conversation_message is always asked for one person or one message.
create index message_contact on message (workspace_id, contact_id, at desc, id desc);

-- The inbox counts what nobody has read.
create index conversation_unread on conversation (workspace_id) where unread > 0;

create index plan_campaign on plan (workspace_id, campaign_id, created_at desc);

-- The front page counts the last 30 days.
create index message_newest on message (workspace_id, at);
