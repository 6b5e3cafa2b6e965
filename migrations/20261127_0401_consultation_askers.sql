-- Whether the asker of a question had asked about its clause before: ever, and since the clause was last explained once more.
-- Said while it can still be known, so that people are counted right after their marks are gone (90 days after the answer).
alter table consultation.question add column again boolean not null default false;
alter table consultation.question add column again_lately boolean not null default false;
update consultation.question q set
  again = exists (select from consultation.question o where o.work_no = q.work_no and o.clause = q.clause and o.asker = q.asker
    and (o.created_at, o.no) < (q.created_at, q.no)),
  again_lately = exists (select from consultation.question o where o.work_no = q.work_no and o.clause = q.clause and o.asker = q.asker
    and (o.created_at, o.no) < (q.created_at, q.no) and o.created_at > coalesce((select max(s.closed_at)
      from consultation.second s where s.work_no = q.work_no and s.clause = q.clause and s.closed_at < q.created_at), '-infinity'))
 where q.asker is not null and q.clause is not null;

-- Nothing ever wrote it.
alter table consultation.event drop constraint event_what_check;
alter table consultation.event add constraint event_what_check check (what in
  ('asked', 'assigned', 'transferred', 'submitted', 'returned', 'answered', 'published', 'rated', 'flagged', 'looked'));

-- Everyone who wrote on an answer, and not only the last: none of them approves it.
alter table consultation.question add column writer_ids text[] not null default '{}';
update consultation.question set writer_ids = array[writer_id] where writer_id is not null;
alter table consultation.question drop column writer_id;
