-- Who decided last about an item, and not only how they are called: two people may be called alike. Of older rows only that is known.
alter table catalogue.adoption add column updated_by_id text;
-- Since when it is left out, so that the map of an earlier day still shows what was owed then. Until now the last change was that day.
alter table catalogue.adoption add column dropped_on date;
update catalogue.adoption set dropped_on = (updated_at at time zone 'Asia/Shanghai')::date where state = 'dropped';
alter table catalogue.adoption add check ((dropped_on is not null) = (state = 'dropped'));
