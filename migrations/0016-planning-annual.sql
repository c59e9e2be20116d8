-- Planning: the annual plan (年度监督检查计划; WSL 62, MEM circular of 2025-02-27 art. 2). Approved by the people's government, filed with
-- the bureau above, then public. An adjustment is a plan of its own that takes the place of the one before when it is published.

create table planning.annual_plan (
  id uuid primary key,
  region region_code not null,
  year integer not null check (year between 2000 and 2100),
  serial integer not null check (serial > 0),
  number text not null unique,
  state text not null check (state in ('draft', 'submitted', 'approved', 'filed', 'frozen', 'declined', 'superseded', 'abandoned')),
  version integer not null,
  adjusts uuid references planning.annual_plan,
  frozen_at timestamptz(3),
  updated_at timestamptz(3) not null,
  content jsonb not null,
  unique (region, year, serial),
  check ((state in ('frozen', 'superseded')) = (frozen_at is not null))
);
-- One plan of a year is in force, and one is being prepared.
create unique index annual_plan_in_force on planning.annual_plan (region, year) where state = 'frozen';
create unique index annual_plan_prepared on planning.annual_plan (region, year)
  where state in ('draft', 'submitted', 'approved', 'filed', 'declined');
create index annual_plan_public on planning.annual_plan (year, region) where frozen_at is not null;
call platform.guard_by_region('planning.annual_plan');
create policy published_for_all on planning.annual_plan for select using (frozen_at is not null);
grant select, insert, update on planning.annual_plan to plumbline_app;

-- One business in one plan: its rank with the reasons, its months, or why it is left out. `region` is the bureau's.
create table planning.annual_unit (
  plan_id uuid not null references planning.annual_plan,
  enterprise_id uuid not null,
  region region_code not null,
  year integer not null,
  score integer not null,
  months integer[] not null,
  joint_with text,
  -- Set with the publication; an adjustment takes it away from the rows of the plan before.
  in_force boolean not null default false,
  content jsonb not null,
  primary key (plan_id, enterprise_id),
  -- Whoever has no visit has a reason (art. 2: key units at least once a year).
  check (cardinality(months) > 0 or content->>'leftOut' is not null)
);
create index annual_unit_by_enterprise on planning.annual_unit (enterprise_id, year) where in_force;
call platform.guard_by_region('planning.annual_unit');
create policy published_for_all on planning.annual_unit for select using (
  plan_id in (select id from planning.annual_plan where frozen_at is not null));
grant select, insert, update, delete on planning.annual_unit to plumbline_app;
