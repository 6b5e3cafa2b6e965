import { allow, type Refusal, type Ruling, refuse } from '../../lib/ruling.ts';
import { action, type Ctx } from '../../platform/action.ts';
import { sanitize } from '../../platform/documents/index.ts';
import { AppError } from '../../platform/errors.ts';
import type { Actor } from '../../platform/permission.ts';
import { type Unit, unitById } from '../org/index.ts';
import { correct, type Draft, openWork, type Published, publish } from '../publication/index.ts';
import { columnsOf } from '../sites/index.ts';
import { unitItem } from './coverage.ts';
import { itemNow, itemsNow } from './national.ts';
import { printTable } from './rules/print.ts';
import { type Printed, releaseHtml } from './rules/release-html.ts';
import { isUnconfirmed } from './say.ts';
import * as store from './store.ts';
import { tell } from './tell.ts';

/** The column of the disclosure section for what the law wants published. */
const HOME = 'zfxxgk/fdzdgk';
const BASIS = '国办发〔2019〕54号；政府信息公开条例第十二条';

/** Whether this person decided last about an item; of old rows only how they were called is known. */
const isHand = (a: store.Adoption, by: Actor): boolean =>
  a.updatedById === null ? a.updatedBy === by.label : a.updatedById === by.id;

/** The adopted items in the catalogue's order, own ones last, as they are printed. */
function printed(unit: Unit, list: readonly store.Adoption[], ctx: Ctx): Printed[] {
  const order = new Map(itemsNow(ctx.today).map((i, n) => [i.id, n]));
  const place = (a: store.Adoption): number => order.get(a.itemId) ?? Number.MAX_SAFE_INTEGER;
  return list
    .filter((a) => a.state === 'adopted')
    .sort((a, b) => place(a) - place(b) || (a.itemId < b.itemId ? -1 : 1))
    .flatMap((a) => {
      const item = unitItem(a, ctx.today);
      return item
        ? [{ ...item, no: item.id, organText: unit.name, contact: a.contact, unconfirmed: isUnconfirmed(item) }]
        : [];
    });
}

/**
 * Publishes the unit's own catalogue as a piece, or its next version. The release is the approver's; who changed an item
 * does not release it where the unit wants different people. Nothing is published twice without a change.
 */
export const publishCatalogue = action(
  'catalogue.publish',
  { may: 'catalogue:publish' },
  async (ctx, input: { unitId: string; reason: string }): Promise<Ruling<Published>> => {
    const unit = await unitById(ctx.tx, input.unitId);
    if (!unit) throw new AppError('not_found', `unit ${input.unitId}`);
    ctx.require(unit.id);
    ctx.note({ subject: `catalogue:${unit.id}`, unitId: unit.id });
    await store.lockUnit(ctx.tx, unit.id);
    const all = await store.adoptions(ctx.tx, [unit.id]);
    const items = printed(unit, all, ctx);
    const no: Refusal[] = [];
    if (items.length === 0) no.push({ code: 'nothing_adopted', basis: BASIS });
    if (unit.threePeople && all.some((a) => isHand(a, ctx.actor)))
      no.push({ code: 'same_hands', basis: '三审三校制度（单位发布政策）' });
    const columns = await columnsOf(ctx.tx);
    const home = columns.find((c) => c.path === HOME);
    if (!home) no.push({ code: 'no_release_column', basis: '政府信息公开条例第十二条' });
    if (no.length > 0 || !home) return refuse(no);
    const draft = draftOf(unit, all, items, home.path, ctx);
    const before = await store.releaseOf(ctx.tx, unit.id);
    const open = before && (await openWork(ctx.tx, before.no));
    const standing = open?.work.state === 'published' ? open : undefined;
    if (standing?.current.content?.html === draft.html)
      return refuse([{ code: 'no_change', basis: '没有改动不出新版' }]);
    const out = standing ? await correct(ctx, standing.work.no, draft, input.reason) : await publish(ctx, draft);
    if (!out.ok) return out;
    await store.putRelease(ctx.tx, { unitId: unit.id, no: out.value.no, version: out.value.version, at: ctx.now });
    await tell(ctx.tx);
    return allow(out.value);
  },
);

function draftOf(
  unit: Unit,
  all: readonly store.Adoption[],
  items: readonly Printed[],
  column: string,
  ctx: Ctx,
): Draft {
  const dropped = all.flatMap((a) => {
    const item = a.own ?? itemNow(a.itemId, ctx.today);
    return a.state === 'dropped' && item ? [{ id: a.itemId, name: item.level2, reason: a.reason }] : [];
  });
  const editors = [...new Set(all.map((a) => a.updatedBy))].join('、');
  return {
    title: `${unit.name}政府信息主动公开目录`,
    kind: '指南',
    unitId: unit.id,
    unitName: unit.name,
    columns: [column],
    topics: [],
    html: sanitize(releaseHtml(printTable(items), items, dropped)),
    answer: `${unit.name}主动公开${items.length}个事项，每项写明公开什么、多久公开、在哪里看。`,
    basis: [{ law: '中华人民共和国政府信息公开条例', article: '第十二条' }],
    attachments: [],
    hands: { writer: editors, reviewer: '', approver: ctx.actor.label },
  };
}
