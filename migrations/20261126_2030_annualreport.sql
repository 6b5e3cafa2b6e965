create schema annualreport;

-- One a unit and year. What is public is the edition; this is where it is written.
create table annualreport.report (
  unit_id text not null,
  year int not null check (year between 2008 and 2100),
  state text not null check (state in ('draft', 'review', 'approved', 'published')),
  version int not null,
  texts jsonb not null,
  writer_id text, writer text,
  reviewer_id text, reviewer text,
  approver_id text, approver text,
  -- Tables, sources and texts as they were approved, and how many entries the register had then.
  frozen jsonb,
  frozen_hash text,
  frozen_at timestamptz,
  log_size bigint,
  -- What is public now: a report that is written anew must not show before it is published.
  shown jsonb,
  published_no bigint,
  published_on date,
  created_at timestamptz not null,
  updated_at timestamptz not null,
  primary key (unit_id, year),
  check (state in ('draft', 'review') or (frozen is not null and frozen_hash is not null and log_size is not null)),
  check (state <> 'published' or (published_no is not null and published_on is not null and shown is not null))
);
create unique index report_by_work on annualreport.report (published_no) where published_no is not null;

-- Figures that live elsewhere (许可、处罚、强制、收费). Nothing is overwritten: the newest of a cell counts.
create table annualreport.entry (
  id bigint generated always as identity primary key,
  unit_id text not null,
  year int not null,
  cell text not null,
  value numeric(20, 6) not null check (value >= 0),
  source text not null check (source <> ''),
  by text not null,
  at timestamptz not null,
  foreign key (unit_id, year) references annualreport.report (unit_id, year)
);
create index entry_by_report on annualreport.entry (unit_id, year, cell, id desc);

-- Why a number moved so since last year; the newest of a cell counts.
create table annualreport.reason (
  id bigint generated always as identity primary key,
  unit_id text not null,
  year int not null,
  cell text not null,
  reason text not null check (reason <> ''),
  by text not null,
  at timestamptz not null,
  foreign key (unit_id, year) references annualreport.report (unit_id, year)
);
create index reason_by_report on annualreport.reason (unit_id, year, cell, id desc);

create table annualreport.event (
  id bigint generated always as identity primary key,
  unit_id text not null,
  year int not null,
  at timestamptz not null,
  actor text not null,
  act text not null,
  detail text not null,
  foreign key (unit_id, year) references annualreport.report (unit_id, year)
);
create index event_by_report on annualreport.event (unit_id, year, id);

-- What no national text gives, or what a place may set earlier than the law. Empty dates: the law's own.
create table annualreport.setting (
  one boolean primary key default true check (one),
  part_one_chars int not null check (part_one_chars between 100 and 20000),
  change_percent int not null check (change_percent between 1 and 1000),
  change_least int not null check (change_least between 1 and 100000),
  unit_due text check (unit_due ~ '^0[1-3]-[0-3][0-9]$'),
  government_due text check (government_due ~ '^0[1-3]-[0-3][0-9]$')
);
insert into annualreport.setting (part_one_chars, change_percent, change_least) values (1000, 50, 10);
