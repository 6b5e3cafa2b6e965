import { addDays, type Day, sayMonthDay } from '../../lib/day.ts';
import { addWorkdays } from '../../lib/workdays.ts';
import type { Reader } from '../../platform/db/connection.ts';
import type { Duty, DutySource } from '../../platform/module.ts';
import { documentsOfWorks, drawnOf, isStopped, lawOf, standingOn } from '../policy/index.ts';
import { listedMany } from '../publication/index.ts';
import { owing } from './coverage.ts';
import { ELEMENTS } from './rules/elements.ts';
import { givenTogether } from './store.ts';

/** Older ones are a matter of the clean-up of documents, not of this week's work. */
const LOOK_BACK_DAYS = 366;
const MOST = 100;
const DIFFERENCE: (typeof ELEMENTS)[number] = '新旧政策差异';

/** Of these works, those that the ledger says are repealed, lapsed or void: nobody owes an explanation of them any more. */
async function stopped(db: Reader, nos: readonly number[], today: Day): Promise<Set<number>> {
  const found = await documentsOfWorks(db, nos);
  return new Set(found.filter((d) => isStopped(standingOn(d, today))).map((d) => d.no));
}

/** Policies that are out without an interpretation: whoever drafted them owes it. */
export const missingDuties: DutySource = async (db, at, system) => {
  const law = await lawOf(db);
  const lines = await owing(db, { from: addDays(at.today, -LOOK_BACK_DAYS), to: at.today });
  const missing = lines.filter((l) => l.explainedOn === null && (at.units === 'all' || at.units.includes(l.unitId)));
  const over = await stopped(
    db,
    missing.map((l) => l.no),
    at.today,
  );
  return missing
    .filter((l) => !over.has(l.no))
    .slice(-MOST)
    .map((l): Duty => {
      const p = law.interpretationOuter(l.publishedOn);
      return {
        key: `interpretation:missing:${l.no}`,
        icon: 'book',
        title: `写解读：${l.title}`,
        note: `${sayMonthDay(l.publishedOn)}公开，还没有解读`,
        unitId: l.unitId,
        may: 'piece:write',
        due: addWorkdays(l.publishedOn, p.number, system.calendar),
        why: `应当和文件同一天公开；${p.basis}`,
        act: { label: '去写', href: `/console/works/${l.no}` },
      };
    });
};

/** Interpretations that leave out an element: the policy's page says that their unit was told, and this tells it. */
export const elementDuties: DutySource = async (db, at) => {
  const lacking = (await givenTogether(db, at.units)).flatMap((g) => {
    const lacks = ELEMENTS.filter((name) => !g.given.includes(name));
    return lacks.length > 0 ? [{ ...g, lacks }] : [];
  });
  const nos = lacking.map((g) => g.policyNo);
  const over = await stopped(db, nos, at.today);
  const latest = lacking.filter((g) => !over.has(g.policyNo)).slice(-MOST);
  // Old and new are drawn by the page itself where the ledger knows what the policy replaced: then nobody owes a table.
  const drawn = await drawnOf(
    db,
    latest.filter((g) => g.lacks.includes(DIFFERENCE)).map((g) => g.policyNo),
  );
  const recent = latest
    .map((g) => (drawn.has(g.policyNo) ? { ...g, lacks: g.lacks.filter((x) => x !== DIFFERENCE) } : g))
    .filter((g) => g.lacks.length > 0);
  const works = new Map(
    (
      await listedMany(
        db,
        recent.map((g) => g.policyNo),
      )
    ).map((l) => [l.no, l]),
  );
  return recent.flatMap((g): Duty[] => {
    const policy = works.get(g.policyNo);
    if (policy?.state !== 'published') return [];
    return [
      {
        key: `interpretation:elements:${g.policyNo}:${g.lacks.join('、')}`,
        icon: 'edit',
        title: `补齐解读：${policy.title}`,
        note: `“一页看懂”还缺${g.lacks.join('、')}`,
        unitId: g.unitId,
        may: 'piece:write',
        act: { label: '去看看', href: `/console/works/${g.policyNo}` },
      },
    ];
  });
};
