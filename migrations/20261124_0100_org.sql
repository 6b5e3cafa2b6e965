-- Units as a tree, people as roles, sign-in.
create schema org;

create table org.unit (
  id           text primary key check (id ~ '^[a-z0-9-]+$'),
  parent_id    text references org.unit (id),
  kind         text not null check (kind in ('district', 'department', 'township', 'village', 'school', 'hospital', 'other')),
  name         text not null unique,
  short_name   text,
  aliases      text[] not null default '{}',
  code_letters text[] not null default '{}',
  phone        text not null default '',
  address      text not null default '',
  hours        text not null default '',
  duties       text not null default '',
  position     int not null default 0,
  active       boolean not null default true,
  -- 三审三校 by three different people, unless the unit's policy says otherwise.
  three_people boolean not null default true,
  check (id <> parent_id)
);
create index unit_by_parent on org.unit (parent_id);
create unique index unit_one_root on org.unit ((true)) where parent_id is null;

create table org.person (
  id            text primary key,
  login         text not null unique check (login = lower(login)),
  label         text not null,
  unit_id       text not null references org.unit (id),
  email         text,
  password_hash text,
  must_change   boolean not null default false,
  -- Encrypted with the key in the data folder.
  totp_secret   bytea,
  totp_on       boolean not null default false,
  -- The last time step whose code was taken: a code works once.
  totp_used     bigint not null default 0,
  oidc_subject  text unique,
  failures      int not null default 0,
  locked_until  timestamptz,
  active        boolean not null default true
);
create table org.recovery_code (
  person_id text not null references org.person (id),
  hash      bytea not null,
  used_at   timestamptz,
  primary key (person_id, hash)
);
create table org.role (
  person_id text not null references org.person (id),
  unit_id   text not null references org.unit (id),
  role      text not null check (role in ('clerk', 'reviewer', 'approver', 'office', 'admin', 'justice', 'cyberspace')),
  primary key (person_id, unit_id, role)
);
create table org.delegation (
  id      bigint generated always as identity primary key,
  from_id text not null references org.person (id),
  to_id   text not null references org.person (id),
  unit_id text not null references org.unit (id),
  role    text not null,
  starts  date not null,
  ends    date not null,
  ended   boolean not null default false,
  check (ends >= starts), check (from_id <> to_id)
);
create index delegation_by_receiver on org.delegation (to_id, ends);
create table org.session (
  token_hash bytea primary key,
  id         text not null unique,
  person_id  text not null references org.person (id),
  created_at timestamptz not null,
  seen_at    timestamptz not null,
  ip         text not null,
  agent      text not null,
  -- False between the password and the second factor.
  complete   boolean not null
);
create index session_by_person on org.session (person_id);
