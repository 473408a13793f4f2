-- The media library: what a file is by its bytes, how it was made fit for WhatsApp, and how people find it again.

alter table media
  add column kind text not null default 'document' check (kind in ('image', 'sticker', 'video', 'audio', 'document')),
  -- 'working': it is being turned by a task; 'refused': that failed, and `reason` is a kept sentence of the catalogue.
  add column state text not null default 'ready' check (state in ('ready', 'working', 'refused')),
  add column reason text,
  add column folder text not null default '',
  add column tags text[] not null default '{}',
  add column alt text not null default '',
  add column seconds real,
  add column animated boolean not null default false,
  -- What was done to it, as kept sentences of the catalogue.
  add column done text[] not null default '{}',
  -- From which file it was made, and as what: the same made twice is one.
  add column original_id uuid,
  add column made text,
  -- The kinds of message that take it.
  add column fits text[] not null default '{}',
  -- 'people': somebody sent it to us; it is kept as it came and is no part of the library.
  add column origin text not null default 'library' check (origin in ('library', 'people')),
  -- Out of the library; kept because a message that was sent shows it.
  add column removed_at timestamptz;

-- Files from before: JPEG and PNG were all that could be uploaded, the rest came from people.
update media set
  kind = case
    when mime like 'image/webp%' then 'sticker'
    when mime like 'image/%' then 'image'
    when mime like 'video/%' then 'video'
    when mime like 'audio/%' then 'audio'
    else 'document'
  end,
  fits = case when mime in ('image/jpeg', 'image/png') then '{image}'::text[] else '{}'::text[] end;

update media m set origin = 'people'
from (
  select workspace_id, found #>> '{}' as media
  from message, jsonb_path_query(content, '$.**.media') found
  where direction = 'in'
) sent
where sent.workspace_id = m.workspace_id and sent.media = 'med_' || replace(m.id::text, '-', '');

-- The library is listed newest first, without the many files that people send.
create index media_shelf on media (workspace_id, origin, id desc) where removed_at is null;
create index media_made on media (workspace_id, original_id) where original_id is not null;
