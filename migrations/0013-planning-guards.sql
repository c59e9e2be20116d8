-- Planning: the yearly count guarded by the database itself; draws, special inspections, deployment orders and the tasks they leave
-- (MEM circular of 2025-02-27, art. 2, 3, 4 and 6).

-- The slot of a visit as it was taken: the how-manieth of the year it is, under which cap, and when. Rows from before have none.
alter table planning.visit
  add column cap integer check (cap >= 0),
  add column ordinal integer check (ordinal > 0),
  add column reserved_at timestamptz(3),
  -- Art. 3 in one line: what counts and has no proven cause stands within the cap.
  add constraint visit_within_cap check (not counted or state = 'released' or exempt_cause is not null or cap is null or ordinal is null or ordinal <= cap);
grant update (cap, ordinal) on planning.visit to plumbline_app;
alter table planning.visit_change add column cap integer, add column ordinal integer;
-- A change is written by the statement that writes its visit, and nobody may delete a visit: the reference locked a row at every
-- reservation and proved nothing more.
alter table planning.visit_change drop constraint visit_change_visit_id_fkey;

-- From here on nobody but the trigger below writes the counts, so that they cannot drift from the visits.
revoke insert, update on planning.year_counter from plumbline_app;

-- Whoever plans or visits a business takes turns until the transaction ends: one lock for all its years, so that a visit that moves over
-- New Year and one that moves back never wait for each other. Answers the count of the year.
create function planning.lock_year(of_enterprise uuid, of_year integer) returns table (used integer, made integer)
language plpgsql security definer set search_path = pg_catalog, planning as $$
begin
  perform pg_advisory_xact_lock(hashtextextended(of_enterprise::text, 75861));
  return query select c.used, c.made from planning.year_counter c where c.enterprise_id = of_enterprise and c.year = of_year;
  if not found then
    insert into planning.year_counter (enterprise_id, year) values (of_enterprise, of_year) on conflict do nothing;
    return query select c.used, c.made from planning.year_counter c where c.enterprise_id = of_enterprise and c.year = of_year;
  end if;
end $$;

-- Keeps the count with the visit, in the same statement: a slot can be neither lost nor taken twice. A visit that takes a slot, in its
-- own year or in another one, is numbered; the constraint above does the rest.
create function planning.count_visit() returns trigger language plpgsql security definer set search_path = pg_catalog, planning as $$
declare
  was_used integer := 0; was_made integer := 0;
  now_used integer := (new.counted and new.state <> 'released')::integer;
  now_made integer := (new.counted and new.state = 'committed')::integer;
  -- A visit that loses the cause that put it beyond the cap needs a slot like a new one.
  loses_cause boolean := false;
  count_used integer; count_made integer;
begin
  if tg_op = 'UPDATE' then
    if old.state = 'released' or (old.state = 'committed' and (new.state <> 'committed' or new.year <> old.year)) then
      raise exception 'a visit that was made or given back stays as it is' using errcode = 'integrity_constraint_violation';
    end if;
    loses_cause := old.exempt_cause is not null and new.exempt_cause is null and new.counted;
    was_used := (old.counted and old.state <> 'released')::integer;
    was_made := (old.counted and old.state = 'committed')::integer;
    if old.year <> new.year then
      perform planning.lock_year(new.enterprise_id, new.year);
      update planning.year_counter set used = used - was_used, made = made - was_made where enterprise_id = new.enterprise_id and year = old.year;
      was_used := 0;
      was_made := 0;
    end if;
  end if;
  if now_used = was_used and now_made = was_made and not loses_cause then return new; end if;
  loop
    update planning.year_counter c set used = c.used + now_used - was_used, made = c.made + now_made - was_made
      where c.enterprise_id = new.enterprise_id and c.year = new.year returning c.used, c.made into count_used, count_made;
    exit when found;
    perform planning.lock_year(new.enterprise_id, new.year);
  end loop;
  if now_used > was_used or loses_cause then new.ordinal := count_used;
  elsif now_made > was_made then new.ordinal := count_made;
  end if;
  return new;
end $$;
create trigger count_visit before insert or update on planning.visit for each row execute function planning.count_visit();

-- One statement reserves: it waits for the year, asks the cap and writes visit and change. Answers the number of the slot in the year,
-- 0 for a visit that does not count, -1 when the inspection holds a slot already, null when the year is full. Runs with the asker's
-- rights, so that row-level security stays the second lock.
create function planning.reserve(visit planning.visit, at timestamptz, by_id text) returns integer language plpgsql as $$
declare
  used_before integer;
  taken integer;
begin
  -- A year that is full is told at once: who comes too late waits for nobody and lets nobody wait.
  if visit.counted and visit.exempt_cause is null
    and (select c.used >= visit.cap from planning.year_counter c where c.enterprise_id = visit.enterprise_id and c.year = visit.year)
    and not exists (select from planning.visit v where v.inspection_id = visit.inspection_id and v.state <> 'released') then
    return null;
  end if;
  perform pg_advisory_xact_lock(hashtextextended(visit.enterprise_id::text, 75861));
  select c.used into used_before from planning.year_counter c where c.enterprise_id = visit.enterprise_id and c.year = visit.year;
  if exists (select from planning.visit v where v.inspection_id = visit.inspection_id and v.state <> 'released') then return -1; end if;
  if visit.counted and visit.exempt_cause is null and used_before >= visit.cap then return null; end if;
  insert into planning.visit (id, enterprise_id, region, bureau, year, inspection_id, state, counted, exempt_cause, reason_ref, on_day, check_item_ids, cap, reserved_at)
    values (visit.id, visit.enterprise_id, visit.region, visit.bureau, visit.year, visit.inspection_id, 'reserved', visit.counted, visit.exempt_cause,
      visit.reason_ref, visit.on_day, visit.check_item_ids, visit.cap, at)
    returning ordinal into taken;
  insert into planning.visit_change (visit_id, seq, region, state, year, on_day, at, by_id, cap, ordinal)
    values (visit.id, 1, visit.bureau, 'reserved', visit.year, visit.on_day, at, by_id, visit.cap, taken);
  return coalesce(taken, 0);
end $$;

-- Art. 3 asks for the visits of all levels: whoever sees the business reads every visit to it, whichever bureau made it.
do $$ begin
  execute format('create policy all_levels on planning.visit for select to %I using (true)', current_user);
end $$;
create function planning.visits_of(of_enterprise uuid, of_year integer) returns setof planning.visit
language sql stable security definer set search_path = pg_catalog, planning as
  $$ select * from planning.visit where enterprise_id = of_enterprise and year = of_year and state <> 'released' $$;

-- Double random (双随机): the pool and both seeds bound before, the draw, and what was published. A redraw is a new row; the old one stays.
create table planning.draw (
  id uuid primary key,
  region region_code not null,
  year integer not null,
  serial integer not null check (serial > 0),
  number text not null unique,
  state text not null check (state in ('committed', 'drawn', 'published', 'superseded')),
  version integer not null,
  redraw_of uuid references planning.draw,
  published_at timestamptz(3),
  updated_at timestamptz(3) not null,
  content jsonb not null,
  unique (region, year, serial),
  check (state <> 'published' or published_at is not null)
);
create unique index redrawn_once on planning.draw (redraw_of);
create index draw_by_region on planning.draw (region, updated_at desc);
call platform.guard_by_region('planning.draw');
-- What was published everybody may read, also when it was drawn anew later.
create policy published_for_all on planning.draw for select using (published_at is not null);
grant select, insert, update on planning.draw to plumbline_app;

-- Special inspections (专项检查): only on the three triggers, bounded, filed with the people's government (art. 2).
create table planning.special (
  id uuid primary key,
  region region_code not null,
  year integer not null,
  serial integer not null check (serial > 0),
  number text not null unique,
  state text not null check (state in ('drafted', 'approved', 'filed', 'closed')),
  version integer not null,
  trigger text not null check (trigger in ('public-reaction', 'social-concern', 'typical-accident')),
  from_day date not null,
  until_day date not null check (until_day >= from_day),
  visits_max integer not null check (visits_max > 0),
  filing_number text,
  updated_at timestamptz(3) not null,
  content jsonb not null,
  unique (region, year, serial),
  check (state <> 'filed' or coalesce(filing_number, '') <> '')
);
create index special_by_region on planning.special (region, updated_at desc);
call platform.guard_by_region('planning.special');
grant select, insert, update on planning.special to plumbline_app;

-- What a draw or a special inspection gives the officers to do; the plan of a visit takes it, the entry ends it.
create table planning.task (
  id uuid primary key,
  region region_code not null,
  enterprise_id uuid not null,
  enterprise_name text not null,
  kind text not null check (kind in ('draw', 'special')),
  source_id uuid not null,
  source_number text not null,
  due_from date not null,
  due_until date not null,
  officer_ids uuid[] not null,
  check_item_ids text[] not null,
  state text not null check (state in ('open', 'taken', 'done', 'dropped')),
  inspection_id uuid,
  check ((state in ('taken', 'done')) = (inspection_id is not null)),
  unique (source_id, enterprise_id)
);
create index task_by_region on planning.task (region, state, due_until);
create index task_of_inspection on planning.task (inspection_id) where inspection_id is not null;
call platform.guard_by_region('planning.task');
grant select, insert on planning.task to plumbline_app;
grant update (state, inspection_id) on planning.task to plumbline_app;

-- Unified deployment from above (统一部署): the only way out of the own region (art. 6). Read by the issuer, by those sent and by the hosts.
create table planning.deployment (
  id uuid primary key,
  region region_code not null,
  number text not null check (number <> ''),
  purpose text not null,
  bureaus text[] not null check (cardinality(bureaus) > 0),
  regions text[] not null check (cardinality(regions) > 0),
  from_day date not null,
  until_day date not null check (until_day >= from_day),
  issued_at timestamptz(3) not null,
  issued_by text not null,
  unique (region, number)
);
alter table planning.deployment enable row level security;
alter table planning.deployment force row level security;
create policy concerned on planning.deployment for select using (
  (region >= (select platform.scope_from()) and region < (select platform.scope_below()))
  or exists (select from unnest(bureaus || regions) one
    where one collate "C" >= (select platform.scope_from()) and one collate "C" < (select platform.scope_below())));
create policy by_issuer on planning.deployment for insert with check (
  region >= (select platform.scope_from()) and region < (select platform.scope_below()));
grant select, insert on planning.deployment to plumbline_app;
