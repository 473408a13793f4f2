-- What all migrations together make. Printed by tools/schema.ts, never edited by hand.
-- Tables of partitions and of the task queue (schema graphile_worker) are left out.

create table api_key (
  workspace_id uuid not null,
  id uuid not null,
  name text not null,
  prefix text not null,
  secret_hash bytea not null,
  scopes text[] not null,
  created_by text not null,
  created_at timestamp with time zone not null,
  last_used_at timestamp with time zone,
  revoked_at timestamp with time zone,
  primary key (workspace_id, id),
  foreign key (workspace_id) REFERENCES workspace(id),
  unique (prefix)
);

create table audit_entry (
  workspace_id uuid not null,
  id uuid not null,
  at timestamp with time zone not null,
  actor_kind text not null,
  actor_id text not null,
  actor_name text not null,
  act text not null,
  subject text not null,
  detail jsonb not null default '{}'::jsonb,
  primary key (workspace_id, id)
);

create table breaker (
  workspace_id uuid not null,
  id uuid not null,
  number_id uuid not null,
  origin text not null,
  state text not null default 'closed'::text,
  because text,
  since timestamp with time zone not null,
  opened_at timestamp with time zone,
  tries_at timestamp with time zone,
  left_over integer,
  times integer not null default 0,
  looked_at timestamp with time zone not null,
  primary key (workspace_id, id),
  check ((because = ANY (ARRAY['harm'::text, 'failures'::text]))),
  check ((origin = ANY (ARRAY['api'::text, 'automatic'::text]))),
  check ((state = ANY (ARRAY['closed'::text, 'open'::text, 'half_open'::text]))),
  unique (workspace_id, number_id, origin)
);
CREATE INDEX breaker_due ON public.breaker USING btree (tries_at) WHERE (state <> 'closed'::text);

create table broadcast (
  workspace_id uuid not null,
  id uuid not null,
  campaign_id uuid not null,
  plan_id uuid not null,
  number_id uuid not null,
  template_id uuid not null,
  languages jsonb not null,
  state text not null,
  held_by text,
  held_detail text,
  opens_at timestamp with time zone not null,
  launched_by text not null,
  launched_at timestamp with time zone not null,
  first_sent_at timestamp with time zone,
  finished_at timestamp with time zone,
  total integer not null default 0,
  waiting integer not null default 0,
  skipped integer not null default 0,
  accepted integer not null default 0,
  sent integer not null default 0,
  delivered integer not null default 0,
  read integer not null default 0,
  failed integer not null default 0,
  in_doubt integer not null default 0,
  cancelled integer not null default 0,
  replied integer not null default 0,
  free jsonb,
  is_staggered boolean not null default false,
  occurs_at timestamp with time zone,
  lane text not null default 'marketing'::text,
  pace jsonb,
  canary jsonb,
  stage smallint not null default 32767,
  budget_micros bigint,
  rates jsonb not null default '{}'::jsonb,
  doubted integer not null default 0,
  settled integer not null default 0,
  closed integer not null default 0,
  harmed integer not null default 0,
  twice integer not null default 0,
  resend_from timestamp with time zone,
  waits_until timestamp with time zone,
  waits_limit text,
  tallied_at timestamp with time zone,
  held_back integer not null default 0,
  primary key (workspace_id, id),
  check ((lane = ANY (ARRAY['transactional'::text, 'marketing'::text]))),
  check ((state = ANY (ARRAY['waiting'::text, 'opening'::text, 'sending'::text, 'paused'::text, 'done'::text, 'stopped'::text, 'undone'::text])))
) with (fillfactor=50);
CREATE INDEX broadcast_active ON public.broadcast USING btree (state) WHERE (state = ANY (ARRAY['waiting'::text, 'opening'::text, 'sending'::text, 'paused'::text]));
CREATE INDEX broadcast_campaign ON public.broadcast USING btree (workspace_id, campaign_id);
CREATE UNIQUE INDEX broadcast_occurrence ON public.broadcast USING btree (workspace_id, campaign_id, occurs_at) WHERE (occurs_at IS NOT NULL);
CREATE INDEX broadcast_opening ON public.broadcast USING btree (opens_at) WHERE (state = 'waiting'::text);
CREATE INDEX broadcast_resend ON public.broadcast USING btree (resend_from) WHERE (resend_from IS NOT NULL);
CREATE INDEX broadcast_tally ON public.broadcast USING btree (finished_at) WHERE ((tallied_at IS NULL) AND (finished_at IS NOT NULL));

create table broadcast_reply (
  workspace_id uuid not null,
  broadcast_id uuid not null,
  message_id uuid not null,
  seq integer not null,
  at timestamp with time zone not null,
  language smallint not null,
  free boolean not null,
  tapped text,
  payload text,
  primary key (workspace_id, broadcast_id, message_id)
);
CREATE INDEX broadcast_reply_at ON public.broadcast_reply USING btree (workspace_id, broadcast_id, at DESC, message_id DESC);
CREATE INDEX broadcast_reply_seq ON public.broadcast_reply USING btree (workspace_id, broadcast_id, seq);

create table business_account (
  workspace_id uuid not null,
  id uuid not null,
  meta_id text not null,
  name text not null,
  portfolio_id text,
  base_url text not null,
  api_version text not null,
  app_id text not null,
  sealed_token bytea not null,
  sealed_app_secret bytea not null,
  sealed_verify_token bytea not null,
  webhook_key text not null,
  connected_at timestamp with time zone,
  created_at timestamp with time zone not null,
  callback_base text,
  primary key (workspace_id, id),
  unique (webhook_key)
);
CREATE UNIQUE INDEX business_account_meta ON public.business_account USING btree (workspace_id, meta_id);

create table campaign (
  workspace_id uuid not null,
  id uuid not null,
  name text not null,
  choices jsonb not null,
  state text not null,
  created_by text not null,
  created_at timestamp with time zone not null,
  updated_at timestamp with time zone not null,
  next_at timestamp with time zone,
  held_by text,
  held text,
  launched_by text,
  primary key (workspace_id, id),
  check ((state = ANY (ARRAY['draft'::text, 'launched'::text, 'repeating'::text])))
);
CREATE INDEX campaign_due ON public.campaign USING btree (next_at) WHERE (next_at IS NOT NULL);
CREATE INDEX campaign_newest ON public.campaign USING btree (workspace_id, created_at DESC, id DESC);

create table canary_look (
  workspace_id uuid not null,
  broadcast_id uuid not null,
  id bigint not null,
  at timestamp with time zone not null,
  stage smallint not null,
  verdict text not null,
  because text not null,
  by_name text,
  numbers jsonb not null,
  primary key (workspace_id, broadcast_id, id),
  check ((verdict = ANY (ARRAY['release'::text, 'stop'::text, 'undecided'::text, 'wait'::text]))),
  foreign key (workspace_id, broadcast_id) REFERENCES broadcast(workspace_id, id) ON DELETE CASCADE
);

create table canary_watch (
  workspace_id uuid not null,
  broadcast_id uuid not null,
  rule text not null,
  matures_minutes integer not null,
  stages integer[] not null,
  ends integer[] not null,
  stage smallint not null default 0,
  state text not null default 'sending'::text,
  matures_at timestamp with time zone,
  usual_reads double precision,
  usual_delivery double precision,
  base_people integer not null default 0,
  base_events integer not null default 0,
  harmed_seen integer not null default 0,
  failed_seen integer not null default 0,
  held_seen text,
  quality_seen text,
  template_red_seen boolean not null default false,
  path jsonb not null default '[]'::jsonb,
  looked_at timestamp with time zone not null,
  began_at timestamp with time zone not null,
  ended_at timestamp with time zone,
  primary key (workspace_id, broadcast_id),
  check ((rule = ANY (ARRAY['usual'::text, 'strict'::text, 'lenient'::text]))),
  check ((state = ANY (ARRAY['sending'::text, 'maturing'::text, 'asks'::text, 'stopped'::text, 'released'::text]))),
  foreign key (workspace_id, broadcast_id) REFERENCES broadcast(workspace_id, id) ON DELETE CASCADE
);
CREATE INDEX canary_watching ON public.canary_watch USING btree (broadcast_id) WHERE (ended_at IS NULL);

create table cart (
  workspace_id uuid not null,
  contact_id uuid not null,
  currency character(3),
  total_micros bigint,
  items jsonb not null,
  url text,
  data jsonb not null default '{}'::jsonb,
  told_at timestamp with time zone not null,
  primary key (workspace_id, contact_id)
);

create table chunk (
  workspace_id uuid not null,
  broadcast_id uuid not null,
  first_seq integer not null,
  last_seq integer not null,
  cursor integer not null,
  state text not null,
  holder text,
  lease_until timestamp with time zone,
  retries jsonb not null default '[]'::jsonb,
  not_before timestamp with time zone,
  stage smallint not null default 0,
  returned jsonb not null default '[]'::jsonb,
  moved_at timestamp with time zone,
  primary key (workspace_id, broadcast_id, first_seq),
  check ((state = ANY (ARRAY['open'::text, 'leased'::text, 'done'::text])))
);
CREATE INDEX chunk_hour ON public.chunk USING btree (workspace_id, broadcast_id, not_before) WHERE ((state <> 'done'::text) AND (not_before IS NOT NULL));
CREATE INDEX chunk_leased ON public.chunk USING btree (workspace_id, broadcast_id) WHERE (state = 'leased'::text);
CREATE INDEX chunk_open ON public.chunk USING btree (workspace_id, broadcast_id, first_seq) WHERE (state <> 'done'::text);

create table consent_entry (
  workspace_id uuid not null,
  id uuid not null,
  contact_id uuid not null,
  purpose text not null,
  state text not null,
  source text not null,
  wording text not null,
  occurred_at timestamp with time zone not null,
  recorded_at timestamp with time zone not null,
  actor_kind text not null,
  actor_id text not null,
  proof jsonb not null default '{}'::jsonb,
  import_id uuid,
  retracted_at timestamp with time zone,
  primary key (workspace_id, id),
  check ((purpose = 'marketing'::text)),
  check ((state = ANY (ARRAY['given'::text, 'withdrawn'::text])))
);
CREATE INDEX consent_entry_contact ON public.consent_entry USING btree (workspace_id, contact_id, recorded_at);
CREATE INDEX consent_entry_import ON public.consent_entry USING btree (workspace_id, import_id) WHERE (import_id IS NOT NULL);

create table consent_state (
  workspace_id uuid not null,
  contact_id uuid not null,
  purpose text not null,
  state text not null,
  entry_id uuid not null,
  occurred_at timestamp with time zone not null,
  source text not null,
  primary key (workspace_id, contact_id, purpose)
);

create table contact (
  workspace_id uuid not null,
  id uuid not null,
  first_name text,
  last_name text,
  display_name text not null,
  phone text,
  email text,
  country character(2),
  language text,
  timezone text,
  tags text[] not null default '{}'::text[],
  fields jsonb not null default '{}'::jsonb,
  created_at timestamp with time zone not null,
  updated_at timestamp with time zone not null,
  primary key (workspace_id, id)
);
CREATE INDEX contact_country ON public.contact USING btree (workspace_id, country);
CREATE INDEX contact_newest ON public.contact USING btree (workspace_id, created_at DESC, id DESC);
CREATE INDEX contact_search ON public.contact USING gin ((((((display_name || ' '::text) || COALESCE(phone, ''::text)) || ' '::text) || COALESCE(email, ''::text))) gin_trgm_ops);
CREATE INDEX contact_tags ON public.contact USING gin (tags);

create table contact_field (
  workspace_id uuid not null,
  key text not null,
  label text not null,
  type text not null,
  created_at timestamp with time zone not null,
  primary key (workspace_id, key),
  check ((type = ANY (ARRAY['text'::text, 'number'::text, 'date'::text, 'boolean'::text])))
);

create table contact_identity (
  workspace_id uuid not null,
  kind text not null,
  value text not null,
  contact_id uuid not null,
  primary key (workspace_id, kind, value),
  check ((kind = ANY (ARRAY['phone'::text, 'wa_id'::text, 'bsuid'::text, 'external'::text])))
);
CREATE INDEX contact_identity_contact ON public.contact_identity USING btree (workspace_id, contact_id);

create table contact_import (
  workspace_id uuid not null,
  id uuid not null,
  file_name text not null,
  file_key text not null,
  file_bytes bigint not null,
  state text not null,
  failure text,
  reading jsonb,
  choices jsonb,
  counts jsonb,
  rows_total integer not null default 0,
  rows_done integer not null default 0,
  created_by text not null,
  created_at timestamp with time zone not null,
  finished_at timestamp with time zone,
  file_sha256 bytea,
  rows_told integer not null default 0,
  primary key (workspace_id, id),
  check ((state = ANY (ARRAY['reading'::text, 'mapping'::text, 'checking'::text, 'checked'::text, 'importing'::text, 'imported'::text, 'undoing'::text, 'undone'::text, 'failed'::text])))
);

create table conversation (
  workspace_id uuid not null,
  id uuid not null,
  contact_id uuid not null,
  number_id uuid not null,
  state text not null,
  assigned_to text,
  last_inbound_at timestamp with time zone,
  last_message_at timestamp with time zone not null,
  last_preview text not null default ''::text,
  last_direction text not null default 'in'::text,
  unread integer not null default 0,
  created_at timestamp with time zone not null,
  primary key (workspace_id, id),
  check ((state = ANY (ARRAY['open'::text, 'closed'::text]))),
  unique (workspace_id, contact_id, number_id)
);
CREATE INDEX conversation_inbox ON public.conversation USING btree (workspace_id, state, last_message_at DESC, id DESC);
CREATE INDEX conversation_unanswered ON public.conversation USING btree (number_id) WHERE ((state = 'open'::text) AND (last_direction = 'in'::text));
CREATE INDEX conversation_unread ON public.conversation USING btree (workspace_id) WHERE (unread > 0);

create table delivery_tally (
  workspace_id uuid not null,
  broadcast_id uuid not null,
  country text not null,
  category text not null,
  ended_at timestamp with time zone not null,
  submitted integer not null,
  delivered integer not null,
  primary key (workspace_id, broadcast_id, country)
);
CREATE INDEX delivery_tally_recent ON public.delivery_tally USING btree (workspace_id, category, ended_at DESC);

create table fact (
  workspace_id uuid not null,
  id uuid not null,
  at timestamp with time zone not null,
  contact_id uuid,
  kind text not null,
  subject text,
  data jsonb not null default '{}'::jsonb,
  written_in xid8 not null default pg_current_xact_id(),
  primary key (workspace_id, id, at)
) partition by range (at);
CREATE INDEX fact_contact ON ONLY public.fact USING btree (workspace_id, contact_id, at DESC);

create table idempotent_request (
  workspace_id uuid not null,
  key text not null,
  request_hash bytea not null,
  status integer,
  body jsonb,
  created_at timestamp with time zone not null,
  made text,
  taken_by uuid,
  primary key (workspace_id, key)
);

create table import_change (
  workspace_id uuid not null,
  import_id uuid not null,
  contact_id uuid not null,
  created boolean not null,
  before jsonb,
  after jsonb,
  primary key (workspace_id, import_id, contact_id)
);

create unlogged table import_row (
  workspace_id uuid not null,
  import_id uuid not null,
  row_number integer not null,
  cells text[] not null,
  outcome text,
  reason text,
  contact_id uuid,
  phone text,
  country character(2),
  first_name text,
  last_name text,
  display_name text,
  email text,
  language text,
  tags text[],
  fields jsonb,
  consent text,
  external_id text,
  opted_out boolean not null default false,
  primary key (workspace_id, import_id, row_number)
) with (fillfactor=70);

create table media (
  workspace_id uuid not null,
  id uuid not null,
  name text not null,
  mime text not null,
  bytes bigint not null,
  sha256 bytea not null,
  file_key text not null,
  width integer,
  height integer,
  created_at timestamp with time zone not null,
  kind text not null default 'document'::text,
  state text not null default 'ready'::text,
  reason text,
  folder text not null default ''::text,
  tags text[] not null default '{}'::text[],
  alt text not null default ''::text,
  seconds real,
  animated boolean not null default false,
  done text[] not null default '{}'::text[],
  original_id uuid,
  made text,
  fits text[] not null default '{}'::text[],
  origin text not null default 'library'::text,
  removed_at timestamp with time zone,
  primary key (workspace_id, id),
  check ((kind = ANY (ARRAY['image'::text, 'sticker'::text, 'video'::text, 'audio'::text, 'document'::text]))),
  check ((origin = ANY (ARRAY['library'::text, 'people'::text]))),
  check ((state = ANY (ARRAY['ready'::text, 'working'::text, 'refused'::text])))
);
CREATE INDEX media_content ON public.media USING btree (workspace_id, sha256);
CREATE INDEX media_made ON public.media USING btree (workspace_id, original_id) WHERE (original_id IS NOT NULL);
CREATE INDEX media_shelf ON public.media USING btree (workspace_id, origin, id DESC) WHERE (removed_at IS NULL);

create table media_upload (
  workspace_id uuid not null,
  media_id uuid not null,
  number_id uuid not null,
  meta_id text not null,
  expires_at timestamp with time zone not null,
  primary key (workspace_id, media_id, number_id)
);

create table membership (
  workspace_id uuid not null,
  user_id text not null,
  role text not null,
  created_at timestamp with time zone not null,
  primary key (workspace_id, user_id),
  check ((role = ANY (ARRAY['owner'::text, 'agent'::text]))),
  foreign key (workspace_id) REFERENCES workspace(id)
);

create table message (
  workspace_id uuid not null,
  id uuid not null,
  conversation_id uuid not null,
  contact_id uuid not null,
  number_id uuid not null,
  direction text not null,
  origin text not null,
  author text,
  content jsonb not null,
  wamid text,
  status text not null,
  at timestamp with time zone not null,
  quoted_wamid text,
  accepted_at timestamp with time zone,
  sent_at timestamp with time zone,
  delivered_at timestamp with time zone,
  read_at timestamp with time zone,
  failed_at timestamp with time zone,
  error_code integer,
  error_detail text,
  attempts integer not null default 0,
  next_try_at timestamp with time zone,
  lease_until timestamp with time zone,
  moved_from text,
  wire jsonb,
  attempt smallint not null default 0,
  ranks smallint[],
  doubted_at timestamp with time zone,
  closed_at timestamp with time zone,
  twice boolean not null default false,
  harmed_at timestamp with time zone,
  tried_at timestamp with time zone,
  primary key (workspace_id, id),
  check ((direction = ANY (ARRAY['in'::text, 'out'::text])))
) with (fillfactor=70);
CREATE INDEX message_contact ON public.message USING btree (workspace_id, contact_id, at DESC, id DESC);
CREATE INDEX message_conversation ON public.message USING btree (workspace_id, conversation_id, at DESC, id DESC);
CREATE INDEX message_newest ON public.message USING btree (workspace_id, at);
CREATE INDEX message_offer ON public.message USING btree (workspace_id, number_id, origin, at) WHERE ((direction = 'out'::text) AND ((wire ->> 'category'::text) = 'marketing'::text));
CREATE INDEX message_offer_queued ON public.message USING btree (workspace_id, number_id, origin) WHERE ((direction = 'out'::text) AND (status = 'queued'::text) AND ((wire ->> 'category'::text) = 'marketing'::text));
CREATE INDEX message_open_fate ON public.message USING btree (number_id, at) WHERE (status = ANY (ARRAY['accepted'::text, 'in_doubt'::text]));
CREATE INDEX message_queue ON public.message USING btree (number_id, at) WHERE (status = ANY (ARRAY['queued'::text, 'sending'::text]));
CREATE INDEX message_tried ON public.message USING btree (workspace_id, number_id, origin, tried_at) WHERE (tried_at IS NOT NULL);
CREATE UNIQUE INDEX message_wamid ON public.message USING btree (workspace_id, wamid) WHERE (wamid IS NOT NULL);

create table migration (
  name text not null,
  sha256 text not null,
  applied_at timestamp with time zone not null default now(),
  primary key (name)
);

create table notice (
  workspace_id uuid not null,
  id uuid not null,
  at timestamp with time zone not null,
  level text not null,
  kind text not null,
  text text not null,
  subject text,
  to_actor text,
  primary key (workspace_id, id),
  check ((level = ANY (ARRAY['info'::text, 'warning'::text])))
);

create table notice_seen (
  workspace_id uuid not null,
  actor_id text not null,
  until_id uuid not null,
  primary key (workspace_id, actor_id)
);

create table number (
  workspace_id uuid not null,
  id uuid not null,
  business_account_id uuid not null,
  meta_id text not null,
  display_phone text not null,
  verified_name text not null,
  quality text not null default 'UNKNOWN'::text,
  messaging_limit text,
  throughput_per_second integer not null,
  state text not null,
  pause_reason text,
  lease_holder text,
  lease_until timestamp with time zone,
  checked_at timestamp with time zone,
  created_at timestamp with time zone not null,
  warm_since timestamp with time zone,
  check_due_at timestamp with time zone,
  primary key (workspace_id, id),
  check ((state = ANY (ARRAY['ready'::text, 'paused'::text]))),
  unique (meta_id)
);

create table number_history (
  workspace_id uuid not null,
  id bigint not null,
  number_id uuid not null,
  at timestamp with time zone not null,
  trait text not null,
  before text,
  after text not null,
  detail text,
  primary key (workspace_id, id),
  check ((trait = ANY (ARRAY['quality'::text, 'limit'::text, 'throughput'::text, 'state'::text])))
);
CREATE INDEX number_history_at ON public.number_history USING btree (workspace_id, at);

create table plan (
  workspace_id uuid not null,
  id uuid not null,
  campaign_id uuid not null,
  hash text not null,
  body jsonb not null,
  created_by text not null,
  created_at timestamp with time zone not null,
  primary key (workspace_id, id)
);
CREATE INDEX plan_campaign ON public.plan USING btree (workspace_id, campaign_id, created_at DESC);

create table plan_people (
  workspace_id uuid not null,
  plan_id uuid not null,
  part integer not null,
  contacts uuid[] not null,
  primary key (workspace_id, plan_id, part),
  foreign key (workspace_id, plan_id) REFERENCES plan(workspace_id, id) ON DELETE CASCADE DEFERRABLE INITIALLY DEFERRED
);

create table planner_feed (
  workspace_id uuid not null,
  token_hash bytea not null,
  created_by text not null,
  created_at timestamp with time zone not null,
  seen_at timestamp with time zone,
  primary key (workspace_id),
  unique (token_hash)
);

create table portfolio (
  id text not null,
  people integer not null default 0,
  frees_at timestamp with time zone,
  primary key (id)
);

create table portfolio_person (
  portfolio_id text not null,
  person text not null,
  number_id uuid not null,
  counted_at timestamp with time zone,
  tried_at timestamp with time zone,
  free_at timestamp with time zone not null,
  workspace_id uuid not null,
  broadcast_id uuid,
  seq integer,
  message_id uuid,
  primary key (portfolio_id, person)
) with (fillfactor=80);
CREATE INDEX portfolio_person_free ON public.portfolio_person USING btree (portfolio_id, free_at);

create table product (
  workspace_id uuid not null,
  retailer_id text not null,
  name text not null,
  currency character(3),
  price_micros bigint,
  url text,
  image text,
  catalog text,
  available boolean not null,
  from_feed boolean not null,
  updated_at timestamp with time zone not null,
  primary key (workspace_id, retailer_id)
);
CREATE INDEX product_catalog ON public.product USING btree (workspace_id, catalog) WHERE (catalog IS NOT NULL);
CREATE INDEX product_media ON public.product USING btree (workspace_id, image) WHERE (image ~~ 'med\_%'::text);
CREATE INDEX product_name ON public.product USING btree (workspace_id, name, retailer_id);

create table product_pair (
  workspace_id uuid not null,
  kind text not null,
  product text not null,
  place smallint not null,
  other text not null,
  score double precision not null,
  support integer not null,
  primary key (workspace_id, kind, product, place),
  check ((kind = ANY (ARRAY['bought_together'::text, 'next_likely'::text])))
);

create table purchase_line (
  workspace_id uuid not null,
  number text not null,
  product text not null,
  contact_id uuid not null,
  quantity numeric not null,
  bought_at timestamp with time zone not null,
  primary key (workspace_id, number, product)
);
CREATE INDEX purchase_line_contact ON public.purchase_line USING btree (workspace_id, contact_id, bought_at DESC) INCLUDE (product, number);

create table purchase_order (
  workspace_id uuid not null,
  number text not null,
  id uuid not null,
  contact_id uuid not null,
  state text not null,
  currency character(3) not null,
  total_micros bigint not null,
  items jsonb not null,
  url text,
  tracking_url text,
  data jsonb not null default '{}'::jsonb,
  placed_at timestamp with time zone not null,
  told_at timestamp with time zone not null,
  rank smallint not null,
  primary key (workspace_id, number)
);
CREATE INDEX purchase_order_contact ON public.purchase_order USING btree (workspace_id, contact_id, placed_at DESC, id DESC);

create table recipient (
  workspace_id uuid not null,
  broadcast_id uuid not null,
  seq integer not null,
  contact_id uuid not null,
  phone text not null,
  country character(2),
  language smallint not null,
  variables text[] not null,
  state text not null,
  reason text,
  wamid text,
  accepted_at timestamp with time zone,
  sent_at timestamp with time zone,
  delivered_at timestamp with time zone,
  read_at timestamp with time zone,
  failed_at timestamp with time zone,
  replied_at timestamp with time zone,
  error_code integer,
  error_detail text,
  moved_from text,
  free boolean not null default false,
  score smallint,
  due_at timestamp with time zone,
  attempt smallint not null default 0,
  doubted_at timestamp with time zone,
  closed_at timestamp with time zone,
  harmed_at timestamp with time zone,
  twice boolean not null default false,
  ranks smallint[],
  moved_marks smallint,
  primary key (workspace_id, broadcast_id, seq)
) with (fillfactor=55);
CREATE UNIQUE INDEX recipient_once ON public.recipient USING btree (workspace_id, contact_id, broadcast_id);

create table recipient_attempt (
  workspace_id uuid not null,
  broadcast_id uuid not null,
  seq integer not null,
  attempt smallint not null,
  state text not null,
  wamid text,
  accepted_at timestamp with time zone,
  sent_at timestamp with time zone,
  failed_at timestamp with time zone,
  error_code integer,
  error_detail text,
  ended_at timestamp with time zone not null,
  ended_by text not null,
  primary key (workspace_id, broadcast_id, seq, attempt)
);

create table reconciliation (
  workspace_id uuid not null,
  broadcast_id uuid not null,
  id uuid not null,
  at timestamp with time zone not null,
  occasion text not null,
  difference jsonb,
  primary key (workspace_id, broadcast_id, id),
  check ((occasion = ANY (ARRAY['end'::text, 'hourly'::text])))
);

create table report_share (
  workspace_id uuid not null,
  id uuid not null,
  campaign_id uuid not null,
  broadcast_id uuid,
  token_hash bytea not null,
  with_cost boolean not null,
  created_by text not null,
  created_at timestamp with time zone not null,
  expires_at timestamp with time zone not null,
  revoked_at timestamp with time zone,
  seen_at timestamp with time zone,
  views integer not null default 0,
  primary key (workspace_id, id),
  unique (token_hash)
);
CREATE INDEX report_share_campaign ON public.report_share USING btree (workspace_id, campaign_id, created_at DESC);

create table segment (
  workspace_id uuid not null,
  id uuid not null,
  name text not null,
  definition jsonb not null,
  created_at timestamp with time zone not null,
  updated_at timestamp with time zone not null,
  primary key (workspace_id, id)
);

create table shop_learning (
  workspace_id uuid not null,
  learned_at timestamp with time zone not null,
  took_milliseconds integer not null,
  primary key (workspace_id)
);

create table sign_in_account (
  id text not null,
  account_id text not null,
  provider_id text not null,
  user_id text not null,
  access_token text,
  refresh_token text,
  id_token text,
  access_token_expires_at timestamp with time zone,
  refresh_token_expires_at timestamp with time zone,
  scope text,
  password text,
  created_at timestamp with time zone not null default CURRENT_TIMESTAMP,
  updated_at timestamp with time zone not null,
  primary key (id),
  foreign key (user_id) REFERENCES sign_in_user(id) ON DELETE CASCADE
);
CREATE INDEX sign_in_account_user ON public.sign_in_account USING btree (user_id);

create table sign_in_rate_limit (
  id text not null,
  key text not null,
  count integer not null,
  last_request bigint not null,
  primary key (id),
  unique (key)
);

create table sign_in_session (
  id text not null,
  expires_at timestamp with time zone not null,
  token text not null,
  created_at timestamp with time zone not null default CURRENT_TIMESTAMP,
  updated_at timestamp with time zone not null,
  ip_address text,
  user_agent text,
  user_id text not null,
  primary key (id),
  foreign key (user_id) REFERENCES sign_in_user(id) ON DELETE CASCADE,
  unique (token)
);
CREATE INDEX sign_in_session_user ON public.sign_in_session USING btree (user_id);

create table sign_in_user (
  id text not null,
  name text not null,
  email text not null,
  email_verified boolean not null,
  image text,
  created_at timestamp with time zone not null default CURRENT_TIMESTAMP,
  updated_at timestamp with time zone not null default CURRENT_TIMESTAMP,
  primary key (id),
  unique (email)
);

create table sign_in_verification (
  id text not null,
  identifier text not null,
  value text not null,
  expires_at timestamp with time zone not null,
  created_at timestamp with time zone not null default CURRENT_TIMESTAMP,
  updated_at timestamp with time zone not null default CURRENT_TIMESTAMP,
  primary key (id)
);
CREATE INDEX sign_in_verification_identifier ON public.sign_in_verification USING btree (identifier);

create table suppression (
  workspace_id uuid not null,
  contact_id uuid not null,
  reason text not null,
  since timestamp with time zone not null,
  detail text not null default ''::text,
  primary key (workspace_id, contact_id, reason),
  check ((reason = ANY (ARRAY['platform_stop'::text, 'invalid'::text, 'legal'::text])))
);

create table template (
  workspace_id uuid not null,
  id uuid not null,
  business_account_id uuid not null,
  name text not null,
  category text not null,
  created_at timestamp with time zone not null,
  created_by text,
  fills jsonb not null default '{}'::jsonb,
  category_change jsonb,
  category_due jsonb,
  primary key (workspace_id, id),
  check ((category = ANY (ARRAY['marketing'::text, 'utility'::text, 'authentication'::text]))),
  unique (workspace_id, business_account_id, name)
);

create table template_event (
  workspace_id uuid not null,
  id uuid not null,
  translation_id uuid not null,
  at timestamp with time zone not null,
  status text not null,
  detail text,
  primary key (workspace_id, id)
);
CREATE INDEX template_event_of ON public.template_event USING btree (workspace_id, translation_id, at);

create table template_sync (
  workspace_id uuid not null,
  business_account_id uuid not null,
  due_at timestamp with time zone not null,
  primary key (workspace_id, business_account_id)
);

create table template_translation (
  workspace_id uuid not null,
  id uuid not null,
  template_id uuid not null,
  language text not null,
  content jsonb not null,
  status text not null,
  reason text,
  recommendation text,
  quality text,
  meta_id text,
  submitted_at timestamp with time zone,
  status_at timestamp with time zone not null,
  checked_at timestamp with time zone,
  reason_code text,
  version integer not null default 1,
  revision jsonb,
  revised_by text,
  paused_until timestamp with time zone,
  edits_blocked_until timestamp with time zone,
  primary key (workspace_id, id),
  unique (workspace_id, template_id, language)
);
CREATE INDEX template_translation_meta ON public.template_translation USING btree (meta_id);

create table template_version (
  workspace_id uuid not null,
  translation_id uuid not null,
  version integer not null,
  content jsonb not null,
  at timestamp with time zone not null,
  by text,
  origin text not null,
  counts boolean not null,
  primary key (workspace_id, translation_id, version),
  check ((origin = ANY (ARRAY['here'::text, 'meta'::text])))
);

create table tracked_fact (
  workspace_id uuid not null,
  id text not null,
  taken_at timestamp with time zone not null,
  primary key (workspace_id, id)
);

create table upkeep (
  kind text not null,
  done_at timestamp with time zone not null,
  primary key (kind)
);

create table webhook_event (
  id uuid not null,
  received_at timestamp with time zone not null,
  workspace_id uuid not null,
  business_account_id uuid not null,
  body bytea not null,
  state text not null,
  reason text,
  primary key (id, received_at),
  check ((state = ANY (ARRAY['waiting'::text, 'done'::text, 'set_aside'::text])))
) partition by range (received_at);
CREATE INDEX webhook_event_aside ON ONLY public.webhook_event USING btree (workspace_id, received_at DESC) WHERE (state = 'set_aside'::text);
CREATE INDEX webhook_event_waiting ON ONLY public.webhook_event USING btree (received_at) WHERE (state = 'waiting'::text);

create table webhook_gap (
  workspace_id uuid not null,
  number_id uuid not null,
  messages integer not null,
  oldest_at timestamp with time zone,
  looked_at timestamp with time zone not null,
  told_at timestamp with time zone,
  primary key (workspace_id, number_id)
);

create table workspace (
  id uuid not null,
  name text not null,
  mode text not null,
  default_country character(2) not null,
  locale text not null,
  timezone text not null,
  currency character(3) not null,
  created_at timestamp with time zone not null,
  team_phones jsonb not null default '[]'::jsonb,
  etr_threshold smallint not null default 40,
  stopped_at timestamp with time zone,
  stopped_by text,
  resend_minutes integer,
  primary key (id),
  check (((etr_threshold >= 0) AND (etr_threshold <= 100))),
  check ((mode = ANY (ARRAY['rehearsal'::text, 'live'::text])))
);

create view broadcast_speech as
SELECT b.workspace_id,
    b.id AS broadcast_id,
    b.languages,
    b.campaign_id,
    c.name AS campaign_name,
    b.free
   FROM broadcast b
     JOIN campaign c ON c.workspace_id = b.workspace_id AND c.id = b.campaign_id;

create view broadcast_standing as
SELECT workspace_id,
    id AS broadcast_id,
    number_id,
    lane,
    state,
    held_by,
    held_detail,
    stage,
    harmed,
    failed,
    held_back,
    finished_at,
    ( SELECT n.quality
           FROM number n
          WHERE n.workspace_id = b.workspace_id AND n.id = b.number_id) AS quality,
    (EXISTS ( SELECT 1
           FROM template_translation t
          WHERE t.workspace_id = b.workspace_id AND t.template_id = b.template_id AND t.quality = 'RED'::text)) AS template_red,
    (EXISTS ( SELECT 1
           FROM chunk c
          WHERE c.workspace_id = b.workspace_id AND c.broadcast_id = b.id AND c.stage <= b.stage AND c.state <> 'done'::text)) AS is_leaving
   FROM broadcast b;

create view campaign_touch as
SELECT workspace_id,
    contact_id,
    broadcast_id,
    COALESCE(accepted_at, sent_at, delivered_at, read_at) AS at,
    state = ANY (ARRAY['delivered'::text, 'read'::text]) AS delivered,
    state = 'read'::text AS read,
    replied_at
   FROM recipient r
  WHERE state = ANY (ARRAY['in_doubt'::text, 'accepted'::text, 'sent'::text, 'delivered'::text, 'read'::text]);

create view consent_standing as
SELECT s.workspace_id,
    s.contact_id,
    s.occurred_at,
    COALESCE(e.source <> ''::text AND e.wording <> ''::text, false) AS told
   FROM consent_state s
     LEFT JOIN consent_entry e ON e.workspace_id = s.workspace_id AND e.id = s.entry_id
  WHERE s.purpose = 'marketing'::text AND s.state = 'given'::text;

create view contact_address as
SELECT workspace_id,
    contact_id,
    kind,
    value
   FROM contact_identity
  WHERE kind = ANY (ARRAY['phone'::text, 'wa_id'::text, 'bsuid'::text]);

create view contact_agreement as
SELECT workspace_id,
    contact_id,
    state
   FROM consent_state
  WHERE purpose = 'marketing'::text;

create view contact_cart as
SELECT workspace_id,
    contact_id,
    currency,
    total_micros,
    items,
    url,
    data,
    told_at,
    ( SELECT string_agg(i.item ->> 'name'::text, ', '::text ORDER BY i.place) AS string_agg
           FROM jsonb_array_elements(k.items) WITH ORDINALITY i(item, place)) AS item_names,
    jsonb_build_object('total',
        CASE
            WHEN total_micros IS NOT NULL THEN jsonb_build_object('currency', currency, 'micros', total_micros)
            ELSE NULL::jsonb
        END, 'items', items, 'at', to_char((told_at AT TIME ZONE 'UTC'::text), 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"'::text), 'url', url, 'data', data) AS facts
   FROM cart k
  WHERE items <> '[]'::jsonb;

create view contact_crowd as
SELECT c.workspace_id,
    c.id AS contact_id,
    c.display_name,
    c.first_name,
    c.last_name,
    c.phone,
    c.email,
    c.country,
    c.language,
    c.timezone,
    c.tags,
    c.fields,
    COALESCE(cs.state, 'none'::text) AS marketing_consent,
    COALESCE(s.reasons, '{}'::text[]) AS suppressions,
        CASE
            WHEN cs.state = 'given'::text THEN cs.occurred_at
            ELSE NULL::timestamp with time zone
        END AS agreed_at,
    cs.state = 'given'::text AND e.source <> ''::text AND e.wording <> ''::text AS agreed_told
   FROM contact c
     LEFT JOIN consent_state cs ON cs.workspace_id = c.workspace_id AND cs.contact_id = c.id AND cs.purpose = 'marketing'::text
     LEFT JOIN consent_entry e ON e.workspace_id = cs.workspace_id AND e.id = cs.entry_id
     LEFT JOIN ( SELECT x.workspace_id,
            x.contact_id,
            array_agg(x.reason ORDER BY x.reason) AS reasons
           FROM suppression x
          GROUP BY x.workspace_id, x.contact_id) s ON s.workspace_id = c.workspace_id AND s.contact_id = c.id;

create view contact_event as
SELECT workspace_id,
    contact_id,
    kind,
    at,
    id,
    jsonb_build_object('kind', kind, 'at', to_char((at AT TIME ZONE 'UTC'::text), 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"'::text), 'data', data) AS facts
   FROM fact f
  WHERE contact_id IS NOT NULL;

create view contact_happening as
SELECT workspace_id,
    contact_id,
    kind,
    at
   FROM fact
  WHERE contact_id IS NOT NULL;

create view contact_opt_out as
SELECT workspace_id,
    contact_id,
    at
   FROM fact
  WHERE contact_id IS NOT NULL AND (kind = ANY (ARRAY['consent.withdrawn'::text, 'preference.stopped'::text]));

create view contact_order as
SELECT c.workspace_id,
    c.id AS contact_id,
    o.number,
    o.state,
    o.currency,
    o.total_micros,
    o.items,
    o.url,
    o.tracking_url,
    o.data,
    o.placed_at,
    ( SELECT string_agg(i.item ->> 'name'::text, ', '::text ORDER BY i.place) AS string_agg
           FROM jsonb_array_elements(o.items) WITH ORDINALITY i(item, place)) AS item_names,
    jsonb_build_object('number', o.number, 'state', o.state, 'total', jsonb_build_object('currency', o.currency, 'micros', o.total_micros), 'items', o.items, 'at', to_char((o.placed_at AT TIME ZONE 'UTC'::text), 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"'::text), 'url', o.url, 'tracking_url', o.tracking_url, 'data', o.data) AS facts
   FROM contact c
     CROSS JOIN LATERAL ( SELECT p.workspace_id,
            p.number,
            p.id,
            p.contact_id,
            p.state,
            p.currency,
            p.total_micros,
            p.items,
            p.url,
            p.tracking_url,
            p.data,
            p.placed_at,
            p.told_at,
            p.rank
           FROM purchase_order p
          WHERE p.workspace_id = c.workspace_id AND p.contact_id = c.id
          ORDER BY p.placed_at DESC, p.id DESC
         LIMIT 1) o;

create view contact_origin as
SELECT c.workspace_id,
    c.contact_id,
    c.import_id,
    i.file_name
   FROM import_change c
     JOIN contact_import i ON i.workspace_id = c.workspace_id AND i.id = c.import_id
  WHERE c.created;

create view contact_reach as
SELECT c.workspace_id,
    c.id AS contact_id,
    c.display_name,
    c.first_name,
    c.last_name,
    c.phone,
    c.email,
    c.country,
    c.language,
    c.timezone,
    c.tags,
    c.fields,
    COALESCE(cs.state, 'none'::text) AS marketing_consent,
    COALESCE(s.reasons, '{}'::text[]) AS suppressions
   FROM contact c
     LEFT JOIN consent_state cs ON cs.workspace_id = c.workspace_id AND cs.contact_id = c.id AND cs.purpose = 'marketing'::text
     LEFT JOIN LATERAL ( SELECT array_agg(x.reason ORDER BY x.reason) AS reasons
           FROM suppression x
          WHERE x.workspace_id = c.workspace_id AND x.contact_id = c.id) s ON true;

create view contact_suppression as
SELECT workspace_id,
    contact_id,
    reason
   FROM suppression;

create view contact_zone as
SELECT workspace_id,
    id AS contact_id,
    timezone
   FROM contact;

create view conversation_message as
SELECT m.workspace_id,
    m.id::text AS id,
    m.contact_id,
    m.number_id,
    m.direction,
    m.origin,
    m.author,
    m.content,
    m.wamid,
    m.status,
    m.at,
    m.quoted_wamid,
    m.sent_at,
    m.delivered_at,
    m.read_at,
    m.failed_at,
    m.error_code,
    m.error_detail,
    NULL::uuid AS broadcast_id,
    NULL::integer AS seq,
    NULL::smallint AS language,
    NULL::text[] AS variables,
    m.id AS message_id,
    NULL::boolean AS free
   FROM message m
UNION ALL
 SELECT r.workspace_id,
    (r.broadcast_id::text || ':'::text) || r.seq AS id,
    r.contact_id,
    b.number_id,
    'out'::text AS direction,
    'broadcast'::text AS origin,
    NULL::text AS author,
    NULL::jsonb AS content,
    r.wamid,
    r.state AS status,
    COALESCE(r.accepted_at, r.failed_at, b.launched_at) AS at,
    NULL::text AS quoted_wamid,
    r.sent_at,
    r.delivered_at,
    r.read_at,
    r.failed_at,
    r.error_code,
    r.error_detail,
    r.broadcast_id,
    r.seq,
    r.language,
    r.variables,
    NULL::uuid AS message_id,
    r.free
   FROM recipient r
     JOIN broadcast b ON b.workspace_id = r.workspace_id AND b.id = r.broadcast_id
  WHERE r.state <> ALL (ARRAY['waiting'::text, 'skipped'::text, 'cancelled'::text]);

create view conversation_window as
SELECT workspace_id,
    id AS conversation_id,
    contact_id,
    number_id,
    last_inbound_at,
    last_message_at
   FROM conversation;

create view inbox_conversation as
SELECT v.workspace_id,
    v.id,
    v.contact_id,
    v.number_id,
    v.state,
    v.last_inbound_at,
    v.last_message_at,
    v.last_preview,
    v.last_direction,
    v.unread,
    c.display_name,
    c.phone,
    (((c.display_name || ' '::text) || COALESCE(c.phone, ''::text)) || ' '::text) || COALESCE(c.email, ''::text) AS search_text
   FROM conversation v
     JOIN contact c ON c.workspace_id = v.workspace_id AND c.id = v.contact_id;

create view media_use as
SELECT DISTINCT t.workspace_id,
    found.found #>> '{}'::text[] AS media,
    'template'::text AS what,
    t.id::text AS id,
    t.name,
    t.created_at AS at,
    true AS holds
   FROM template t
     JOIN template_translation tt ON tt.workspace_id = t.workspace_id AND tt.template_id = t.id,
    LATERAL jsonb_path_query(jsonb_build_array(tt.content, tt.revision), 'strict $.**."media"'::jsonpath) found(found)
  WHERE jsonb_typeof(found.found) = 'string'::text AND tt.status <> 'deleted'::text
UNION ALL
 SELECT DISTINCT c.workspace_id,
    found.found #>> '{}'::text[] AS media,
    'campaign'::text AS what,
    c.id::text AS id,
    c.name,
    c.updated_at AS at,
    c.state <> 'launched'::text OR (EXISTS ( SELECT
           FROM broadcast b
          WHERE b.workspace_id = c.workspace_id AND b.campaign_id = c.id AND (b.state = ANY (ARRAY['waiting'::text, 'opening'::text, 'sending'::text, 'paused'::text])))) AS holds
   FROM campaign c,
    LATERAL jsonb_path_query(c.choices, 'strict $.**."media"'::jsonpath) found(found)
  WHERE jsonb_typeof(found.found) = 'string'::text
UNION ALL
 SELECT DISTINCT b.workspace_id,
    found.found #>> '{}'::text[] AS media,
    'broadcast'::text AS what,
    b.id::text AS id,
    c.name,
    b.launched_at AS at,
    true AS holds
   FROM broadcast b
     JOIN campaign c ON c.workspace_id = b.workspace_id AND c.id = b.campaign_id,
    LATERAL jsonb_path_query(jsonb_build_array(b.languages, b.free), 'strict $.**."media"'::jsonpath) found(found)
  WHERE jsonb_typeof(found.found) = 'string'::text AND (b.state = ANY (ARRAY['waiting'::text, 'opening'::text, 'sending'::text, 'paused'::text]))
UNION ALL
 SELECT product.workspace_id,
    product.image AS media,
    'product'::text AS what,
    product.retailer_id AS id,
    product.name,
    product.updated_at AS at,
    true AS holds
   FROM product
  WHERE product.image ~~ 'med\_%'::text;

create view offer_signal as
SELECT message.workspace_id,
    message.number_id,
    message.origin,
    message.at,
    message.status,
    message.error_code,
    message.delivered_at,
    message.harmed_at
   FROM message
  WHERE message.direction = 'out'::text AND (message.wire ->> 'category'::text) = 'marketing'::text AND (message.origin = ANY (ARRAY['api'::text, 'automatic'::text])) AND message.tried_at IS NULL
UNION ALL
 SELECT message.workspace_id,
    message.number_id,
    message.origin,
    message.tried_at AS at,
    message.status,
    message.error_code,
    message.delivered_at,
    message.harmed_at
   FROM message
  WHERE message.direction = 'out'::text AND (message.wire ->> 'category'::text) = 'marketing'::text AND (message.origin = ANY (ARRAY['api'::text, 'automatic'::text])) AND message.tried_at IS NOT NULL;

create view recipient_answer as
SELECT workspace_id,
    broadcast_id,
    contact_id,
    score,
    state,
    COALESCE(accepted_at, sent_at, delivered_at, read_at) AS accepted_at,
    replied_at
   FROM recipient
  WHERE score IS NOT NULL;

create view recipient_outcome as
SELECT workspace_id,
    broadcast_id,
    seq,
    country,
    state,
    contact_id,
    free,
    score,
    due_at,
    replied_at
   FROM recipient;

create view recipient_signal as
SELECT workspace_id,
    broadcast_id,
    seq,
    contact_id,
    country,
    state,
    error_code,
    accepted_at,
    sent_at,
    delivered_at,
    read_at,
    harmed_at
   FROM recipient;

create view template_use as
SELECT c.workspace_id,
    c.choices ->> 'template'::text AS template,
    c.id AS campaign_id,
    c.name,
    c.created_at,
        CASE
            WHEN c.state = 'launched'::text THEN COALESCE(b.state, c.state)
            ELSE c.state
        END AS state,
    COALESCE(c.held_by,
        CASE
            WHEN b.is_open THEN b.held_by
            ELSE NULL::text
        END) AS held_by,
    COALESCE(c.held,
        CASE
            WHEN b.is_open THEN b.held_detail
            ELSE NULL::text
        END) AS held_detail
   FROM campaign c
     LEFT JOIN LATERAL ( SELECT broadcast.state,
            broadcast.held_by,
            broadcast.held_detail,
            broadcast.state <> ALL (ARRAY['done'::text, 'stopped'::text, 'undone'::text]) AS is_open
           FROM broadcast
          WHERE broadcast.workspace_id = c.workspace_id AND broadcast.campaign_id = c.id
          ORDER BY broadcast.launched_at DESC, broadcast.id DESC
         LIMIT 1) b ON true;

create view unanswered_conversation as
SELECT workspace_id,
    number_id,
    id AS conversation_id
   FROM conversation
  WHERE state = 'open'::text AND last_direction = 'in'::text;
