-- Other public words for an answer whose clause changed: written by one person, decided by another.
alter table consultation.entry
  add column next_answer text,
  add column next_by text,
  add column next_label text,
  add column next_version integer,
  add constraint entry_next check ((next_answer is null) = (next_by is null) and (next_by is null) = (next_label is null) and (next_label is null) = (next_version is null));
comment on column consultation.entry.next_answer is 'What somebody wrote to take the place of answer; public once another person has agreed.';
comment on column consultation.entry.next_version is 'The edition it was held against: words for an older one are to be proposed again.';
