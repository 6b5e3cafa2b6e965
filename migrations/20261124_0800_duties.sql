-- What was already told, so that nobody is reminded twice.
create schema duties;
create table duties.reminder (
  duty_key  text not null,
  stage     text not null check (stage in ('new', 'soon', 'today', 'overdue')),
  person_id text not null,
  at        timestamptz not null,
  title     text not null,
  href      text not null,
  mailed_at timestamptz,
  seen_at   timestamptz,
  primary key (duty_key, stage, person_id)
);
create index reminder_by_person on duties.reminder (person_id, at desc);
