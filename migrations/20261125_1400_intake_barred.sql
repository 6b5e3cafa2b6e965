-- Files whose text was erased after a leak: importing their folder again must not publish them again.
create table intake.barred (
  sha256 text primary key,
  no     bigint not null,
  at     timestamptz not null
);
