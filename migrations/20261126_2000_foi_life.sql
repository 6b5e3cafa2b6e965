-- 依申请公开: applications, the cases they become, and everything that happens to a case.
create schema foi;

create table foi.setting (
  one                  boolean primary key default true check (one),
  -- Payment begins the answer period anew (believed so; no source read states it), or only ends the pause.
  restart_on_payment   boolean not null default true,
  -- Requests of one applicant are counted over all agencies of the district (only where lawful).
  fee_across_units     boolean not null default false,
  -- So many requests of one applicant in a month make the page offer Article 35; the law names no number.
  excess_hint          int not null default 20 check (excess_hint between 2 and 10000),
  -- So many different applicants for the same information make proactive disclosure due (Article 44 names no number).
  prompt_threshold     int not null default 3 check (prompt_threshold between 2 and 1000),
  -- Days for the applicant to correct or to give reasons: "reasonable" in the law, working days here.
  correction_days      int not null default 15 check (correction_days between 1 and 60),
  -- Days after the end of a case until identity, contact and proof are deleted.
  keep_identity_days   int not null default 1095 check (keep_identity_days between 30 and 36500),
  -- Who reviews and which court hears, as the remedy paragraph names them; empty: the words of the law.
  review_body          text not null default '',
  court                text not null default '',
  office_confirmed     boolean not null default false,
  -- What the calendar held when due days were last computed.
  calendar             text not null default ''
);
insert into foi.setting default values;

create table foi.counter (kind text not null, year int not null, n int not null, primary key (kind, year));

create table foi.application (
  id              text primary key,
  no              text not null unique,
  -- SHA-256 over the form's one-time mark and what was typed: a double click is one application.
  once            bytea unique,
  password        text,
  tries           int not null default 0,
  locked_until    timestamptz,
  channel         text not null check (channel in ('counter', 'post-signed', 'post-plain', 'net', 'fax', 'email')),
  submitted_at    timestamptz not null,
  arrived_on      date not null,
  applicant_kind  text not null check (applicant_kind in ('naturalPerson', 'business', 'research', 'publicWelfare', 'legalService', 'otherOrg')),
  -- Keyed hash that tells applicants apart; goes with the identity.
  applicant       bytea,
  description     text not null,
  wanted_form     text check (wanted_form in ('paper', 'electronic', 'disc', 'read')),
  wanted_way      text check (wanted_way in ('post', 'email', 'net', 'fax', 'pickup', 'onsite')),
  -- 条例第四十三条: whether help in reading, seeing or hearing was asked for, and what was offered.
  help_wanted     boolean not null default false,
  help_offered    text not null default '',
  -- 条例第二十九条: spoken, and written down by the office.
  filled_by_office boolean not null default false,
  created_at      timestamptz not null
);
create index application_by_applicant on foi.application (applicant) where applicant is not null;

create table foi.identity (
  application_id text primary key references foi.application,
  -- AES-256-GCM under the site's secret key, which no backup holds: name, document, contacts, agent.
  sealed         bytea not null,
  expires_on     date
);
comment on table foi.identity is 'Seen by the handling clerk alone, each look audited, deleted after setting.keep_identity_days.';

create table foi.request (
  id             text primary key,
  application_id text not null references foi.application,
  part           int not null check (part >= 1),
  no             text not null unique,
  unit_id        text not null,
  clerk_id       text,
  clerk_label    text not null default '',
  state          text not null check (state in ('awaitingConfirmation', 'received', 'correctionPending', 'processing', 'consulting', 'feePending',
                   'decided', 'delivered', 'archived', 'abandonedCorrection', 'abandonedFee', 'withdrawn')),
  -- What this case asks for (a part of the application after a split), and how the public register names it.
  wanted         text not null,
  subject        text not null default '',
  received_on    date,
  -- Of the answer clock, computed from the events; null before receipt and while a correction is awaited.
  due            date,
  due_provisional boolean not null default false,
  -- The next day on which something is owed, whoever owes it: the order of the list.
  next_due       date,
  correct_by     date,
  -- What waits for approval: a decision or an extension, as drafted.
  proposal       jsonb,
  decision       text,
  grounds        text[] not null default '{}',
  basis          text[] not null default '{}',
  reasons        text not null default '',
  whereabouts    text not null default '',
  report_row     text,
  remedy_class   text check (remedy_class in ('A', 'B', 'none')),
  decided_on     date,
  decided_by     text not null default '',
  closed_on      date,
  delivered_on   date,
  delivered_how  text not null default '',
  archived_on    date,
  -- Set while the clerk has not seen that a new calendar moved the day.
  due_was        date,
  rating         text check (rating in ('clear', 'partly', 'unclear')),
  rating_note    text not null default '',
  -- Work under which the anonymised answer was published (条例第四十四条).
  work_no        bigint,
  version        int not null default 1,
  created_at     timestamptz not null,
  unique (application_id, part),
  -- Only who withdraws before both sides confirmed was never received.
  check (received_on is not null or state in ('awaitingConfirmation', 'withdrawn')),
  check (state <> 'awaitingConfirmation' or received_on is null),
  -- Closed for the statistics: decided or no longer processed.
  check ((closed_on is null) = (state in ('awaitingConfirmation', 'received', 'correctionPending', 'processing', 'consulting', 'feePending'))),
  check ((report_row is null) = (closed_on is null))
);
create index request_open on foi.request (next_due, no) where closed_on is null;
create index request_open_by_unit on foi.request (unit_id, next_due, no) where closed_on is null;
create index request_closed on foi.request (closed_on desc, no desc) where closed_on is not null;
create index request_closed_by_unit on foi.request (unit_id, closed_on desc, no desc) where closed_on is not null;
create index request_undelivered on foi.request (unit_id) where state = 'decided';
create index request_moved on foi.request (unit_id) where due_was is not null;
create index request_received on foi.request (received_on, unit_id);

create table foi.event (
  id         bigint generated always as identity primary key,
  request_id text not null references foi.request,
  what       text not null,
  -- The legal day, which a clerk may enter for a day that is over; `at` is when it was entered.
  on_day     date not null,
  at         timestamptz not null,
  by_label   text not null,
  -- What the applicant may read.
  note       text not null default '',
  detail     jsonb not null default '{}'
);
create index event_by_request on foi.event (request_id, id);

create table foi.party (
  id           text primary key,
  request_id   text not null references foi.request,
  kind         text not null check (kind in ('third', 'coproducer')),
  sealed       bytea not null,
  about        text not null,
  sent_on      date not null,
  received_on  date,
  limit_on     date not null,
  opinion      text check (opinion in ('agree', 'object', 'silent')),
  opinion_on   date,
  reasons      text not null default '',
  -- Why it is disclosed although the party objects.
  override     text not null default '',
  check ((opinion is null) = (opinion_on is null))
);
create index party_by_request on foi.party (request_id);
create index party_waiting on foi.party (limit_on) where opinion is null;

create table foi.fee (
  request_id      text primary key references foi.request,
  tariff          text not null check (tariff in ('items', 'pages')),
  count           int not null check (count >= 1),
  yuan            int not null check (yuan > 0),
  bands           jsonb not null,
  basis           text not null,
  notified_on     date not null,
  pay_by          date not null,
  paid_on         date,
  receipt_no      text not null default '',
  refunded_on     date,
  refunded_yuan   int not null default 0 check (refunded_yuan >= 0 and refunded_yuan <= yuan),
  refund_reason   text not null default '',
  objection       text not null default '',
  objected_on     date,
  objection_answer text not null default '',
  answered_on     date,
  check (paid_on is null or receipt_no <> ''),
  check (refunded_on is null or paid_on is not null)
);

create table foi.dispute (
  id         text primary key,
  request_id text not null references foi.request,
  block      text not null check (block in ('review', 'litigationDirect', 'litigationAfterReview')),
  opened_on  date not null,
  body       text not null,
  outcome    text not null check (outcome in ('upheld', 'corrected', 'otherOutcome', 'pending')),
  closed_on  date,
  note       text not null default '',
  check ((outcome = 'pending') = (closed_on is null))
);
create index dispute_by_request on foi.dispute (request_id);
create index dispute_by_day on foi.dispute (opened_on, closed_on);

-- 觉得我们算错了: somebody disputes a day of the trace.
create table foi.objection (
  id          text primary key,
  request_id  text not null references foi.request,
  day         date not null,
  words       text not null check (words <> ''),
  at          timestamptz not null,
  answer      text not null default '',
  answered_on date,
  by_label    text not null default ''
);
create index objection_by_request on foi.objection (request_id);
create index objection_open on foi.objection (at) where answered_on is null;

create table foi.file (
  id             text primary key,
  application_id text not null references foi.application,
  -- Null: of the application as a whole.
  request_id     text references foi.request,
  role           text not null,
  name           text not null,
  type           text not null,
  size           int not null check (size >= 0),
  -- Of the bytes on the disk: sealed ones differ from what was sent.
  sha256         text not null,
  sealed         boolean not null,
  -- The applicant gets it with the answer.
  to_applicant   boolean not null default false,
  created_at     timestamptz not null,
  by_label       text not null,
  deleted_on     date
);
create index file_by_application on foi.file (application_id);
create index file_by_sha on foi.file (sha256);

create table foi.letter (
  id         text primary key,
  request_id text not null references foi.request,
  kind       text not null,
  once       text not null,
  no         text,
  title      text not null,
  body       jsonb not null,
  decision   text,
  basis      text[] not null default '{}',
  state      text not null check (state in ('draft', 'issued')),
  issued_on  date,
  docx       text,
  pdf        text,
  created_at timestamptz not null,
  by_label   text not null,
  unique (request_id, once),
  check ((state = 'issued') = (issued_on is not null and no is not null))
);

-- Who may come back to an application: made by its password, for two hours.
create table foi.visit (
  token          bytea primary key,
  application_id text not null references foi.application,
  until          timestamptz not null
);
