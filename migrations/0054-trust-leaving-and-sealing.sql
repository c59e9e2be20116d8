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

-- Personal data are kept sealed, field by field (src/platform/sealing.ts). The keys are not here, so rows from before are sealed by the
-- server; until then they read as they are. A certificate is found by the fingerprint of its holder's identity number.
alter table registry.operator_certificate add column identity_fingerprint text collate "C";
create index operator_certificate_by_fingerprint on registry.operator_certificate (identity_fingerprint);

-- Sealing alters no word of a paper or of an archived case: the owner may do it, and only while he says that he does.
create or replace function document.keep_content() returns trigger language plpgsql as $$
begin
  if tg_op = 'DELETE' then
    raise exception 'a paper is never deleted' using errcode = 'restrict_violation';
  end if;
  if current_setting('plumbline.sealing', true) = 'on' and current_user <> 'plumbline_app'
      and to_jsonb(new) - 'data' is not distinct from to_jsonb(old) - 'data'
      and new.data - '{phone,idNumber,home}'::text[] is not distinct from old.data - '{phone,idNumber,home}'::text[] then
    return new;
  end if;
  if to_jsonb(new) - 'state' - 'corrected_by' is distinct from to_jsonb(old) - 'state' - 'corrected_by' then
    raise exception 'a paper is never altered: issue a correction' using errcode = 'restrict_violation';
  end if;
  if old.state = 'corrected' or (old.state = 'served' and new.state = 'issued') then
    raise exception 'a paper does not go back from % to %', old.state, new.state using errcode = 'restrict_violation';
  end if;
  return new;
end $$;
create or replace function casework.keep_archived() returns trigger language plpgsql as $$
begin
  if tg_op = 'UPDATE' then
    if current_setting('plumbline.sealing', true) = 'on' and current_user <> 'plumbline_app'
        and to_jsonb(new) - 'content' is not distinct from to_jsonb(old) - 'content'
        and new.content #- '{party,phone}' is not distinct from old.content #- '{party,phone}' then
      return new;
    end if;
  end if;
  raise exception 'case % is archived', old.id using errcode = 'integrity_constraint_violation';
end $$;

-- Passkeys as second factor beside the time code: of each the public key alone is here.
create table people.passkey (
  id uuid primary key,
  account_id uuid not null references people.account,
  region region_code not null,
  enterprise_id uuid,
  credential_id text collate "C" not null unique,
  public_key bytea not null,
  -- What the device counted at its last use; a smaller count comes from a copy.
  counter bigint not null,
  transports text[] not null,
  label text not null check (label <> ''),
  created_at timestamptz(3) not null,
  last_used timestamptz(3)
);
create index passkey_by_account on people.passkey (account_id, created_at);
call platform.guard_by_region('people.passkey', true);
create policy signing_in on people.passkey using (account_id in (
  select id from people.account where username = (select nullif(current_setting('plumbline.signing_in', true), ''))));
grant select, insert, update, delete on people.passkey to plumbline_app;

-- What a device is asked to sign now: one question an account and purpose, good once and for some minutes.
create table people.passkey_challenge (
  account_id uuid not null references people.account,
  purpose text not null check (purpose in ('enrol', 'sign-in')),
  region region_code not null,
  enterprise_id uuid,
  challenge text not null,
  ends_at timestamptz(3) not null,
  primary key (account_id, purpose)
);
call platform.guard_by_region('people.passkey_challenge', true);
create policy signing_in on people.passkey_challenge using (account_id in (
  select id from people.account where username = (select nullif(current_setting('plumbline.signing_in', true), ''))));
grant select, insert, update, delete on people.passkey_challenge to plumbline_app;
