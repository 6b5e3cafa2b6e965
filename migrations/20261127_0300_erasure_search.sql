-- What an erasure left to be looked for in what people typed elsewhere: done by a job, since the act that erases must be short.
create table erasure.search (
  erasure_id text primary key references publication.erasure (id),
  -- Names and numbers, sealed with the key that no backup holds; gone as soon as they were looked for.
  words      bytea,
  state      text not null default 'waiting' check (state in ('waiting', 'done', 'unreadable')),
  -- Places found beyond the most that are listed for a person.
  more       integer not null default 0 check (more >= 0),
  check ((state = 'waiting') = (words is not null))
);
create index search_waiting on erasure.search (erasure_id) where state = 'waiting';

-- A question may move to another unit: whose the row is, is read where it stands.
alter table erasure.mention drop column unit_id;
