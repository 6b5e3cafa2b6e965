/**
 * The answer clock of a request for information (条例 Articles 30, 32 to 34): a pure function over dated events, which lays
 * out every day and says why it counts or not. Conventions where the text leaves a gap are those of the module's README.
 */
import { type Period, periodInForce } from '../../../lib/dated.ts';
import { addDays, type Day } from '../../../lib/day.ts';
import { addWorkdays, type Calendar, type Pause, type Ruler, ruler, type Step } from '../../../lib/workdays.ts';

export type ClockEvent =
  /**
   * A letter to a third party (条例 32) or a co-producing agency (条例 34) went out. With `party` the other two are matched by
   * it; without, `received` and `opinion` belong to the earliest letter still waiting for one.
   */
  | { kind: 'consulted'; on: Day; party?: string; of?: 'third' | 'coproducer' }
  /** The other side got the letter: its own fifteen days run from here. */
  | { kind: 'received'; on: Day; party?: string }
  | { kind: 'opinion'; on: Day; party?: string }
  /** The corrected request was received (条例 30): the period begins anew. */
  | { kind: 'corrected'; on: Day }
  /** Working days granted by an extension. */
  | { kind: 'extended'; days: number }
  | { kind: 'fee-notified'; on: Day }
  | { kind: 'paid'; on: Day };

export type ClockProblem = { code: ProblemCode; detail: Record<string, string | number> };
export type ProblemCode =
  | 'before_start'
  | 'opinion_without_letter'
  | 'opinion_before_letter'
  | 'received_without_letter'
  | 'extension_length'
  | 'extended_twice'
  | 'corrected_twice'
  | 'paid_without_notice'
  | 'paid_before_notice'
  | 'notified_twice'
  | 'after_due';

export type AnswerClock = Ruler & {
  /** The day the running period counts from: receipt, or what made it begin anew. */
  startedOn: Day;
  /** Set while a fee notice is open: the last day to pay; `due` then assumes payment on that day. */
  payBy?: Day;
};

export type ClockSettings = {
  /** Whether payment makes the answer period begin anew (收费办法; no source read states it) or only ends the pause. */
  restartOnPayment: boolean;
  /**
   * A letter after the last day stops nothing. For a history that was judged act by act: a new calendar, a setting or an opinion
   * entered late may have moved the last day before a letter that was in time when it was sent. Else such a history is refused.
   */
  lateLetters?: 'ignored';
};

type Law = { periods: readonly Period[]; calendar: Calendar };

const of = <K extends ClockEvent['kind']>(events: readonly ClockEvent[], kind: K): Extract<ClockEvent, { kind: K }>[] =>
  events.filter((e): e is Extract<ClockEvent, { kind: K }> => e.kind === kind);

/** Letters paired with what ended their waiting, in order of sending. */
type Consultation = {
  sent: Day;
  received?: Day;
  opinion?: Day;
  party: string | undefined;
  of: 'third' | 'coproducer';
};

function consultations(events: readonly ClockEvent[], no: ClockProblem[]): Consultation[] {
  const byDay = (a: { on: Day }, b: { on: Day }): number => (a.on < b.on ? -1 : a.on > b.on ? 1 : 0);
  const all: Consultation[] = of(events, 'consulted')
    .sort(byDay)
    .map((e) => ({ sent: e.on, party: e.party, of: e.of ?? 'third' }));
  const same = (c: Consultation, e: { party?: string }): boolean => e.party === undefined || c.party === e.party;
  for (const e of of(events, 'received').sort(byDay)) {
    const c = all.find((x) => x.received === undefined && x.sent <= e.on && same(x, e));
    if (c) c.received = e.on;
    else no.push({ code: 'received_without_letter', detail: { on: e.on } });
  }
  for (const e of of(events, 'opinion').sort(byDay)) {
    const open = all.filter((x) => x.opinion === undefined && same(x, e));
    const c = open.find((x) => x.sent <= e.on);
    if (c) c.opinion = e.on;
    else no.push({ code: open.length > 0 ? 'opinion_before_letter' : 'opinion_without_letter', detail: { on: e.on } });
  }
  return all;
}

/** A consultation stops the clock from the day after the letter until the opinion, or until the opinion's period is over. */
function pauseOf(c: Consultation, { periods, calendar }: Law): Pause {
  const limit = periodInForce(periods, c.of === 'third' ? 'foi.third-party' : 'foi.co-producer', c.sent);
  const end = addWorkdays(c.received ?? c.sent, limit.number, calendar);
  const to = c.opinion !== undefined && c.opinion < end ? c.opinion : end;
  return {
    from: addDays(c.sent, 1),
    to,
    why: c.opinion === to ? '征求意见，不计入' : `征求意见，${limit.number}个工作日内等答复，不计入`,
    basis: '《中华人民共和国政府信息公开条例》第三十三条第三款',
  };
}

function problems(from: Day, events: readonly ClockEvent[], most: number): ClockProblem[] {
  const no: ClockProblem[] = [];
  for (const e of events)
    if (e.kind !== 'extended' && e.on < from) no.push({ code: 'before_start', detail: { on: e.on, from } });
  const granted = of(events, 'extended');
  const total = granted.reduce((n, e) => n + e.days, 0);
  if (granted.some((e) => !Number.isInteger(e.days) || e.days < 1) || total > most)
    no.push({ code: 'extension_length', detail: { days: total, most } });
  if (granted.length > 1) no.push({ code: 'extended_twice', detail: { times: granted.length } });
  if (of(events, 'corrected').length > 1) no.push({ code: 'corrected_twice', detail: {} });
  const [notice, second] = of(events, 'fee-notified');
  if (second) no.push({ code: 'notified_twice', detail: {} });
  for (const p of of(events, 'paid'))
    if (!notice) no.push({ code: 'paid_without_notice', detail: { on: p.on } });
    else if (p.on < notice.on) no.push({ code: 'paid_before_notice', detail: { on: p.on, notified: notice.on } });
  return no;
}

/** Days of an earlier run that a new beginning made void: shown, not counted. */
function voided(from: Day, until: Day, why: string, basis: string): Step[] {
  const steps: Step[] = [];
  for (let d = from; d < until; d = addDays(d, 1)) steps.push({ date: d, counted: false, why, basis });
  return steps;
}

/**
 * The last day to answer a request received on `from`, with every day's reason. Day of receipt is day zero.
 * @returns the clock, or every problem of the events; never a date built on an impossible history.
 * Throws RangeError when no period is in force on `from`.
 */
export function answerClock(
  from: Day,
  events: readonly ClockEvent[],
  law: Law,
  settings: ClockSettings = { restartOnPayment: true },
): { ok: true; clock: AnswerClock } | { ok: false; problems: ClockProblem[] } {
  const length = periodInForce(law.periods, 'foi.answer', from);
  const most = periodInForce(law.periods, 'foi.extension', from).number;
  const no = problems(from, events, most);
  const all = consultations(events, no);
  if (no.length > 0) return { ok: false, problems: no };

  const limit = length.number + of(events, 'extended').reduce((n, e) => n + e.days, 0);
  const notice = of(events, 'fee-notified')[0];
  const paid = of(events, 'paid')[0];
  const fee = notice && periodInForce(law.periods, 'foi.payment', notice.on);
  const payBy = notice && fee ? addWorkdays(notice.on, fee.number, law.calendar) : undefined;
  const settled = paid?.on ?? payBy;

  // Each new beginning makes the days before it void; the last one is where the running period counts from.
  const begins: { on: Day; why: string; basis: string }[] = [];
  const corrected = of(events, 'corrected')[0];
  if (corrected)
    begins.push({
      on: corrected.on,
      why: '收到补正后的申请重新起算，此前不计',
      basis: '《中华人民共和国政府信息公开条例》第三十条',
    });
  if (settled !== undefined && fee && settings.restartOnPayment)
    begins.push({
      on: settled,
      why: paid ? '缴费后重新起算，此前不计' : '等待缴费，此前不计（按缴费期限最后一天推算）',
      basis: fee.basis,
    });
  begins.sort((a, b) => (a.on < b.on ? -1 : 1));
  const startedOn = begins.at(-1)?.on ?? from;

  const before: Step[] = [];
  let at = from;
  for (const b of begins) {
    before.push(...voided(at, b.on, b.why, b.basis));
    at = b.on;
  }
  // An answer on the very day of the letter stops nothing.
  const pauses = all.map((c) => pauseOf(c, law)).filter((p) => p.from <= p.to);
  if (notice && settled !== undefined && fee && !settings.restartOnPayment && settled > notice.on)
    pauses.push({ from: addDays(notice.on, 1), to: settled, why: '等待缴费，不计入', basis: fee.basis });

  const run = ruler(startedOn, limit, law.calendar, pauses);
  // What happens after the last day changes nothing any more; a history that says so is wrong.
  const late = settings.lateLetters === 'ignored' ? undefined : all.find((c) => c.sent > run.due);
  if (late) return { ok: false, problems: [{ code: 'after_due', detail: { on: late.sent, due: run.due } }] };
  // Laid out just now and nobody else's yet.
  for (const s of run.steps) if (s.counted && !s.basis) s.basis = length.basis;
  const steps = before.length === 0 ? run.steps : [...before, ...run.steps];
  return {
    ok: true,
    clock: {
      ...run,
      provisional: run.provisional || before.some((s) => !law.calendar.announced.has(Number(s.date.slice(0, 4)))),
      steps,
      startedOn,
      ...(payBy !== undefined && !paid ? { payBy } : {}),
    },
  };
}
