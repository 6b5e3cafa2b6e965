-- When the site was backed up and to where, so that one can tell which archives hold what was erased later.
create table platform.backup (
  id      bigint generated always as identity primary key,
  made_at timestamptz not null,
  file    text not null,
  bytes   bigint not null
);
