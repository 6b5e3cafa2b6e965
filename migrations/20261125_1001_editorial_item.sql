-- The catalogue's item a piece answers, and what the form asked for under it; labels are frozen with the values.
alter table editorial.piece add column item jsonb, add column elements jsonb not null default '[]';
