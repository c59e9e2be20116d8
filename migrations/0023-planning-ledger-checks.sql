-- Planning: what a visit and a year's count must be is asked by the trigger that keeps them, no longer by check constraints: those are
-- read anew from the catalogue at every single statement and took half of the time for which a reservation holds its business. The
-- trigger keeps its plan with the connection. What is asked is the same and one thing more (MEM circular of 2025-02-27, art. 3).

alter table planning.visit
  drop constraint visit_state_check, drop constraint visit_exempt_cause_check, drop constraint visit_check,
  drop constraint visit_cap_check, drop constraint visit_ordinal_check, drop constraint visit_within_cap;
alter table planning.year_counter
  drop constraint year_counter_check, drop constraint year_counter_used_check, drop constraint year_counter_year_check;

-- Raises the refusal of the database under the name by which it was known.
create function planning.refuse_visit(rule text) returns void language plpgsql as $$
begin
  raise exception 'a visit breaks %', rule using errcode = 'check_violation', constraint = rule;
end $$;

-- Keeps the count with the visit, in the same statement: a slot can be neither lost nor taken twice. A visit that takes a slot, in its
-- own year or in another one, is numbered, and stands within its cap or has a proven cause.
create or replace function planning.count_visit() returns trigger language plpgsql security definer set search_path = pg_catalog, planning as $$
declare
  was_used integer := 0; was_made integer := 0;
  now_used integer := (new.counted and new.state <> 'released')::integer;
  now_made integer := (new.counted and new.state = 'committed')::integer;
  -- A visit that loses the cause that put it beyond the cap needs a slot like a new one.
  loses_cause boolean := false;
  count_used integer; count_made integer;
begin
  if new.state <> 'reserved' and new.state <> 'committed' and new.state <> 'released' then perform planning.refuse_visit('visit_state'); end if;
  if new.year < 2000 or new.year > 2100 then perform planning.refuse_visit('visit_year'); end if;
  if new.cap < 0 or new.ordinal < 1 then perform planning.refuse_visit('visit_number'); end if;
  -- Whoever may go beyond the cap has one of three causes and a proof for it.
  if new.exempt_cause is not null and (new.reason_ref = ''
    or (new.exempt_cause <> 'complaint' and new.exempt_cause <> 'transfer' and new.exempt_cause <> 'monitoring')) then
    perform planning.refuse_visit('visit_cause');
  end if;
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
  if now_used <> was_used or now_made <> was_made or loses_cause then
    loop
      update planning.year_counter c set used = c.used + now_used - was_used, made = c.made + now_made - was_made
        where c.enterprise_id = new.enterprise_id and c.year = new.year returning c.used, c.made into count_used, count_made;
      exit when found;
      perform planning.lock_year(new.enterprise_id, new.year);
    end loop;
    if count_made < 0 or count_used < count_made then perform planning.refuse_visit('visit_count'); end if;
    if now_used > was_used or loses_cause then new.ordinal := count_used;
    elsif now_made > was_made then new.ordinal := count_made;
    end if;
  end if;
  -- Art. 3 in one line: what counts and has no proven cause stands within the cap.
  if new.ordinal > new.cap and now_used = 1 and new.exempt_cause is null then perform planning.refuse_visit('visit_within_cap'); end if;
  return new;
end $$;

-- The only door through which a visit enters the ledger: from here on the application's role may not write one itself. It asks the scope
-- that row-level security asks, takes the slot and the count in one step, and writes the visit with the number that it got; what can be
-- asked without the lock is asked before it. Changes go on through the trigger above.
revoke insert on planning.visit from plumbline_app;
drop trigger count_visit on planning.visit;
create trigger count_visit before update on planning.visit for each row execute function planning.count_visit();
do $$ begin
  execute format('create policy by_ledger on planning.visit for insert to %I with check (true)', current_user);
end $$;
-- The count of a year changes in its own page, without touching its key.
alter table planning.year_counter set (fillfactor = 50);

-- Answers the number of the slot in the year, 0 for a visit that does not count, -1 when the inspection holds a slot already, and null when
-- the year is full: planning.full_year then tells who holds it. Every name is written with its schema, and the application's role may
-- create nothing anywhere, so that no search path has to be set and reset around each reservation.
drop function planning.reserve(planning.visit);
create function planning.reserve(visit planning.visit) returns integer language plpgsql security definer as $$
declare
  scope_from text := current_setting('plumbline.scope_from', true);
  scope_below text := current_setting('plumbline.scope_below', true);
  -- Art. 3 in one line: what counts and has no proven cause stands within the cap.
  needs_slot boolean := visit.counted and visit.exempt_cause is null and visit.cap is not null;
  used_before integer;
  is_locked boolean;
  taken integer;
begin
  if scope_from is null or scope_from = '' or not (visit.region >= scope_from and visit.region < scope_below
    or visit.bureau >= scope_from and visit.bureau < scope_below) then
    raise exception 'the visit lies outside the scope' using errcode = 'insufficient_privilege';
  end if;
  if visit.exempt_cause is not null and (coalesce(visit.reason_ref, '') = ''
    or (visit.exempt_cause <> 'complaint' and visit.exempt_cause <> 'transfer' and visit.exempt_cause <> 'monitoring')) then
    perform planning.refuse_visit('visit_cause');
  end if;
  if visit.year < 2000 or visit.year > 2100 then perform planning.refuse_visit('visit_year'); end if;
  if visit.cap < 0 then perform planning.refuse_visit('visit_number'); end if;
  -- A year that is full is told at once: who comes too late waits for nobody and lets nobody wait.
  select c.used into used_before from planning.year_counter c where c.enterprise_id = visit.enterprise_id and c.year = visit.year;
  if needs_slot and used_before >= visit.cap
    and not exists (select from planning.visit v where v.inspection_id = visit.inspection_id and v.state <> 'released') then
    return null;
  end if;
  -- An expression and no query: it is evaluated without starting the executor.
  is_locked := pg_catalog.pg_advisory_xact_lock(pg_catalog.hashtextextended(visit.enterprise_id::text, 75861)) is null;
  if used_before is null then
    insert into planning.year_counter (enterprise_id, year) values (visit.enterprise_id, visit.year) on conflict do nothing;
  end if;
  update planning.year_counter c set used = c.used + visit.counted::integer
    where c.enterprise_id = visit.enterprise_id and c.year = visit.year and (not needs_slot or c.used < visit.cap)
      and not exists (select from planning.visit v where v.inspection_id = visit.inspection_id and v.state <> 'released')
    returning c.used into taken;
  if taken is null then
    if exists (select from planning.visit v where v.inspection_id = visit.inspection_id and v.state <> 'released') then return -1; end if;
    return null;
  end if;
  if not visit.counted then taken := null; end if;
  insert into planning.visit (id, enterprise_id, region, bureau, year, inspection_id, state, counted, exempt_cause, reason_ref, on_day,
      check_item_ids, cap, ordinal, reserved_at, reserved_by)
    values (visit.id, visit.enterprise_id, visit.region, visit.bureau, visit.year, visit.inspection_id, 'reserved', visit.counted,
      visit.exempt_cause, visit.reason_ref, visit.on_day, visit.check_item_ids, visit.cap, taken, visit.reserved_at, visit.reserved_by);
  return coalesce(taken, 0);
end $$;
