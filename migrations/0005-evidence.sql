-- Evidence: what is known of each original. The bytes lie in the file store under their SHA-256 and are never altered.

create schema evidence;
grant usage on schema evidence to plumbline_app;

create table evidence.item (
  id uuid primary key,
  -- The bureau of the officer who added it, or the place of the business.
  region region_code not null,
  -- Set only on what a business added itself: those rows it sees, and no officer's.
  enterprise_id uuid,
  subject_kind text not null check (subject_kind in ('inspection', 'case', 'hazard')),
  subject_id uuid not null,
  kind text not null,
  name text not null check (name <> ''),
  proves text not null,
  sha256 text not null check (sha256 ~ '^[0-9a-f]{64}$'),
  mime text not null,
  size integer not null check (size > 0),
  thumbnail_sha256 text check (thumbnail_sha256 ~ '^[0-9a-f]{64}$'),
  taken_at timestamptz(3) not null,
  received_at timestamptz(3) not null,
  place text not null,
  taken_by text not null,
  taken_by_id text not null
);
create index item_by_subject on evidence.item (subject_kind, subject_id, received_at);
create index item_by_region on evidence.item (region, received_at desc);
call platform.guard_by_region('evidence.item', true);
-- Nothing is changed or taken away: a better photo is another row (APL 46: unlawful evidence is excluded, not erased).
grant select, insert on evidence.item to plumbline_app;
