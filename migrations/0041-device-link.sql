-- What two phones of one visit hand over by codes on the glass is sealed: the officers of the visit get keys derived from this secret,
-- one for each pair, and nobody else does (NEW-14).
create table device.link_secret (
  inspection_id uuid primary key,
  region region_code not null,
  secret bytea not null check (length(secret) = 32),
  made_at timestamptz(3) not null
);
call platform.guard_by_region('device.link_secret');
grant select, insert on device.link_secret to plumbline_app;
