import { createHash } from 'node:crypto';
import type { Day } from '../../../lib/day.ts';
import { allow, type Ruling } from '../../../lib/ruling.ts';
import { action, type Ctx } from '../../../platform/action.ts';
import { AppError } from '../../../platform/errors.ts';
import { mayLookBack } from '../rules/steps.ts';
import * as store from '../store/index.ts';
import { id, remember } from './common.ts';

/** 回头看: last year's tasks taken over with their history; what was fulfilled stays fulfilled and is probed on, the rest is open again. */
export const lookBack = action(
  'ledger.look_back',
  { may: 'ledger:manage' },
  async (ctx, input: { planId: string; due: Day | null }): Promise<Ruling<{ planId: string }>> => {
    await store.lockImports(ctx.tx);
    const old = await store.planById(ctx.tx, input.planId);
    if (!old) throw new AppError('not_found', `plan ${input.planId}`);
    const tasks = await store.tasksOf(ctx.tx, old.id);
    const ruling = mayLookBack({
      year: old.year,
      today: ctx.today,
      taken: (await store.lookBackOf(ctx.tx, old.id)) !== undefined,
      tasks: tasks.length,
    });
    if (!ruling.ok) return ruling;
    const planId = id(ctx);
    await store.insertPlan(ctx.tx, {
      ...old,
      id: planId,
      title: `${old.title}（回头看）`,
      year: Number(ctx.today.slice(0, 4)),
      issuedOn: ctx.today,
      fingerprint: createHash('sha256').update(`look-back:${old.id}`).digest('hex'),
      isPublic: false,
      looksBack: old.id,
      importedAt: ctx.now,
      importedBy: ctx.actor.label,
    });
    const shares = await store.sharesOf(ctx.tx, old.id);
    for (const t of tasks) {
      const taskId = id(ctx);
      await store.insertTask(ctx.tx, { ...t, id: taskId, planId, origin: t.id, due: input.due ?? t.due, recurs: null });
      for (const s of shares.filter((x) => x.taskId === t.id)) {
        const fulfilled = s.acceptedFor !== null;
        await store.insertShare(ctx.tx, {
          taskId,
          role: s.role,
          named: s.named,
          unitId: s.unitId,
          acceptedFor: fulfilled ? ('9999-12-31' as Day) : null,
        });
        if (fulfilled && s.unitId) await carryEvidence(ctx, t.id, taskId, s.unitId);
      }
      await remember(ctx, taskId, 'look_back', `从${old.year}年要点${t.no}接过来`);
    }
    ctx.note({ subject: `plan:${planId}`, detail: { of: old.id } });
    return allow({ planId });
  },
);

/** The evidence that carried last year's "done" goes on being probed under the look-back. */
async function carryEvidence(ctx: Ctx, from: string, to: string, unitId: string): Promise<void> {
  const accepted = (await store.reportsOf(ctx.tx, from)).find((r) => r.unitId === unitId && r.state === 'accepted');
  if (!accepted) return;
  const reportId = id(ctx);
  await store.insertReport(ctx.tx, { ...accepted, id: reportId, taskId: to, state: 'submitted' });
  await store.decideReport(ctx.tx, reportId, 'accepted', accepted.decidedAt ?? ctx.now, accepted.decidedBy ?? '', null);
  for (const e of await store.evidenceOfReport(ctx.tx, accepted.id))
    await store.insertEvidence(ctx.tx, { ...e, id: id(ctx), reportId });
}
