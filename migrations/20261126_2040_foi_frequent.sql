-- 条例第四十四条: the same information asked for by several applicants, and the register the public reads.

-- Pairs of characters of what each case asks for; made by a job after receipt, by which cases that are alike find each other.
create table foi.likeness (
  request_id text primary key references foi.request,
  grams      text[] not null
);
create index likeness_by_gram on foi.likeness using gin (grams);
-- In how many cases a pair occurs: those alike are looked for by rare pairs, since common ones are in nearly all.
create table foi.gram (
  gram text primary key,
  n    int not null check (n >= 1)
);

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

-- Few cases lead to something public; the next applicant is shown those.
create index request_public on foi.request (id) where work_no is not null;

-- The register of requests: by year and unit, newest first.
create index request_register on foi.request (received_on desc, no desc) where received_on is not null;

-- A kept page of the register is drawn anew when something that it shows has changed, whoever changed it.
-- How a processing fee is paid here, as the fee page says it; empty: as the notice says.
alter table foi.setting add pay_how text not null default '';

create function foi.tell_register() returns trigger language plpgsql as $$
begin
  if tg_op = 'UPDATE' then
    perform from was join now using (id)
      where (was.subject, was.state, was.unit_id, was.received_on, was.closed_on, was.decision, was.report_row, was.work_no, was.due)
        is distinct from (now.subject, now.state, now.unit_id, now.received_on, now.closed_on, now.decision, now.report_row, now.work_no, now.due);
    if not found then return null; end if;
  end if;
  update publication.revision set n = n + 1, told = array['foi-register'];
  return null;
end $$;
create trigger request_added_is_told after insert on foi.request
  referencing new table as now for each statement execute function foi.tell_register();
create trigger request_changed_is_told after update on foi.request
  referencing old table as was new table as now for each statement execute function foi.tell_register();

-- The guide says who reviews, which court hears and how to pay.
create function foi.tell_setting() returns trigger language plpgsql as $$
begin
  update publication.revision set n = n + 1, told = array['foi-register'];
  return null;
end $$;
create trigger setting_changed_is_told after update on foi.setting for each statement execute function foi.tell_setting();
