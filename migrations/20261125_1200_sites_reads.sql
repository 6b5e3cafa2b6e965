-- How often a public address was read on a day and by what kind of program; no address of a reader, no person.
create table sites.read_count (
  -- "C", so that everything below an address is one range of the index.
  path text collate "C" not null check (path <> ''),
  day  date not null,
  kind text not null check (kind in ('browser', 'feed', 'crawler', 'api')),
  n    bigint not null check (n > 0),
  primary key (path, day, kind)
);
comment on table sites.read_count is 'Counted by the web process and added every few seconds; a process that is killed loses its last seconds.';
create index read_count_by_day on sites.read_count (day);
