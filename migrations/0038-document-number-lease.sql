-- Numbers that a phone holds before it meets the network again: drawn from the bureau's counter, given to one phone, used once or never.
-- An unused one stays here and says why the row of numbers has a gap.
create table document.number_lease (
  region region_code not null,
  year smallint not null,
  series text not null,
  serial integer not null check (serial > 0),
  -- The phone that may print the number, and no other.
  holder uuid not null,
  -- What the number is kept for: a visit, or '' for whatever the phone writes next.
  purpose text not null default '',
  leased_at timestamptz(3) not null,
  -- The paper that took it up; null as long as it is unused.
  paper_id uuid,
  primary key (region, year, series, serial)
);
create index number_lease_unused on document.number_lease (region, year, series, holder) where paper_id is null;
call platform.guard_by_region('document.number_lease');
grant select, insert on document.number_lease to plumbline_app;
grant update (paper_id) on document.number_lease to plumbline_app;

create function document.keep_lease() returns trigger language plpgsql as $$
begin
  if tg_op = 'DELETE' or old.paper_id is not null then
    raise exception 'a number that was given is neither taken back nor used twice' using errcode = 'restrict_violation';
  end if;
  return new;
end $$;
create trigger keep_lease before update or delete on document.number_lease for each row execute function document.keep_lease();
