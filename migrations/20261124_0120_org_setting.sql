-- What the site decides about signing in; one row, and every change of it is audited.
create table org.setting (
  one           boolean primary key default true check (one),
  second_factor text not null default 'optional' check (second_factor in ('off', 'optional', 'required'))
);
insert into org.setting default values;
