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

-- What one bureau may read of another's (migration 0045), asked row by row and only of rows outside the asker's own region: the database
-- tries the policies of a table from the last name to the first, so these come behind `by_region`. As sets they were gathered at every
-- read, and one of them out of every original there is (bench case-page).
drop policy shared_with on document.paper;
create policy and_shared on document.paper for select using (
  exists (select from platform.shared s where s.kind = subject_kind and s.id = subject_id)
  or exists (select from platform.shared s where s.kind = 'paper' and s.id = paper.id::text));
drop policy with_its_paper on document.paper_service;
create policy and_shared on document.paper_service for select using (exists (
  select from document.paper p join platform.shared s on s.kind = p.subject_kind and s.id = p.subject_id where p.id = paper_id));
drop policy shared_with on evidence.item;
create policy and_shared on evidence.item for select using (
  exists (select from platform.shared s where s.kind = subject_kind and s.id = subject_id::text));
drop policy with_its_item on evidence.custody;
create policy and_shared on evidence.custody for select using (exists (
  select from evidence.item i join platform.shared s on s.kind = i.subject_kind and s.id = i.subject_id::text where i.id = item_id));
drop policy shared_with on evidence.recording;
create policy and_shared on evidence.recording for select using (
  exists (select from platform.shared s where s.kind = 'case' and s.id = case_id::text));
drop policy shared_with on hazard.hazard;
create policy and_shared on hazard.hazard for select using (
  exists (select from platform.shared s where s.kind = 'hazard' and s.id = hazard.id::text));
drop policy shared_with on inspection.inspection;
create policy and_shared on inspection.inspection for select using (
  exists (select from platform.shared s where s.kind = 'inspection' and s.id = inspection.id::text));
drop policy shared_with on registry.enterprise;
create policy and_shared on registry.enterprise for select using (
  exists (select from platform.shared s where s.kind = 'enterprise' and s.id = enterprise.id::text));
