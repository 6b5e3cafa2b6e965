-- 协办函: who is asked, and for what, so that a draft can be written anew from it and a second letter is told from a double click.
alter table foi.letter add column asked jsonb;
