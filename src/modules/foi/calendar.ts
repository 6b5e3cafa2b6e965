import { periods } from '../../../law/index.ts';
import { periodInForce } from '../../lib/dated.ts';
import { addWorkdays, type Calendar } from '../../lib/workdays.ts';
import { type Tx, transaction } from '../../platform/db/connection.ts';
import type { System } from '../../platform/system.ts';
import { MOVED_BY } from './names.ts';
import { type Moves, markOf, movedBy } from './rules/moved.ts';
import * as store from './store/index.ts';
import { tellAll } from './told.ts';
import { standingOf } from './work.ts';

const BATCH = 1000;

/** Days that depend on the calendar and are kept: a party's limit, the last day to pay. */
function datesAnew(p: store.Party, calendar: Calendar): store.Party {
  const from = p.receivedOn ?? p.sentOn;
  const rule = p.kind === 'third' ? 'foi.third-party' : 'foi.co-producer';
  return { ...p, limitOn: addWorkdays(from, periodInForce(periods, rule, from).number, calendar) };
}
const payByAnew = (f: store.Fee, calendar: Calendar): store.Fee => ({
  ...f,
  payBy: addWorkdays(f.notifiedOn, periodInForce(periods, 'foi.payment', f.notifiedOn).number, calendar),
});

const grouped = <T extends { requestId: string }>(all: readonly T[]): Map<string, T[]> => {
  const out = new Map<string, T[]>();
  for (const x of all) out.set(x.requestId, [...(out.get(x.requestId) ?? []), x]);
  return out;
};

async function batch(
  tx: Tx,
  system: System,
  cases: readonly store.Request[],
  setting: store.Setting,
  why: Moves,
): Promise<number> {
  const ids = cases.map((r) => r.id);
  const { calendar } = system;
  const [events, parties, fees, applications] = [
    grouped(await store.eventsOfMany(tx, ids)),
    grouped(await store.partiesOfMany(tx, ids)),
    new Map((await store.feesOfMany(tx, ids)).map((f) => [f.requestId, f])),
    new Map((await store.applicationsOf(tx, [...new Set(cases.map((r) => r.applicationId))])).map((a) => [a.id, a])),
  ];
  const moved: store.Moved[] = [];
  for (const r of cases) {
    const a = applications.get(r.applicationId);
    if (!a) continue;
    const then = (parties.get(r.id) ?? []).map((p) => datesAnew(p, calendar));
    const known = fees.get(r.id);
    const fee = known ? payByAnew(known, calendar) : null;
    for (const p of then)
      if (p.limitOn !== parties.get(r.id)?.find((x) => x.id === p.id)?.limitOn) await store.saveParty(tx, p);
    if (fee && fee.payBy !== known?.payBy) await store.saveFee(tx, fee);
    const s = standingOf({ r, a, events: events.get(r.id) ?? [], parties: then, fee, setting }, calendar);
    if (s.due === r.due && s.provisional === r.dueProvisional && s.nextDue === r.nextDue) continue;
    moved.push({
      id: r.id,
      due: s.due,
      provisional: s.provisional,
      nextDue: s.nextDue,
      days: s.clock?.workingDays ?? null,
      was: r.due,
    });
  }
  if (moved.length === 0) return 0;
  await store.moveDues(tx, moved, {
    on: system.clock.today(),
    at: system.clock.now(),
    by: '系统',
    note: `${MOVED_BY[why]}，期限重新计算`,
    why,
  });
  await tellAll(tx);
  return moved.filter((m) => m.due !== m.was).length;
}

/**
 * Computes every open case anew when the calendar is another than last time, as when a new holiday notice was loaded, or when
 * the office has decided otherwise what payment does to the period. Changed cases keep their old day beside the new one until
 * their clerk has seen it. Answers how many moved.
 */
export async function recompute(system: System): Promise<number> {
  const seen = markOf(system.calendar, await store.settingOf(system.db));
  const before = await store.calendarSeen(system.db);
  if (before === seen) return 0;
  const why = movedBy(before, seen);
  let moved = 0;
  let after = '';
  for (;;) {
    const done = await transaction(system.db, async (tx) => {
      const cases = await store.lockOpenAfter(tx, after, BATCH);
      moved += await batch(tx, system, cases, await store.settingOf(tx), why);
      return cases;
    });
    const last = done.at(-1);
    if (!last) break;
    after = last.id;
  }
  // Last, so that a kill in the middle begins anew; a case computed twice is the same.
  await transaction(system.db, (tx) => store.seeCalendar(tx, seen));
  return moved;
}
