-- The regulation library: laws with every version that is kept, each article by its number.
create schema regulation;

create table regulation.law (
  id           text primary key,
  title        text not null,
  kind         text not null,
  region       text,
  first_issued date,
  -- What the source says of the newest text; shown as the source's word, not as a finding of ours.
  repealed     boolean not null default false,
  source       text not null
);

create table regulation.law_order (
  law_id    text not null references regulation.law on delete cascade,
  organ     text not null,
  no        int not null,
  issued_on date not null,
  primary key (law_id, organ, no)
);

-- Further names that texts use.
create table regulation.alias (
  name   text not null,
  law_id text not null references regulation.law on delete cascade,
  primary key (name, law_id)
);

create table regulation.version (
  id       text primary key,
  law_id   text not null references regulation.law on delete cascade,
  from_on  date,
  issued   date,
  -- SHA-256 over the record it was read from: the same record again changes nothing.
  sha256   text not null,
  source   text not null
);
create index version_by_law on regulation.version (law_id, from_on);

create table regulation.article (
  version_id text not null references regulation.version on delete cascade,
  seq        int not null,
  no         text not null,
  heading    text[] not null,
  body       text not null,
  primary key (version_id, seq)
);
create index article_by_no on regulation.article (version_id, no);
