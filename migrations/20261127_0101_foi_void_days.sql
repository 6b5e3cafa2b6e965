-- A request whose correction never came was given a last day when it was closed, and counted as late in the register: its period
-- was void from the day the correction was asked for (条例 Article 30).
update foi.request r set due = null, due_provisional = false, days = null
where r.closed_on is not null and r.due is not null
  and exists (select from foi.event e where e.request_id = r.id and e.what = 'correctionAsked')
  and not exists (select from foi.event e where e.request_id = r.id and e.what = 'corrected');
