-- How many businesses of which trade there are, and every unit behind a difference (ENT-07): businesses close and open again, move in and
-- out, merge, change their trade.

alter table registry.conduct drop constraint conduct_kind_check;
alter table registry.conduct add constraint conduct_kind_check
  check (kind in ('accident', 'accident-free', 'listed', 'delisted', 'closed', 'reopened'));
-- Set by the record of a closing and taken away by that of a reopening: nobody plans a visit to a closed business.
alter table registry.enterprise add column closed_on date;
create index enterprise_version_by_at on registry.enterprise_version (at);
create index conduct_by_day on registry.conduct (on_day) where kind in ('closed', 'reopened');

-- A business that moved away is out of sight of the place that it left, and so is where it went: who may see the place learns of both by
-- this function alone, and of nothing else of the file.
do $$ begin
  execute format('create policy population on registry.enterprise for select to %I using (true)', current_user);
  execute format('create policy population on registry.enterprise_version for select to %I using (true)', current_user);
  execute format('create policy population on registry.conduct for select to %I using (true)', current_user);
  execute format('create policy population on registry.merge for select to %I using (true)', current_user);
end $$;

create function registry.population_changes(range_from text, range_below text, since date, wanted integer)
returns table (enterprise_id uuid, name text, trade text, trade_before text, change text, on_day date, from_region text, to_region text)
language sql stable security definer set search_path = pg_catalog, pg_temp as $$
  with changed as (
    select v.enterprise_id, v.content->>'name' as name, left(v.content->>'industry', 3) as trade, left(p.content->>'industry', 3) as trade_before,
      case when p.version is null then 'new'
        when p.region >= range_from and p.region < range_below and not (v.region >= range_from and v.region < range_below) then 'moved-out'
        when v.region >= range_from and v.region < range_below and not (p.region >= range_from and p.region < range_below) then 'moved-in'
        when left(v.content->>'industry', 3) <> left(p.content->>'industry', 3) then 'retyped' end as change,
      (v.at at time zone 'Asia/Shanghai')::date as on_day, p.region as from_region, v.region as to_region
    from registry.enterprise_version v
    left join registry.enterprise_version p on p.enterprise_id = v.enterprise_id and p.version = v.version - 1
    join registry.enterprise e on e.id = v.enterprise_id and e.state <> 'withdrawn'
    where v.at >= since::timestamp at time zone 'Asia/Shanghai'
      and ((v.region >= range_from and v.region < range_below) or (p.region >= range_from and p.region < range_below))
    union all
    select c.enterprise_id, e.name, left(e.industry, 3), null, c.kind, c.on_day, e.region, e.region
    from registry.conduct c join registry.enterprise e on e.id = c.enterprise_id and e.state = 'live'
    where c.kind in ('closed', 'reopened') and c.on_day >= since and e.region >= range_from and e.region < range_below
    union all
    select m.absorbed_id, e.name, left(e.industry, 3), null, 'merged', (m.at at time zone 'Asia/Shanghai')::date, e.region, e.region
    from registry.merge m join registry.enterprise e on e.id = m.absorbed_id and e.closed_on is null
    where m.at >= since::timestamp at time zone 'Asia/Shanghai' and e.region >= range_from and e.region < range_below
  )
  select * from changed
  where change is not null
    and range_from >= current_setting('plumbline.scope_from', true) collate "C" and range_below <= current_setting('plumbline.scope_below', true) collate "C"
  order by on_day, enterprise_id limit wanted $$;
