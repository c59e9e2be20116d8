-- Penalty cases of the ordinary procedure. What lists, clocks and guards need stands in columns, the whole in `content`.

create schema casework;
grant usage on schema casework to plumbline_app;

create table casework.penalty_case (
  id uuid primary key,
  region region_code not null,
  year integer not null,
  state text not null check (state in ('submitted', 'declined', 'filed', 'reported', 'reviewed', 'discussed', 'notice-issued', 'notified',
    'proposed', 'decided', 'served', 'paid', 'closing', 'closed', 'archived')),
  version integer not null check (version > 0),
  number text,
  title text not null,
  cause text not null,
  enterprise_id uuid not null,
  party_name text not null,
  inspection_id uuid,
  -- Two officers at least handle a case (APL 42).
  handler_ids uuid[] not null check (cardinality(handler_ids) >= 2 and handler_ids[1] <> handler_ids[2]),
  filed_on date,
  decided_on date,
  notified_fen bigint check (notified_fen >= 0),
  -- Never more than what the party was told (APL 45).
  decided_fen bigint check (decided_fen >= 0 and decided_fen <= notified_fen),
  -- The clock that ends next, kept beside the case so that lists and alarms need not compute it.
  due_on date,
  due_clock text,
  updated_at timestamptz(3) not null,
  content jsonb not null,
  -- A number is issued when filing is approved, and only then (procedure.md §2.4).
  check ((number is null) = (state in ('submitted', 'declined'))),
  -- No decision without its day, no day without a decision.
  check ((decided_on is not null) = (state in ('decided', 'served', 'paid', 'closing', 'closed', 'archived'))),
  check (content ->> 'id' = id::text and content ->> 'state' = state and content ->> 'region' = region)
);
create unique index penalty_case_number on casework.penalty_case (region, number);
create index penalty_case_by_region on casework.penalty_case (region, updated_at desc, id desc);
create index penalty_case_open on casework.penalty_case (region, state, due_on) where state not in ('declined', 'archived');
create index penalty_case_by_enterprise on casework.penalty_case (enterprise_id, updated_at desc);
create index penalty_case_by_handler on casework.penalty_case using gin (handler_ids);
create index penalty_case_by_inspection on casework.penalty_case (inspection_id) where inspection_id is not null;
call platform.guard_by_region('casework.penalty_case');
grant select, insert, update on casework.penalty_case to plumbline_app;

-- The acts that stand in a case, so that the same act is not fined twice (APL 29).
create table casework.case_act (
  case_id uuid not null references casework.penalty_case,
  act_id uuid not null,
  region region_code not null,
  enterprise_id uuid not null,
  violation_key text not null,
  act_date date not null,
  hazard_id uuid,
  fact text not null,
  -- False for acts that were declined or that the investigation dropped.
  is_live boolean not null default true,
  primary key (case_id, act_id)
);
create index case_act_by_enterprise on casework.case_act (enterprise_id, violation_key) where is_live;
create unique index case_act_hazard on casework.case_act (hazard_id) where is_live and hazard_id is not null;
call platform.guard_by_region('casework.case_act');
grant select, insert, update on casework.case_act to plumbline_app;

-- After archiving nothing is added, pulled, altered or destroyed (guard G19).
create function casework.keep_archived() returns trigger language plpgsql as $$
begin
  raise exception 'case % is archived', old.id using errcode = 'integrity_constraint_violation';
end $$;
create trigger archived_stays before update or delete on casework.penalty_case
  for each row when (old.state = 'archived') execute function casework.keep_archived();
