-- What waits behind each entry of the console's rail, so that every page says it with one question: how many duties of a unit
-- are whose (by the permission that moves them), of them due today or without a day, and overdue. Counted anew by the worker.
create table duties.waiting (
  unit_id text not null,
  may     text not null,
  entry   text not null,
  n       integer not null check (n > 0),
  now     integer not null check (now between 0 and n),
  late    integer not null check (late between 0 and now),
  primary key (unit_id, may, entry)
);
-- Of which day and after which row of the audit trail that was counted: as long as both stand, so does the count.
create table duties.counted (
  one      boolean primary key default true check (one),
  day      date not null,
  at       timestamptz not null,
  audit_id bigint not null
);
-- The last run of each job that looks at something by the clock: when, at how many (null where it does not count them), and how many it found.
create table duties.night (
  job    text primary key,
  at     timestamptz not null,
  looked integer check (looked >= 0),
  found  integer not null check (found >= 0)
);
