-- The library of texts: which import a version came from, what each article cites, and the standards with what replaced them.

-- Digest of the version as it was read, so that an import of the same text writes nothing; null for rows from before.
alter table law.statute add column digest text;
create index statute_by_level on law.statute (level, region, title);

-- What an article cites, found when it is imported. The title is written without 中华人民共和国, as texts cite it.
create table law.citation (
  statute_id bigint not null references law.statute on delete cascade,
  number int not null,
  sub_number int not null,
  cited_title text not null,
  cited_number int not null check (cited_number > 0),
  cited_sub int not null default 0 check (cited_sub >= 0),
  primary key (statute_id, number, sub_number, cited_title, cited_number, cited_sub)
);
create index citation_of on law.citation (cited_title, cited_number, cited_sub);
grant select, insert, delete on law.citation to plumbline_app;

-- Facts about standards; their texts belong to their publishers. Public, like statutes: local ones carry their province.
create table law.standard (
  -- Letters, number and year without blanks: GBT33000-2016. What a person types is brought into this form.
  plain text collate "C" primary key,
  number text not null,
  title text not null check (title <> ''),
  kind text not null check (kind in ('national', 'national-recommended', 'industry', 'industry-recommended', 'local', 'local-recommended', 'group')),
  status text not null check (status in ('current', 'partial', 'upcoming', 'replaced', 'withdrawn', 'unknown')),
  -- What the source says beyond the status, in its words.
  note text not null default '',
  replaced_by text collate "C" check (replaced_by <> plain),
  effective_from date,
  effective_to date,
  region text collate "C" not null default '' check (region ~ '^([0-9]{2}|[0-9]{4}|[0-9]{6}|[0-9]{9})?$'),
  source text not null,
  check (effective_to is null or effective_from is null or effective_to >= effective_from)
);
create index standard_replacing on law.standard (replaced_by) where replaced_by is not null;
create index standard_by_status on law.standard (status, plain);
grant select, insert, update on law.standard to plumbline_app;

-- Equal cases are looked for by their violation (APL 34).
create index case_act_by_violation on casework.case_act (violation_key, case_id) where is_live;
create index penalty_case_decided on casework.penalty_case (region, decided_on desc) where decided_fen is not null;

-- Which files of the data folder the server has taken over, so that what is changed on its screens afterwards stays.
create table law.taken_over (
  what text primary key,
  stamp text not null
);
grant select, insert, update on law.taken_over to plumbline_app;
