-- Who may sign in to the dashboard: the tables of better-auth 1.7 with our names, as its own generator prints them for
-- the options in server/workspace/sign-in.ts. The program reads and writes them through better-auth only.

create table sign_in_user (
  id text primary key,
  name text not null,
  email text not null unique,
  email_verified boolean not null,
  image text,
  created_at timestamptz not null default current_timestamp,
  updated_at timestamptz not null default current_timestamp
);

create table sign_in_session (
  id text primary key,
  expires_at timestamptz not null,
  token text not null unique,
  created_at timestamptz not null default current_timestamp,
  updated_at timestamptz not null,
  ip_address text,
  user_agent text,
  user_id text not null references sign_in_user (id) on delete cascade
);
create index sign_in_session_user on sign_in_session (user_id);

-- One way to sign in: provider 'credential' is a password, kept as scrypt.
create table sign_in_account (
  id text primary key,
  account_id text not null,
  provider_id text not null,
  user_id text not null references sign_in_user (id) on delete cascade,
  access_token text,
  refresh_token text,
  id_token text,
  access_token_expires_at timestamptz,
  refresh_token_expires_at timestamptz,
  scope text,
  password text,
  created_at timestamptz not null default current_timestamp,
  updated_at timestamptz not null
);
create index sign_in_account_user on sign_in_account (user_id);

create table sign_in_verification (
  id text primary key,
  identifier text not null,
  value text not null,
  expires_at timestamptz not null,
  created_at timestamptz not null default current_timestamp,
  updated_at timestamptz not null default current_timestamp
);
create index sign_in_verification_identifier on sign_in_verification (identifier);

create table sign_in_rate_limit (
  id text primary key,
  key text not null unique,
  count integer not null,
  last_request bigint not null
);
