-- What the gate found and somebody let pass stands in the history beside the reason; rows stay as final as they were.
alter table editorial.step add column findings jsonb;
comment on column editorial.step.findings is
  'Findings handed on, kept, overridden or stopped at by this step: key, rule, severity, message, at, basis. No personal data.';

-- An attachment is read once for each state of the rules; its bytes cannot change under their name.
create table editorial.examined (
  sha256 text not null,
  ext text not null,
  rules text not null,
  found jsonb not null,
  at timestamptz not null,
  primary key (sha256, ext, rules)
);
comment on table editorial.examined is 'What the checks said of a file; kept so that an unchanged attachment is not read again. Quotes are masked.';
