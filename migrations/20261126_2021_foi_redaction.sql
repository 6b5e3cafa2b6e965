-- 区分处理 (条例第三十七条): a file of a case with places to cover, and the new file that was made of it.
create table foi.redaction (
  id          text primary key,
  request_id  text not null references foi.request,
  -- What was asked for, as pages: a PDF or a picture.
  source_id   text not null references foi.file,
  name        text not null,
  -- Width and height of each page in points.
  sizes       jsonb not null,
  -- Places by page: shares of its width and height, and the key of the reason in law/foi.json.
  bars        jsonb not null default '[]',
  -- Made of a text or a table, whose layout was not kept.
  simplified  boolean not null,
  state       text not null check (state in ('open', 'making', 'done', 'failed')),
  result_id   text references foi.file,
  -- Why it failed, for the clerk.
  say         text not null default '',
  -- Why it went on although numbers of persons seem to be left in it.
  despite     text not null default '',
  version     int not null default 1,
  created_at  timestamptz not null,
  by_label    text not null,
  check ((state = 'done') = (result_id is not null))
);
create index redaction_by_request on foi.redaction (request_id);
