-- The catalogue of what a unit must publish: which items are its own, what came out under them, what made a deadline start.
create schema catalogue;

-- One row: what the law leaves to the district.
create table catalogue.setting (
  single       boolean primary key default true check (single),
  -- Calendar days before a deadline from which it shows as due soon.
  soon_days    int not null default 10 check (soon_days between 1 and 60),
  -- How many days may pass without a new piece where the catalogue says 及时; null: silence is no lapse.
  silence_days int check (silence_days between 1 and 3660)
);
insert into catalogue.setting default values;

create table catalogue.adoption (
  unit_id     text not null,
  -- Of the national catalogue (04-07), or of the unit's own making (own-…), then with the item itself in `own`.
  item_id     text not null,
  state       text not null check (state in ('adopted', 'dropped')),
  adopted_on  date not null,
  -- What the unit says differently; null: as the national catalogue has it.
  content     text,
  timing_text text,
  timing      jsonb,
  carriers    text[],
  contact     text not null default '',
  own         jsonb,
  -- Why it was dropped.
  reason      text not null default '',
  updated_at  timestamptz not null,
  updated_by  text not null,
  primary key (unit_id, item_id),
  check (state <> 'dropped' or reason <> ''),
  check ((own is not null) = (item_id like 'own-%'))
);

-- What is out under an item; derived from editions by spread, rebuilt from them at any time.
create table catalogue.evidence (
  no           bigint primary key,
  unit_id      text not null,
  item_id      text not null,
  published_on date not null,
  title        text not null
);
create index evidence_by_item on catalogue.evidence (unit_id, item_id, published_on);

-- Something happened from which a deadline runs: a decision was made, a budget approved.
create table catalogue.happening (
  id          bigint generated always as identity primary key,
  unit_id     text not null,
  item_id     text not null,
  happened_on date not null,
  what        text not null check (what <> ''),
  -- Which of the item's rules it starts, counted from 0.
  rule        int not null default 0,
  recorded_at timestamptz not null,
  recorded_by text not null,
  struck      text
);
create index happening_by_item on catalogue.happening (unit_id, item_id, happened_on);

-- 催办: who was urged about what, and who got a copy.
create table catalogue.reminder (
  id      bigint generated always as identity primary key,
  unit_id text not null,
  item_id text not null,
  due     date,
  at      timestamptz not null,
  by      text not null,
  copied  text not null
);
create index reminder_by_item on catalogue.reminder (unit_id, item_id, at);

-- The catalogue a unit has published, as a work whose versions publication keeps.
create table catalogue.release (
  unit_id text primary key,
  no      bigint not null,
  version int not null,
  at      timestamptz not null
);
