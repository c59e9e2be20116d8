-- Every running clock that somebody has to answer to, one row each: what boards and alarms read. Written with each step of its case or
-- procedure, and counted anew when the calendar of working days changes.
create table casework.clock (
  subject_id uuid not null,
  clock text not null,
  region region_code not null,
  -- 'case', or the kind of the procedure.
  kind text not null,
  case_id uuid,
  title text not null,
  party_name text not null,
  state text not null,
  officer_ids uuid[] not null,
  officers text[] not null,
  whose text not null check (whose in ('bureau', 'party')),
  starts_on date not null,
  opens_on date,
  due_on date not null,
  primary key (subject_id, clock)
);
create index clock_due on casework.clock (region, due_on);
call platform.guard_by_region('casework.clock');
grant select, insert, update, delete on casework.clock to plumbline_app;

-- What was told about a clock before it ran out and after, and to whom: each once.
create table casework.alarm (
  subject_id uuid not null,
  clock text not null,
  due_on date not null,
  level text not null check (level in ('soon', 'today', 'overdue', 'long-overdue')),
  -- How many days before the end it was raised; 0 on the day itself and after it.
  ahead integer not null,
  region region_code not null,
  kind text not null,
  case_id uuid,
  title text not null,
  party_name text not null,
  -- The role that is told beside the officers themselves; null where only they are.
  told text check (told in ('unit-head', 'deputy-head', 'principal-head')),
  officer_ids uuid[] not null,
  raised_at timestamptz(3) not null,
  seen_at timestamptz(3),
  seen_by text,
  primary key (subject_id, clock, due_on, level, ahead)
);
create index alarm_unseen on casework.alarm (region, raised_at desc) where seen_at is null;
call platform.guard_by_region('casework.alarm');
grant select, insert, update on casework.alarm to plumbline_app;

-- The calendar of working days that running clocks were last counted with, so that a change of it is noticed.
create table casework.counted_with (
  only_row boolean primary key default true check (only_row),
  workdays jsonb not null,
  at timestamptz(3) not null
);
alter table casework.counted_with enable row level security;
alter table casework.counted_with force row level security;
create policy everywhere on casework.counted_with using (true) with check (true);
grant select, insert, update on casework.counted_with to plumbline_app;

create index penalty_case_running on casework.penalty_case (region, id) where state not in ('declined', 'archived');
create index proceeding_running on casework.proceeding (region, id) where is_open;

-- The next clock of a case or procedure is the first of its rows above; kept twice it could differ, and every recount would write each case.
drop index casework.penalty_case_open;
drop index casework.penalty_case_due;
drop index casework.proceeding_due;
alter table casework.penalty_case drop column due_on, drop column due_clock;
alter table casework.proceeding drop column due_on, drop column due_clock;
create index penalty_case_open on casework.penalty_case (region, state) where state not in ('declined', 'archived');
-- Last days that moved with the calendar since the case was last written: writing a hundred thousand whole cases anew takes minutes, this
-- column seconds. The next step of the case takes them into its content.
alter table casework.penalty_case add column recounted jsonb;
create function casework.as_recounted(content jsonb, dues jsonb) returns jsonb language sql immutable parallel safe as $$
  select case when dues is null then content else content
    || case when content -> 'notice' <> 'null'::jsonb then jsonb_build_object('notice', content -> 'notice' || (dues - 'payBy')) else '{}'::jsonb end
    || case when content -> 'decision' <> 'null'::jsonb and dues ? 'payBy'
         then jsonb_build_object('decision', content -> 'decision' || jsonb_build_object('payBy', dues -> 'payBy')) else '{}'::jsonb end end
$$;
grant execute on function casework.as_recounted to plumbline_app;

-- Room on each page, so that a row whose dates move stays where its indexes find it.
alter table casework.penalty_case set (fillfactor = 80);
