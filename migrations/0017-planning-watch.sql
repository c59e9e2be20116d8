-- Planning: reservations that hold the business for as short as possible; the lease of a slot on a phone; who answers for a business and
-- why; proposals of joint visits; the matters of a town; the grading of a region; boundaries of a bureau's own map; alarms and what was
-- said to them (MEM circular of 2025-02-27, art. 2, 3, 4, 6, 11 and 14).

-- One key instead of two: a visit is always asked for with its business, and a business has few visits.
alter table planning.visit drop constraint visit_pkey;
drop index planning.visit_by_enterprise;
alter table planning.visit add primary key (enterprise_id, id);

-- What the ledger answers to whoever asks for a slot: the number of the slot in the year, 0 for a visit that does not count, -1 when the
-- inspection holds a slot already, null when the year is full; then how many count and who took the last one, in the same round trip.
drop function planning.reserve(planning.visit, timestamptz, text);
create type planning.slot as (ordinal integer, used integer, held_by text, held_on date, held_state text, held_since timestamptz);

-- plpgsql keeps its plans; a function in plain SQL would be planned at every no.
create function planning.full_year(of_enterprise uuid, of_year integer) returns planning.slot
language plpgsql stable security definer set search_path = pg_catalog, planning as $$
declare
  last planning.slot;
begin
  select null, (select c.used from planning.year_counter c where c.enterprise_id = of_enterprise and c.year = of_year), v.bureau, v.on_day, v.state, v.reserved_at
    into last from planning.visit v
    where v.enterprise_id = of_enterprise and v.year = of_year and v.counted and v.state <> 'released'
    order by v.reserved_at desc nulls last, v.on_day desc limit 1;
  return last;
end $$;

-- Who took the slot; with it the visit is its own first entry, and a reservation writes one row under the lock.
alter table planning.visit add column reserved_by text not null default '';
alter table planning.visit alter column reserved_by drop default;

-- Before a visit changes for the first time it is written down as it was reserved, whoever changes it and by which statement.
create function planning.keep_reservation() returns trigger language plpgsql security definer set search_path = pg_catalog, planning as $$
begin
  insert into planning.visit_change (visit_id, seq, region, state, year, on_day, at, by_id, cap, ordinal)
    select old.id, 1, old.bureau, old.state, old.year, old.on_day, old.reserved_at, old.reserved_by, old.cap, old.ordinal
    where old.reserved_at is not null and not exists (select from planning.visit_change c where c.visit_id = old.id);
  return new;
end $$;
-- The change of a visit is written by whoever may change the visit, also where the visiting bureau lies above him; read is it as before.
create policy appendable on planning.visit_change for insert with check (true);
do $$ begin
  execute format('create policy all_levels on planning.visit_change for select to %I using (true)', current_user);
end $$;
create function planning.last_change(of_visit uuid) returns integer
language sql stable security definer set search_path = pg_catalog, planning as
  $$ select max(seq) from planning.visit_change where visit_id = of_visit $$;
create trigger a_keep_reservation before update on planning.visit for each row execute function planning.keep_reservation();

-- Everything that can be asked without the lock is asked before it; behind it stand one look and one row. Runs with the asker's rights, so
-- that row-level security stays the second lock.
create function planning.reserve(visit planning.visit) returns planning.slot language plpgsql as $$
declare
  needs_slot boolean := visit.counted and visit.exempt_cause is null and visit.cap is not null;
  used_before integer;
  is_held boolean;
  taken integer;
begin
  -- A year that is full is told at once: who comes too late waits for nobody and lets nobody wait.
  if needs_slot then
    select c.used into used_before from planning.year_counter c where c.enterprise_id = visit.enterprise_id and c.year = visit.year;
    if used_before >= visit.cap
      and not exists (select from planning.visit v where v.inspection_id = visit.inspection_id and v.state <> 'released') then
      return planning.full_year(visit.enterprise_id, visit.year);
    end if;
  end if;
  -- An expression and no query: it is evaluated without starting the executor.
  is_held := pg_advisory_xact_lock(hashtextextended(visit.enterprise_id::text, 75861)) is null;
  select (select c.used from planning.year_counter c where c.enterprise_id = visit.enterprise_id and c.year = visit.year),
    exists (select from planning.visit v where v.inspection_id = visit.inspection_id and v.state <> 'released')
    into used_before, is_held;
  if is_held then return row(-1, used_before, null, null, null, null)::planning.slot; end if;
  if needs_slot and used_before >= visit.cap then return planning.full_year(visit.enterprise_id, visit.year); end if;
  insert into planning.visit (id, enterprise_id, region, bureau, year, inspection_id, state, counted, exempt_cause, reason_ref, on_day,
      check_item_ids, cap, reserved_at, reserved_by)
    values (visit.id, visit.enterprise_id, visit.region, visit.bureau, visit.year, visit.inspection_id, 'reserved', visit.counted,
      visit.exempt_cause, visit.reason_ref, visit.on_day, visit.check_item_ids, visit.cap, visit.reserved_at, visit.reserved_by)
    returning ordinal into taken;
  return row(coalesce(taken, 0), used_before, null, null, null, null)::planning.slot;
end $$;

-- A slot that a phone takes along (NEW-01: the device holds a reserved slot). The lease never takes and never frees a slot: it says until
-- when the device may commit it by its own clock. What is replayed later commits on the day of the entry, also after New Year.
create table planning.lease (
  id uuid primary key,
  inspection_id uuid not null,
  enterprise_id uuid not null,
  region region_code not null,
  device text not null check (device <> ''),
  issued_at timestamptz(3) not null,
  issued_to text not null,
  until_at timestamptz(3) not null check (until_at > issued_at),
  committed_at timestamptz(3),
  -- Device time of the entry, when it was replayed.
  entered_at timestamptz(3),
  ended_because text check (ended_because in ('committed', 'returned', 'replaced'))
);
create unique index lease_in_use on planning.lease (inspection_id) where ended_because is null;
create index lease_by_region on planning.lease (region, issued_at);
call platform.guard_by_region('planning.lease');
grant select, insert on planning.lease to plumbline_app;
grant update (committed_at, entered_at, ended_because) on planning.lease to plumbline_app;

-- Who besides the responsible bureau may inspect a business, and on which document (ORG-03: exceptions are coded). Only added to.
create table planning.level_exception (
  id uuid primary key,
  enterprise_id uuid not null,
  region region_code not null,
  bureau region_code not null,
  code text not null check (code in ('raised', 'designated', 'entrusted', 'special-deployed')),
  number text not null check (number <> ''),
  from_day date not null,
  until_day date not null check (until_day >= from_day),
  recorded_at timestamptz(3) not null,
  recorded_by text not null,
  unique (enterprise_id, bureau, number)
);
alter table planning.level_exception enable row level security;
alter table planning.level_exception force row level security;
create policy concerned on planning.level_exception for select using (
  (region >= (select platform.scope_from()) and region < (select platform.scope_below()))
  or (bureau >= (select platform.scope_from()) and bureau < (select platform.scope_below()))
  or enterprise_id = (select platform.scope_enterprise()));
create policy by_region on planning.level_exception for insert with check (
  region >= (select platform.scope_from()) and region < (select platform.scope_below()));
grant select, insert on planning.level_exception to plumbline_app;

-- What a town may check by statute, delegation or entrustment, with the instrument (art. 11; ORG-13). The latest list counts; all stay.
create table planning.town_matters (
  id uuid primary key,
  region region_code not null check (length(region) = 9),
  instrument text not null check (instrument <> ''),
  check_item_ids text[] not null,
  from_day date not null,
  recorded_at timestamptz(3) not null,
  recorded_by text not null
);
create index town_matters_by_region on planning.town_matters (region, from_day desc, recorded_at desc);
alter table planning.town_matters enable row level security;
alter table planning.town_matters force row level security;
-- The list is public (art. 5: matters and who carries them out are made public).
create policy public_list on planning.town_matters for select using (true);
create policy by_county on planning.town_matters for insert with check (
  region >= (select platform.scope_from()) and region < (select platform.scope_below()));
grant select, insert on planning.town_matters to plumbline_app;

-- How a region that grades by risk has graded a business, from a date on and never backwards (art. 3, last sentence; ENT-04).
create table planning.risk_grade (
  enterprise_id uuid not null,
  seq integer not null check (seq > 0),
  region region_code not null,
  scheme text not null check (scheme <> ''),
  grade text not null check (grade <> ''),
  effective_from date not null,
  instrument text not null check (instrument <> ''),
  recorded_at timestamptz(3) not null,
  recorded_by text not null,
  primary key (enterprise_id, seq)
);
alter table planning.risk_grade enable row level security;
alter table planning.risk_grade force row level security;
create policy concerned on planning.risk_grade using (
  (region >= (select platform.scope_from()) and region < (select platform.scope_below()))
  or enterprise_id = (select platform.scope_enterprise()));
create policy for_the_cap on planning.risk_grade for select using (true);
grant select, insert on planning.risk_grade to plumbline_app;

-- Visits that several bureaus meant to make one by one and now make together, counted once (art. 4; NEW-20).
create table planning.joint (
  id uuid primary key,
  region region_code not null,
  year integer not null,
  serial integer not null check (serial > 0),
  number text not null unique,
  enterprise_id uuid not null,
  enterprise_region region_code not null,
  enterprise_name text not null,
  bureaus text[] not null check (cardinality(bureaus) > 1),
  on_day date not null,
  check_item_ids text[] not null,
  -- The inspection whose slot the joint visit keeps; null until the leader plans it.
  inspection_id uuid,
  merged_inspections uuid[] not null,
  accepted_at timestamptz(3) not null,
  accepted_by text not null,
  unique (region, year, serial)
);
create index joint_by_enterprise on planning.joint (enterprise_id, year);
alter table planning.joint enable row level security;
alter table planning.joint force row level security;
-- Each bureau that takes part sees it, and whoever covers the business.
create policy concerned on planning.joint for select using (
  (region >= (select platform.scope_from()) and region < (select platform.scope_below()))
  or (enterprise_region >= (select platform.scope_from()) and enterprise_region < (select platform.scope_below()))
  or exists (select from unnest(bureaus) one where one collate "C" >= (select platform.scope_from()) and one collate "C" < (select platform.scope_below())));
create policy by_leader on planning.joint for insert with check (
  enterprise_region >= (select platform.scope_from()) and enterprise_region < (select platform.scope_below()));
grant select, insert on planning.joint to plumbline_app;

alter table planning.task add column joint_id uuid references planning.joint;

-- Art. 4 asks to merge what can be merged: whoever covers a business reads every bureau's plans for it, down to day, matters and bureau.
do $$ begin
  execute format('create policy all_levels on planning.task for select to %I using (true)', current_user);
  execute format('create policy all_levels_merge on planning.task for update to %I using (true)', current_user);
end $$;
create function planning.intents_in(from_code text, below_code text, from_day date, until_day date) returns table (
  kind text, id uuid, bureau text, enterprise_id uuid, enterprise_region text, enterprise_name text, inspection_id uuid, number text,
  due_from date, due_until date, check_item_ids text[])
language sql stable security definer set search_path = pg_catalog, planning as $$
  select 'plan', v.id, v.bureau::text, v.enterprise_id, v.region::text, '', v.inspection_id, v.reason_ref, v.on_day, v.on_day, v.check_item_ids
    from planning.visit v
    where v.region >= from_code and v.region < below_code and v.state = 'reserved' and v.counted and v.exempt_cause is null
      and v.on_day between $3 and $4
  union all
  select t.kind, t.id, t.region::text, t.enterprise_id, '', t.enterprise_name, t.inspection_id, t.source_number, t.due_from, t.due_until, t.check_item_ids
    from planning.task t
    where t.state = 'open' and t.due_from <= $4 and t.due_until >= $3
      and ((t.region >= from_code and t.region < below_code) or starts_with(from_code, t.region)) $$;
-- The tasks of the other bureaus end with the joint visit; the asker was let in by the insert into planning.joint before.
create function planning.merge_tasks(into_joint uuid, task_ids uuid[]) returns integer
language plpgsql security definer set search_path = pg_catalog, planning as $$
declare
  merged integer;
begin
  update planning.task t set state = 'dropped', joint_id = into_joint from planning.joint j
    where j.id = into_joint and t.id = any (task_ids) and t.enterprise_id = j.enterprise_id and t.state = 'open';
  get diagnostics merged = row_count;
  return merged;
end $$;

-- Boundaries that a bureau brings for its own map; none comes with the system, because a map needs its review (审图号).
create table planning.boundary (
  region region_code primary key,
  review_number text not null check (review_number <> ''),
  shapes jsonb not null,
  imported_at timestamptz(3) not null,
  imported_by text not null
);
call platform.guard_by_region('planning.boundary');
grant select, insert, update on planning.boundary to plumbline_app;

-- What a supervisor said to an alarm; only added to. The alarm itself is computed anew each time from the inspections.
create table inspection.watch_note (
  id uuid primary key,
  region region_code not null,
  watch text not null,
  -- The alarm as it stands on its numbers: when they change it rings again.
  alarm text not null,
  because text not null check (because <> ''),
  at timestamptz(3) not null,
  by_id text not null,
  by_name text not null
);
create index watch_note_by_region on inspection.watch_note (region, at desc);
call platform.guard_by_region('inspection.watch_note');
grant select, insert on inspection.watch_note to plumbline_app;

-- The code on a door opens the rows of its own business to the transaction that read it, and no others: how often it was visited is
-- told without signing in (art. 3, 扫码入企).
do $$ begin
  execute format('create policy by_token on registry.door_code for select to %I using (true)', current_user);
end $$;
create function registry.enter_by_door(read_token text) returns uuid
language plpgsql security definer set search_path = pg_catalog, registry as $$
declare
  found_id uuid;
begin
  select d.enterprise_id into found_id from registry.door_code d where d.token = read_token and d.replaced_at is null;
  if found_id is not null then perform set_config('plumbline.scope_enterprise', found_id::text, true); end if;
  return found_id;
end $$;
