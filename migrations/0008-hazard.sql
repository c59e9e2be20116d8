-- Hazards (隐患): each found problem from the finding to its end.

create schema hazard;
grant usage on schema hazard to plumbline_app;

create table hazard.hazard (
  id uuid primary key,
  -- Keeps the order of the record.
  seq bigint generated always as identity,
  -- The bureau that found it.
  region region_code not null,
  enterprise_id uuid not null,
  inspection_id uuid not null,
  state text not null check (state in ('found', 'ordered', 'reported', 'passed', 'failed')),
  version integer not null check (version > 0),
  check_item_id text not null,
  description text not null check (description <> ''),
  place text not null,
  violation_key text,
  quantity integer not null check (quantity > 0),
  major_hazard_code text,
  evidence_ids uuid[] not null,
  rectify_by date,
  rectification jsonb,
  recheck jsonb,
  case_id uuid,
  found_at timestamptz(3) not null,
  found_by text not null,
  history jsonb not null,
  -- An order without a date orders nothing.
  check (state = 'found' or rectify_by is not null)
);
create index hazard_by_inspection on hazard.hazard (inspection_id);
create index hazard_by_enterprise on hazard.hazard (enterprise_id, found_at desc);
create index hazard_by_region on hazard.hazard (region, found_at desc, id);
create index hazard_open_by_date on hazard.hazard (rectify_by, region) where state in ('ordered', 'reported', 'failed');
create index hazard_by_case on hazard.hazard (case_id) where case_id is not null;
call platform.guard_by_region('hazard.hazard', true);
grant select, insert on hazard.hazard to plumbline_app;
-- What was found is never rewritten; only what became of it.
grant update (state, version, evidence_ids, rectify_by, rectification, recheck, case_id, history) on hazard.hazard to plumbline_app;
