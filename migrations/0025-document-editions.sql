-- A bureau's own wording of a form: labels and arrangement over one version of the catalogue, in force from a day on once a second
-- person has approved it. Papers keep the version under which they were issued.

create table document.edition (
  id uuid primary key,
  region region_code not null,
  template text not null,
  base text not null,
  version text not null check (version <> ''),
  state text not null check (state in ('drafted', 'approved', 'withdrawn')),
  effective_from date not null,
  labels jsonb not null,
  layout jsonb not null,
  reason text not null check (reason <> ''),
  drafted_by text not null,
  drafted_by_id text not null,
  drafted_at timestamptz(3) not null,
  approved_by text,
  approved_by_id text,
  approved_at timestamptz(3),
  unique (template, version),
  -- Two persons, whatever the code above does.
  check (approved_by_id is null or approved_by_id <> drafted_by_id),
  check ((state = 'approved') = (approved_by_id is not null))
);
create index edition_in_force on document.edition (template, base, effective_from desc) where state = 'approved';

alter table document.edition enable row level security;
alter table document.edition force row level security;
create policy by_region on document.edition using (
  region >= (select platform.scope_from()) and region < (select platform.scope_below()));
-- The forms of a bureau bind all below it, and anybody who holds a paper may see its form.
create policy approved_for_all on document.edition for select using (state = 'approved');
grant select, insert on document.edition to plumbline_app;
grant update (state, approved_by, approved_by_id, approved_at) on document.edition to plumbline_app;

-- A draft is approved or withdrawn once; what was approved stays, because papers were issued under it.
create function document.keep_edition() returns trigger language plpgsql as $$
begin
  if tg_op = 'DELETE' or old.state <> 'drafted' then
    raise exception 'an edition of a form is never altered: draft another' using errcode = 'restrict_violation';
  end if;
  return new;
end $$;
create trigger keep_edition before update or delete on document.edition for each row execute function document.keep_edition();
