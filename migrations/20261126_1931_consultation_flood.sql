-- How many questions came from an address, minute by minute, for the flood limit alone. `who` is a keyed hash made for this table
-- only, so it matches nothing that stands beside a question; rows go after a day.
create table consultation.arrival (
  who    bytea not null,
  minute timestamptz not null,
  n      int not null check (n > 0),
  primary key (who, minute)
);
create index arrival_by_minute on consultation.arrival (minute);
