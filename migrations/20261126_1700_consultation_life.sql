-- Questions about policies, from all channels in one register, and the answers that became public.
create schema consultation;

create table consultation.setting (
  one               boolean primary key default true check (one),
  -- Days after the answer until contact and the mark of the asker are deleted.
  keep_contact_days int not null default 90 check (keep_contact_days between 1 and 3650),
  -- So many different askers about one clause make a second interpretation due.
  repeats           int not null default 3 check (repeats between 2 and 1000),
  -- Questions from one address, before the next must wait.
  per_ten_minutes   int not null default 10 check (per_ten_minutes >= 1),
  per_day           int not null default 60 check (per_day >= 1)
);
insert into consultation.setting default values;

-- Days by channel are local custom and not law: unconfirmed until the office has confirmed them.
create table consultation.channel (
  code          text primary key,
  name          text not null,
  position      int not null,
  transfer_days int not null check (transfer_days between 1 and 60),
  -- Null: what the law says and nothing shorter.
  answer_days   int check (answer_days between 1 and 60),
  confirmed     boolean not null default false
);
insert into consultation.channel (code, name, position, transfer_days, answer_days) values
  ('portal', '网站', 1, 1, null), ('window', '大厅窗口', 2, 1, 3), ('hotline', '热线', 3, 1, 3), ('media', '新媒体', 4, 1, null);

create table consultation.counter (year int primary key, n int not null);

create table consultation.question (
  id             text primary key,
  no             text not null unique,
  -- SHA-256 over the form's one-time mark and what was typed: a double click is one question.
  once           bytea unique,
  -- Null once it came by a channel that answers by itself.
  password       text,
  tries          int not null default 0,
  locked_until   timestamptz,
  channel        text not null references consultation.channel (code),
  -- Of the channel's own system: the same one twice is one question.
  outside_no     text,
  work_no        bigint,
  version        int,
  clause         text,
  clause_label   text,
  kind           text not null,
  words          text not null check (words <> ''),
  may_publish    boolean not null,
  -- Keyed hash that tells askers apart; goes with the contact.
  asker          bytea,
  state          text not null check (state in ('new', 'handling', 'review', 'answered')),
  unit_id        text,
  arrived_on     date not null,
  created_at     timestamptz not null,
  due            date not null,
  answered_at    timestamptz,
  -- Of the answer as it is being written, and as it was approved.
  answer         text not null default '',
  public_words   text not null default '',
  public_answer  text not null default '',
  keep_private   text not null default '',
  cited_version  int,
  cited_clause   text,
  writer_id      text,
  writer_label   text,
  approver_label text,
  rating         text check (rating in ('clear', 'partly', 'unclear')),
  rating_note    text not null default '',
  rated_at       timestamptz,
  check ((state = 'answered') = (answered_at is not null)),
  check ((state = 'new') = (unit_id is null)),
  check (clause is null or work_no is not null),
  unique (channel, outside_no)
);
create index question_open on consultation.question (due) where state <> 'answered';
create index question_by_unit on consultation.question (unit_id, created_at);
create index question_by_work on consultation.question (work_no, clause);

create table consultation.contact (
  question_id text primary key references consultation.question,
  -- AES-256-GCM under the site's secret key, which no backup holds.
  sealed      bytea not null
);
comment on table consultation.contact is 'How the asker wants to be told; seen by the handling clerk alone, each look audited, deleted after setting.keep_contact_days.';

create table consultation.event (
  id          bigint generated always as identity primary key,
  question_id text not null references consultation.question,
  at          timestamptz not null,
  what        text not null check (what in ('asked', 'assigned', 'transferred', 'submitted', 'returned', 'answered', 'published', 'rated', 'flagged', 'looked', 'followed')),
  label       text not null,
  from_unit   text,
  to_unit     text,
  note        text not null default ''
);
create index event_by_question on consultation.event (question_id, id);

-- Who may come back to a question: made by its password, for two hours.
create table consultation.visit (
  token       bytea primary key,
  question_id text not null references consultation.question,
  until       timestamptz not null
);

-- 咨询答问库: what became public, in masked form.
create table consultation.entry (
  question_id text primary key references consultation.question,
  no          text not null unique,
  unit_id     text not null,
  work_no     bigint,
  version     int,
  clause      text,
  clause_label text,
  kind        text not null,
  words       text not null,
  answer      text not null,
  asked_at    timestamptz not null,
  answered_at timestamptz not null,
  year        int not null,
  -- Pairs of characters, for finding.
  grams       text[] not null,
  hidden      boolean not null default false,
  -- The version in which the cited words changed; null: nothing to look at.
  look_again  int,
  flagged_at  timestamptz
);
create index entry_grams on consultation.entry using gin (grams);
create index entry_by_work on consultation.entry (work_no, clause);
create index entry_by_time on consultation.entry (answered_at desc);

-- 二次解读: a clause that many asked about, until the drafting unit has explained it again.
create table consultation.second (
  id         bigint generated always as identity primary key,
  work_no    bigint not null,
  clause     text not null,
  clause_label text not null,
  unit_id    text not null,
  askers     int not null,
  opened_on  date not null,
  closed_at  timestamptz,
  by_label   text,
  -- The work that explains it, and the day on which it is looked at once more (跟踪解读).
  explained_by bigint,
  follow_on  date,
  follow_done date,
  note       text not null default ''
);
create unique index second_open on consultation.second (work_no, clause) where closed_at is null;

create table consultation.api_key (
  id         text primary key,
  name       text not null,
  channel    text not null references consultation.channel (code),
  hash       bytea not null unique,
  made_at    timestamptz not null,
  made_by    text not null,
  revoked_at timestamptz,
  used_at    timestamptz,
  uses       int not null default 0
);

-- How many questions were told to wait, so that a limit that is too tight shows.
create table consultation.turned_away (day date primary key, n int not null);
