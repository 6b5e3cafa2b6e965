-- What the gate compares new pieces with: hashes of what is out, rebuilt from editions at any time. No words are kept here.
create schema checks;

create table checks.fingerprint (
  no         bigint primary key,
  edition_id text not null,
  -- The smallest hashes of the text's pieces, ascending; empty for texts too short to compare.
  sketch     int[] not null
);
create index fingerprint_by_hash on checks.fingerprint using gin (sketch);
