-- How to reach who wrote about a draft lies sealed, as the contact of a question does. What was kept in clear before is sealed by
-- the job policy.night: the key is no business of the database.
alter table policy.comment add column sealed bytea;
comment on column policy.comment.sealed is 'The contact, encrypted under the site''s secret key; goes some days after the answer.';
comment on column policy.comment.contact is 'Only rows of before it was sealed; emptied by policy.night.';
