-- Decisions made public: queued when they are made, published within seven working days, taken down when they fall.

create schema publicity;
grant usage on schema publicity to plumbline_app;

create table publicity.notice (
  id uuid primary key,
  case_id uuid not null unique,
  region region_code not null,
  state text not null check (state in ('queued', 'published', 'withdrawn')),
  version integer not null check (version > 0),
  number text not null,
  title text not null,
  -- Masked already: what personal data there was never enters this table.
  party_name text not null,
  decided_on date not null,
  publish_by date not null,
  published_at timestamptz(3),
  max_shown_until date,
  content jsonb not null,
  check ((state = 'queued') or published_at is not null or state = 'withdrawn'),
  check (content ->> 'id' = id::text and content ->> 'state' = state)
);
create index notice_due on publicity.notice (region, publish_by) where state = 'queued';
create index notice_shown on publicity.notice (decided_on desc, id desc) where state = 'published';
create index notice_by_region on publicity.notice (region, decided_on desc);
call platform.guard_by_region('publicity.notice');
-- What is published everybody may read, and nobody but its bureau may change.
create policy published_for_all on publicity.notice for select using (state = 'published');
grant select, insert, update on publicity.notice to plumbline_app;

-- Why a notice is gone is told in public (APL 48); the notice itself is not shown any more.
create table publicity.withdrawal (
  notice_id uuid primary key references publicity.notice,
  region region_code not null,
  number text not null,
  title text not null,
  on_date date not null,
  due_on date not null,
  ground text not null check (ground in ('revoked', 'changed', 'unlawful', 'void', 'repaired', 'expired', 'mistaken')),
  reason text not null
);
create index withdrawal_by_date on publicity.withdrawal (on_date desc, notice_id);
call platform.guard_by_region('publicity.withdrawal');
create policy told_to_all on publicity.withdrawal for select using (true);
grant select, insert on publicity.withdrawal to plumbline_app;
