import { type ComponentChildren, Fragment } from 'preact';
import { type Day, sayDay, sayMonthDay } from '../../lib/day.ts';
import { kindOf, type RulerDay, type RulerSpan, rowsOf, saySpan, spansOf } from './ruler-weeks.ts';
import { Facts, MaybeLink } from './section.tsx';

export type { RulerDay } from './ruler-weeks.ts';

type DayRulerProps = {
  /** The whole trace in order, without gaps. */
  days: RulerDay[];
  today: Day;
  /** The day on which it was over: days after it count no more. */
  ended?: Day | undefined;
  due: Day;
  /** The answer in a sentence, read first by assistive technology: 最晚4月13日答复，还有8个工作日. */
  caption: string;
  /** Word in the due cell. */
  dueWord?: string | undefined;
  /** The table below; computed from the days when not given. */
  spans?: RulerSpan[] | undefined;
  /** Last row of the table, after 合计 and the number. */
  total?: ComponentChildren;
  /** 觉得我们算错了？ and where to say so. */
  objection?: ComponentChildren;
  /** Set when the calendar of the due year is not announced yet. */
  provisional?: ComponentChildren;
  pauseWord?: string | undefined;
  /** The second band in the legend: 延长的10个工作日，and why. */
  extraWord?: string | undefined;
};

const WEEK = ['一', '二', '三', '四', '五', '六', '日'];

type CellProps = { d: RulerDay; first: boolean; today: Day; last: Day; due: Day; dueWord: string };

function Cell({ d, first, today, last, due, dueWord }: CellProps) {
  const kind = kindOf(d);
  const isDue = d.date === due;
  const isToday = d.date === today;
  const state = isDue ? 'due' : kind === 'work' ? (d.date > last ? 'future' : 'counted') : kind;
  const month = first || d.date.endsWith('-01');
  const words = [
    isToday ? '今天' : undefined,
    isDue ? dueWord : undefined,
    d.event ?? (kind === 'work' || isDue ? undefined : d.why),
    d.word,
  ].filter((w) => w !== undefined);
  const extra = d.extra && !isDue ? ' ruler-extra' : '';
  return (
    <td class={`ruler-${state}${extra}${d.event ? ' ruler-event' : ''}${isToday ? ' ruler-today' : ''}`}>
      <span class="ruler-date">{month ? sayMonthDay(d.date).replace('日', '') : Number(d.date.slice(8, 10))}</span>
      {d.n !== undefined && (d.counted || kind === 'late') && (
        <b class="ruler-n">
          <span class="sr-only">{kind === 'late' ? '逾期第' : '第'}</span>
          {d.n}
          <span class="sr-only">天</span>
        </b>
      )}
      {words.map((w) => (
        <span class="ruler-word" key={w}>
          {w}
        </span>
      ))}
    </td>
  );
}

/** The calendar of a deadline, each day counted or not and why, then the same as a table. */
export const DayRuler = (p: DayRulerProps) => {
  const first = p.days[0];
  const rows = rowsOf(p.days, p.today);
  const last = p.ended && p.ended < p.today ? p.ended : p.today;
  const spans = p.spans ?? spansOf(p.days);
  const counted = p.days.filter((d) => d.counted).length;
  const paused = p.days.some((d) => kindOf(d) === 'paused');
  return (
    <div class="ruler">
      <table class="ruler-weeks">
        <caption class="sr-only">{p.caption}</caption>
        <thead>
          <tr>
            {WEEK.map((w) => (
              <th scope="col" key={w}>
                <span class="sr-only">星期</span>
                {w}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.map((r, i) =>
            'folded' in r ? (
              <tr key={i} class="ruler-fold">
                <td colspan={7}>
                  {saySpan(r.folded.from, r.folded.to)}　计{r.folded.counted}天
                </td>
              </tr>
            ) : (
              <tr key={i}>
                {r.week.cells.map((c, j) =>
                  c ? (
                    <Cell
                      key={j}
                      d={c.date === first?.date ? { ...c, event: c.event ?? '起算' } : c}
                      first={c.date === first?.date}
                      today={p.today}
                      last={last}
                      due={p.due}
                      dueWord={p.dueWord ?? '期限'}
                    />
                  ) : (
                    <td key={j} class="ruler-empty" />
                  ),
                )}
              </tr>
            ),
          )}
        </tbody>
      </table>
      <ul class="ruler-legend">
        <li class="legend-counted">算，格中是第几天</li>
        <li class="legend-rest">休息日，不算</li>
        {paused && <li class="legend-paused">{p.pauseWord ?? '暂停，不算'}</li>}
        {p.extraWord && <li class="legend-extra">{p.extraWord}</li>}
        {p.days.some((d) => kindOf(d) === 'late') && <li class="legend-late">逾期</li>}
        {p.days.some((d) => d.counted && d.date > last) && (
          <li class="legend-future">{last < p.today ? '已经办结，没有用到' : '还没到'}</li>
        )}
      </ul>
      {p.provisional && (
        <div class="note note-warn">
          <p class="note-title">暂定{sayDay(p.due)}。</p>
          <p>{p.provisional}</p>
        </div>
      )}
      <table class="table ruler-table">
        <caption class="sr-only">这个日期怎么算的</caption>
        <thead>
          <tr>
            <th scope="col">哪几天</th>
            <th scope="col">计天</th>
            <th scope="col">为什么</th>
            <th scope="col">依据</th>
          </tr>
        </thead>
        <tbody>
          {spans.map((s) => (
            <tr key={s.from}>
              <th scope="row">{saySpan(s.from, s.to)}</th>
              <td data-label="计天">{s.counted}</td>
              <td data-label="为什么">{s.why}</td>
              <td data-label="依据">
                {[s.basis ?? []].flat().map((b, i) => (
                  <Fragment key={b.text}>
                    {i > 0 && '、'}
                    <MaybeLink {...b} />
                  </Fragment>
                ))}
              </td>
            </tr>
          ))}
          <tr class="table-total">
            <th scope="row">合计</th>
            <td data-label="计天">{counted}</td>
            <td colspan={2}>{p.total ?? <b>最后一天：{sayMonthDay(p.due)}。</b>}</td>
          </tr>
        </tbody>
      </table>
      {p.objection && <div class="note">{p.objection}</div>}
    </div>
  );
};

export type RulerFact = { head: ComponentChildren; text: ComponentChildren };

/** The opened row of lists: start, length, not counted, last day. */
export const RulerOpened = ({ facts, overdue }: { facts: RulerFact[]; overdue?: boolean | undefined }) => (
  <ul class={overdue ? 'ruler-opened ruler-opened-bad' : 'ruler-opened'}>
    {facts.map((f, i) => (
      <li key={i}>
        <b>{f.head}</b>
        <span>{f.text}</span>
      </li>
    ))}
  </ul>
);

/** 为什么是这天 as a folded box with its rows; opens without script. */
export const WhyThisDay = (p: {
  date: string;
  rows: { label: string; value: ComponentChildren }[];
  links?: ComponentChildren;
  open?: boolean | undefined;
}) => (
  <details class="why-day" open={p.open}>
    <summary>
      <b>{p.date}</b> <span class="why-day-ask">为什么是这天</span>
    </summary>
    <Facts rows={p.rows} />
    {p.links && <p class="link-row">{p.links}</p>}
  </details>
);

export type RulerTicksProps = {
  used: number;
  total: number;
  overdue?: boolean | undefined;
  /** Said to assistive technology in place of the bars: 第12个工作日，共20个. */
  words: string;
};

/** One bar per working day: filled = used, all red = overdue. More than 40 days are drawn as 40. */
export const RulerTicks = ({ used, total, overdue = false, words }: RulerTicksProps) => {
  const n = Math.max(1, Math.min(40, total));
  const filled = overdue ? n : Math.max(0, Math.min(n, total > 40 ? Math.round((used / total) * n) : used));
  return (
    <span class={overdue ? 'ticks ticks-bad' : 'ticks'}>
      <svg width={n * 9} height="15" viewBox={`0 0 ${n * 9} 15`} aria-hidden="true" focusable="false">
        {Array.from({ length: n }, (_, i) => (
          <rect key={i} class={i < filled ? 'tick-used' : 'tick-left'} x={i * 9 + 0.5} y="0.5" width="6" height="14" />
        ))}
      </svg>
      <span class="sr-only">{words}</span>
    </span>
  );
};

/** “3月30日，因为：…” with its article. */
export const RulerSentence = (p: {
  date: string;
  because: string;
  basis?: { text: string; href: string } | undefined;
}) => (
  <p class="ruler-sentence">
    {p.date}，因为：{p.because} {p.basis && <a href={p.basis.href}>{p.basis.text}</a>}
  </p>
);
