import type { Day } from '../../lib/day.ts';
import type { Reader } from '../../platform/db/connection.ts';
import { unitsById } from '../org/index.ts';
import { sinceOf } from './actions/index.ts';
import { dueNow, type ShareFacts, type Standing, shareDone, standing, type When } from './rules/standing.ts';
import * as store from './store/index.ts';

/** Days before the deadline from which a task shows as due soon; a setting of the office, not of the law. */
const SOON_DAYS = 14;

export type BoardShare = store.ShareRow & { unitName: string; done: boolean; broken: boolean };
export type BoardTask = {
  task: store.TaskRow;
  standing: Standing;
  due: Day | null;
  when: When;
  leads: BoardShare[];
  shares: BoardShare[];
  done: number;
  evidence: (store.EvidenceRow & { unitId: string })[];
  waiting: number;
};
export type Board = {
  plan: store.PlanRow;
  tasks: BoardTask[];
  counts: Record<Standing, number>;
  unassigned: store.ShareRow[];
};

/** A plan with the standing of each task today, from one set of queries. */
export async function board(db: Reader, planId: string, today: Day): Promise<Board | undefined> {
  const plan = await store.planById(db, planId);
  if (!plan) return undefined;
  const [tasks, shares, evidence, reports, units] = await Promise.all([
    store.tasksOf(db, planId),
    store.sharesOf(db, planId),
    store.evidenceOfPlan(db, planId),
    store.reportsOfPlan(db, planId),
    unitsById(db),
  ]);
  const nameOf = (s: store.ShareRow): string =>
    s.unitId ? (units.get(s.unitId)?.shortName ?? units.get(s.unitId)?.name ?? s.named) : s.named;
  const counts: Record<Standing, number> = { done: 0, ongoing: 0, soon: 0, notyet: 0, broken: 0, overdue: 0 };
  const list = tasks.map((task): BoardTask => {
    const when: When = { due: task.due, recurs: task.recurs, since: sinceOf(plan, today) };
    const now = dueNow(when, today);
    const shown = evidence.filter((e) => e.taskId === task.id && e.reportState !== 'returned');
    const own = shares
      .filter((s) => s.taskId === task.id)
      .map((s): BoardShare => {
        const broken = shown.some((e) => e.unitId === s.unitId && e.reportState === 'accepted' && e.probe === 'broken');
        return { ...s, unitName: nameOf(s), broken, done: shareDone(when, factsOf(s, broken), now) };
      });
    const where = standing(
      when,
      own.map((s) => factsOf(s, s.broken)),
      today,
      SOON_DAYS,
      now,
    );
    counts[where]++;
    return {
      task,
      standing: where,
      due: now.due,
      when,
      leads: own.filter((s) => s.role === 'lead'),
      shares: own,
      done: own.filter((s) => s.done).length,
      evidence: shown,
      waiting: reports.filter((r) => r.taskId === task.id && r.state === 'submitted').length,
    };
  });
  return { plan, tasks: list, counts, unassigned: shares.filter((s) => s.unitId === null) };
}

const factsOf = (s: store.ShareRow, broken: boolean): ShareFacts => ({
  unitId: s.unitId,
  role: s.role,
  acceptedFor: s.acceptedFor,
  broken,
});

/** The plan that the board opens on: the newest of this year, else the newest of all. */
export async function currentPlan(db: Reader, today: Day, publicOnly = false): Promise<store.PlanRow | undefined> {
  const all = (await store.plans(db)).filter((p) => !publicOnly || p.isPublic);
  return (
    all.find((p) => p.year === Number(today.slice(0, 4)) && !p.looksBack) ?? all.find((p) => !p.looksBack) ?? all[0]
  );
}
