import type { Day } from '../../../lib/day.ts';
import { allow, refuse } from '../../../lib/ruling.ts';
import { action } from '../../../platform/action.ts';
import { AppError } from '../../../platform/errors.ts';
import { unitTree } from '../../org/index.ts';
import * as store from '../store/index.ts';
import { remember, take } from './common.ts';

/** Gives a share to a unit: for a name the tree does not know (`shareId`), or one more unit. */
export const assign = action(
  'ledger.assign',
  { may: 'ledger:manage' },
  async (ctx, input: { taskId: string; unitId: string; role: 'lead' | 'responsible'; shareId?: number }) => {
    await take(ctx, input.taskId);
    const shares = await store.sharesOfTask(ctx.tx, input.taskId);
    const open = shares.find((s) => s.id === input.shareId && s.unitId === null);
    const unit = (await unitTree(ctx.tx)).find((u) => u.id === input.unitId);
    if (!unit) throw new AppError('bad_request', `unit ${input.unitId}`);
    if (open) await store.removeShare(ctx.tx, open.id);
    await store.insertShare(ctx.tx, {
      taskId: input.taskId,
      role: input.role,
      named: open?.named ?? unit.name,
      unitId: unit.id,
      acceptedFor: null,
    });
    await remember(ctx, input.taskId, 'assign', `${open ? `“${open.named}”` : ''}分给${unit.name}`);
    return allow(true);
  },
);

export const unassign = action(
  'ledger.unassign',
  { may: 'ledger:manage' },
  async (ctx, input: { taskId: string; shareId: number }) => {
    await take(ctx, input.taskId);
    const share = (await store.sharesOfTask(ctx.tx, input.taskId)).find((s) => s.id === input.shareId);
    if (!share) throw new AppError('not_found', `share ${input.shareId}`);
    await store.removeShare(ctx.tx, share.id);
    await remember(ctx, input.taskId, 'unassign', `不再由“${share.named}”承担`);
    return allow(true);
  },
);

/** Sets the deadline that counts; the plan's own words stay beside it. */
export const setDeadline = action(
  'ledger.deadline',
  { may: 'ledger:manage' },
  async (ctx, input: { taskId: string; due: Day | null; recurs: string | null }) => {
    await take(ctx, input.taskId);
    await store.setDue(ctx.tx, input.taskId, input.due, input.recurs);
    await store.setUnclear(ctx.tx, input.taskId, []);
    await remember(ctx, input.taskId, 'deadline', input.recurs ?? input.due ?? '不定期限');
    return allow(true);
  },
);

export const addStep = action(
  'ledger.step',
  { may: 'ledger:manage' },
  async (ctx, input: { taskId: string; title: string; due: Day | null; unitId: string | null }) => {
    await take(ctx, input.taskId);
    if (!input.title.trim()) return refuse([{ code: 'step_without_title', basis: '政务公开工作要点台账制度' }]);
    await store.insertStep(ctx.tx, {
      taskId: input.taskId,
      title: input.title.trim(),
      due: input.due,
      unitId: input.unitId,
    });
    await remember(ctx, input.taskId, 'step', input.title.trim());
    return allow(true);
  },
);

export const markStep = action(
  'ledger.step_done',
  { may: 'ledger:report' },
  async (ctx, input: { taskId: string; stepId: number; done: boolean }) => {
    await take(ctx, input.taskId);
    const step = (await store.stepsOf(ctx.tx, input.taskId)).find((s) => s.id === input.stepId);
    if (!step) throw new AppError('not_found', `step ${input.stepId}`);
    if (step.unitId) ctx.require(step.unitId);
    await store.setStepDone(ctx.tx, input.taskId, input.stepId, input.done ? ctx.now : null);
    await remember(ctx, input.taskId, input.done ? 'step_done' : 'step_open', step.title);
    return allow(true);
  },
);
