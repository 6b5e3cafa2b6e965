-- What has to be told to whom after an erasure (law/leak.json), until somebody ticks it.
create schema erasure;
create table erasure.notice (
  erasure_id text not null references publication.erasure (id),
  code       text not null,
  due        date not null,
  done_on    date,
  done_label text,
  note       text not null default '',
  primary key (erasure_id, code),
  check ((done_on is null) = (done_label is null))
);
create index notice_open on erasure.notice (due) where done_on is null;

-- Reads by day and kind of program as they stood when it was erased: afterwards nobody can tell which files were the work's.
create table erasure.read_before (
  erasure_id text not null references publication.erasure (id),
  day        date not null,
  kind       text not null,
  n          bigint not null,
  primary key (erasure_id, day, kind)
);
