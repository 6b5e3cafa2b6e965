-- Wrong passwords at the number of a receipt, counted for each sender apart: numbers follow each other, and who guesses at
-- somebody else's must not keep them out.
create table org.receipt_try (
  mark bytea primary key,
  tries integer not null check (tries >= 0),
  locked_until timestamptz,
  seen_at timestamptz not null
);
comment on table org.receipt_try is 'Tries at a number by a sender; mark is a keyed hash of both. Rows go after a day.';
create index receipt_try_seen on org.receipt_try (seen_at);

alter table foi.application drop column tries, drop column locked_until;
alter table consultation.question drop column tries, drop column locked_until;
