-- The writer's shorter statement knows a recipient only as they usually are: sent to once, never in doubt, not skipped. Of any other it has this
-- called, which undoes the whole statement and says whose row it was; the batch is then written by the general one.
create function refuse_recipient(broadcast_id uuid) returns boolean language plpgsql as $$
begin
  raise exception 'a recipient of % stands otherwise than the short statement knows', broadcast_id using errcode = 'PLAIN', detail = broadcast_id::text;
end $$;
