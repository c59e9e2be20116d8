-- The ground that every context stands on: the application's role, the scope of a transaction, idempotency and the journal.

do $$ begin
  if not exists (select from pg_roles where rolname = 'plumbline_app') then
    create role plumbline_app nologin noinherit;
  end if;
  -- The owner must be able to become the application's role when its connections open.
  execute format('grant plumbline_app to %I', current_user);
end $$;

-- A division code without trailing zeros, compared in byte order so that a scope is one range of an index.
create domain region_code as text collate "C" check (value ~ '^([0-9]{2}|[0-9]{4}|[0-9]{6}|[0-9]{9})$');

create schema platform;
grant usage on schema platform to plumbline_app;

-- The scope of the running transaction. A transaction that never set one sees nothing: null compares to nothing.
create function platform.scope_from() returns text language sql stable as
  $$ select nullif(current_setting('plumbline.scope_from', true), '') $$;
create function platform.scope_below() returns text language sql stable as
  $$ select nullif(current_setting('plumbline.scope_below', true), '') $$;
create function platform.scope_enterprise() returns uuid language sql stable as
  $$ select nullif(current_setting('plumbline.scope_enterprise', true), '')::uuid $$;

-- Turns on the second lock for one table: rows of the scope, and of the one business where the table shows it its own.
create procedure platform.guard_by_region(target regclass, own_rows_of_enterprise boolean default false) language plpgsql as $$
begin
  execute format('alter table %s enable row level security', target);
  execute format('alter table %s force row level security', target);
  execute format(
    'create policy by_region on %s using (
       (region >= (select platform.scope_from()) and region < (select platform.scope_below()))%s)',
    target,
    case when own_rows_of_enterprise then ' or enterprise_id = (select platform.scope_enterprise())' else '' end);
end $$;

create table platform.idempotency (
  key text not null,
  asker text not null,
  endpoint text not null,
  request_hash text not null,
  response jsonb,
  at timestamptz not null default now(),
  primary key (key, asker)
);
grant select, insert, update on platform.idempotency to plumbline_app;

-- Facts about this installation, e.g. how far the demo county is loaded.
create table platform.installation (
  key text primary key,
  value text not null,
  at timestamptz not null default now()
);
grant select, insert, update on platform.installation to plumbline_app;

create schema journal;
grant usage on schema journal to plumbline_app;

-- One row an act. The application may only add; a correction is another row.
create table journal.entry (
  region region_code not null,
  seq bigint not null check (seq > 0),
  at timestamptz(3) not null,
  device_at timestamptz(3),
  asker text not null,
  asker_name text not null,
  address text not null,
  action text not null,
  outcome text not null check (outcome in ('done', 'refused', 'read')),
  subject_kind text,
  subject_id text,
  cites text not null,
  digest text not null,
  detail jsonb not null,
  prev_hash text not null,
  hash text not null,
  primary key (region, seq)
);
create index entry_by_subject on journal.entry (subject_kind, subject_id, at);
create index entry_by_time on journal.entry (at);
grant select, insert on journal.entry to plumbline_app;

-- The head of each bureau's chain; its row lock orders the writers of one bureau and of no other.
create table journal.chain (
  region region_code primary key,
  seq bigint not null,
  hash text not null
);
grant select, insert, update on journal.chain to plumbline_app;

alter table journal.entry enable row level security;
alter table journal.entry force row level security;
create policy readable_by_region on journal.entry for select using (
  region >= (select platform.scope_from()) and region < (select platform.scope_below()));
create policy appendable on journal.entry for insert with check (true);
