-- The head's word on a visit that was made before its plan was approved (circular of 2025-02-27, art. 6: urgent visits). It stands beside
-- the visit, which goes on meanwhile on a phone without network; it is given once and never changed.
create table inspection.ratification (
  inspection_id uuid primary key references inspection.inspection,
  region region_code not null,
  agreed boolean not null,
  opinion text not null check (opinion <> ''),
  at timestamptz(3) not null,
  by_id text not null,
  by_name text not null
);
create index ratification_by_region on inspection.ratification (region, at desc);
call platform.guard_by_region('inspection.ratification');
grant select, insert on inspection.ratification to plumbline_app;

-- Urgent visits are few and looked for often.
create index urgent_visits on inspection.inspection (region) where content ? 'urgent';
