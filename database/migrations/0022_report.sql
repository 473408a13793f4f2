-- What people answer to a sending, and links that show its numbers to somebody outside.

-- Each answer to a broadcast's message, written in the turn that receives it: the feed of replies, and who tapped which button. Rows are
-- few beside recipients, so both are counted from them; `replied_at` on the recipient stays what the counter counts. `tapped` is the
-- label of a quick reply of that very message (the answer quotes it), with what it carried; null for words. `language` and `free` say which
-- body they had, so that labels of several languages can be told apart.
create table broadcast_reply (
  workspace_id uuid not null,
  broadcast_id uuid not null,
  message_id uuid not null,
  seq int not null,
  at timestamptz not null,
  language smallint not null,
  free boolean not null,
  tapped text,
  payload text,
  primary key (workspace_id, broadcast_id, message_id)
);
-- The feed, the latest first; and whose taps or words a person's trace and the table's filter ask for.
create index broadcast_reply_at on broadcast_reply (workspace_id, broadcast_id, at desc, message_id desc);
create index broadcast_reply_seq on broadcast_reply (workspace_id, broadcast_id, seq);

-- When a chunk's cursor or state last moved: who was accepted lately is looked for in those chunks alone, not among a million.
alter table chunk add column moved_at timestamptz;

-- Read-only links to the numbers of a report. The token is kept as its digest only; `broadcast_id` null is the latest sending.
create table report_share (
  workspace_id uuid not null,
  id uuid not null,
  campaign_id uuid not null,
  broadcast_id uuid,
  token_hash bytea not null unique,
  with_cost boolean not null,
  created_by text not null,
  created_at timestamptz not null,
  expires_at timestamptz not null,
  revoked_at timestamptz,
  seen_at timestamptz,
  views int not null default 0,
  primary key (workspace_id, id)
);
create index report_share_campaign on report_share (workspace_id, campaign_id, created_at desc);
