-- A case that a superior designates to another bureau, or takes over, moves with its file (APL 25). What the former bureau made stays its
-- own and unaltered; here stands which bureau may read it besides.
create table platform.shared (
  -- A case, an inspection, a hazard, an enterprise or a paper.
  kind text not null check (kind in ('case', 'inspection', 'hazard', 'enterprise', 'paper')),
  id text not null,
  region region_code not null,
  since timestamptz(3) not null,
  primary key (kind, id, region)
);
create index shared_with on platform.shared (region, kind);
call platform.guard_by_region('platform.shared');
grant select, insert on platform.shared to plumbline_app;

create policy shared_with on document.paper for select using (
  (subject_kind, subject_id) in (select kind, id from platform.shared) or id::text in (select s.id from platform.shared s where kind = 'paper'));
create policy with_its_paper on document.paper_service for select using (
  paper_id in (select p.id from document.paper p join platform.shared s on s.kind = p.subject_kind and s.id = p.subject_id));
create policy shared_with on evidence.item for select using (
  (subject_kind, subject_id::text) in (select kind, id from platform.shared));
create policy with_its_item on evidence.custody for select using (
  item_id in (select i.id from evidence.item i join platform.shared s on s.kind = i.subject_kind and s.id = i.subject_id::text));
create policy shared_with on evidence.recording for select using (
  case_id::text in (select id from platform.shared where kind = 'case'));
create policy shared_with on hazard.hazard for select using (id::text in (select s.id from platform.shared s where kind = 'hazard'));
create policy shared_with on inspection.inspection for select using (
  id::text in (select s.id from platform.shared s where kind = 'inspection'));
create policy shared_with on registry.enterprise for select using (
  id::text in (select s.id from platform.shared s where kind = 'enterprise'));

-- The orders themselves: the bureau that gave it, the one that had the case and the one that has it now all see them.
create table casework.jurisdiction_order (
  id uuid primary key,
  -- The superior that orders.
  region region_code not null,
  from_region region_code not null,
  from_bureau text not null,
  to_region region_code not null check (to_region <> from_region),
  to_bureau text not null,
  case_id uuid not null references casework.penalty_case,
  case_title text not null,
  -- Under the former bureau.
  case_number text not null,
  party_name text not null,
  paper_id uuid not null,
  number text,
  grounds text not null,
  reasons text not null,
  ordered_on date not null,
  ordered_by text not null
);
create index jurisdiction_order_by_day on casework.jurisdiction_order (ordered_on desc, id);
alter table casework.jurisdiction_order enable row level security;
alter table casework.jurisdiction_order force row level security;
create policy concerned on casework.jurisdiction_order for select using (
  (region >= (select platform.scope_from()) and region < (select platform.scope_below()))
  or (from_region >= (select platform.scope_from()) and from_region < (select platform.scope_below()))
  or (to_region >= (select platform.scope_from()) and to_region < (select platform.scope_below())));
create policy by_superior on casework.jurisdiction_order for insert with check (
  region >= (select platform.scope_from()) and region < (select platform.scope_below()));
grant select, insert on casework.jurisdiction_order to plumbline_app;
