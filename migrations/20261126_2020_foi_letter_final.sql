-- A letter that went out stays as it went out: only its drawn files are added, once.
create function foi.letter_is_final() returns trigger language plpgsql as $$
begin
  if old.state = 'draft' then
    return case when tg_op = 'DELETE' then old else new end;
  end if;
  if tg_op = 'UPDATE'
    and (new.id, new.request_id, new.kind, new.once, new.no, new.title, new.body, new.decision, new.basis, new.state, new.issued_on)
      is not distinct from
        (old.id, old.request_id, old.kind, old.once, old.no, old.title, old.body, old.decision, old.basis, old.state, old.issued_on)
    and (old.docx is null or new.docx is not distinct from old.docx)
    and (old.pdf is null or new.pdf is not distinct from old.pdf) then
    return new;
  end if;
  raise exception 'letter % is issued and final', old.id;
end $$;
create trigger letter_is_final before update or delete on foi.letter
  for each row execute function foi.letter_is_final();
