-- Phones of the field: which there are, who holds which visit, what each one sent and when by its own clock; evidence announced by
-- its hash before its bytes arrive.

create schema device;
grant usage on schema device to plumbline_app;

create table device.phone (
  id uuid primary key,
  region region_code not null,
  officer_id text not null,
  officer_name text not null,
  agent text not null,
  protocol smallint not null,
  registered_at timestamptz(3) not null,
  seen_at timestamptz(3) not null,
  -- The phone's clock less the server's at the last contact.
  skew_ms bigint not null,
  -- What the phone said it still holds unsent.
  waiting integer not null check (waiting >= 0),
  -- From then on the phone is told to forget everything at its next contact.
  wiped_at timestamptz(3),
  wiped_by text
);
create index phone_by_region on device.phone (region, seen_at desc);
create index phone_by_officer on device.phone (officer_id);
call platform.guard_by_region('device.phone');
grant select, insert, update on device.phone to plumbline_app;

-- Of two phones of one visit one writes its papers: it holds the visit and the numbers that go with it.
create table device.lease (
  inspection_id uuid not null,
  phone_id uuid not null references device.phone,
  region region_code not null,
  officer_id text not null,
  officer_name text not null,
  leased_at timestamptz(3) not null,
  until timestamptz(3) not null,
  released_at timestamptz(3),
  primary key (inspection_id, leased_at)
);
create unique index lease_held on device.lease (inspection_id) where released_at is null;
create index lease_by_phone on device.lease (phone_id);
call platform.guard_by_region('device.lease');
grant select, insert on device.lease to plumbline_app;
grant update (until, released_at) on device.lease to plumbline_app;

-- One row for each command that a phone replayed, or gave up: both clocks are kept beside each other and never altered.
create table device.command (
  region region_code not null,
  id uuid not null,
  phone_id uuid not null references device.phone,
  seq integer not null check (seq > 0),
  action text not null,
  subject_id text not null,
  officer_id text not null,
  taken_at timestamptz(3) not null,
  sent_at timestamptz(3) not null,
  received_at timestamptz(3) not null,
  act_at timestamptz(3) not null,
  outcome text not null check (outcome in ('done', 'discarded')),
  because text not null,
  primary key (region, id),
  check (outcome <> 'discarded' or because <> '')
);
create index command_by_phone on device.command (phone_id, seq);
create index command_by_subject on device.command (subject_id, act_at);
call platform.guard_by_region('device.command');
grant select, insert on device.command to plumbline_app;

-- Evidence as the phone took it: hash and times before the bytes are here. `elapsed_ms` is how long ago it was by a clock that nobody
-- can set; null when the phone was restarted in between.
create table evidence.capture (
  id uuid primary key,
  region region_code not null,
  subject_kind text not null check (subject_kind in ('inspection', 'case', 'hazard')),
  subject_id uuid not null,
  sha256 text not null check (sha256 ~ '^[0-9a-f]{64}$'),
  size integer not null check (size > 0),
  device_at timestamptz(3) not null,
  act_at timestamptz(3) not null,
  received_at timestamptz(3) not null,
  elapsed_ms bigint check (elapsed_ms >= 0),
  latitude double precision check (latitude between -90 and 90),
  longitude double precision check (longitude between -180 and 180),
  taken_by text not null,
  taken_by_id text not null
);
create index capture_by_subject on evidence.capture (subject_kind, subject_id);
call platform.guard_by_region('evidence.capture');
grant select, insert on evidence.capture to plumbline_app;
