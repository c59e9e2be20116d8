-- People and power: bureaus as a tree of regions, officers with their certificates, accounts and sessions.

create schema people;
grant usage on schema people to plumbline_app;

-- One bureau a region. Its name, court and bank are printed on papers, so they are public facts; only its own scope changes them.
create table people.bureau (
  region region_code primary key,
  name text not null,
  short_name text not null,
  capacity text not null check (capacity in ('own', 'transferred', 'entrusted')),
  address text not null,
  phone text not null,
  reconsideration_organ text not null,
  court text not null,
  collecting_bank text not null,
  collecting_account text not null
);
alter table people.bureau enable row level security;
alter table people.bureau force row level security;
create policy public_facts on people.bureau for select using (true);
create policy created_in_scope on people.bureau for insert with check (
  region >= (select platform.scope_from()) and region < (select platform.scope_below()));
create policy changed_in_scope on people.bureau for update using (
  region >= (select platform.scope_from()) and region < (select platform.scope_below()));
grant select, insert, update on people.bureau to plumbline_app;

create table people.officer (
  id uuid primary key,
  region region_code not null references people.bureau,
  name text not null check (name <> ''),
  phone text not null,
  roles text[] not null,
  is_active boolean not null default true
);
create index officer_by_region on people.officer (region, name);
call platform.guard_by_region('people.officer');
grant select, insert, update on people.officer to plumbline_app;

-- The history of an enforcement certificate (APL 42): rows are only added, the latest one counts.
create table people.certificate (
  officer_id uuid not null references people.officer,
  seq integer not null check (seq > 0),
  region region_code not null,
  number text not null check (number <> ''),
  valid_from date not null,
  valid_to date not null check (valid_to >= valid_from),
  status text not null check (status in ('valid', 'suspended', 'revoked')),
  recorded_at timestamptz(3) not null,
  recorded_by text not null,
  reason text not null,
  primary key (officer_id, seq)
);
call platform.guard_by_region('people.certificate');
grant select, insert on people.certificate to plumbline_app;

-- An account belongs to an officer or to one business. The password is an argon2id hash.
create table people.account (
  id uuid primary key,
  username text collate "C" not null unique check (username = lower(username)),
  password_hash text not null,
  must_change_password boolean not null default false,
  failed integer not null default 0 check (failed >= 0),
  paused_until timestamptz(3),
  region region_code not null,
  officer_id uuid unique references people.officer,
  enterprise_id uuid,
  display_name text not null,
  check ((officer_id is null) <> (enterprise_id is null))
);
create index account_by_enterprise on people.account (enterprise_id);
call platform.guard_by_region('people.account', true);
-- Before anybody is signed in there is no scope: the sign-in sees the one account whose name was typed, and no other.
create policy signing_in on people.account using (username = (select nullif(current_setting('plumbline.signing_in', true), '')));
grant select, insert, update on people.account to plumbline_app;

-- Of the session's token only the SHA-256 is kept: who reads this table cannot take a session over.
create table people.session (
  id uuid primary key,
  token_sha256 text not null unique check (token_sha256 ~ '^[0-9a-f]{64}$'),
  account_id uuid not null references people.account,
  region region_code not null,
  enterprise_id uuid,
  created_at timestamptz(3) not null,
  last_seen timestamptz(3) not null,
  ends_at timestamptz(3) not null,
  ended_at timestamptz(3),
  address text not null,
  agent text not null
);
create index session_by_account on people.session (account_id, created_at desc);
call platform.guard_by_region('people.session', true);
-- The sign-in opens a session before there is a scope; it can add one but read none.
create policy opened_at_sign_in on people.session for insert with check (true);
grant select, insert, update on people.session to plumbline_app;
