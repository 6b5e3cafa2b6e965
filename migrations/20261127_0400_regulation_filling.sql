-- The first filling of the library is begun by its first batch and ended by the end of an import, whichever comes to it: a
-- filling that broke off is still one when it goes on, so what was published before is looked at in any case.
alter table regulation.state add column filling boolean not null default false;
