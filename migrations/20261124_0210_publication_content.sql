-- One content at a time may be erased; all at once is never meant.
create trigger content_is_kept before truncate on publication.content for each statement execute function publication.refuse_change();
