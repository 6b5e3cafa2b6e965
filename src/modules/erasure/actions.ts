import { calendar } from '../../../law/index.ts';
import { dayIn } from '../../lib/day.ts';
import { allow } from '../../lib/ruling.ts';
import { addWorkdays } from '../../lib/workdays.ts';
import { action } from '../../platform/action.ts';
import type { Tx } from '../../platform/db/connection.ts';
import { AppError } from '../../platform/errors.ts';
import type { Forgetting } from '../../platform/module.ts';
import { personalErrors } from '../checks/index.ts';
import { erasureById, openWork } from '../publication/index.ts';
import { readsOf } from '../sites/index.ts';
import { noticesFor } from './law.ts';
import { mayTick } from './rules.ts';
import * as store from './store.ts';

/**
 * In the transaction that erases: what the report needs and nobody could tell afterwards, and whom to tell until when. The
 * days run from the decision, also when a restored backup makes it be carried out again.
 */
export async function remember(tx: Tx, what: Forgetting): Promise<void> {
  const e = await erasureById(tx, what.id);
  if (!e) return;
  await store.keepReads(tx, what.id, await readsOf(tx, what.no, what.files));
  const day = dayIn(e.decidedAt ?? what.at);
  for (const n of noticesFor(e.kind, day))
    await store.insertNotice(tx, what.id, n.code, n.days === 0 ? day : addWorkdays(day, n.days, calendar));
}

/** Somebody has been told, or has done their part. */
export const tickNotice = action(
  'erasure.notice',
  { may: 'erasure:ask' },
  async (ctx, input: { id: string; code: string; note: string }) => {
    const e = await erasureById(ctx.tx, input.id);
    const work = e && (await openWork(ctx.tx, e.no, 'staff'));
    if (!e || !work) throw new AppError('not_found', `erasure ${input.id}`);
    ctx.require(work.work.unitId);
    ctx.note({ subject: `work:${e.no}`, unitId: work.work.unitId, detail: { erasure: e.id, notice: input.code } });
    const notice = (await store.noticesOf(ctx.tx, e.id)).find((n) => n.code === input.code);
    const ruling = mayTick({
      exists: notice !== undefined,
      open: notice?.doneOn === null,
      note: input.note,
      persons: personalErrors(input.note, ctx.today),
    });
    if (!ruling.ok) return ruling;
    await store.tick(ctx.tx, {
      erasureId: e.id,
      code: input.code,
      on: ctx.today,
      label: ctx.actor.label,
      note: input.note.trim(),
    });
    // Who was told must outlive a backup that is older than the tick.
    await ctx.enqueue('publication.erased-list', {}, { key: 'publication.erased-list' });
    return allow(true);
  },
);
