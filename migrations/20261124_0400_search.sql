-- What the search reads: one row a work, rebuilt from editions at any time.
create schema search;

create table search.document (
  no           bigint primary key,
  edition_id   text not null,
  title        text not null,
  text         text not null,
  doc_no_key   text,
  unit_id      text not null,
  unit_name    text not null,
  kind         text not null,
  columns      text[] not null,
  published_on date not null,
  valid_status text,
  -- Words of the title weigh A, number and unit B, answer C, text D.
  words        tsvector not null
);
create index document_by_words on search.document using gin (words);
create index document_by_doc_no on search.document (doc_no_key) where doc_no_key is not null;
create index document_by_day on search.document (published_on desc);

-- Words of the same meaning, kept by the office. A group is searched as one.
create table search.synonym (
  id    bigint generated always as identity primary key,
  words text[] not null check (cardinality(words) >= 2)
);

-- The district's own names, added to the dictionary of the segmentation.
create table search.word (
  word text primary key
);

-- What is searched, by day and without who: for suggestions and for what people look for in vain.
create table search.asked (
  query text not null,
  day   date not null,
  times int not null default 1,
  found int not null,
  primary key (query, day)
);
