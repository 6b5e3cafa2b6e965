import { allow, type Ruling, refuse } from '../../lib/ruling.ts';
import { action, type Ctx } from '../../platform/action.ts';
import { AppError } from '../../platform/errors.ts';
import { unitById } from '../org/index.ts';
import { type Attachment, correct, type Draft, publishMany } from '../publication/index.ts';
import { type IndexEntry, sourceOf } from './rules.ts';
import { barredAmong, type Item, itemsAt, keyOfItem, lockItems, putItems } from './store.ts';

export type Taken = { outcome: 'imported' | 'updated' | 'unchanged'; no: number };
export type ToTake = {
  unitId: string;
  column: string;
  path: string;
  sha256: string;
  title: string;
  /** Sanitised, as `convert` and `keepImages` give it: doing it again costs more than all the rest. */
  html: string;
  /** Pictures of the text. */
  attachments: Attachment[];
  entry: IndexEntry;
};

/**
 * Publishes imported documents, each for itself: what one lacks refuses that one alone. The same bytes again change nothing;
 * other bytes under the same path are a correction. New ones share one transaction and one claim of the register, so either all
 * that are answered for are there or none is, and an import that breaks off goes on where it stopped.
 */
export const takeDocuments = action(
  'intake.import',
  { may: 'intake:import' },
  async (ctx, docs: readonly ToTake[]): Promise<Ruling<Ruling<Taken>[]>> => {
    await lockItems(ctx.tx, docs);
    const known = await itemsAt(ctx.tx, docs);
    const barred = await barredAmong(
      ctx.tx,
      docs.map((d) => d.sha256),
    );
    const out = new Map<ToTake, Ruling<Taken>>();
    const fresh: ToTake[] = [];
    for (const d of docs) {
      const no = barred.get(d.sha256);
      const old = known.get(keyOfItem(d));
      if (no !== undefined) out.set(d, refuse([{ code: 'barred', basis: BARRED, detail: { no } }]));
      else if (old?.sha256 === d.sha256) out.set(d, allow({ outcome: 'unchanged', no: old.no }));
      else if (old) out.set(d, await again(ctx, d, old.no));
      else fresh.push(d);
    }
    const drafts: Draft[] = [];
    for (const d of fresh) drafts.push(await draftOf(ctx, d));
    const published = drafts.length > 0 ? await publishMany(ctx, drafts) : [];
    const items = fresh.flatMap((d, i) => {
      const p = published[i];
      if (p) out.set(d, p.ok ? allow({ outcome: 'imported', no: p.value.no }) : p);
      return p?.ok ? [itemOf(ctx, d, p.value.no)] : [];
    });
    if (items.length > 0) await putItems(ctx.tx, items);
    // Not the names of the files: they may name people, and the trail can never be changed.
    const first = docs[0];
    ctx.note({
      subject: `file:${first?.sha256.slice(0, 16)}`,
      ...(first ? { unitId: first.unitId } : {}),
      detail: { files: docs.map((d) => d.sha256.slice(0, 16)), nos: items.map((x) => x.no) },
    });
    return allow(docs.map((d) => out.get(d) ?? refuse([])));
  },
);

const BARRED = '《中华人民共和国个人信息保护法》第五十七条';

async function again(ctx: Ctx, d: ToTake, no: number): Promise<Ruling<Taken>> {
  const out = await correct(ctx, no, await draftOf(ctx, d), '导入的文件有更新');
  if (!out.ok) return out;
  await putItems(ctx.tx, [itemOf(ctx, d, no)]);
  return allow({ outcome: 'updated', no });
}

const itemOf = (ctx: Ctx, d: ToTake, no: number): Item => ({
  unitId: d.unitId,
  path: d.path,
  sha256: d.sha256,
  no,
  importedAt: ctx.now,
});

async function draftOf(ctx: Ctx, d: ToTake): Promise<Draft> {
  const unit = await unitById(ctx.tx, d.unitId);
  if (!unit) throw new AppError('bad_request', `unit ${d.unitId}`, `没有“${d.unitId}”这个单位。`);
  const source = sourceOf(d.entry);
  return {
    title: d.title,
    kind: '政策文件',
    unitId: unit.id,
    unitName: unit.name,
    columns: [d.column],
    topics: [],
    html: d.html,
    basis: [],
    attachments: d.attachments,
    hands: { writer: '历史文件导入', reviewer: '', approver: ctx.actor.label },
    ...(d.entry.docNo ? { docNo: d.entry.docNo } : {}),
    ...(d.entry.indexNo ? { indexNo: d.entry.indexNo } : {}),
    ...(d.entry.issuedOn ? { issuedOn: d.entry.issuedOn } : {}),
    ...(source ? { source } : {}),
  };
}
