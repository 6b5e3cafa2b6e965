-- 条例第四十四条: the same information asked for by several applicants, and the register the public reads.

-- Pairs of characters of what each case asks for; made by a job after receipt, by which cases that are alike find each other.
create table foi.likeness (
  request_id text primary key references foi.request,
  grams      text[] not null
);
create index likeness_by_gram on foi.likeness using gin (grams);

-- Cases of one unit that may be for the same information; a clerk says whether they are.
create table foi.frequent (
  id           bigint generated always as identity primary key,
  unit_id      text not null,
  state        text not null check (state in ('offered', 'confirmed', 'dismissed', 'published')),
  -- As the public may read it; empty until confirmed.
  subject      text not null default '',
  raised_on    date not null,
  applicants   int not null check (applicants >= 1),
  confirmed_on date,
  by_label     text not null default '',
  -- Why it is not the same, or may not be published.
  reason       text not null default '',
  piece_id     text,
  work_no      bigint,
  published_on date,
  check ((state in ('confirmed', 'published')) = (confirmed_on is not null)),
  check ((state = 'published') = (work_no is not null))
);
create index frequent_open on foi.frequent (unit_id, state);
create index frequent_by_piece on foi.frequent (piece_id) where piece_id is not null and work_no is null;

create table foi.frequent_case (
  frequent_id bigint not null references foi.frequent,
  request_id  text not null references foi.request,
  -- Share of pairs in common with the case by which it was found, 0 to 1.
  likeness    real not null,
  -- Null until somebody looked.
  same        boolean,
  primary key (frequent_id, request_id)
);
create index frequent_case_by_request on foi.frequent_case (request_id);

-- The register of requests: by year and unit, newest first.
create index request_register on foi.request (received_on desc, no desc) where received_on is not null;

-- How a processing fee is paid here, as the fee page says it; empty: as the notice says.
alter table foi.setting add pay_how text not null default '';
