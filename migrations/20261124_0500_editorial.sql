-- Pieces on their way to the public: drafts, review, release.
create schema editorial;

create table editorial.piece (
  id           text primary key,
  unit_id      text not null,
  state        text not null check (state in ('draft', 'submitted', 'returned', 'passed', 'scheduled', 'published', 'discarded')),
  -- Counts every change; the form carries the one the person saw.
  version      int not null default 1,
  title        text not null default '',
  kind         text not null default '通知公告',
  columns      text[] not null default '{}',
  topics       text[] not null default '{}',
  html         text not null default '',
  answer       text not null default '',
  doc_no       text not null default '',
  index_no     text not null default '',
  source       text not null default '',
  issued_on    date,
  basis        jsonb not null default '[]',
  validity     jsonb,
  interprets   bigint,
  attachments  jsonb not null default '[]',
  writer_id    text not null,
  writer       text not null,
  reviewer_id  text,
  reviewer     text,
  approver_id  text,
  approver     text,
  release_at   timestamptz,
  -- Of the published work; for a correction, of the work it corrects.
  no           bigint,
  -- A correction says why before it can be submitted.
  correction   text,
  created_at   timestamptz not null,
  updated_at   timestamptz not null,
  updated_by   text not null,
  check (state <> 'scheduled' or release_at is not null)
);
create index piece_by_unit on editorial.piece (unit_id, state, updated_at desc);
create index piece_waiting on editorial.piece (state, updated_at) where state in ('submitted', 'passed', 'returned', 'scheduled');
-- One open correction for each published work.
create unique index piece_one_correction on editorial.piece (no)
  where correction is not null and state not in ('published', 'discarded');

create table editorial.step (
  id          bigint generated always as identity primary key,
  piece_id    text not null references editorial.piece (id),
  at          timestamptz not null,
  actor_id    text not null,
  actor_label text not null,
  act         text not null,
  remark      text not null default '',
  version     int not null
);
create index step_by_piece on editorial.step (piece_id, id);
comment on table editorial.step is 'What happened to a piece, in order. Never updated, never deleted.';
create function editorial.refuse_change() returns trigger language plpgsql as $$
begin
  raise exception 'the history of a piece is final: % is refused', tg_op using errcode = 'insufficient_privilege';
end $$;
create trigger step_is_final before update or delete on editorial.step for each row execute function editorial.refuse_change();
create trigger step_is_kept before truncate on editorial.step for each statement execute function editorial.refuse_change();
