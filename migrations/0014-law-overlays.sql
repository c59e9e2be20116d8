-- Law: changes that a bureau makes to the law data of its region, and the rows they bring (APL art. 34). The rows of the nation stay files
-- under data/law; a province, a city or a county lays its own over them for a time.

create table law.change (
  id uuid primary key,
  region region_code not null,
  kind text not null check (kind in ('parameter', 'tier', 'factor', 'check-item', 'leniency')),
  state text not null check (state in ('drafted', 'approved', 'withdrawn', 'ended')),
  version integer not null,
  effective_from date not null,
  -- The last day; open while null. The end of an ended change is here too.
  effective_until date check (effective_until is null or effective_until >= effective_from),
  drafted_by text not null,
  approved_by text,
  approved_at timestamptz(3),
  updated_at timestamptz(3) not null,
  content jsonb not null,
  -- Two persons, whatever the code above does.
  check (approved_by is null or approved_by <> drafted_by),
  check (state not in ('approved', 'ended') or (approved_by is not null and approved_at is not null)),
  check (state <> 'ended' or effective_until is not null)
);
create index change_by_region on law.change (region, updated_at desc);
create index change_in_force on law.change (effective_from) where state in ('approved', 'ended');

alter table law.change enable row level security;
alter table law.change force row level security;
create policy by_region on law.change using (
  region >= (select platform.scope_from()) and region < (select platform.scope_below()));
-- What was approved is law and open to everybody (APL art. 34, art. 5: unpublished rules are no ground for a penalty).
create policy approved_for_all on law.change for select using (state in ('approved', 'ended'));
grant select, insert, update on law.change to plumbline_app;

create table law.overlay (
  change_id uuid not null references law.change,
  seq integer not null check (seq > 0),
  region region_code not null,
  mode text not null check (mode in ('replace', 'narrow', 'add')),
  key text not null check (key <> ''),
  content jsonb not null,
  primary key (change_id, seq),
  unique (change_id, key)
);
alter table law.overlay enable row level security;
alter table law.overlay force row level security;
create policy by_region on law.overlay using (
  region >= (select platform.scope_from()) and region < (select platform.scope_below()));
create policy approved_for_all on law.overlay for select using (
  exists (select from law.change where change.id = overlay.change_id and change.state in ('approved', 'ended')));
grant select, insert on law.overlay to plumbline_app;

-- One row that differs whenever the law in force may differ: whoever keeps the merged law asks for it in his own transaction, so that
-- nobody reads a change before it is committed or a copy after.
create table law.overlay_stamp (
  one boolean primary key default true check (one),
  stamp uuid not null
);
insert into law.overlay_stamp (stamp) values (gen_random_uuid());
grant select on law.overlay_stamp to plumbline_app;

create function law.restamp() returns trigger language plpgsql security definer set search_path = pg_catalog, law as $$
begin
  if new.state in ('approved', 'ended') or (tg_op = 'UPDATE' and old.state in ('approved', 'ended')) then
    update law.overlay_stamp set stamp = gen_random_uuid();
  end if;
  return new;
end $$;
create trigger restamp after insert or update on law.change for each row execute function law.restamp();
