-- A campaign goes to several segments without others, says one of two bodies, goes out when its schedule says, and knows
-- how much each person will want it.

-- Choices held one segment; now they hold those in, those out, and what is new with nothing chosen.
update campaign set choices = (choices - 'segment') || jsonb_build_object(
  'segments', case when choices ->> 'segment' is null then '[]'::jsonb else jsonb_build_array(choices -> 'segment') end,
  'except', '[]'::jsonb, 'free', null, 'schedule', null, 'topic', null, 'reason', null, 'leave_out_below', null
) where not choices ? 'segments';

-- Plans are kept for good and shown beside reports: those of before are told in today's shape. Their samples were drawn
-- from shapes that are gone, and nobody looks at samples of what was sent already.
update plan p set body = (p.body - 'definition') || jsonb_build_object(
  'name', c.name, 'include', jsonb_build_array(p.body -> 'definition'), 'except', '[]'::jsonb, 'free', null, 'schedule', null, 'leave_out_below', null,
  'topic', null, 'reason', null, 'free_rates', '[]'::jsonb,
  'plan', ((p.body -> 'plan') - 'segment') || jsonb_build_object(
    'audience', jsonb_build_object(
      'segments', jsonb_build_array(p.body #> '{plan,segment}'), 'except', '[]'::jsonb, 'people', p.body #> '{plan,segment,people}'
    ),
    'free', null, 'waves', '[]'::jsonb, 'etr', null, 'warnings', '[]'::jsonb, 'samples', '[]'::jsonb
  )
) from campaign c where c.workspace_id = p.workspace_id and c.id = p.campaign_id and p.body ? 'definition';

-- A repeating campaign has a next time, and perhaps why it stands still; `launched_by` is whose repetition it is.
alter table campaign
  drop constraint campaign_state_check,
  add constraint campaign_state_check check (state in ('draft', 'launched', 'repeating')),
  add column next_at timestamptz,
  add column held_by text,
  add column held text,
  add column launched_by text;
-- Asked for several times a second by when the next is due; as good as empty at all times.
create index campaign_due on campaign (next_at) where next_at is not null;

-- What is said instead of the template while the window is open; whether each has an hour of their own; and of which
-- occurrence of a repetition it is, so that one occurrence is sent once.
alter table broadcast
  add column free jsonb,
  add column is_staggered boolean not null default false,
  add column occurs_at timestamptz;
create unique index broadcast_occurrence on broadcast (workspace_id, campaign_id, occurs_at) where occurs_at is not null;

-- Null takes no room in a row: a plain broadcast's rows are one byte wider than before.
alter table recipient
  add column free boolean not null default false,
  add column score smallint,
  add column due_at timestamptz;

-- Those of one hour are cut apart, so that a chunk waits as a whole.
alter table chunk add column not_before timestamptz;
create index chunk_hour on chunk (workspace_id, broadcast_id, not_before) where state <> 'done' and not_before is not null;

-- messaging/outbox for the rooms above: where the recipients of a broadcast live, how far each has come, and what was said.
create or replace view recipient_outcome as
select workspace_id, broadcast_id, seq, country, state, contact_id, free, score, due_at, replied_at from recipient;

-- messaging/outbox for the rooms above: what a broadcast says, in each language and free-form, and for which campaign.
create or replace view broadcast_speech as
select b.workspace_id, b.id as broadcast_id, b.languages, b.campaign_id, c.name as campaign_name, b.free
from broadcast b
join campaign c on c.workspace_id = b.workspace_id and c.id = b.campaign_id;

-- The same view as before, and whether a broadcast said the free message.
create or replace view conversation_message as
select
  m.workspace_id, m.id::text as id, m.contact_id, m.number_id, m.direction, m.origin, m.author, m.content, m.wamid, m.status,
  m.at, m.quoted_wamid, m.sent_at, m.delivered_at, m.read_at, m.failed_at, m.error_code, m.error_detail,
  null::uuid as broadcast_id, null::int as seq, null::smallint as language, null::text[] as variables,
  m.id as message_id, null::boolean as free
from message m
union all
select
  r.workspace_id, r.broadcast_id::text || ':' || r.seq, r.contact_id, b.number_id, 'out', 'broadcast', null, null, r.wamid, r.state,
  coalesce(r.accepted_at, r.failed_at, b.launched_at), null, r.sent_at, r.delivered_at, r.read_at, r.failed_at, r.error_code, r.error_detail,
  r.broadcast_id, r.seq, r.language, r.variables, null::uuid, r.free
from recipient r
join broadcast b on b.workspace_id = r.workspace_id and b.id = r.broadcast_id
where r.state not in ('waiting', 'skipped', 'cancelled');

-- Phones of those who work here, for test sends.
alter table workspace add column team_phones jsonb not null default '[]';
