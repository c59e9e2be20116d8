-- An officer who leaves is switched off from a day on, and on again when he comes back. Nobody could be switched off before.
alter table people.officer drop column is_active;
alter table people.officer add column left_on date;
-- Before there is a scope the sign-in sees the officer of the one account whose name was typed, to know whether he has left.
create policy signing_in on people.officer for select using (id in (
  select officer_id from people.account where username = (select nullif(current_setting('plumbline.signing_in', true), ''))));

-- Rows are only added: who was switched off or on, from which day, why and by whom.
create table people.departure (
  officer_id uuid not null references people.officer,
  seq integer not null check (seq > 0),
  region region_code not null,
  kind text not null check (kind in ('left', 'returned')),
  on_day date not null,
  reason text not null check (reason <> ''),
  recorded_at timestamptz(3) not null,
  recorded_by text not null,
  primary key (officer_id, seq)
);
call platform.guard_by_region('people.departure');
grant select, insert on people.departure to plumbline_app;

-- Whoever opened an account for a program knows its token: it ends with him. Tokens from before bear his name alone.
alter table people.service add column created_by_id uuid;

-- A phone whose officer has left has no session any more: it may still ask whether it must forget, by its own id.
create policy asks_about_itself on device.phone for select using (
  id = (select nullif(current_setting('plumbline.asking_phone', true), '')::uuid));
