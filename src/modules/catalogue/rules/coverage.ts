import { addDays, type Day, daysBetween, yearOf } from '../../../lib/day.ts';
import { addWorkdays, type Calendar, countWorkdays } from '../../../lib/workdays.ts';
import { addMonths, dueAt, type Every, windowOf } from './periods.ts';
import type { TimingRule } from './types.ts';

/** Something that came out under an item; the day is that of its first publication. */
export type Publication = { no: number; on: Day };
/** Something from which a deadline runs; `rule` counts the item's rules from 0. */
export type Happening = { id: number; on: Day; what: string; rule: number };

/** What the law leaves to the district, and the period the 条例 gives where a catalogue names none. */
export type Setting = {
  /** Calendar days before the deadline from which it is due soon. */
  soonDays: number;
  /** Working days for the first piece where the catalogue says 及时, 实时 or 长期. */
  firstWorkdays: number;
  /** How long 及时 may be silent; null: silence is no lapse. */
  silenceDays: number | null;
};

export type CellFacts = {
  rules: readonly TimingRule[];
  adoptedOn: Day;
  /** In order of their days. */
  publications: readonly Publication[];
  happenings: readonly Happening[];
};

/** published 已公开 · later 没到期 · soon 快到期 · never 从未公开 · overdue 逾期 */
export type Status = 'published' | 'later' | 'soon' | 'never' | 'overdue';
/** The worse the higher: a piece that comes out never raises it. */
export const SEVERITY: Record<Status, number> = { published: 0, later: 1, soon: 2, never: 3, overdue: 4 };

/** Why a day is the last one: enough to lay it out day by day, or to say it in a sentence. */
export type Why =
  | { kind: 'after'; from: Day; number: number; unit: 'workday' | 'day' | 'month'; what: string; happening?: number }
  | { kind: 'every'; rule: Every }
  | { kind: 'silence'; from: Day; days: number };

export type CellState = {
  status: Status;
  /** How many pieces are out. */
  published: number;
  due?: Day;
  why?: Why;
  /** The day lies beyond the announced holidays, so it may still move (暂定). */
  provisional?: true;
  /** soon: calendar days left; overdue and never: working days since the deadline. */
  days?: number;
};

/**
 * How an item of a unit stands today; pure, from the timing, the day of adoption, what is out and what happened.
 * Throws RangeError when a rule holds a number that no period has (`addWorkdays`).
 */
export function coverageOf(f: CellFacts, set: Setting, today: Day, cal: Calendar): CellState {
  const published = f.publications.length;
  // 公示期不少于7天 says how long it stays up, not when; words the reader did not understand are 及时.
  const timed = f.rules.filter((r) => r.kind !== 'shown');
  const found = (timed.length > 0 ? f.rules : [PROMPT]).flatMap((rule, i) => standingsOf(rule, i, f, set, today, cal));
  const worst = found.reduce<Standing | undefined>((a, b) => (a && !worse(b, a) ? a : b), undefined);
  if (!worst) return { status: published > 0 ? 'published' : 'later', published };
  const { status, due, why } = worst;
  const days =
    due === undefined
      ? undefined
      : status === 'soon'
        ? daysBetween(today, due)
        : status === 'overdue' || status === 'never'
          ? once(cal, `${due} to ${today}`, () => countWorkdays(due, today, cal))
          : undefined;
  return {
    status,
    published,
    ...(due ? { due } : {}),
    ...(why ? { why } : {}),
    ...(isProvisional(why, due, cal) ? { provisional: true as const } : {}),
    ...(days === undefined ? {} : { days }),
  };
}

const isProvisional = (why: Why | undefined, due: Day | undefined, cal: Calendar): boolean =>
  why?.kind === 'after' &&
  why.unit === 'workday' &&
  due !== undefined &&
  [why.from, due].some((d) => !cal.announced.has(yearOf(d)));

const PROMPT: TimingRule = { kind: 'prompt' };

type Standing = { status: Status; due?: Day; why?: Why };

/** Worse first; among equals the one that is due earlier. */
const worse = (a: Standing, b: Standing): boolean =>
  SEVERITY[a.status] !== SEVERITY[b.status]
    ? SEVERITY[a.status] > SEVERITY[b.status]
    : (a.due ?? '9999-12-31') < (b.due ?? '9999-12-31');

function standingsOf(
  rule: TimingRule,
  index: number,
  f: CellFacts,
  set: Setting,
  today: Day,
  cal: Calendar,
): Standing[] {
  if (rule.kind === 'shown') return [];
  if (rule.kind === 'every') return [cyclic(rule, f, set, today)];
  const first = { number: set.firstWorkdays, unit: 'workday' as const };
  const period = rule.kind === 'after' ? rule : first;
  const out: Standing[] = [];
  // A part of an item (其中行政许可) owes nothing by itself before something happened.
  if (f.publications.length > 0) out.push({ status: 'published' });
  else if (!(rule.kind === 'after' && rule.only)) {
    const due = endOf(f.adoptedOn, period, cal);
    out.push({
      status: today > due ? 'never' : near(due, today, set) ? 'soon' : 'later',
      due,
      why: { kind: 'after', from: f.adoptedOn, number: period.number, unit: period.unit, what: '列入本单位目录' },
    });
  }
  if (rule.kind === 'after') out.push(...afterEach(rule, index, f, set, today, cal));
  if (rule.kind === 'prompt' && set.silenceDays !== null) out.push(...silence(f, set.silenceDays, set, today));
  return out;
}

const near = (due: Day, today: Day, set: Setting): boolean => daysBetween(today, due) <= set.soonDays;

const reckonings = new WeakMap<Calendar, Map<string, unknown>>();
const MOST_KEPT = 5000;

/** Thousands of items begin on the same few days, so what was reckoned once for a calendar is kept with it. */
function once<T extends Day | number>(cal: Calendar, key: string, reckon: () => T): T {
  const kept = reckonings.get(cal) ?? new Map<string, unknown>();
  reckonings.set(cal, kept);
  const known = kept.get(key) as T | undefined;
  if (known !== undefined) return known;
  if (kept.size > MOST_KEPT) kept.clear();
  const made = reckon();
  kept.set(key, made);
  return made;
}

/** The last day of a period that runs after a day, itself not counted. */
export const endOf = (from: Day, p: { number: number; unit: 'workday' | 'day' | 'month' }, cal: Calendar): Day =>
  once(cal, `${from} ${p.number} ${p.unit}`, () => reckoned(from, p, cal));

function reckoned(from: Day, p: { number: number; unit: 'workday' | 'day' | 'month' }, cal: Calendar): Day {
  if (p.unit === 'workday') return addWorkdays(from, p.number, cal);
  return p.unit === 'day' ? addDays(from, p.number) : addMonths(from, p.number);
}

/** Each happening wants a piece of its own, not earlier than itself; a piece serves the oldest one that still waits. */
function afterEach(
  rule: Extract<TimingRule, { kind: 'after' }>,
  index: number,
  f: CellFacts,
  set: Setting,
  today: Day,
  cal: Calendar,
): Standing[] {
  const waiting = f.happenings.filter((h) => h.rule === index).sort((a, b) => (a.on < b.on ? -1 : a.on > b.on ? 1 : 0));
  for (const p of f.publications) {
    const at = waiting.findIndex((h) => h.on <= p.on);
    if (at >= 0) waiting.splice(at, 1);
  }
  return waiting.map((h) => {
    const due = endOf(h.on, rule, cal);
    return {
      status:
        today > due ? 'overdue' : near(due, today, set) ? 'soon' : f.publications.length > 0 ? 'published' : 'later',
      due,
      why: { kind: 'after', from: h.on, number: rule.number, unit: rule.unit, what: h.what, happening: h.id },
    };
  });
}

function silence(f: CellFacts, days: number, set: Setting, today: Day): Standing[] {
  const last = f.publications.at(-1);
  if (!last) return [];
  const due = addDays(last.on, days);
  const why: Why = { kind: 'silence', from: last.on, days };
  if (today > due) return [{ status: 'overdue', due, why }];
  return near(due, today, set) ? [{ status: 'soon', due, why }] : [];
}

/**
 * Items that come round: every due day wants a piece of its own. A piece in the first half of a window serves the due day
 * just past, when that one still waits, and otherwise the one to come. A due day that was missed lapses once a later one
 * is served: the list of February cannot be told from that of January by its day alone.
 */
function cyclic(rule: Every, f: CellFacts, set: Setting, today: Day): Standing {
  const served = servedWindows(rule, f.publications);
  const now = windowOf(rule, today);
  const [past, next] = [dueAt(rule, now - 1), dueAt(rule, now)];
  const why: Why = { kind: 'every', rule };
  const any = f.publications.length > 0;
  if (past >= f.adoptedOn && !served.has(now - 1) && !served.has(now))
    return { status: any ? 'overdue' : 'never', due: past, why };
  if (served.has(now)) return { status: 'published', due: dueAt(rule, now + 1), why };
  if (near(next, today, set)) return { status: 'soon', due: next, why };
  return { status: any ? 'published' : 'later', due: next, why };
}

export function servedWindows(rule: Every, publications: readonly Publication[]): ReadonlySet<number> {
  const served = new Set<number>();
  for (const p of publications) {
    const k = windowOf(rule, p.on);
    const open = dueAt(rule, k - 1);
    const half = addDays(open, Math.floor(daysBetween(open, dueAt(rule, k)) / 2));
    served.add(!served.has(k - 1) && p.on <= half ? k - 1 : k);
  }
  return served;
}
