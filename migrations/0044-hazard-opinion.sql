-- What an order demands in words (整改意见), beside the standard wording of the finding; and every such demand ever made of a business, so
-- that the next one, of whichever bureau and level, can be held against it before it is signed (MEM circular of 2025-02-27, art. 6).
alter table hazard.hazard add column requirement text check (requirement <> '');
grant update (requirement) on hazard.hazard to plumbline_app;

create table hazard.opinion (
  id uuid primary key default gen_random_uuid(),
  -- The bureau that demands it.
  region region_code not null,
  bureau_name text not null,
  enterprise_id uuid not null,
  inspection_id uuid not null,
  hazard_id uuid not null references hazard.hazard,
  check_item_id text not null,
  violation_key text,
  requirement text not null check (requirement <> ''),
  place text not null,
  said_at timestamptz(3) not null,
  said_by text not null,
  -- Why it differs from an earlier one, where it does.
  differs_because text not null default ''
);
create index opinion_of_enterprise on hazard.opinion (enterprise_id, said_at desc);
create index opinion_by_region on hazard.opinion (region, said_at desc);
call platform.guard_by_region('hazard.opinion', true);
grant select, insert on hazard.opinion to plumbline_app;

-- Whoever sees the business reads the demands of all levels made of it: bureau, day and words, for no other purpose.
do $$ begin
  execute format('create policy all_levels on hazard.opinion for select to %I using (true)', current_user);
end $$;
create function hazard.opinions_on(of_enterprise uuid) returns setof hazard.opinion
language sql stable security definer set search_path = pg_catalog, hazard as
  $$ select * from hazard.opinion where enterprise_id = of_enterprise order by said_at desc limit 300 $$;
