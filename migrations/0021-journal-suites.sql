-- A row of the journal tells what it was hashed with: SHA-256, or SM3 (GM/T 0004) where the installation is set to the national suite.
alter table journal.entry add column hashed_with text not null default 'sha256' check (hashed_with in ('sha256', 'sm3'));
