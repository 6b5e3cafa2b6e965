-- A leak found after publication: who asked for what to be erased, who decided, and what was erased. None of it repeats the leak.
create table publication.erasure (
  id            text primary key,
  work_no       bigint not null references publication.work (no),
  -- The whole work; else the versions, else the attachments named by their SHA-256.
  whole         boolean not null,
  versions      int[] not null default '{}',
  files         text[] not null default '{}',
  kind          text not null,
  reason        text not null check (reason <> ''),
  public_reason text not null check (public_reason <> ''),
  -- Not to be seen while people decide.
  hides         boolean not null,
  state         text not null check (state in ('asked', 'done', 'refused')),
  asked_at      timestamptz not null,
  asked_by      text not null,
  asked_label   text not null,
  asked_unit    text not null,
  decided_at    timestamptz,
  decided_by    text,
  decided_label text,
  refusal       text,
  check (whole or cardinality(versions) + cardinality(files) > 0),
  check ((state = 'asked') = (decided_at is null)),
  check ((state = 'asked') = (decided_by is null)),
  check ((state = 'refused') = (refusal is not null)),
  constraint erasure_takes_two_people check (decided_by is distinct from asked_by)
);
create unique index erasure_one_open on publication.erasure (work_no) where state = 'asked';
create index erasure_by_work on publication.erasure (work_no, asked_at);
create index erasure_newest on publication.erasure (asked_at desc);

-- Whose bytes and salt are gone. A restored backup is held against the same list, kept outside the database.
create table publication.erased_edition (
  edition_id text primary key references publication.edition (id),
  erasure_id text not null references publication.erasure (id),
  at         timestamptz not null
);

-- An edition stays final but for one thing: the reason of an erased one may be replaced by these fixed words.
create or replace function publication.refuse_change() returns trigger language plpgsql as $$
begin
  if tg_op = 'UPDATE' and tg_table_name = 'edition' then
    if new.reason = '（内容已删除）' and to_jsonb(new) - 'reason' = to_jsonb(old) - 'reason'
      and not exists (select 1 from publication.content c where c.edition_id = old.id) then
      return new;
    end if;
  end if;
  raise exception 'an edition is final: % on % is refused', tg_op, tg_table_name using errcode = 'insufficient_privilege';
end $$;
