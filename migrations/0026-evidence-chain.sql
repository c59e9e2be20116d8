-- The chain of an original or of the thing behind it: who held it from when to when, and which moment of a case a recording shows.
-- Rows are only added; a transfer that was wrong is followed by another.

create table evidence.custody (
  id uuid primary key,
  item_id uuid not null references evidence.item,
  region region_code not null,
  seq integer not null check (seq > 0),
  handed_at timestamptz(3) not null,
  holder_from text not null check (holder_from <> ''),
  holder_to text not null check (holder_to <> '' and holder_to <> holder_from),
  place text not null check (place <> ''),
  purpose text not null check (purpose <> ''),
  -- How it was packed, sealed and found.
  condition text not null check (condition <> ''),
  witness text,
  recorded_by text not null,
  recorded_at timestamptz(3) not null,
  unique (item_id, seq)
);
call platform.guard_by_region('evidence.custody');
grant select, insert on evidence.custody to plumbline_app;

create table evidence.recording (
  id uuid primary key,
  item_id uuid not null references evidence.item,
  region region_code not null,
  case_id uuid not null,
  moment text not null,
  -- The interview, the procedure or the service that it shows.
  shows text not null,
  started_at timestamptz(3) not null,
  ended_at timestamptz(3) not null check (ended_at > started_at),
  party_told boolean not null,
  -- Why it breaks off in between; empty where it runs through.
  gap_reason text not null,
  bound_by text not null,
  bound_at timestamptz(3) not null,
  unique (item_id, case_id, moment, shows)
);
create index recording_by_case on evidence.recording (case_id, started_at);
call platform.guard_by_region('evidence.recording');
grant select, insert on evidence.recording to plumbline_app;
