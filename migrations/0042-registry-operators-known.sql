-- Which certificates of the register belong to people who were looked up at a business: a phone takes these along, as keys that only who
-- has name and identity number before him can make (ENT-08).
create table registry.operator_known (
  enterprise_id uuid not null references registry.enterprise,
  certificate_id uuid not null references registry.operator_certificate,
  seen_at timestamptz(3) not null,
  seen_by text not null,
  primary key (enterprise_id, certificate_id)
);
call registry.guard_by_enterprise('registry.operator_known');
grant select, insert on registry.operator_known to plumbline_app;
