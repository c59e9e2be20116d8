-- One business one file, with its history, grades, licences and door code; imports that can be undone; the register of special operators.

create schema registry;
grant usage on schema registry to plumbline_app;

create table registry.enterprise (
  id uuid primary key,
  credit_code text collate "C" not null check (credit_code ~ '^[0-9A-Z]{18}$'),
  name text not null check (name <> ''),
  -- What duplicates are compared by; made by rules/duplicates.ts.
  name_key text collate "C" not null,
  kind text not null check (kind in ('company', 'self-employed', 'cooperative', 'institution', 'agency')),
  region region_code not null,
  address text not null,
  industry text collate "C" not null,
  sectors text[] not null,
  legal_representative text not null,
  principal text not null,
  safety_manager text not null,
  phone text not null,
  employees integer not null check (employees >= 0),
  high_risk boolean not null,
  grade text not null check (grade in ('1', '2', '3', 'none')),
  key_unit boolean not null,
  responsible_bureau region_code not null,
  origins jsonb not null,
  version integer not null check (version > 0),
  -- merged: another file took it over; withdrawn: its import was undone. Neither is ever deleted.
  state text not null default 'live' check (state in ('live', 'merged', 'withdrawn')),
  merged_into uuid references registry.enterprise,
  check ((state = 'merged') = (merged_into is not null))
);
-- One live file a credit code in the whole country, whoever can see it.
create unique index enterprise_credit_code on registry.enterprise (credit_code) where state = 'live';
-- A list is a range of this index. LIKE is no leakproof operator, so under row-level security it can only filter what the range found.
create index enterprise_by_region on registry.enterprise (region, id);
create index enterprise_by_responsible on registry.enterprise (responsible_bureau, region, id);
create index enterprise_by_name_key on registry.enterprise (name_key, region);
create index enterprise_by_merged on registry.enterprise (merged_into) where merged_into is not null;
alter table registry.enterprise enable row level security;
alter table registry.enterprise force row level security;
-- It lies here, or this bureau answers for it, or it is the business that asks.
create policy by_place_or_duty on registry.enterprise using (
  (region >= (select platform.scope_from()) and region < (select platform.scope_below()))
  or (responsible_bureau >= (select platform.scope_from()) and responsible_bureau < (select platform.scope_below()))
  or id = (select platform.scope_enterprise()));
grant select, insert, update on registry.enterprise to plumbline_app;

-- What hangs on a file is visible with the file.
create procedure registry.guard_by_enterprise(target regclass) language plpgsql as $$
begin
  execute format('alter table %s enable row level security', target);
  execute format('alter table %s force row level security', target);
  execute format('create policy with_its_enterprise on %s using (exists (select from registry.enterprise e where e.id = enterprise_id))', target);
end $$;

-- The whole file after each change: what it was, who changed it, from which source and why.
create table registry.enterprise_version (
  enterprise_id uuid not null references registry.enterprise,
  version integer not null,
  region region_code not null,
  content jsonb not null,
  at timestamptz(3) not null,
  by_id text not null,
  by_name text not null,
  source text not null,
  reason text not null,
  primary key (enterprise_id, version)
);
call registry.guard_by_enterprise('registry.enterprise_version');
grant select, insert on registry.enterprise_version to plumbline_app;

-- Grade and high-risk flag count from a date on (ENT-03); the caps of a past visit stay those of its day.
create table registry.grade_change (
  enterprise_id uuid not null references registry.enterprise,
  seq integer not null check (seq > 0),
  region region_code not null,
  grade text not null check (grade in ('1', '2', '3', 'none')),
  high_risk boolean not null,
  effective_from date not null,
  reason text not null,
  recorded_by text not null,
  recorded_at timestamptz(3) not null,
  primary key (enterprise_id, seq)
);
call registry.guard_by_enterprise('registry.grade_change');
grant select, insert on registry.grade_change to plumbline_app;

create table registry.licence (
  id uuid primary key,
  enterprise_id uuid not null references registry.enterprise,
  region region_code not null,
  kind text not null,
  number text not null,
  scope text[] not null,
  authority text not null,
  valid_from date not null,
  valid_to date not null check (valid_to >= valid_from)
);
create index licence_by_enterprise on registry.licence (enterprise_id);
call registry.guard_by_enterprise('registry.licence');
grant select, insert on registry.licence to plumbline_app;

-- The code on the door holds a random token and nothing else; a lost one is replaced, not reused.
create table registry.door_code (
  token text collate "C" primary key check (length(token) >= 16),
  enterprise_id uuid not null references registry.enterprise,
  region region_code not null,
  issued_at timestamptz(3) not null,
  issued_by text not null,
  replaced_at timestamptz(3)
);
create unique index door_code_in_use on registry.door_code (enterprise_id) where replaced_at is null;
call registry.guard_by_enterprise('registry.door_code');
grant select, insert on registry.door_code to plumbline_app;
grant update (replaced_at) on registry.door_code to plumbline_app;

-- Special-operation certificates count in the whole country, so the register has no region. It is only asked with the full
-- identity number (store/registers.ts), never listed, and numbers leave the server masked.
create table registry.operator_certificate (
  id uuid primary key,
  holder text not null,
  identity text collate "C" not null,
  operation text not null,
  number text not null,
  valid_from date not null,
  valid_to date not null check (valid_to >= valid_from)
);
create index operator_certificate_by_identity on registry.operator_certificate (identity);
grant select, insert on registry.operator_certificate to plumbline_app;

create table registry.import_batch (
  id uuid primary key,
  region region_code not null,
  file_name text not null,
  file_sha256 text not null,
  source text not null,
  state text not null check (state in ('previewed', 'confirmed', 'undone')),
  ignored_columns text[] not null,
  created_at timestamptz(3) not null,
  created_by text not null,
  undo_reason text
);
create index import_batch_by_region on registry.import_batch (region, created_at desc);
call platform.guard_by_region('registry.import_batch');
grant select, insert, update on registry.import_batch to plumbline_app;

-- One line of the file: what it says and what became of it. `version_before` and `version_after` make the undo safe.
create table registry.import_row (
  batch_id uuid not null references registry.import_batch,
  line integer not null check (line > 1),
  region region_code not null,
  verdict text not null check (verdict in ('create', 'update', 'same', 'refused')),
  credit_code text not null,
  name text not null,
  fields jsonb,
  reasons jsonb not null,
  warnings jsonb not null,
  changes jsonb not null,
  enterprise_id uuid,
  version_before integer,
  version_after integer,
  primary key (batch_id, line)
);
call platform.guard_by_region('registry.import_row');
grant select, insert, update on registry.import_row to plumbline_app;

-- Which file took over which, and whose value each field got.
create table registry.merge (
  kept_id uuid not null references registry.enterprise,
  absorbed_id uuid primary key references registry.enterprise,
  region region_code not null,
  taken_fields text[] not null,
  reason text not null,
  at timestamptz(3) not null,
  by_id text not null,
  by_name text not null
);
create index merge_by_kept on registry.merge (kept_id);
call platform.guard_by_region('registry.merge');
grant select, insert on registry.merge to plumbline_app;
