-- Which file became which piece, so that an import can be broken off, resumed and repeated.
create schema intake;
create table intake.item (
  unit_id     text not null,
  -- Path below the imported folder, or the bare name of a single file.
  path        text not null,
  sha256      text not null,
  no          bigint not null,
  imported_at timestamptz not null,
  primary key (unit_id, path)
);
