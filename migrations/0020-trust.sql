-- Trust: second factors, devices known to an account, pauses by account and address, services with scoped tokens.

-- One TOTP secret an account; it counts from the moment a code proved that the person holds it.
create table people.second_factor (
  account_id uuid primary key references people.account,
  region region_code not null,
  enterprise_id uuid,
  secret text not null,
  begun_at timestamptz(3) not null,
  confirmed_at timestamptz(3),
  -- The last time step that was used: a code that somebody watched being typed opens nothing.
  last_step bigint not null default 0,
  recovery_sha256 text[] not null default '{}'
);
call platform.guard_by_region('people.second_factor', true);
-- Before there is a scope the sign-in sees the one account whose name was typed, and what belongs to it.
create policy signing_in on people.second_factor using (account_id in (
  select id from people.account where username = (select nullif(current_setting('plumbline.signing_in', true), ''))));
grant select, insert, update, delete on people.second_factor to plumbline_app;

-- A browser from which the account was opened before; its cookie is kept as SHA-256 only.
create table people.known_device (
  account_id uuid not null references people.account,
  token_sha256 text not null check (token_sha256 ~ '^[0-9a-f]{64}$'),
  region region_code not null,
  enterprise_id uuid,
  first_used timestamptz(3) not null,
  last_used timestamptz(3) not null,
  primary key (account_id, token_sha256)
);
call platform.guard_by_region('people.known_device', true);
create policy signing_in on people.known_device using (account_id in (
  select id from people.account where username = (select nullif(current_setting('plumbline.signing_in', true), ''))));
grant select, insert, update, delete on people.known_device to plumbline_app;

-- Failures of one caller at one account: an address, or a known device. Others are not held back by them.
create table people.sign_in_pause (
  account_id uuid not null references people.account,
  caller text not null,
  region region_code not null,
  enterprise_id uuid,
  failed integer not null check (failed >= 0),
  paused_until timestamptz(3),
  at timestamptz(3) not null,
  primary key (account_id, caller)
);
call platform.guard_by_region('people.sign_in_pause', true);
create policy signing_in on people.sign_in_pause using (account_id in (
  select id from people.account where username = (select nullif(current_setting('plumbline.signing_in', true), ''))));
grant select, insert, update, delete on people.sign_in_pause to plumbline_app;

-- Which roles of a bureau and of those below it need a second factor; the nearest bureau with a row of its own decides.
create table people.second_factor_duty (
  region region_code primary key,
  roles text[] not null,
  set_at timestamptz(3) not null,
  set_by text not null
);
call platform.guard_by_region('people.second_factor_duty');
-- A town is bound by its city's rule, which lies outside its scope; the rule names roles and nobody.
create policy duties_are_known on people.second_factor_duty for select using (true);
grant select, insert, update on people.second_factor_duty to plumbline_app;

-- An integration: a token with few permissions and an end. Of the token only the SHA-256 is kept.
create table people.service (
  id uuid primary key,
  region region_code not null,
  name text not null check (name <> ''),
  permissions text[] not null check (cardinality(permissions) > 0),
  token_sha256 text not null unique check (token_sha256 ~ '^[0-9a-f]{64}$'),
  created_at timestamptz(3) not null,
  created_by text not null,
  ends_at timestamptz(3) not null,
  last_used timestamptz(3),
  revoked_at timestamptz(3)
);
create index service_by_region on people.service (region, created_at desc);
call platform.guard_by_region('people.service');
grant select, insert, update on people.service to plumbline_app;

-- So that a server can tell by itself whether the database fits it.
grant select on public.migration to plumbline_app;
