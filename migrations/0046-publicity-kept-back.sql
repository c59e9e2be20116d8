-- A decision may be one that is not shown: kept back with its ground, its reason and who answers for it. It may still be published later.
do $$
declare one record;
begin
  for one in select conname from pg_constraint where conrelid = 'publicity.notice'::regclass and contype = 'c'
    and (pg_get_constraintdef(oid) like '%published_at IS NOT NULL%' or conname = 'notice_state_check')
  loop
    execute format('alter table publicity.notice drop constraint %I', one.conname);
  end loop;
end $$;
alter table publicity.notice
  add constraint notice_state_check check (state in ('queued', 'kept-back', 'published', 'withdrawn')),
  add constraint published_has_its_time check (state <> 'published' or published_at is not null),
  add constraint kept_back_has_its_reason check (state <> 'kept-back' or content -> 'keptBack' ->> 'reason' <> '');
