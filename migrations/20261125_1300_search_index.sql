-- The index leaves the database for files of its own (docs/adr/0013): here stay its documents, what changed, and which files hold.
drop index search.document_by_words;
drop index search.document_by_day;
alter table search.document drop column words;
-- Words of each field with how often they stand there; empty until the first reindex after this migration.
alter table search.document add column terms text not null default '';
alter table search.document alter column terms drop default;
-- Number of the change that brought the row to what it is.
alter table search.document add column change bigint not null default 0;
alter table search.document alter column change drop default;
create index document_by_change on search.document (change);
create index document_by_title on search.document (left(title, 100) text_pattern_ops);

-- One row. Its lock makes changes one after the other, so that whoever has seen change n has seen all before it.
create table search.state (
  one      boolean primary key default true check (one),
  change   bigint not null,
  -- False: the documents are not those of the editions, and nothing is answered from them.
  complete boolean not null
);
insert into search.state (change, complete) select 0, not exists (select from search.document);

-- Works that left the search and may still stand in a file.
create table search.gone (
  no     bigint primary key,
  change bigint not null
);
create index gone_by_change on search.gone (change);

-- Files of the index that hold: <data>/search/<id>.segment. A file that is not named here is nothing.
create table search.segment (
  id          text primary key,
  from_change bigint not null,
  through     bigint not null check (through >= from_change),
  docs        int not null,
  bytes       bigint not null,
  made_at     timestamptz not null
);
