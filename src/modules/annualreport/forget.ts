import { exec, maybe, sql, type Tx } from '../../platform/db/connection.ts';
import { remarkPlace } from '../../platform/db/remarks.ts';
import { FORGOTTEN, type Forgetting, type RemarkPlace } from '../../platform/module.ts';
import { bumpRevision } from '../publication/index.ts';
import { REPORTS } from './actions.ts';
import { NO_TEXTS } from './rules/sections.ts';
import type { Frozen } from './store.ts';
import * as store from './store.ts';

/** The words of people go; figures name nobody and stay, and so does who did what and when. */
const without = (f: Frozen | null): Frozen | null =>
  f && {
    ...f,
    texts: { ...NO_TEXTS, one: FORGOTTEN },
    reasons: {},
    from: Object.fromEntries(
      Object.entries(f.from).map(([cell, from]) => [
        cell,
        from.kind === 'entry' ? { ...from, source: FORGOTTEN } : from,
      ]),
    ),
  };

/**
 * When the newest words of a report are erased, so are all that people typed for it: texts, reasons, sources, remarks. A
 * correction that was on its way goes back to its writer, empty: it was made of the same words.
 */
export async function forget(tx: Tx, what: Forgetting): Promise<void> {
  if (!what.whole && !what.current) return;
  const row = await store.lockReportOfWork(tx, what.no);
  if (!row) return;
  const back = row.state === 'review' || row.state === 'approved';
  await store.saveReport(tx, {
    ...row,
    state: back ? 'draft' : row.state,
    version: row.version + 1,
    texts: NO_TEXTS,
    frozen: without(row.frozen),
    shown: without(row.shown),
    updatedAt: what.at,
  });
  const mine = sql`unit_id = ${row.unitId} and year = ${row.year}`;
  await exec(tx, sql`update annualreport.reason set reason = ${FORGOTTEN} where ${mine}`);
  await exec(tx, sql`update annualreport.entry set source = ${FORGOTTEN} where ${mine}`);
  // What the system itself wrote there is a number.
  await exec(
    tx,
    sql`update annualreport.event set detail = ${FORGOTTEN}
        where ${mine} and detail <> '' and act not in ('publish', 'take_in')`,
  );
  await bumpRevision(tx, [REPORTS]);
}

const HREF = "'/console/annual-reports/' || t.year || '/' || t.unit_id";

/** A place whose words stand in the settled report as well: what is forgotten here is forgotten there. */
const settledToo = (
  place: RemarkPlace,
  table: 'reason' | 'entry',
  mend: (f: Frozen, cell: string, text: string) => Frozen,
): RemarkPlace => ({
  ...place,
  forget: async (tx, id) => {
    const at = await maybe<{ unitId: string; year: number; cell: string; text: string }>(
      tx,
      sql`select unit_id as "unitId", year, cell, ${sql.ref(table === 'reason' ? 'reason' : 'source')} as text
          from annualreport.${sql.ref(table)} where id::text = ${id}`,
    );
    const row = at && (await store.lockReport(tx, at.unitId, at.year));
    if (row)
      await store.saveReport(tx, {
        ...row,
        frozen: row.frozen && mend(row.frozen, at.cell, at.text),
        shown: row.shown && mend(row.shown, at.cell, at.text),
      });
    await place.forget?.(tx, id);
    await bumpRevision(tx, [REPORTS]);
  },
});

/** Where people type freely in a report: words that leaked elsewhere may stand there too. */
export const remarks: readonly RemarkPlace[] = [
  remarkPlace({
    table: 'annualreport.report',
    place: '年度报告的正文',
    may: 'report:read',
    id: "t.unit_id || ':' || t.year",
    columns: ['texts'],
    unit: 't.unit_id',
    href: HREF,
  }),
  remarkPlace({
    table: 'annualreport.event',
    idType: 'bigint',
    place: '年度报告的经过',
    may: 'report:read',
    columns: ['detail'],
    unit: 't.unit_id',
    href: HREF,
    forget: ['detail'],
  }),
  settledToo(
    remarkPlace({
      table: 'annualreport.reason',
      idType: 'bigint',
      place: '年度报告的变化原因',
      may: 'report:read',
      columns: ['reason'],
      unit: 't.unit_id',
      href: HREF,
      forget: ['reason'],
    }),
    'reason',
    (f, cell, text) => (f.reasons[cell] === text ? { ...f, reasons: { ...f.reasons, [cell]: FORGOTTEN } } : f),
  ),
  settledToo(
    remarkPlace({
      table: 'annualreport.entry',
      idType: 'bigint',
      place: '年度报告填报数字的来源',
      may: 'report:read',
      columns: ['source'],
      unit: 't.unit_id',
      href: HREF,
      forget: ['source'],
    }),
    'entry',
    (f, cell, text) => {
      const from = f.from[cell];
      return from?.kind === 'entry' && from.source === text
        ? { ...f, from: { ...f.from, [cell]: { ...from, source: FORGOTTEN } } }
        : f;
    },
  ),
];
