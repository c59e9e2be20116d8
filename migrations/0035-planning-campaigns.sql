-- Planning: what a unified deployment leaves behind: the five systems of each campaign as checklists, and what was found at a business,
-- handed to the bureau that answers for it, which must reply (MEM circular of 2025-02-27 art. 6; MEM typical practices of 2022, Shandong).

create table planning.deployment_check (
  deployment_id uuid not null references planning.deployment,
  region region_code not null,
  item text not null check (item <> ''),
  note text not null check (note <> ''),
  at timestamptz(3) not null,
  by_id text not null,
  by_name text not null,
  primary key (deployment_id, item)
);
call platform.guard_by_region('planning.deployment_check');
-- Whoever reads the order reads what was done under it.
create policy with_its_order on planning.deployment_check for select using (deployment_id in (select id from planning.deployment));
grant select, insert on planning.deployment_check to plumbline_app;

-- `region` is the bureau that must answer, `bureau` the one that inspected, `issuer` the one that deployed it: each reads it.
create table planning.deployment_finding (
  id uuid primary key,
  deployment_id uuid not null references planning.deployment,
  number text not null,
  region region_code not null,
  bureau region_code not null,
  issuer region_code not null,
  enterprise_id uuid not null,
  enterprise_name text not null,
  inspection_id uuid not null unique,
  found_on date not null,
  hazards jsonb not null,
  due_on date not null check (due_on >= found_on),
  answer text,
  answered_at timestamptz(3),
  answered_by text,
  check ((answer is null) = (answered_at is null))
);
create index deployment_finding_by_region on planning.deployment_finding (region, due_on);
alter table planning.deployment_finding enable row level security;
alter table planning.deployment_finding force row level security;
create policy concerned on planning.deployment_finding for select using (
  (region >= (select platform.scope_from()) and region < (select platform.scope_below()))
  or (bureau >= (select platform.scope_from()) and bureau < (select platform.scope_below()))
  or (issuer >= (select platform.scope_from()) and issuer < (select platform.scope_below())));
create policy by_inspector on planning.deployment_finding for insert with check (
  bureau >= (select platform.scope_from()) and bureau < (select platform.scope_below()));
create policy by_host on planning.deployment_finding for update using (
  region >= (select platform.scope_from()) and region < (select platform.scope_below()));
grant select, insert on planning.deployment_finding to plumbline_app;
grant update (answer, answered_at, answered_by) on planning.deployment_finding to plumbline_app;
