-- What imports and their undoing need.

-- A mistake of ours (an import that was undone): the entry stays in the book and no longer counts. Never a withdrawal.
alter table consent_entry add column retracted_at timestamptz;

-- The file's own key of a person, and the WhatsApp ids an inbound message may bear, found when the row was read.
alter table import_row add column external_id text;
-- Set when the row would touch somebody who opted out and stays so.
alter table import_row add column opted_out boolean not null default false;

-- The values the import wrote, so that an undo leaves alone what was changed since.
alter table import_change add column after jsonb;
-- The file's fingerprint, part of the proof of every consent that came with it.
alter table contact_import add column file_sha256 bytea;
