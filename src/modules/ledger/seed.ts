import { randomBytes } from 'node:crypto';
import type { Day } from '../../lib/day.ts';
import { newId } from '../../lib/ids.ts';
import { exec, type Reader, sql, type Tx } from '../../platform/db/connection.ts';
import { type BoardTask, board } from './board.ts';
import { fulfils } from './rules/standing.ts';
import { addEvent } from './store/index.ts';

export type SeedDone = {
  taskNo: string;
  text: string;
  no: number;
  at: Date;
  /** Part of the open shares that are fulfilled, 0 to 1. */
  share: number;
};

/**
 * Fulfils shares of a demonstration plan as if units had reported and the office had accepted: only for a new database.
 * Which units are left out follows from the order of the shares, so it is the same each time.
 */
export async function seedDone(
  tx: Tx,
  db: Reader,
  planId: string,
  rows: readonly SeedDone[],
  today: Day,
): Promise<void> {
  const b = await board(db, planId, today);
  for (const row of rows) {
    const t = b?.tasks.find((x) => x.task.no === row.taskNo);
    if (t) await seedTask(tx, t, row, today);
  }
}

/** One statement a table, whatever the number of units. */
async function seedTask(tx: Tx, t: BoardTask, row: SeedDone, today: Day): Promise<void> {
  const open = t.shares.filter((s) => s.unitId !== null && !s.done);
  const done = open.slice(0, Math.ceil(open.length * row.share)).map((s) => ({
    id: newId(row.at, randomBytes(10)),
    evidence: newId(row.at, randomBytes(10)),
    unit: s.unitId,
    author: `${s.unitName}·信息员`,
  }));
  if (done.length === 0) return;
  const list = sql`jsonb_to_recordset(${JSON.stringify(done)}::jsonb) as d(id text, evidence text, unit text, author text)`;
  await exec(
    tx,
    sql`insert into ledger.report (id, task_id, unit_id, at, author_id, author, text, state, decided_at, decided_by)
        select d.id, ${t.task.id}, d.unit, ${row.at}, 'demo', d.author, ${row.text}, 'accepted', ${row.at}, '政务公开办' from ${list}`,
  );
  await exec(
    tx,
    sql`insert into ledger.evidence (id, report_id, kind, target, name, probe, why, probed_at)
        select d.evidence, d.id, 'edition', ${String(row.no)}, ${`登记号${row.no}`}, 'ok', '文字与登记一致', ${row.at} from ${list}`,
  );
  const until = fulfils(t.when, { acceptedFor: today }, today);
  await exec(
    tx,
    sql`update ledger.share set accepted_for = ${until}, accepted_at = ${row.at}
        where task_id = ${t.task.id} and unit_id in (select d.unit from ${list})`,
  );
  await addEvent(tx, t.task.id, {
    at: row.at,
    actor: '政务公开办',
    act: 'accept',
    detail: `${done.length}个单位：${row.text}`,
  });
}
