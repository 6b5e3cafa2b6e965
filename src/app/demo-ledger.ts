import { createHash } from 'node:crypto';
import type { DemoDistrict } from '../demo/types.ts';
import type { Day } from '../lib/day.ts';
import {
  acceptReport,
  board,
  importPlan,
  openToPublic,
  parsePlan,
  planFromText,
  report,
  returnReport,
  type SeedDone,
  seedDone,
} from '../modules/ledger/index.ts';
import { transaction } from '../platform/db/connection.ts';
import { SYSTEM } from '../platform/permission.ts';
import type { System } from '../platform/system.ts';

/** The plans as the office would import them, and what units have reported since. */
export async function loadLedger(system: System, d: DemoDistrict, numbers: Map<string, number>): Promise<void> {
  for (const p of d.plans) {
    const plan = parsePlan({ blocks: planFromText(p.text) });
    const sha = createHash('sha256').update(p.text).digest('hex').slice(0, 8);
    const sourceFile = await system.files.put(Buffer.from(p.text, 'utf8'));
    const done = await importPlan(system, SYSTEM, {
      plan,
      sourceName: `${p.year}年政务公开工作要点-${sha}.txt`,
      sourceFile,
    });
    if (!done.ok) continue;
    await openToPublic(system, SYSTEM, { planId: done.value.planId, isPublic: true });
    await reportAll(system, d, p.year, done.value.planId, numbers, system.clock.today());
  }
}

/** Part of the units that have done their share of this year's tasks, by how far the district has come with each. */
const FAR = { accepted: 1, reported: 0.7, returned: 0.4 } as const;

async function reportAll(
  system: System,
  d: DemoDistrict,
  year: number,
  planId: string,
  numbers: Map<string, number>,
  today: Day,
): Promise<void> {
  const entries = d.ledger.filter((x) => x.year === year);
  const tasks = (await board(system.db, planId, today))?.tasks ?? [];
  for (const e of entries) {
    const task = tasks.find((t) => t.task.no === e.taskNo)?.task;
    const no = e.evidencePieceId ? numbers.get(e.evidencePieceId) : undefined;
    if (!task) continue;
    const evidence = no === undefined ? [] : [{ kind: 'edition' as const, target: String(no), name: `登记号${no}` }];
    const sent = await report(system, SYSTEM, { taskId: task.id, unitId: e.unitId, text: e.report, evidence });
    if (!sent.ok) continue;
    if (e.state === 'accepted') await acceptReport(system, SYSTEM, { reportId: sent.value.reportId });
    if (e.state === 'returned')
      await returnReport(system, SYSTEM, { reportId: sent.value.reportId, reason: e.remark ?? '' });
  }
  // The other units of each task; last year's are all done but what was returned. The plan itself is what they show.
  const plan = d.plans.find((p) => p.year === year);
  const shown = plan && numbers.get(plan.pieceId);
  if (shown === undefined) return;
  const lastYear = year < Number(today.slice(0, 4));
  const rows = tasks.flatMap((t): SeedDone[] => {
    const entry = entries.find((e) => e.taskNo === t.task.no);
    const share = lastYear ? (entry?.state === 'returned' ? 0 : 1) : entry ? FAR[entry.state] : 0.5;
    const no = entry?.evidencePieceId ? numbers.get(entry.evidencePieceId) : undefined;
    const at = entry ? new Date(entry.at) : new Date(system.clock.now().getTime() - 20 * 86_400_000);
    return share === 0
      ? []
      : [{ taskNo: t.task.no, text: '本单位承担的部分已经办结，见公开页面。', no: no ?? shown, at, share }];
  });
  await transaction(system.db, (tx) => seedDone(tx, system.db, planId, rows, today));
}
