import type { ComponentChildren } from 'preact';
import type { Day } from '../../../lib/day.ts';
import { DayRuler, type RulerDay } from '../../../ui/components/day-ruler.tsx';
import { Note } from '../../../ui/components/note.tsx';
import type { TextLink } from '../../../ui/types.ts';
import type { StatusView } from './rules/status.ts';
import { sayNear } from './rules/status.ts';
import { shortBasis, type TraceDay, type TraceSpan } from './rules/trace.ts';

/** Finds where an article can be read: `条例第三十三条第三款` → its address, or nothing where the library lacks the law. */
export type BasisLink = (basis: string) => string | undefined;

export const linkedBasis = (basis: readonly string[], find: BasisLink): TextLink[] =>
  basis.map((b) => ({ text: shortBasis(b), href: find(b) }));

export const rulerDays = (days: readonly TraceDay[]): RulerDay[] =>
  days.map((d) => ({
    date: d.date,
    counted: d.counted,
    n: d.n,
    why: d.why,
    kind: d.kind === 'void' ? 'paused' : d.kind,
    event: d.event,
    word: d.word,
    extra: d.extra,
  }));

export const rulerSpans = (spans: readonly TraceSpan[], find: BasisLink) =>
  spans.map((s) => ({ from: s.from, to: s.to, counted: s.counted, why: s.why, basis: linkedBasis(s.basis, find) }));

/** The big number and the sentence: how far, until when, what next. */
export const ClockBox = ({ v }: { v: Pick<StatusView, 'big' | 'of' | 'say' | 'sub' | 'bad'> }) => (
  <div class={v.bad ? 'clock-box clock-bad' : 'clock-box'}>
    <p class="clock-count">
      <b>{v.big}</b> {v.of}
    </p>
    <div class="clock-words">
      <p class="clock-say">{v.say}</p>
      <p>{v.sub}</p>
    </div>
  </div>
);

/** The trace as calendar and table, with what changed and how to object. */
export const Trace = ({
  v,
  today,
  find,
  objection,
}: {
  v: StatusView;
  today: Day;
  find: BasisLink;
  objection?: ComponentChildren;
}) =>
  v.due === null || v.days.length === 0 ? null : (
    <>
      <p>{v.lead}</p>
      {v.moved && (
        <Note tone="warn" title={v.moved.why}>
          <p>
            最后一天原来是<del>{sayNear(v.moved.from, today)}</del>，现在是<b>{sayNear(v.moved.to, today)}</b>。
          </p>
        </Note>
      )}
      <DayRuler
        days={rulerDays(v.days)}
        spans={rulerSpans(v.spans, find)}
        today={today}
        due={v.due}
        dueWord={v.dueWord}
        caption={`${v.say}。${v.sub}`}
        pauseWord={v.pauseWord}
        extraWord={v.extraWord}
        provisional={v.provisional}
        total={
          <>
            <b>{v.total.say}</b>
            {v.total.after}
          </>
        }
        objection={objection}
      />
    </>
  );
