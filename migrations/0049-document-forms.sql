-- The fields of a form as they stood are the same for thousands of papers: each wording is kept once, and its papers point to it.
create table document.form (
  digest text primary key check (digest ~ '^[0-9a-f]{64}$'),
  fields jsonb not null
);
-- A form names nobody; which wordings there are everybody may know.
alter table document.form enable row level security;
alter table document.form force row level security;
create policy public_facts on document.form using (true) with check (true);
grant select, insert on document.form to plumbline_app;

-- Keeps the fields where they are new and answers their digest.
create function document.keep_form(of_fields jsonb) returns text language plpgsql as $$
declare
  held text := encode(sha256(convert_to(of_fields::text, 'UTF8')), 'hex');
begin
  insert into document.form (digest, fields) values (held, of_fields) on conflict do nothing;
  return held;
end $$;
grant execute on function document.keep_form(jsonb) to plumbline_app;

alter table document.paper add column form text;
-- What is said stays the same; only where it is kept changes, so the guard of contents rests meanwhile.
alter table document.paper disable trigger keep_content;
do $$ begin
  perform set_config('plumbline.scope_from', '0', true), set_config('plumbline.scope_below', '~', true);
  update document.paper set form = document.keep_form(fields);
end $$;
alter table document.paper enable trigger keep_content;
alter table document.paper alter column form set not null, add foreign key (form) references document.form;
alter table document.paper drop column fields;
