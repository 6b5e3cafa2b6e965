-- The register: one leaf for each edition, in one unbroken order.
create schema translog;

create table translog.leaf (
  index      bigint primary key check (index >= 0),
  edition_id text not null unique,
  data       bytea not null,
  hash       bytea not null check (octet_length(hash) = 32),
  at         timestamptz not null
);
comment on table translog.leaf is 'One row per log entry; data is the leaf itself, hash its RFC 6962 leaf hash. Never updated, never deleted.';

-- The row lock on head is what makes the index contiguous: appends happen one after the other.
create table translog.head (
  one  boolean primary key default true check (one),
  size bigint not null
);
insert into translog.head (size) values (1);
-- The register opens with an entry of its own, so that the first piece is number 1.
insert into translog.leaf (index, edition_id, data, hash, at)
  select 0, 'opening', d, sha256('\x00'::bytea || d), now() from (select convert_to('{"act":"open","v":1}', 'UTF8') as d) o;

create function translog.refuse_change() returns trigger language plpgsql as $$
begin
  raise exception 'the register is append-only: % on % is refused', tg_op, tg_table_name using errcode = 'insufficient_privilege';
end $$;
create trigger leaf_is_final before update or delete on translog.leaf for each row execute function translog.refuse_change();
create trigger leaf_is_kept before truncate on translog.leaf for each statement execute function translog.refuse_change();

create schema publication;

-- A work is what a reader's address names; its number is the log index of its first edition.
create table publication.work (
  no         bigint primary key,
  unit_id    text not null,
  state      text not null check (state in ('published', 'withdrawn', 'erased')),
  created_at timestamptz not null
);

create table publication.edition (
  id           text primary key,
  work_no      bigint not null references publication.work (no),
  version      int not null check (version >= 1),
  act          text not null check (act in ('publish', 'correct', 'withdraw')),
  reason       text,
  published_at timestamptz not null,
  content_hash bytea not null check (octet_length(content_hash) = 32),
  log_index    bigint not null unique references translog.leaf (index),
  unique (work_no, version),
  check (act = 'publish' or reason is not null)
);
comment on table publication.edition is 'Immutable. content_hash = SHA-256(salt || bytes): it proves that something was there without telling what.';

-- Apart from the edition, so that a leak of personal data can be erased while the edition and its leaf stay.
create table publication.content (
  edition_id text primary key references publication.edition (id),
  salt       bytea not null,
  bytes      bytea not null
);

create function publication.refuse_change() returns trigger language plpgsql as $$
begin
  raise exception 'an edition is final: % on % is refused', tg_op, tg_table_name using errcode = 'insufficient_privilege';
end $$;
create trigger edition_is_final before update or delete on publication.edition for each row execute function publication.refuse_change();
create trigger edition_is_kept before truncate on publication.edition for each statement execute function publication.refuse_change();
create trigger content_is_final before update on publication.content for each row execute function publication.refuse_change();

-- What lists and feeds read; derived from the newest edition of each work and rebuilt from editions at any time.
create table publication.listing (
  no                 bigint primary key references publication.work (no),
  edition_id         text not null references publication.edition (id),
  version            int not null,
  state              text not null,
  unit_id            text not null,
  unit_name          text not null,
  title              text not null,
  kind               text not null,
  doc_no             text,
  doc_no_key         text,
  index_no           text,
  answer             text,
  issued_on          date,
  valid_from         date,
  valid_until        date,
  valid_status       text,
  columns            text[] not null,
  topics             text[] not null,
  interprets         bigint,
  first_published_at timestamptz not null,
  published_on       date not null,
  changed_at         timestamptz not null
);
create index listing_newest on publication.listing (first_published_at desc, no desc);
create index listing_by_unit on publication.listing (unit_id, first_published_at desc);
create index listing_by_column on publication.listing using gin (columns);
create index listing_by_topic on publication.listing using gin (topics);
create index listing_by_doc_no on publication.listing (doc_no_key) where doc_no_key is not null;
create index listing_by_interprets on publication.listing (interprets) where interprets is not null;

-- Attachments that some edition shows; a file is served only when it stands here.
create table publication.attachment (
  edition_id text not null references publication.edition (id),
  sha256     text not null,
  name       text not null,
  type       text not null,
  size       bigint not null,
  primary key (edition_id, sha256, name)
);
create index attachment_by_file on publication.attachment (sha256);

-- One number that changes, in the same transaction, whenever anything public does; web processes listen to it.
create table publication.revision (
  one boolean primary key default true check (one),
  n   bigint not null
);
insert into publication.revision (n) values (1);
create function publication.tell_revision() returns trigger language plpgsql as $$
begin
  perform pg_notify('revision', new.n::text);
  return null;
end $$;
create trigger revision_is_told after update on publication.revision for each row execute function publication.tell_revision();
