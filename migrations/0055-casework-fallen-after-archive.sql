-- A decision may fall after its case was archived (ARL 20, ALL 46: sixty days, six months or later). The file stays as it was
-- locked; only the sum that makes it an earlier violation of the party goes from the column beside the file.
create or replace function casework.keep_archived() returns trigger language plpgsql as $$
begin
  if tg_op = 'UPDATE' then
    if current_setting('plumbline.sealing', true) = 'on' and current_user <> 'plumbline_app'
        and to_jsonb(new) - 'content' is not distinct from to_jsonb(old) - 'content'
        and new.content #- '{party,phone}' is not distinct from old.content #- '{party,phone}' then
      return new;
    end if;
    if new.decided_fen is null and to_jsonb(new) - 'decided_fen' is not distinct from to_jsonb(old) - 'decided_fen' then
      return new;
    end if;
  end if;
  raise exception 'case % is archived', old.id using errcode = 'integrity_constraint_violation';
end $$;
