-- Planning: key periods (重点时段, with the key regions and enterprises of 三重点; PLN-16). What one asks for are visits that the filed annual
-- plan still owes, within the days that the law data give the period (MEM circular of 2025-02-27 art. 2).

create table planning.key_period (
  id uuid primary key,
  region region_code not null,
  year integer not null check (year between 2000 and 2100),
  serial integer not null check (serial > 0),
  number text not null unique,
  state text not null check (state in ('open', 'closed')),
  version integer not null,
  plan_id uuid not null references planning.annual_plan,
  from_day date not null,
  until_day date not null check (until_day >= from_day and extract(year from from_day) = year and extract(year from until_day) = year),
  updated_at timestamptz(3) not null,
  content jsonb not null,
  unique (region, year, serial)
);
call platform.guard_by_region('planning.key_period');
grant select, insert, update on planning.key_period to plumbline_app;

alter table planning.task drop constraint task_kind_check;
alter table planning.task add constraint task_kind_check check (kind in ('draw', 'special', 'key-period'));

-- The register shows a frozen list from the first day of its year on (null: not yet). Lists frozen before this was kept were shown at once.
alter table planning.key_list add column shown_at timestamptz(3);
update planning.key_list set shown_at = updated_at where state = 'frozen';
create index key_list_to_show on planning.key_list (year) where state = 'frozen' and shown_at is null;

-- Inspection: who joined a visit on site after its plan was approved, as an officer, as help or in company (MEM circular of 2025-02-27 art. 6).
-- It stands beside the visit and moves none of its steps; only added to.
create table inspection.joined (
  id uuid primary key,
  inspection_id uuid not null references inspection.inspection,
  -- The bureau that inspects.
  region region_code not null,
  role text not null check (role in ('officer', 'helper', 'companion')),
  officer_id uuid,
  name text not null check (name <> ''),
  post text not null,
  certificate_number text not null,
  -- Why more people are on site than the most.
  crowd_because text not null,
  at timestamptz(3) not null,
  by_id text not null,
  by_name text not null,
  check ((role = 'officer') = (officer_id is not null)),
  unique (inspection_id, officer_id)
);
create index joined_by_inspection on inspection.joined (inspection_id, at);
call platform.guard_by_region('inspection.joined');
grant select, insert on inspection.joined to plumbline_app;
