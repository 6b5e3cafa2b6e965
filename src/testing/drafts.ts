import { type Draft, type Published, publish } from '../modules/publication/index.ts';
import { transaction } from '../platform/db/connection.ts';
import { enqueueIn } from '../platform/jobs.ts';
import type { World } from './world.ts';

/** A piece that lacks nothing, as a module hands it to the publication door. */
export const draft = (over: Partial<Draft> = {}): Draft => ({
  title: '关于做好防汛工作的通知',
  kind: '通知公告',
  unitId: 'yingji',
  unitName: '明河区应急管理局',
  columns: ['zwgk/tzgg'],
  topics: [],
  html: '<p>各乡镇、各部门：汛期将至，请在4月15日前完成排查。</p>',
  basis: [],
  attachments: [],
  hands: { writer: '应急管理局·信息员', reviewer: '应急管理局·审核', approver: '应急管理局·签发' },
  ...over,
});

/** Publishes at the world's present moment; throws when it is refused. */
export async function published(w: World, over: Partial<Draft> = {}): Promise<Published> {
  const out = await transaction(w.system.db, (tx) =>
    publish({ tx, now: w.clock.now(), enqueue: enqueueIn(tx) }, draft(over)),
  );
  if (!out.ok) throw new Error(`refused: ${out.refusals.map((r) => r.code).join(', ')}`);
  return out.value;
}
