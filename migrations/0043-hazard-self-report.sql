-- Self-reports of businesses (自查自报): what they found themselves and how they are treating it. The time is the server's, the row is
-- only ever added, and the act that added it stands in the hash-chained journal.
create table hazard.self_report (
  id uuid primary key,
  -- The place of the business.
  region region_code not null,
  enterprise_id uuid not null,
  reported_at timestamptz(3) not null,
  major_hazard_code text,
  -- SHA-256 of the content, as the journal's row repeats it.
  digest text not null check (digest ~ '^[0-9a-f]{64}$'),
  content jsonb not null,
  check (content ->> 'id' = id::text)
);
create index self_report_of_enterprise on hazard.self_report (enterprise_id, reported_at desc);
create index self_report_by_region on hazard.self_report (region, reported_at desc, id);
call platform.guard_by_region('hazard.self_report', true);
grant select, insert on hazard.self_report to plumbline_app;

-- Where in the journal an act on a thing stands, for a proof that is shown to whoever may see the thing itself: place and hash, nothing of
-- the row's content. The scope is wider inside the function only and put back before it returns.
create function journal.proof_of(of_kind text, of_id text, of_action text)
returns table (region text, seq bigint, at timestamptz, hash text) language plpgsql as $$
declare
  was_from text := coalesce(current_setting('plumbline.scope_from', true), '');
  was_below text := coalesce(current_setting('plumbline.scope_below', true), '');
begin
  perform set_config('plumbline.scope_from', '0', true), set_config('plumbline.scope_below', '~', true);
  return query
    select entry.region::text, entry.seq, entry.at, entry.hash from journal.entry
    where entry.subject_kind = of_kind and entry.subject_id = of_id and entry.action = of_action and entry.outcome = 'done'
    order by entry.at, entry.seq limit 1;
  perform set_config('plumbline.scope_from', was_from, true), set_config('plumbline.scope_below', was_below, true);
end $$;
revoke execute on function journal.proof_of(text, text, text) from public;
grant execute on function journal.proof_of(text, text, text) to plumbline_app;
