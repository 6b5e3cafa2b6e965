-- What was typed into a piece's form and could not be taken into the piece, by field: shown again, never public.
alter table editorial.piece add column unread jsonb not null default '{}';
