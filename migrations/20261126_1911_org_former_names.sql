-- What a unit was called before, with its days: an old document may say the old name, a new one may not.
create table org.former_name (
  unit_id text not null references org.unit (id),
  name    text not null check (name <> ''),
  -- Both included; empty where nobody knows.
  from_on date,
  to_on   date,
  -- Which document changed it.
  source  text not null check (source <> ''),
  primary key (unit_id, name),
  check (from_on is null or to_on is null or from_on <= to_on)
);
