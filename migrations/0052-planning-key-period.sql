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
