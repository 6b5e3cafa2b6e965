-- Normative documents: on their way, in the ledger, in a clean-up.
create schema policy;

-- A document on its way. What each step found stands in its events; the row holds the text and where it is.
create table policy.draft (
  id            text primary key,
  -- Who drafts it, and in whose name it is made.
  unit_id       text not null,
  issuer_id     text not null,
  title         text not null,
  html          text not null,
  note          text not null,
  touches_rights boolean not null,
  state         text not null check (state in ('drafting', 'assessed', 'consulting', 'consulted', 'reviewing', 'reviewed',
                  'discussed', 'signed', 'registered', 'published', 'interpreted', 'filed', 'stopped')),
  version       int not null default 1,
  replaces_id   text,
  -- Set once registered; both unique, gaps allowed.
  doc_no        text,
  doc_no_key    text unique,
  unified_letters text,
  unified_year  int,
  unified_serial int,
  issued_on     date,
  from_on       date,
  until_on      date,
  -- The piece by which it goes public, and the number it got there.
  piece_id      text,
  no            bigint unique,
  created_at    timestamptz not null,
  updated_at    timestamptz not null,
  unique (issuer_id, unified_year, unified_serial)
);
create index draft_by_unit on policy.draft (unit_id, state);
create index draft_waiting on policy.draft (piece_id) where piece_id is not null and no is null;

-- Every step, once and for ever: nothing here is changed.
create table policy.draft_event (
  id       bigint generated always as identity primary key,
  draft_id text not null references policy.draft (id),
  at       timestamptz not null,
  actor_id text not null,
  actor    text not null,
  move     text not null,
  detail   jsonb not null default '{}'
);
create index draft_event_by_draft on policy.draft_event (draft_id, id);

-- The public round: the text as it was put to the public, and what came of it.
create table policy.round (
  draft_id    text primary key references policy.draft (id),
  title       text not null,
  html        text not null,
  note        text not null,
  opened_on   date not null,
  until_on    date not null,
  answered_at timestamptz,
  answer      text not null default ''
);

create table policy.comment_group (
  id       bigint generated always as identity primary key,
  draft_id text not null references policy.round (draft_id),
  said     text not null,
  verdict  text not null check (verdict in ('adopted', 'partly', 'not')),
  done     text not null
);
create index comment_group_by_draft on policy.comment_group (draft_id);

-- What people wrote. Never public: the public reads the groups. The contact goes when its time is over.
create table policy.comment (
  id       text primary key,
  draft_id text not null references policy.round (draft_id),
  clause   text not null,
  body     text not null,
  contact  text,
  at       timestamptz not null,
  group_id bigint references policy.comment_group (id) on delete set null
);
create index comment_by_draft on policy.comment (draft_id, at);

-- The ledger: every normative document, whether its text is on this site or not.
create table policy.document (
  id          text primary key,
  no          bigint unique,
  title       text not null,
  doc_no      text,
  doc_no_key  text unique,
  unified_no  text,
  unit_id     text not null,
  issuer      text not null,
  issued_on   date,
  from_on     date,
  until_on    date,
  -- What was decided; without a decision its dates speak.
  decided     text check (decided in ('amended', 'repealed', 'void')),
  decided_on  date,
  reason      text not null default '',
  status_doc  text not null default '',
  successor_id text references policy.document (id),
  -- A clean-up said it must be amended, and it has not been yet.
  to_amend    boolean not null default false,
  -- Last time it was looked at whether it goes on.
  looked_on   date,
  source      text not null check (source in ('spread', 'act', 'draft')),
  created_at  timestamptz not null,
  check (decided is null or (decided_on is not null and reason <> '')),
  check (successor_id is null or successor_id <> id)
);
create index document_by_unit on policy.document (unit_id);
create index document_by_successor on policy.document (successor_id) where successor_id is not null;

create table policy.document_event (
  id          bigint generated always as identity primary key,
  document_id text not null references policy.document (id),
  at          timestamptz not null,
  actor       text not null,
  act         text not null,
  detail      text not null
);
create index document_event_by_document on policy.document_event (document_id, id);

-- Which published work names which document; filled as works spread.
create table policy.cite (
  from_no     bigint not null,
  document_id text not null references policy.document (id) on delete cascade,
  quote       text not null,
  -- Day of the edition that was read, to know whether it is older than a decision.
  read_on     date not null,
  settled_on  date,
  settled_why text,
  primary key (from_no, document_id)
);
create index cite_by_document on policy.cite (document_id);

create table policy.campaign (
  id          text primary key,
  title       text not null,
  body_id     text not null,
  cut_off     date not null,
  state       text not null check (state in ('open', 'checked', 'published')),
  opened_by   text not null,
  closed_by   text,
  closed_by_id text,
  released_by text,
  decision_no text,
  created_at  timestamptz not null,
  published_on date
);

create table policy.verdict (
  campaign_id text not null references policy.campaign (id),
  document_id text not null references policy.document (id),
  verdict     text not null check (verdict in ('keep', 'amend', 'repeal', 'void')),
  reason      text not null,
  successor_id text references policy.document (id),
  by_label    text not null,
  at          timestamptz not null,
  primary key (campaign_id, document_id)
);

-- The three lists as they were published.
create table policy.campaign_list (
  campaign_id text not null references policy.campaign (id),
  kind        text not null check (kind in ('keep', 'repeal', 'void')),
  no          bigint not null,
  primary key (campaign_id, kind)
);
