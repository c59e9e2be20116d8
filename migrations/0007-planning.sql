-- Planning: the ledger of visits that all levels of bureaus share, so that the yearly cap holds (MEM circular of 2025-02-27, art. 3 and 4).

create schema planning;
grant usage on schema planning to plumbline_app;

-- The count of one business in one year, whoever visited and wherever the business lay meanwhile: two numbers that belong to no bureau,
-- reached only through a business that the asker sees. The row lock makes two bureaus ask for the last slot one after the other.
create table planning.year_counter (
  enterprise_id uuid not null,
  year integer not null check (year between 2000 and 2100),
  -- Counted visits, planned or made, and those of them that were made.
  used integer not null default 0 check (used >= 0),
  made integer not null default 0 check (made >= 0 and made <= used),
  primary key (enterprise_id, year)
);
grant select, insert, update on planning.year_counter to plumbline_app;

-- One visit: a slot reserved by a plan, committed by the entry, released by the cancellation. `region` is the enterprise's.
create table planning.visit (
  id uuid primary key,
  enterprise_id uuid not null,
  region region_code not null,
  bureau region_code not null,
  year integer not null,
  inspection_id uuid not null,
  state text not null check (state in ('reserved', 'committed', 'released')),
  counted boolean not null,
  exempt_cause text check (exempt_cause in ('complaint', 'transfer', 'monitoring')),
  reason_ref text not null,
  on_day date not null,
  check_item_ids text[] not null,
  -- Whoever may go beyond the cap has a proof for it.
  check (exempt_cause is null or reason_ref <> '')
);
create unique index visit_of_inspection on planning.visit (inspection_id) where state <> 'released';
create index visit_by_enterprise on planning.visit (enterprise_id, year);
create index visit_by_region on planning.visit (region, year, on_day);
alter table planning.visit enable row level security;
alter table planning.visit force row level security;
-- The bureau that visits keeps its own rows in sight even where the business answers to it without lying in its region.
create policy by_region on planning.visit using (
  (region >= (select platform.scope_from()) and region < (select platform.scope_below()))
  or (bureau >= (select platform.scope_from()) and bureau < (select platform.scope_below()))
  or enterprise_id = (select platform.scope_enterprise()));
grant select, insert on planning.visit to plumbline_app;
grant update (state, year, on_day, check_item_ids, exempt_cause, reason_ref) on planning.visit to plumbline_app;

-- Every change of a visit, only added to.
create table planning.visit_change (
  visit_id uuid not null references planning.visit,
  seq integer not null check (seq > 0),
  region region_code not null,
  state text not null,
  year integer not null,
  on_day date not null,
  at timestamptz(3) not null,
  by_id text not null,
  primary key (visit_id, seq)
);
call platform.guard_by_region('planning.visit_change');
grant select, insert on planning.visit_change to plumbline_app;
