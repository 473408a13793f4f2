-- What the sender and the writer need beside the rows themselves.

-- The state before the last move, written by the statement that moves the row: so one statement knows from RETURNING
-- what really moved, even when another process moved the row in between, and the counters follow exactly.
alter table recipient add column moved_from text;
alter table message add column moved_from text;

-- What is to be said, as the caller gave it: Meta's own form, or one of our templates or files, which the sender turns
-- into Meta's form at the door (a file may have to be uploaded first). Null for what came in.
alter table message add column wire jsonb;

-- Chunks that a sender holds, or held when it died.
create index chunk_leased on chunk (workspace_id, broadcast_id) where state = 'leased';

-- ---- views ------------------------------------------------------------------------------------------------------------

-- audience/contact: by what a person is known to WhatsApp.
create view contact_address as
select workspace_id, contact_id, kind, value from contact_identity where kind in ('phone', 'wa_id', 'bsuid');

-- messaging/conversation: when they last wrote, which opens the customer service window.
create view conversation_window as
select workspace_id, id as conversation_id, contact_id, number_id, last_inbound_at from conversation;
