-- In whose name a piece is issued, when that is not the unit that drafts and publishes it (以区政府名义，由部门起草).
alter table editorial.piece add column issuer text not null default '';
