import { addDays, sayMonthDay } from '../../lib/day.ts';
import { addWorkdays } from '../../lib/workdays.ts';
import type { Duty, DutySource } from '../../platform/module.ts';
import { differenceOf, lawOf } from '../policy/index.ts';
import { listedMany } from '../publication/index.ts';
import { owing } from './coverage.ts';
import { ELEMENTS } from './rules/elements.ts';
import { givenTogether } from './store.ts';

/** Older ones are a matter of the clean-up of documents, not of this week's work. */
const LOOK_BACK_DAYS = 366;
const MOST = 100;
const DIFFERENCE: (typeof ELEMENTS)[number] = '新旧政策差异';

/** Policies that are out without an interpretation: whoever drafted them owes it. */
export const missingDuties: DutySource = async (db, at, system) => {
  const law = await lawOf(db);
  const lines = await owing(db, { from: addDays(at.today, -LOOK_BACK_DAYS), to: at.today });
  return lines
    .filter((l) => l.explainedOn === null && (at.units === 'all' || at.units.includes(l.unitId)))
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
  // Old and new are drawn by the page itself where the ledger knows what the policy replaced: then nobody owes a table.
  const recent = (
    await Promise.all(
      lacking.slice(-MOST).map(async (g) => {
        if (!g.lacks.includes(DIFFERENCE) || !(await differenceOf(db, g.policyNo))) return g;
        return { ...g, lacks: g.lacks.filter((x) => x !== DIFFERENCE) };
      }),
    )
  ).filter((g) => g.lacks.length > 0);
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
