-- Single sign-on (OpenID Connect): a sign-in that was begun and waits for the answer of the identity provider. Only its SHA-256 of the
-- browser's secret is kept; who knows the secret sees this one row and no other, and rows whose time is over may be swept by anybody.
create table people.sso_attempt (
  attempt_sha256 text primary key check (attempt_sha256 ~ '^[0-9a-f]{64}$'),
  state text not null,
  nonce text not null,
  verifier text not null,
  ends_at timestamptz(3) not null
);
alter table people.sso_attempt enable row level security;
alter table people.sso_attempt force row level security;
create policy own_attempt on people.sso_attempt using (
  attempt_sha256 = (select nullif(current_setting('plumbline.sso_attempt', true), '')));
create policy over on people.sso_attempt for delete using (ends_at < now());
create policy over_seen on people.sso_attempt for select using (ends_at < now());
grant select, insert, delete on people.sso_attempt to plumbline_app;
