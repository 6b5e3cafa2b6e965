-- What each published interpretation lacks of the six elements, so that its unit can be told; rebuilt from editions.
create schema interpretation;

create table interpretation.explained (
  -- Number of the interpretation.
  no         bigint primary key,
  edition_id text not null,
  -- The policy it explains.
  policy_no  bigint not null,
  unit_id    text not null,
  form       text not null,
  -- Elements answered as facts, by name.
  given      text[] not null
);
create index explained_policy on interpretation.explained (policy_no);
create index explained_unit on interpretation.explained (unit_id);
