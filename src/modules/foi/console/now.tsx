import { type Day, sayMonthDay, sayWeekday, yearOf } from '../../../lib/day.ts';
import { countWorkdays } from '../../../lib/workdays.ts';
import { type RulerFact, RulerOpened, RulerTicks } from '../../../ui/components/day-ruler.tsx';
import { dueNow } from '../rules/history.ts';
import { OPEN } from '../rules/types.ts';
import type { CaseView } from './case-view.tsx';
import { stepOf } from './next.ts';
import { CaseRuler, isPause, sayDue } from './ruler.tsx';

export type IndexEntry = { id: string; text: string; n?: number | undefined };

/** Until when the next step is, where it is another day than the answer's. */
function nextBy(v: CaseView): string {
  const { r } = v.w;
  const by = dueNow(r, v.today);
  if (by === null || by === r.due || r.closedOn) return '';
  const left = countWorkdays(v.today, by, v.c.system.calendar);
  const late = by < v.today;
  return `最晚${sayMonthDay(by)}（${sayWeekday(by)}）${late ? `，已经逾期${Math.max(1, -left)}个工作日` : ''}`;
}

/** First on the page: how far, until when, what next, and where everything else stands. */
export const Now = ({ v, index }: { v: CaseView; index: readonly IndexEntry[] }) => {
  const { r, standing } = v.w;
  const cal = v.c.system.calendar;
  const total = r.days ?? standing.clock?.workingDays ?? 0;
  const open = OPEN.includes(r.state) && r.closedOn === null;
  const overdue = open && r.due !== null && r.due < v.today;
  const used = r.due ? Math.max(0, Math.min(total, total - countWorkdays(v.today, r.due, cal))) : 0;
  const by = nextBy(v);
  const disputed = v.objections.some((o) => o.answeredOn === null);
  // While others are waited for the days stand still: a count would say something else.
  const counts = r.due !== null && open && total > 0 && (r.state === 'received' || r.state === 'processing');
  const says = r.due ? sayDue(r.due, v.today, cal, r.closedOn).replace(`${yearOf(v.today)}年`, '') : '';
  return (
    <section class={overdue ? 'panel case-now case-now-bad' : 'panel case-now'} aria-label="现在">
      <div class="case-now-row">
        {counts && (
          <p class="case-now-count">
            <b>{used}</b> / {total}个工作日
          </p>
        )}
        <div class="case-now-words">
          <p class="case-now-say">
            {r.state === 'feePending'
              ? `缴费后重新起算。按最后一天缴费，${says}`
              : r.due
                ? says
                : r.receivedOn
                  ? '答复期限还没有起算'
                  : '和申请人确认收到以后，从第二天起算'}
            {r.dueProvisional ? '（暂定）' : ''}
          </p>
          {r.due && (
            <p class="case-now-ticks">
              {counts && (
                <RulerTicks used={used} total={total} overdue={overdue} words={`用了${used}个工作日，共${total}个`} />
              )}
              <a href={`/console/foi/${r.id}?days=1#days`}>为什么是这天</a>
            </p>
          )}
        </div>
        <dl class="case-now-next">
          <dt>接下来</dt>
          <dd>
            <b>{disputed ? `答复对日期的异议；${stepOf(r).what}` : stepOf(r).what}</b>
            {by && <span>{by}</span>}
          </dd>
          <dt>承办</dt>
          <dd>{r.clerkLabel || '还没有人承办'}</dd>
        </dl>
      </div>
      <nav class="case-index" aria-label="这一页有">
        <ul>
          {index.map((e) => (
            <li key={e.id}>
              <a href={`#${e.id}`}>
                {e.text}
                {e.n ? <span>{e.n}</span> : null}
              </a>
            </li>
          ))}
        </ul>
      </nav>
    </section>
  );
};

/** Start, length, days that do not count, last day; the calendar behind them opens without script. */
export const Days = ({ v, open }: { v: CaseView; open: boolean }) => {
  const { clock } = v.w.standing;
  if (!clock) return null;
  const cal = v.c.system.calendar;
  const skipped = clock.steps.filter((s) => !s.counted && s.date > clock.startedOn);
  const paused = skipped.filter((s) => isPause(s.why)).length;
  const rest = skipped.length - paused;
  const day = (d: Day): string => `${sayMonthDay(d)}（${sayWeekday(d)}）`;
  const again = clock.startedOn !== v.w.r.receivedOn;
  const supposed = v.w.r.state === 'feePending' && clock.payBy === clock.startedOn;
  const facts: RulerFact[] = [
    {
      head: day(clock.startedOn),
      text: supposed ? '按这天缴费推算，当天不算' : again ? '从这天重新起算，当天不算' : '收到，当天不算',
    },
    { head: `${clock.workingDays}个工作日`, text: v.w.facts.extended ? '延过期' : '没有延期' },
    {
      head: `${skipped.length}天不算`,
      text: [rest > 0 ? `周末和放假${rest}天` : '', paused > 0 ? `暂停${paused}天` : ''].filter(Boolean).join('，'),
    },
    {
      head: day(clock.due),
      text: sayDue(clock.due, v.today, cal, v.w.r.closedOn).replace(/^.*?答复，?/, '') || '最后一天',
    },
  ];
  return (
    <>
      <RulerOpened facts={facts} overdue={v.w.r.closedOn === null && clock.due < v.today} />
      <details class="case-days" open={open}>
        <summary>一天一天地看</summary>
        <CaseRuler w={v.w} today={v.today} calendar={cal} />
      </details>
    </>
  );
};
