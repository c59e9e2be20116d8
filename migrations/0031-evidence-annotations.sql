-- A marked copy stands beside the untouched original and says of which it is.
alter table evidence.capture add column annotates uuid;
create index capture_by_original on evidence.capture (annotates) where annotates is not null;
