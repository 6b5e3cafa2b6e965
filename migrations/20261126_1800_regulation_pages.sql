-- The library as pages, and which published work cites which law.

-- What the source says of a text's validity, in its own word; shown with the source's name, never as a finding of ours.
alter table regulation.version add column status text not null default '';
-- So that the next import reads every record anew and keeps that word.
update regulation.version set sha256 = '';

-- Moves with every change of the library; a process that holds the library in memory looks here first.
create table regulation.state (
  only_row boolean primary key default true check (only_row),
  n        bigint not null
);
insert into regulation.state (n) values (0);

-- What the newest edition of a published work cites. A law that is not in the library yet stands by its name alone.
create table regulation.cited (
  no         bigint not null,
  edition_id text not null,
  unit_id    text not null,
  -- The title as it is looked up (rules/library.ts, nameKey).
  name_key   text not null,
  law_id     text references regulation.law on delete set null,
  -- 32, 32-1; empty when the law is cited as a whole.
  article    text not null,
  -- The text it was judged by on the day it was published, and that day. Empty: none of that day is known; null: not settled.
  version_id text,
  judged_on  date not null,
  primary key (no, name_key, article)
);
create index cited_by_law on regulation.cited (law_id, no);
create index cited_unknown on regulation.cited (name_key) where law_id is null;

-- A law changed under a published work that cites it: its owner looks at it once.
create table regulation.alarm (
  no         bigint not null,
  law_id     text not null references regulation.law on delete cascade,
  -- The text that came, or the one that lapsed.
  version_id text not null,
  unit_id    text not null,
  raised_at  timestamptz not null,
  answered_at timestamptz,
  answered_by text,
  -- Why nothing had to be changed, or that the work was corrected or withdrawn.
  answer     text,
  primary key (no, law_id, version_id)
);
create index alarm_open on regulation.alarm (unit_id) where answered_at is null;
