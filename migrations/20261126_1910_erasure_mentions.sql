-- Where words of an erased text may stand in what people typed elsewhere; only the place is kept, never the words.
create table erasure.mention (
  erasure_id    text not null references publication.erasure (id),
  -- Which kind of place (`editorial.step`) and which row of it.
  place         text not null,
  ref           text not null,
  unit_id       text,
  -- How many different words of the erased text stand in it.
  words         integer not null check (words > 0),
  state         text not null default 'open' check (state in ('open', 'forgotten', 'kept')),
  decided_on    date,
  decided_label text,
  note          text not null default '',
  primary key (erasure_id, place, ref),
  check ((state = 'open') = (decided_on is null))
);
create index mention_open on erasure.mention (erasure_id) where state = 'open';
