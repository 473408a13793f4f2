-- What Meta posted is filed by day and kept for a week, as long as Meta itself tries again: a day is thrown away as a whole, which
-- costs nothing, and what still waits or was set aside is put back before. The program makes the days ahead and drops those that are over.

-- Months made ahead by an older version would lie across the days. An empty one goes; the one in use stays until it is over.
do $$
declare
  month text;
  is_used boolean;
begin
  for month in
    select c.relname from pg_inherits i join pg_class c on c.oid = i.inhrelid
    where i.inhparent = 'webhook_event'::regclass and c.relname ~ '^webhook_event_\d{4}_\d{2}$'
  loop
    execute format('select exists (select 1 from %I)', month) into is_used;
    if not is_used then execute format('drop table %I', month); end if;
  end loop;
end $$;
