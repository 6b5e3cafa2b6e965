import { allow } from '../../../lib/ruling.ts';
import { type Action, action, type Ctx } from '../../../platform/action.ts';
import { AppError } from '../../../platform/errors.ts';
import type { System } from '../../../platform/system.ts';
import { type Probed, probe } from '../probe.ts';
import { fulfils } from '../rules/standing.ts';
import { mayAccept, mayReport, mayReturn } from '../rules/steps.ts';
import * as store from '../store/index.ts';
import { id, remember, sinceOf, take } from './common.ts';

export type EvidenceInput = { kind: 'edition' | 'link' | 'file'; target: string; name: string };

type Seen<E> = E & Probed;

/**
 * Looks at evidence before a transaction is opened: a page elsewhere may take its time to answer, and nobody else should wait
 * behind the lock meanwhile. Editions and files are ours and are looked at again inside, where nothing can change them.
 */
const lookedAt = async <E extends EvidenceInput>(system: System, list: readonly E[]): Promise<Seen<E>[]> =>
  Promise.all(list.map(async (e) => ({ ...e, ...(await probe(system, system.db, e)) })));

const again = async <E extends Seen<EvidenceInput>>(ctx: Ctx, list: readonly E[]): Promise<E[]> => {
  const out: E[] = [];
  for (const e of list) out.push(e.kind === 'link' ? e : { ...e, ...(await probe(ctx.system, ctx.tx, e)) });
  return out;
};

type ReportInput = { taskId: string; unitId: string; text: string; evidence: EvidenceInput[] };

/** A unit says what it did and shows it; each piece of evidence is looked at at once. */
export const report: Action<ReportInput, { reportId: string }> = async (system, actor, input, requestId) => {
  const evidence = await lookedAt(system, input.evidence);
  return writeReport(system, actor, { ...input, evidence }, requestId);
};

const writeReport = action(
  'ledger.report',
  { may: 'ledger:report' },
  async (ctx, input: Omit<ReportInput, 'evidence'> & { evidence: Seen<EvidenceInput>[] }) => {
    await take(ctx, input.taskId);
    ctx.require(input.unitId);
    const shares = await store.sharesOfTask(ctx.tx, input.taskId);
    const reports = await store.reportsOf(ctx.tx, input.taskId);
    const ruling = mayReport({
      hasShare: shares.some((s) => s.unitId === input.unitId),
      openReport: reports.some((r) => r.unitId === input.unitId && r.state === 'submitted'),
      text: input.text,
      evidence: input.evidence.length,
    });
    if (!ruling.ok) return ruling;
    const reportId = id(ctx);
    await store.insertReport(ctx.tx, {
      id: reportId,
      taskId: input.taskId,
      unitId: input.unitId,
      at: ctx.now,
      authorId: ctx.actor.id,
      author: ctx.actor.label,
      text: input.text.trim(),
      state: 'submitted',
      decidedAt: null,
      decidedBy: null,
      reason: null,
    });
    for (const e of await again(ctx, input.evidence))
      await store.insertEvidence(ctx.tx, { ...e, id: id(ctx), reportId, probedAt: ctx.now, brokenAt: null });
    await remember(ctx, input.taskId, 'report', input.text.trim().slice(0, 100));
    return allow({ reportId });
  },
);

/** The office takes the share as fulfilled; every piece of evidence must answer now. */
export const acceptReport: Action<{ reportId: string }, boolean> = async (system, actor, input, requestId) => {
  const seen = await lookedAt(system, await store.evidenceOfReport(system.db, input.reportId));
  return writeAcceptance(system, actor, { ...input, seen }, requestId);
};

const writeAcceptance = action(
  'ledger.accept',
  { may: 'ledger:manage' },
  async (ctx, input: { reportId: string; seen: Seen<store.EvidenceRow>[] }) => {
    const { row, task } = await takeReport(ctx, input.reportId);
    const seen = await again(ctx, input.seen);
    const ruling = mayAccept({ state: row.state, evidence: seen });
    if (!ruling.ok) return ruling;
    for (const e of seen) await store.setProbe(ctx.tx, e.id, e.probe === 'ok' ? 'ok' : 'broken', e.why, ctx.now);
    const plan = await store.planById(ctx.tx, task.planId);
    const share = (await store.sharesOfTask(ctx.tx, task.id)).find((s) => s.unitId === row.unitId);
    const when = { due: task.due, recurs: task.recurs, since: sinceOf(plan, ctx.today) };
    await store.decideReport(ctx.tx, row.id, 'accepted', ctx.now, ctx.actor.label, null);
    await store.acceptShare(
      ctx.tx,
      task.id,
      row.unitId,
      fulfils(when, { acceptedFor: share?.acceptedFor ?? null }, ctx.today),
      ctx.now,
    );
    await remember(ctx, task.id, 'accept', row.author);
    return allow(true);
  },
);

/** Insufficient: back to the unit with what is missing. */
export const returnReport = action(
  'ledger.return',
  { may: 'ledger:manage' },
  async (ctx, input: { reportId: string; reason: string }) => {
    const { row, task } = await takeReport(ctx, input.reportId);
    const ruling = mayReturn({ state: row.state, reason: input.reason });
    if (!ruling.ok) return ruling;
    await store.decideReport(ctx.tx, row.id, 'returned', ctx.now, ctx.actor.label, input.reason.trim());
    await remember(ctx, task.id, 'return', input.reason.trim());
    return allow(true);
  },
);

async function takeReport(ctx: Ctx, reportId: string): Promise<{ row: store.ReportRow; task: store.TaskRow }> {
  const row = await store.lockReport(ctx.tx, reportId);
  if (!row) throw new AppError('not_found', `report ${reportId}`);
  return { row, task: await take(ctx, row.taskId) };
}

/** What the nightly probe found of one piece of evidence; a change is written into the task's history. */
export const recordProbe = action(
  'ledger.probe',
  { may: 'ledger:manage' },
  async (
    ctx,
    input: { evidenceId: string; taskId: string; name: string; was: string; probe: 'ok' | 'broken'; why: string },
  ) => {
    await store.setProbe(ctx.tx, input.evidenceId, input.probe, input.why, ctx.now);
    if (input.was !== input.probe)
      await remember(
        ctx,
        input.taskId,
        input.probe === 'ok' ? 'evidence_ok' : 'evidence_broken',
        `${input.name}：${input.why}`,
      );
    ctx.note({ subject: `evidence:${input.evidenceId}`, detail: { probe: input.probe } });
    return allow(true);
  },
);
