-- The roads beside the straight one: hearing, measures, execution, remedies, transfers, endings. One table, one lifecycle for each kind;
-- what lists, clocks and guards need stands in columns, the whole in `content`.
create table casework.proceeding (
  id uuid primary key,
  region region_code not null,
  year integer not null,
  -- Leads, simple penalties and accidents stand alone.
  case_id uuid references casework.penalty_case,
  kind text not null,
  state text not null,
  version integer not null check (version > 0),
  is_open boolean not null,
  title text not null,
  number text,
  enterprise_id uuid,
  party_name text not null,
  officer_ids uuid[] not null,
  opened_on date not null,
  -- The clock that ends next; nothing runs on what has ended.
  due_on date,
  due_clock text,
  updated_at timestamptz(3) not null,
  content jsonb not null,
  check (is_open or due_on is null),
  check (content ->> 'id' = id::text and content ->> 'kind' = kind and content ->> 'state' = state and content ->> 'region' = region)
);
create index proceeding_of_case on casework.proceeding (case_id) where case_id is not null;
create index proceeding_by_region on casework.proceeding (region, updated_at desc, id desc);
create index proceeding_due on casework.proceeding (region, due_on) where is_open and due_on is not null;
create index proceeding_of_enterprise on casework.proceeding (enterprise_id, kind) where enterprise_id is not null;
create index proceeding_by_officer on casework.proceeding using gin (officer_ids) where is_open;
call platform.guard_by_region('casework.proceeding');
grant select, insert, update on casework.proceeding to plumbline_app;

-- A case may end without a penalty, and a decision may fall after it was made (APL 57, 75).
do $$
declare one record;
begin
  for one in select conname from pg_constraint where conrelid = 'casework.penalty_case'::regclass and contype = 'c'
    and (conname = 'penalty_case_state_check' or pg_get_constraintdef(oid) like '%decided_on IS NOT NULL%')
  loop
    execute format('alter table casework.penalty_case drop constraint %I', one.conname);
  end loop;
end $$;
alter table casework.penalty_case
  add constraint penalty_case_state_check check (state in ('submitted', 'declined', 'filed', 'reported', 'reviewed', 'discussed',
    'notice-issued', 'notified', 'proposed', 'decided', 'served', 'paid', 'ended', 'closing', 'closed', 'archived')),
  add constraint decision_has_its_day check (
    case when decided_on is null then state not in ('decided', 'served', 'paid')
      else state in ('decided', 'served', 'paid', 'ended', 'closing', 'closed', 'archived') end);
create index penalty_case_due on casework.penalty_case (region, due_on) where due_on is not null and state not in ('declined', 'archived');
