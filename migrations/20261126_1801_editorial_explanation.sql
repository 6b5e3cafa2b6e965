-- What an interpretation explains, as facts: its form, the six elements, old and new (publication/content.ts, Explanation).
alter table editorial.piece add column explanation jsonb;
-- The policy it explains while that is no work yet: a piece on its way. On release it becomes `interprets`.
alter table editorial.piece add column for_piece text references editorial.piece (id);
create index piece_for_piece on editorial.piece (for_piece) where for_piece is not null;
