-- Inspection: visits that are no inspection (MEM circular of 2025-02-27 art. 12 and 14). They take no slot of the year, leave no paper and
-- no hazard; the business reads its own. Only added to.

create table inspection.guidance (
  id uuid primary key,
  -- The bureau that came.
  region region_code not null,
  enterprise_id uuid not null,
  enterprise_name text not null,
  purpose text not null check (purpose in ('guidance', 'research')),
  on_day date not null,
  cause text not null check (cause <> ''),
  visitors text not null check (visitors <> ''),
  told text not null check (told <> ''),
  -- What was noticed, each with the advice that was given.
  advice jsonb not null,
  at timestamptz(3) not null,
  by_id text not null,
  by_name text not null
);
create index guidance_by_region on inspection.guidance (region, on_day desc);
create index guidance_by_enterprise on inspection.guidance (enterprise_id, on_day desc);
call platform.guard_by_region('inspection.guidance', true);
grant select, insert on inspection.guidance to plumbline_app;
