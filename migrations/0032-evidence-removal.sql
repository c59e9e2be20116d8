-- A request to remove evidence and its answer. The original stays in the store whatever is decided; a granted request
-- is the stone over it: it proves nothing any more, and everybody sees who asked, why, and who agreed.

create table evidence.removal (
  id uuid primary key,
  item_id uuid not null references evidence.item,
  region region_code not null,
  because text not null check (because <> ''),
  asked_by text not null,
  asked_by_id text not null,
  asked_at timestamptz(3) not null,
  -- Null until it is decided.
  granted boolean,
  decided_because text,
  decided_by text,
  decided_by_id text check (decided_by_id <> asked_by_id),
  decided_at timestamptz(3),
  check ((granted is null) = (decided_at is null))
);
-- One request at a time, and none after a granted one.
create unique index removal_standing on evidence.removal (item_id) where granted is not false;
create index removal_open on evidence.removal (region, asked_at) where granted is null;
call platform.guard_by_region('evidence.removal');
grant select, insert, update (granted, decided_because, decided_by, decided_by_id, decided_at) on evidence.removal to plumbline_app;
