-- The office of the bureau in which an officer works (内设机构), for boards.
alter table people.officer add column unit text not null default '';

-- A head who is away lets another head of the same bureau approve in his stead, by a written mandate, from day to day. Rows are ended,
-- never changed or taken away: who approved for whom must stay provable.
create table people.delegation (
  id uuid primary key,
  region region_code not null,
  from_officer uuid not null references people.officer,
  to_officer uuid not null references people.officer check (to_officer <> from_officer),
  role text not null check (role in ('deputy-head', 'principal-head')),
  valid_from date not null,
  valid_to date not null check (valid_to >= valid_from),
  mandate text not null check (mandate <> ''),
  recorded_at timestamptz(3) not null,
  ended_on date
);
create index delegation_to on people.delegation (to_officer, valid_to);
create index delegation_by_region on people.delegation (region, valid_to desc);
call platform.guard_by_region('people.delegation');
grant select, insert, update on people.delegation to plumbline_app;
