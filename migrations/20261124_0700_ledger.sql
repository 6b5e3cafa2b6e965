-- The year's tasks, from the plan's own words to evidence.
create schema ledger;

create table ledger.plan (
  id          text primary key,
  title       text not null,
  issuer      text,
  doc_no      text,
  year        int not null,
  issued_on   date,
  -- SHA-256 of the plan's normalised words: importing the same plan again changes nothing.
  fingerprint text not null unique,
  source_name text not null,
  source_file text,
  is_public   boolean not null default false,
  closing     text not null default '',
  findings    jsonb not null default '[]',
  looks_back  text references ledger.plan (id),
  imported_at timestamptz not null,
  imported_by text not null
);

create table ledger.task (
  id        text primary key,
  plan_id   text not null references ledger.plan (id),
  seq       int not null,
  no        text not null,
  section   text not null,
  title     text not null,
  text      text not null,
  deadlines jsonb not null default '[]',
  -- What the office decided; until then what the parser found in the words.
  due       date,
  recurs    text,
  unclear   jsonb not null default '[]',
  origin    text references ledger.task (id),
  unique (plan_id, seq)
);

-- One unit's share of a task. unit_id is null while a name of the plan is not in the tree: shown for assignment, never dropped.
create table ledger.share (
  id           bigint generated always as identity primary key,
  task_id      text not null references ledger.task (id),
  role         text not null check (role in ('lead', 'responsible')),
  named        text not null,
  unit_id      text,
  -- The occurrence that the newest accepted report fulfils; 'infinity' for a task without a recurrence.
  accepted_for date,
  accepted_at  timestamptz
);
create unique index share_once on ledger.share (task_id, unit_id) where unit_id is not null;
create index share_by_task on ledger.share (task_id);
create index share_by_unit on ledger.share (unit_id);

create table ledger.step (
  id      bigint generated always as identity primary key,
  task_id text not null references ledger.task (id),
  title   text not null,
  due     date,
  unit_id text,
  done_at timestamptz
);
create index step_by_task on ledger.step (task_id);

create table ledger.report (
  id         text primary key,
  task_id    text not null references ledger.task (id),
  unit_id    text not null,
  at         timestamptz not null,
  author_id  text not null,
  author     text not null,
  text       text not null,
  state      text not null check (state in ('submitted', 'accepted', 'returned')),
  decided_at timestamptz,
  decided_by text,
  reason     text,
  check (state <> 'returned' or reason is not null)
);
create index report_by_task on ledger.report (task_id, at desc);
create unique index report_one_open on ledger.report (task_id, unit_id) where state = 'submitted';

create table ledger.evidence (
  id        text primary key,
  report_id text not null references ledger.report (id),
  kind      text not null check (kind in ('edition', 'link', 'file')),
  -- edition: the register number; link: the address; file: its SHA-256.
  target    text not null,
  name      text not null,
  probe     text not null check (probe in ('unchecked', 'ok', 'broken')),
  why       text not null default '',
  probed_at timestamptz,
  broken_at timestamptz
);
create index evidence_by_report on ledger.evidence (report_id);

create table ledger.event (
  id      bigint generated always as identity primary key,
  task_id text not null references ledger.task (id),
  at      timestamptz not null,
  actor   text not null,
  act     text not null,
  detail  text not null default ''
);
create index event_by_task on ledger.event (task_id, id);
create function ledger.refuse_change() returns trigger language plpgsql as $$
begin
  raise exception 'the history of a task is final: % is refused', tg_op using errcode = 'insufficient_privilege';
end $$;
create trigger event_is_final before update or delete on ledger.event for each row execute function ledger.refuse_change();
create trigger event_is_kept before truncate on ledger.event for each statement execute function ledger.refuse_change();
