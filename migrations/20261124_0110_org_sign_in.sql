-- Wrong tries under names nobody has: counted like those of accounts, so that the answer does not tell which names exist.
create table org.unknown_login (
  name_hash    bytea primary key,
  failures     int not null,
  locked_until timestamptz,
  seen_at      timestamptz not null
);

-- Whether the identity provider vouched for the person: then password and second factor are its business.
alter table org.session add column by_oidc boolean not null default false;
