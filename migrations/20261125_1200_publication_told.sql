-- What a change touched is told with its number, so that web processes refresh the pages that read it and no other.
alter table publication.revision
  -- Tags of the newest change; null: it may have touched anything.
  add told      text[],
  -- The number of the newest change after which kept pages had to be deleted and not only drawn anew.
  add forgotten bigint not null default 0;

create or replace function publication.tell_revision() returns trigger language plpgsql as $$
declare
  said text := json_build_object('n', new.n, 'forget', new.forgotten = new.n, 'tags', new.told)::text;
begin
  -- A notification holds less than 8000 bytes; one that touches more than fits may have touched anything.
  if octet_length(said) > 7900 then
    said := json_build_object('n', new.n, 'forget', new.forgotten = new.n, 'tags', null)::text;
  end if;
  perform pg_notify('revision', said);
  return null;
end $$;

-- Names, telephone numbers and duties of units stand on public pages, whoever changes them.
create function publication.tell_units() returns trigger language plpgsql as $$
begin
  update publication.revision
     set n = n + 1, told = (select array_agg('unit-record:' || id) || array['units'] from touched)
   where exists (select from touched);
  return null;
end $$;
create trigger unit_added_is_told after insert on org.unit
  referencing new table as touched for each statement execute function publication.tell_units();
create trigger unit_changed_is_told after update on org.unit
  referencing new table as touched for each statement execute function publication.tell_units();
create trigger unit_removed_is_told after delete on org.unit
  referencing old table as touched for each statement execute function publication.tell_units();
