-- Papers: what a bureau issued, with its number, its file and its way to the party. Content never changes; a correction is another paper.

create schema document;
grant usage on schema document to plumbline_app;

create table document.paper (
  region region_code not null,
  -- The calendar year of issue; with the region it keys the table for partitions.
  year smallint not null,
  id uuid not null,
  -- Set only on papers that the party is meant to have: those rows it sees itself.
  enterprise_id uuid,
  subject_kind text not null check (subject_kind in ('inspection', 'case', 'enterprise')),
  subject_id text not null,
  template text not null,
  template_version text not null,
  title text not null check (title <> ''),
  number text,
  type_code text,
  serial_year smallint,
  serial integer check (serial > 0),
  part smallint check (part > 0),
  bureau jsonb not null,
  data jsonb not null,
  fields jsonb not null,
  signatures jsonb not null,
  seal text not null check (seal in ('OFF', 'ENF', 'none')),
  to_be_served boolean not null,
  issued_at timestamptz(3) not null,
  issued_by text not null,
  pdf_sha256 text not null check (pdf_sha256 ~ '^[0-9a-f]{64}$'),
  pages smallint not null check (pages > 0),
  verify_token text not null check (verify_token ~ '^[A-Z2-9]{16}$'),
  corrects uuid,
  corrects_number text,
  correction_reason text,
  corrected_by uuid,
  state text not null check (state in ('issued', 'served', 'corrected')),
  primary key (region, year, id),
  check ((number is null) = (serial is null) and (serial is null) = (part is null) and (serial is null) = (serial_year is null)),
  check ((corrects is null) = (correction_reason is null)),
  check ((state = 'corrected') = (corrected_by is not null))
);
create unique index paper_by_id on document.paper (id);
create unique index paper_by_token on document.paper (verify_token);
-- A number is given once.
create unique index paper_by_number on document.paper (region, type_code, serial_year, serial, part) where serial is not null;
create index paper_by_subject on document.paper (subject_kind, subject_id, issued_at);
create index paper_by_hash on document.paper (pdf_sha256);
create index paper_by_time on document.paper (region, issued_at desc);
create index paper_by_enterprise on document.paper (enterprise_id, issued_at desc) where enterprise_id is not null;

create table document.paper_service (
  region region_code not null,
  year smallint not null,
  id uuid not null,
  paper_id uuid not null,
  enterprise_id uuid,
  method text not null check (method in ('on-spot', 'direct', 'left', 'electronic', 'entrusted', 'post', 'via-army', 'via-prison', 'announcement')),
  served_at timestamptz(3) not null,
  deemed_served_on date not null,
  place text not null,
  recipient text not null,
  recipient_relation text,
  servers jsonb not null,
  witness text,
  recorded boolean not null,
  address_confirmed boolean not null,
  refused boolean not null,
  note text,
  primary key (region, year, id),
  foreign key (region, year, paper_id) references document.paper (region, year, id),
  -- Served by leaving needs a witness or a recording (CPL 89); by wire, the party's consent (APL 61).
  check (method <> 'left' or witness is not null or recorded),
  check (method <> 'electronic' or address_confirmed)
);
create index service_by_paper on document.paper_service (paper_id, served_at);

-- The last number drawn by a bureau in a series and a year. Its row lock orders those who draw; a rolled-back draw leaves no gap.
create table document.number_counter (
  region region_code not null,
  series text not null,
  year smallint not null,
  last integer not null check (last > 0),
  primary key (region, year, series)
);

call platform.guard_by_region('document.paper', true);
call platform.guard_by_region('document.paper_service', true);
call platform.guard_by_region('document.number_counter');

-- Nothing is ever deleted. Of a paper only its state moves on; the grant says so to the application, the trigger to everybody else.
grant select, insert on document.paper to plumbline_app;
grant update (state, corrected_by) on document.paper to plumbline_app;
grant select, insert on document.paper_service to plumbline_app;
grant select, insert, update on document.number_counter to plumbline_app;

create function document.keep_content() returns trigger language plpgsql as $$
begin
  if tg_op = 'DELETE' then
    raise exception 'a paper is never deleted' using errcode = 'restrict_violation';
  end if;
  if to_jsonb(new) - 'state' - 'corrected_by' is distinct from to_jsonb(old) - 'state' - 'corrected_by' then
    raise exception 'a paper is never altered: issue a correction' using errcode = 'restrict_violation';
  end if;
  if old.state = 'corrected' or (old.state = 'served' and new.state = 'issued') then
    raise exception 'a paper does not go back from % to %', old.state, new.state using errcode = 'restrict_violation';
  end if;
  return new;
end $$;
create trigger keep_content before update or delete on document.paper for each row execute function document.keep_content();

create function document.keep_service() returns trigger language plpgsql as $$
begin
  raise exception 'a record of service is never altered' using errcode = 'restrict_violation';
end $$;
create trigger keep_service before update or delete on document.paper_service for each row execute function document.keep_service();

-- What anybody may learn about a paper whose token or file he holds: neither party nor content. The scope is wider inside the
-- function only and put back before it returns (a SET clause would need a superuser).
create function document.verification(held_token text, held_sha256 text)
returns table (
  state text, title text, number text, bureau text, issued_at timestamptz, pdf_sha256 text, corrected_by_number text
) language plpgsql as $$
declare
  was_from text := coalesce(current_setting('plumbline.scope_from', true), '');
  was_below text := coalesce(current_setting('plumbline.scope_below', true), '');
begin
  perform set_config('plumbline.scope_from', '0', true), set_config('plumbline.scope_below', '~', true);
  return query
    select paper.state, paper.title, paper.number, paper.bureau ->> 'name', paper.issued_at, paper.pdf_sha256, newer.number
    from document.paper left join document.paper newer on newer.id = paper.corrected_by
    where paper.verify_token = held_token or paper.pdf_sha256 = held_sha256
    limit 1;
  perform set_config('plumbline.scope_from', was_from, true), set_config('plumbline.scope_below', was_below, true);
end $$;
revoke execute on function document.verification(text, text) from public;
grant execute on function document.verification(text, text) to plumbline_app;
