import { allow, type Ruling, refuse } from '../../lib/ruling.ts';
import { action } from '../../platform/action.ts';
import { AppError } from '../../platform/errors.ts';
import { unitById } from '../org/index.ts';
import { type Attachment, correct, type Draft, publish } from '../publication/index.ts';
import { type IndexEntry, sourceOf } from './rules.ts';
import { barredAs, itemOf, lockItem, putItem } from './store.ts';

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

/** Publishes one imported document. The same bytes again change nothing; other bytes under the same path are a correction. */
export const takeDocument = action(
  'intake.import',
  { may: 'intake:import' },
  async (ctx, d: ToTake): Promise<Ruling<Taken>> => {
    await lockItem(ctx.tx, d.unitId, d.path);
    const known = await itemOf(ctx.tx, d.unitId, d.path);
    // Not the name of the file: it may name a person, and the trail can never be changed.
    ctx.note({ subject: `file:${d.sha256.slice(0, 16)}`, unitId: d.unitId });
    const barred = await barredAs(ctx.tx, d.sha256);
    if (barred !== undefined)
      return refuse([{ code: 'barred', basis: '《中华人民共和国个人信息保护法》第五十七条', detail: { no: barred } }]);
    if (known?.sha256 === d.sha256) return allow({ outcome: 'unchanged', no: known.no });
    const unit = await unitById(ctx.tx, d.unitId);
    if (!unit) throw new AppError('bad_request', `unit ${d.unitId}`, `没有“${d.unitId}”这个单位。`);
    const source = sourceOf(d.entry);
    const draft: Draft = {
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
    const out = known ? await correct(ctx, known.no, draft, '导入的文件有更新') : await publish(ctx, draft);
    if (!out.ok) return out;
    await putItem(ctx.tx, { unitId: d.unitId, path: d.path, sha256: d.sha256, no: out.value.no, importedAt: ctx.now });
    return allow({ outcome: known ? 'updated' : 'imported', no: out.value.no });
  },
);
