-- How many working days the running period has, an extension included: what the list's ticks are drawn from.
alter table foi.request add column days int check (days > 0);

-- Words of a subject by pairs of characters: Chinese has no gaps between words.
create function foi.pairs(t text) returns text[] language sql immutable parallel safe as $$
  select coalesce(array_agg(distinct substr(t, i, 2)), '{}') from generate_series(1, length(t) - 1) i
$$;
create index request_subject_pairs on foi.request using gin (foi.pairs(subject));
create index request_open_due on foi.request (due, unit_id) where closed_on is null;
