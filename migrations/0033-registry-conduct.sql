-- How a business conducted itself, as far as it decides how often it is inspected: accidents, a checked statement that there were none
-- since a day, and the list of serious dishonesty (ENT-06; WSL 78). Only added to: what ends is another row.

create table registry.conduct (
  id uuid primary key,
  enterprise_id uuid not null references registry.enterprise,
  region region_code not null,
  kind text not null check (kind in ('accident', 'accident-free', 'listed', 'delisted')),
  on_day date not null,
  -- The document, or the number of the procedure that said so.
  reference text not null check (reference <> ''),
  source text not null check (source <> ''),
  recorded_at timestamptz(3) not null,
  recorded_by text not null,
  unique (enterprise_id, kind, on_day, reference)
);
call registry.guard_by_enterprise('registry.conduct');
grant select, insert on registry.conduct to plumbline_app;
