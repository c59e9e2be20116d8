-- Several papers may be issued in the same millisecond. Their sequence keeps the order in which they were written.
-- Papers that are there already get theirs in the order in which the table holds them.

alter table document.paper add column sequence bigint not null generated always as identity;

drop index document.paper_by_subject;
create index paper_by_subject on document.paper (subject_kind, subject_id, issued_at, sequence);
