-- Numbers that no national text gives, as this district sets them, from which day on. Days counted before keep the number of then.
create table policy.setting (
  rule    text not null,
  from_on date not null,
  number  int not null check (number between 1 and 1200),
  reason  text not null check (reason <> ''),
  set_by  text not null,
  set_at  timestamptz not null,
  primary key (rule, from_on)
);
