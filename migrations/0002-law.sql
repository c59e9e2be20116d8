-- Statute texts that a bureau imports. Rules, caps and clocks are files under data/law and need no table.

create schema law;
grant usage on schema law to plumbline_app;

create table law.statute (
  id bigint generated always as identity primary key,
  code text,
  title text not null,
  version_date date not null,
  effective_from date not null,
  effective_to date,
  level text not null check (level in ('law', 'regulation', 'local', 'interpretation', 'rule', 'guidance', 'standard')),
  -- Empty for the whole country: a statute is public and carries no bureau's scope.
  region text collate "C" not null default '' check (region ~ '^([0-9]{2}|[0-9]{4}|[0-9]{6}|[0-9]{9})?$'),
  unique (title, version_date),
  check (effective_to is null or effective_to >= effective_from)
);

create table law.article (
  statute_id bigint not null references law.statute on delete cascade,
  number int not null check (number > 0),
  -- 之一 is 1; the article itself is 0.
  sub_number int not null default 0 check (sub_number >= 0),
  path text not null default '',
  text text not null,
  primary key (statute_id, number, sub_number)
);

grant select on law.statute, law.article to plumbline_app;
grant insert, update on law.statute to plumbline_app;
grant insert, delete on law.article to plumbline_app;
