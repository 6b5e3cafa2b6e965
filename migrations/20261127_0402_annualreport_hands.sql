-- Everyone who wrote on a report, and not only the last: none of them approves or publishes it. Who a step was made by stands
-- beside how they are called; of what was written before, only the last hand is known.
alter table annualreport.event add column actor_id text;
update annualreport.event e set actor_id = r.writer_id from annualreport.report r
 where r.unit_id = e.unit_id and r.year = e.year and e.actor = r.writer and r.writer_id is not null
   and e.act in ('save', 'enter', 'explain', 'submit');
