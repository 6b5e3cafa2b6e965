import { createHash } from 'node:crypto';
import { canonical } from '../../lib/canonical.ts';
import { day, dayIn } from '../../lib/day.ts';
import { allow, type Refusal, refuse } from '../../lib/ruling.ts';
import { action } from '../../platform/action.ts';
import { AppError } from '../../platform/errors.ts';
import type { Actor } from '../../platform/permission.ts';
import type { System } from '../../platform/system.ts';
import { bumpRevision, list, listed, openWork } from '../publication/index.ts';
import { size } from '../translog/index.ts';
import { REPORTS } from './actions.ts';
import { REPORT_KIND } from './edition.tsx';
import { unitsFor } from './figures.ts';
import { readReportPage } from './page-read.ts';
import type { Built, CellFrom } from './rules/build.ts';
import { CELLS, valueIn } from './rules/cells.ts';
import type { Report } from './rules/types.ts';
import { sayReport } from './say.ts';
import * as store from './store.ts';
import { isGone, ledgerNow } from './view.ts';

const B49 = '条例第四十九条';

/**
 * Takes in a report that is public on this site already: its tables are read from its page as they stand, faults and all, so
 * that the list, next year's comparison and the open data have it. Nothing is published anew.
 */
export const takeInReport = action(
  'report.take_in',
  { may: 'report:setting' },
  async (ctx, input: { no: number; unitId: string; year: number }) => {
    ctx.note({ subject: `annual-report:${input.unitId}:${input.year}`, unitId: input.unitId });
    const work = await openWork(ctx.tx, input.no);
    const content = work?.current?.content;
    if (work?.work.state !== 'published' || !content) return refuse([{ code: 'not_public', basis: B49 }]);
    const read = readReportPage(`<h1>${content.title}</h1>${content.html}`);
    if (!read.ok)
      return refuse([{ code: 'page_unread', basis: B49, detail: { say: read.wrong.slice(0, 3).join(' ') } }]);
    const no: Refusal[] = [];
    if (read.report.year !== input.year)
      no.push({ code: 'other_year', basis: B49, detail: { year: read.report.year } });
    if (content.unitId !== input.unitId)
      no.push({ code: 'other_unit', basis: B49, detail: { unit: content.unitName } });
    await store.insertReport(ctx.tx, input.unitId, input.year, ctx.now);
    const row = await store.lockReport(ctx.tx, input.unitId, input.year);
    if (!row) throw new AppError('not_found', `annual report ${input.unitId} ${input.year}`);
    // Read again after a correction of its page; never over a report that was written here.
    const takenIn = row.shown?.ledger !== undefined;
    // Its page may have been withdrawn or erased since, and another put in its place.
    const before = row.publishedNo === null ? undefined : await listed(ctx.tx, row.publishedNo);
    const again = takenIn && (row.publishedNo === input.no || (before !== undefined && isGone(before)));
    if (!again && (row.state !== 'draft' || row.publishedNo !== null || row.writerId !== null))
      no.push({ code: 'wrong_state', basis: B49, detail: { state: row.state, move: 'take_in' } });
    if (no.length > 0) return refuse(no);
    const units = await unitsFor(ctx.tx);
    const unit = units.reporting.find((u) => u.id === input.unitId);
    if (!unit) throw new AppError('not_found', `${input.unitId} has no report of its own`);
    const now = await ledgerNow(ctx.tx, ctx.system, units, unit, input.year);
    const frozen: store.Frozen = {
      title: content.title,
      unitName: content.unitName,
      until: day(`${input.year}-12-31`),
      report: { ...read.report, unit: content.unitName, narrative: {} },
      from: sourcesOf(read.report, now.built, input.no),
      texts: read.texts,
      reasons: {},
      ledger: row.shown?.ledger ?? now.built.report,
      edition: work.current.edition.id,
    };
    const saved: store.ReportRow = {
      ...row,
      state: 'published',
      version: row.version + 1,
      texts: read.texts,
      writer: content.hands.writer,
      reviewer: content.hands.reviewer,
      approver: content.hands.approver,
      frozen,
      shown: frozen,
      frozenHash: createHash('sha256')
        .update(canonical(JSON.parse(JSON.stringify(frozen))))
        .digest('hex'),
      frozenAt: ctx.now,
      logSize: await size(ctx.tx),
      publishedNo: input.no,
      publishedOn: dayIn(work.editions[0]?.publishedAt ?? ctx.now),
      updatedAt: ctx.now,
    };
    await store.saveReport(ctx.tx, saved);
    await store.addEvent(ctx.tx, row, {
      at: ctx.now,
      actorId: ctx.actor.id,
      actor: ctx.actor.label,
      act: 'take_in',
      detail: `登记号${input.no}`,
    });
    await bumpRevision(ctx.tx, [REPORTS]);
    return allow(saved);
  },
);

/** A number that the ledger has as well leads to what is counted there; the others are from the page alone. */
function sourcesOf(page: Report, ledger: Built, no: number): Record<string, CellFrom> {
  return Object.fromEntries(
    CELLS.map((cell) => {
      const from = ledger.from[cell];
      const counted = from?.kind === 'ledger' || (from?.kind === 'units' && from.parts.length > 0);
      return [cell, counted && valueIn(page, cell) === valueIn(ledger.report, cell) ? from : { kind: 'page', no }];
    }),
  );
}

export type TakenIn = { taken: string[]; refused: { title: string; codes: string[]; say: string }[] };

/** Takes in every published report that is not taken in yet, and again one whose page was corrected; safe to repeat. The government’s come last, since they are sums. */
export async function takeInAllReports(system: System, actor: Actor): Promise<TakenIn> {
  const units = await unitsFor(system.db);
  const known = await store.readFrom(system.db);
  const found = await list(system.db, { kind: REPORT_KIND }, 10_000);
  const out: TakenIn = { taken: [], refused: [] };
  const last = (unitId: string): number => (unitId === units.root?.id ? 1 : 0);
  for (const l of [...found].sort((a, b) => last(a.unitId) - last(b.unitId))) {
    const year = Number(/(20\d{2})年/.exec(l.title)?.[1] ?? 0);
    const read = known.get(l.no);
    if (read === null || read === l.editionId || !units.reporting.some((u) => u.id === l.unitId)) continue;
    const done = await takeInReport(system, actor, { no: l.no, unitId: l.unitId, year });
    if (done.ok) out.taken.push(l.title);
    else
      out.refused.push({
        title: l.title,
        codes: done.refusals.map((r) => r.code),
        say: done.refusals.map(sayReport).join(''),
      });
  }
  return out;
}
