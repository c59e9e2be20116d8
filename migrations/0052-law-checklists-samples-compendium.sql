-- Lists of key check items are changed by a bureau like other rows of the law data (MEM circular of 2025-02-27 art. 5).
alter table law.change drop constraint change_kind_check;
alter table law.change add constraint change_kind_check
  check (kind in ('parameter', 'tier', 'factor', 'check-item', 'leniency', 'checklist'));

-- Hazard: the library of samples (Jiangsu 2021-18 art. 12). The picture is a copy without the camera's data; which hazard it came from is
-- kept and never shown. What was proposed is not rewritten (column rights).
create table hazard.sample (
  id uuid primary key,
  region region_code not null,
  state text not null check (state in ('proposed', 'kept', 'declined', 'withdrawn')),
  version integer not null,
  subject text not null check (subject in ('equipment', 'process', 'device')),
  name text not null check (name <> ''),
  description text not null check (description <> ''),
  check_item_id text not null,
  violation_key text,
  major_hazard_code text,
  hazard_id uuid not null references hazard.hazard,
  evidence_id uuid not null unique,
  picture_sha256 text not null check (picture_sha256 ~ '^[0-9a-f]{64}$'),
  -- What a picture is compared by; made again when the way of comparing changes.
  features jsonb not null,
  proposed_by text not null,
  proposed_by_name text not null,
  proposed_at timestamptz(3) not null,
  decided_by text,
  decided_by_name text not null default '',
  because text not null default '',
  history jsonb not null,
  -- Two persons, whatever the code above does.
  check (decided_by is null or decided_by <> proposed_by),
  check (state = 'proposed' or decided_by is not null)
);
create index sample_by_region on hazard.sample (region, proposed_at desc, id);
call platform.guard_by_region('hazard.sample');
-- What the levels above keep serves every bureau below them.
create policy kept_above on hazard.sample for select using (
  state = 'kept' and starts_with((select platform.scope_from()), region));
grant select, insert on hazard.sample to plumbline_app;
grant update (state, version, decided_by, decided_by_name, because, history) on hazard.sample to plumbline_app;

-- Law: the compendium of good cases and counter-examples (Jiangsu 2021-18 art. 5). Only anonymised text; published ones are everybody's.
create table law.compendium_case (
  id uuid primary key,
  region region_code not null,
  state text not null check (state in ('drafted', 'published', 'revised', 'withdrawn', 'discarded')),
  version integer not null,
  edited_by text not null,
  updated_at timestamptz(3) not null,
  content jsonb not null
);
create index compendium_case_by_region on law.compendium_case (region, state, updated_at desc);
create index compendium_case_published on law.compendium_case (updated_at desc) where state in ('published', 'revised');
call platform.guard_by_region('law.compendium_case');
create policy published_for_all on law.compendium_case for select using (state in ('published', 'revised'));
grant select, insert, update on law.compendium_case to plumbline_app;
