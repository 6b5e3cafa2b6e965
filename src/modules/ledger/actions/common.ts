import { randomBytes } from 'node:crypto';
import type { Day } from '../../../lib/day.ts';
import { newId } from '../../../lib/ids.ts';
import type { Ctx } from '../../../platform/action.ts';
import { AppError } from '../../../platform/errors.ts';
import * as store from '../store/index.ts';

export const id = (ctx: Ctx): string => newId(ctx.now, randomBytes(10));

export const remember = (ctx: Ctx, taskId: string, act: string, detail = ''): Promise<number> =>
  store.addEvent(ctx.tx, taskId, { at: ctx.now, actor: ctx.actor.label, act, detail });

/** Locks a task until the transaction ends. */
export async function take(ctx: Ctx, taskId: string): Promise<store.TaskRow> {
  const task = await store.lockTask(ctx.tx, taskId);
  if (!task) throw new AppError('not_found', `task ${taskId}`);
  ctx.note({ subject: `task:${taskId}` });
  return task;
}

/** A plan counts from the day it was issued, not from 1 January. */
export const sinceOf = (plan: Pick<store.PlanRow, 'issuedOn' | 'year'> | undefined, today: Day): Day =>
  plan?.issuedOn ?? (`${plan?.year ?? today.slice(0, 4)}-01-01` as Day);
