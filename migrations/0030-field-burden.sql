-- What a visit asked of its officer, counted by the phone itself: numbers only, never what was typed (burden budget).
create table device.burden (
  inspection_id uuid not null,
  phone_id uuid not null references device.phone,
  region region_code not null,
  officer_id text not null,
  officer_name text not null,
  taps integer not null check (taps >= 0),
  checklist integer not null check (checklist >= 0),
  photos integer not null check (photos >= 0),
  strokes integer not null check (strokes >= 0),
  typed integer not null check (typed >= 0),
  active_ms bigint not null check (active_ms >= 0),
  bytes bigint not null check (bytes >= 0),
  findings integer not null check (findings >= 0),
  told_at timestamptz(3) not null,
  primary key (inspection_id, phone_id)
);
create index burden_by_region on device.burden (region, told_at desc);
create index burden_by_phone on device.burden (phone_id);
call platform.guard_by_region('device.burden');
grant select, insert, update on device.burden to plumbline_app;
