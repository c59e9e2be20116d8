-- Planning: the list of key units of a year (重点检查单位名单; MEM circular of 2025-02-27 art. 2): made by the rules of the law data, changed by
-- hand with a reason, frozen by a second person, and from then on changed only with a document. Every change stays.

create table planning.key_list (
  id uuid primary key,
  region region_code not null,
  year integer not null check (year between 2000 and 2100),
  state text not null check (state in ('draft', 'frozen')),
  version integer not null,
  updated_at timestamptz(3) not null,
  content jsonb not null,
  unique (region, year)
);
call platform.guard_by_region('planning.key_list');
grant select, insert, update on planning.key_list to plumbline_app;

-- One business that the rules name or that somebody decided about. `region` is the bureau's.
create table planning.key_unit (
  list_id uuid not null references planning.key_list,
  enterprise_id uuid not null,
  region region_code not null,
  year integer not null,
  is_listed boolean not null,
  content jsonb not null,
  primary key (list_id, enterprise_id)
);
call platform.guard_by_region('planning.key_unit');
grant select, insert, update, delete on planning.key_unit to plumbline_app;

-- What somebody changed by hand, only added to.
create table planning.key_list_change (
  list_id uuid not null references planning.key_list,
  seq integer not null check (seq > 0),
  region region_code not null,
  enterprise_id uuid not null,
  name text not null,
  is_listed boolean not null,
  because text not null check (because <> ''),
  -- The document of a change after the list was frozen.
  number text not null,
  at timestamptz(3) not null,
  by_id text not null,
  by_name text not null,
  primary key (list_id, seq)
);
call platform.guard_by_region('planning.key_list_change');
grant select, insert on planning.key_list_change to plumbline_app;
