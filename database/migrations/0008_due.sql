-- What waits for the business clock is a row with a due time. The queue's own time is real: a business clock that is
-- followed elsewhere, hurried or moved cannot move it.

-- Broadcasts in their undo minute, asked for several times a second by when they open. As good as empty at all times.
create index broadcast_opening on broadcast (opens_at) where state = 'waiting';

-- When an account's templates are to be compared with Meta's next.
create table template_sync (
  workspace_id uuid not null,
  business_account_id uuid not null,
  due_at timestamptz not null,
  primary key (workspace_id, business_account_id)
);

-- Until now a task asked for itself every day, by the queue's time. A queue that is there yet (not on a new database) forgets it.
do $$
begin
  if to_regclass('graphile_worker._private_jobs') is not null then
    perform graphile_worker.remove_job('partitions.make');
  end if;
end
$$;
