-- Inspections: the visit from the plan to its end. What lists and rules of the database need stands in columns, the whole in `content`.

create schema inspection;
grant usage on schema inspection to plumbline_app;

create table inspection.inspection (
  id uuid primary key,
  -- The bureau that inspects. A plan must stay unknown to the business, so there are no own rows here.
  region region_code not null,
  enterprise_id uuid not null,
  enterprise_name text not null,
  state text not null check (state in ('drafted', 'approved', 'entered', 'recorded', 'ordered', 'rechecked', 'concluded', 'cancelled')),
  version integer not null check (version > 0),
  reason text not null check (reason in ('plan', 'draw', 'complaint', 'transfer', 'monitoring')),
  planned_on date not null,
  rectify_by date,
  officer_ids uuid[] not null,
  drafted_by text not null,
  -- The approver is not the drafter (MEM circular of 2025-02-27, art. 6).
  approved_by text check (approved_by <> drafted_by),
  serial integer,
  content jsonb not null,
  check (content ->> 'id' = id::text and content ->> 'state' = state)
);
create index inspection_by_region on inspection.inspection (region, planned_on desc, id);
create index inspection_by_enterprise on inspection.inspection (enterprise_id, planned_on desc);
create index inspection_by_officer on inspection.inspection using gin (officer_ids);
create index inspection_open on inspection.inspection (region, state, planned_on) where state not in ('concluded', 'cancelled');
call platform.guard_by_region('inspection.inspection');
grant select, insert, update on inspection.inspection to plumbline_app;
