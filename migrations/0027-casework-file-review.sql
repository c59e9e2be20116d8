-- Review of closed files (procedure §7.3): a draw that anybody can repeat from its seed and its pool, and one sheet a file drawn.

create table casework.file_review (
  id uuid primary key,
  region region_code not null,
  year smallint not null,
  seed text not null check (seed <> ''),
  share_percent numeric(5, 2) not null check (share_percent > 0 and share_percent <= 100),
  -- All files that could be drawn, as they stood at the draw.
  pool uuid[] not null,
  drawn uuid[] not null check (drawn <@ pool and cardinality(drawn) > 0),
  drawn_by text not null,
  drawn_at timestamptz(3) not null
);
create index file_review_by_region on casework.file_review (region, drawn_at desc);
call platform.guard_by_region('casework.file_review');
grant select, insert on casework.file_review to plumbline_app;

create table casework.file_review_sheet (
  review_id uuid not null references casework.file_review,
  case_id uuid not null references casework.penalty_case,
  region region_code not null,
  score numeric(6, 2) not null check (score between 0 and 100),
  content jsonb not null,
  version integer not null check (version > 0),
  primary key (review_id, case_id)
);
call platform.guard_by_region('casework.file_review_sheet');
grant select, insert, update on casework.file_review_sheet to plumbline_app;
