import { type Day, dayIn } from '../../lib/day.ts';
import { allow, type Refusal, refuse } from '../../lib/ruling.ts';
import { action, type Ctx } from '../../platform/action.ts';
import { AppError } from '../../platform/errors.ts';
import { type Unit, unitById } from '../org/index.ts';
import { coverage, type ItemCell, offered } from './coverage.ts';
import { fieldsNow, firstWorkdays, itemNow } from './national.ts';
import { type Change, mayAdapt, mayDrop, mayOwn } from './rules/adoption.ts';
import type { CatalogueItem } from './rules/types.ts';
import { headOf } from './say.ts';
import * as store from './store.ts';
import { tell } from './tell.ts';

async function unitOf(ctx: Ctx, unitId: string): Promise<Unit> {
  const unit = await unitById(ctx.tx, unitId);
  if (!unit) throw new AppError('not_found', `unit ${unitId}`);
  ctx.require(unitId);
  return unit;
}

const fresh = (ctx: Ctx, unitId: string, itemId: string): store.Adoption => ({
  unitId,
  itemId,
  state: 'adopted',
  adoptedOn: ctx.today,
  content: null,
  timingText: null,
  timing: null,
  carriers: null,
  contact: '',
  own: null,
  reason: '',
  droppedOn: null,
  updatedAt: ctx.now,
  updatedBy: ctx.actor.label,
  updatedById: ctx.actor.id,
});

/** What of a decision somebody saw: the moment it was made, empty where there was none. Two pages of one decision say the same. */
export const seenOf = (a: store.Adoption | undefined): string => a?.updatedAt.toISOString() ?? '';

/** The decision as it stands, held until the transaction ends; a page that shows an older one is refused and not laid over it. */
async function decided(
  ctx: Ctx,
  at: { unitId: string; itemId: string; seen?: string },
): Promise<{ before: store.Adoption | undefined; stale: Refusal[] }> {
  await store.lockUnit(ctx.tx, at.unitId);
  const before = await store.adoptionOf(ctx.tx, at.unitId, at.itemId);
  // It guards against others: of the same hand the later page wins, and a double click is one.
  const stale = at.seen !== undefined && at.seen !== seenOf(before) && before?.updatedById !== ctx.actor.id;
  return {
    before,
    stale: stale ? [{ code: 'changed_meanwhile', basis: '采用公开事项', detail: { by: before?.updatedBy ?? '' } }] : [],
  };
}

async function put(ctx: Ctx, a: store.Adoption): Promise<store.Adoption> {
  const saved = { ...a, updatedAt: ctx.now, updatedBy: ctx.actor.label, updatedById: ctx.actor.id };
  await store.putAdoption(ctx.tx, saved);
  await tell(ctx.tx);
  ctx.note({ subject: `item:${a.itemId}`, unitId: a.unitId, detail: { state: a.state } });
  return saved;
}

/** Takes items as the catalogue has them; those already decided on stay as they are. Answers how many were new. */
export const adoptItems = action(
  'catalogue.adopt',
  { may: 'catalogue:write' },
  async (ctx, input: { unitId: string; itemIds: readonly string[] }) => {
    const unit = await unitOf(ctx, input.unitId);
    const theirs = new Set((await offered(ctx.tx, unit, ctx.today)).map((o) => o.item.id));
    const strange = input.itemIds.filter((id) => !theirs.has(id));
    const [first] = strange;
    if (first !== undefined)
      return refuse([
        {
          code: 'not_theirs',
          basis: '国办发〔2019〕54号：公开主体、公开层级',
          detail: { id: first, n: strange.length },
        },
      ]);
    if (input.itemIds.length === 0) return refuse([{ code: 'nothing_chosen', basis: '采用公开事项' }]);
    await store.lockUnit(ctx.tx, unit.id);
    const list = input.itemIds.map((itemId) => ({ unitId: unit.id, itemId, adoptedOn: ctx.today }));
    const n = await store.adoptMany(ctx.tx, list, ctx.now, ctx.actor.label, ctx.actor.id);
    await tell(ctx.tx);
    ctx.note({ subject: `catalogue:${unit.id}`, unitId: unit.id, detail: { adopted: n } });
    return allow({ adopted: n });
  },
);

/** The unit's own words, shorter time, contact, carriers. Wider than the law is refused with every reason. */
export const adaptItem = action(
  'catalogue.adapt',
  { may: 'catalogue:write' },
  async (ctx, input: { unitId: string; itemId: string; seen?: string; change: Change & { contact?: string } }) => {
    const unit = await unitOf(ctx, input.unitId);
    const { before, stale } = await decided(ctx, input);
    const base = before?.own ?? itemNow(input.itemId, ctx.today);
    if (!base) throw new AppError('not_found', `item ${input.itemId}`);
    if (!before && !(await offered(ctx.tx, unit, ctx.today)).some((o) => o.item.id === input.itemId))
      return refuse([
        { code: 'not_theirs', basis: '国办发〔2019〕54号：公开主体、公开层级', detail: { id: base.id, n: 1 } },
      ]);
    const { change: c } = input;
    const ruling = mayAdapt(base, c, firstWorkdays(ctx.today));
    if (!ruling.ok || stale.length > 0) return refuse([...stale, ...(ruling.ok ? [] : ruling.refusals)]);
    const was = before ?? fresh(ctx, unit.id, base.id);
    return allow(
      await put(ctx, {
        ...was,
        state: 'adopted',
        reason: '',
        droppedOn: null,
        ...(c.content === undefined ? {} : { content: c.content === base.content ? null : c.content.trim() }),
        ...(c.timing === undefined
          ? {}
          : c.timing.text === base.timing.text
            ? { timing: null, timingText: null }
            : { timing: [...c.timing.rules], timingText: c.timing.text }),
        ...(c.carriers === undefined ? {} : { carriers: sameSet(c.carriers, base.carriers) ? null : [...c.carriers] }),
        ...(c.contact === undefined ? {} : { contact: c.contact.trim() }),
      }),
    );
  },
);

const sameSet = (a: readonly string[], b: readonly string[]): boolean =>
  a.length === b.length && a.every((x) => b.includes(x));

/** Leaves an item out, with the reason that the public reads in the unit's catalogue. */
export const dropItem = action(
  'catalogue.drop',
  { may: 'catalogue:write' },
  async (ctx, input: { unitId: string; itemId: string; seen?: string; reason: string }) => {
    const unit = await unitOf(ctx, input.unitId);
    const ruling = mayDrop(input.reason);
    const { before, stale } = await decided(ctx, input);
    if (!ruling.ok || stale.length > 0) return refuse([...stale, ...(ruling.ok ? [] : ruling.refusals)]);
    if (!before && !(await offered(ctx.tx, unit, ctx.today)).some((o) => o.item.id === input.itemId))
      return refuse([
        { code: 'not_theirs', basis: '国办发〔2019〕54号：公开主体、公开层级', detail: { id: input.itemId, n: 1 } },
      ]);
    return allow(
      await put(ctx, {
        ...(before ?? fresh(ctx, unit.id, input.itemId)),
        state: 'dropped',
        droppedOn: before?.droppedOn ?? ctx.today,
        reason: input.reason.trim(),
      }),
    );
  },
);

export type OwnItem = Pick<
  CatalogueItem,
  'field' | 'level1' | 'level2' | 'content' | 'elements' | 'basis' | 'timing' | 'carriers' | 'audience'
> & { audienceText?: string };

/** An item that the national catalogue does not have. Its id is `own-` and the next number of the unit. */
export const addOwnItem = action(
  'catalogue.own',
  { may: 'catalogue:write' },
  async (ctx, input: { unitId: string; item: OwnItem; unread?: readonly string[]; contact?: string }) => {
    const unit = await unitOf(ctx, input.unitId);
    if (!fieldsNow(ctx.today).some((f) => f.key === input.item.field))
      return refuse([{ code: 'bad_field', basis: '公开目录的领域' }]);
    const ruling = mayOwn(input.item, input.unread ?? []);
    if (!ruling.ok) return ruling;
    await store.lockUnit(ctx.tx, unit.id);
    const numbers = (await store.adoptions(ctx.tx, [unit.id])).map((a) =>
      Number(/^own-(\d+)$/.exec(a.itemId)?.[1] ?? 0),
    );
    const id = `own-${Math.max(0, ...numbers) + 1}`;
    return allow(
      await put(ctx, {
        ...fresh(ctx, unit.id, id),
        contact: input.contact?.trim() ?? '',
        own: ownItem(id, input.item, unit, ctx.today),
      }),
    );
  },
);

const ownItem = (id: string, i: OwnItem, unit: Unit, today: Day): CatalogueItem => ({
  ...i,
  id,
  organText: unit.name,
  organs: [],
  mode: 'active',
  levels: [unit.kind === 'village' ? 'village' : unit.kind === 'township' ? 'township' : 'county'],
  from: today,
  source: `${unit.name}自行增加`,
  mark: 'confirmed',
});

/** Something happened from which a deadline of the item runs: a decision was made, a budget approved. */
export const recordHappening = action(
  'catalogue.happened',
  { may: 'catalogue:write' },
  async (ctx, input: { unitId: string; itemId: string; on: Day; what: string; rule: number }) => {
    const unit = await unitOf(ctx, input.unitId);
    const cell = await cellOf(ctx, unit.id, input.itemId);
    const no: Refusal[] = [];
    const basis = '公开目录写明的时限';
    if (!cell) no.push({ code: 'not_adopted', basis, detail: { id: input.itemId } });
    else if (cell.item.timing.rules[input.rule]?.kind !== 'after')
      no.push({ code: 'starts_nothing', basis, detail: { text: cell.item.timing.text } });
    if (!input.what.trim()) no.push({ code: 'no_happening', basis });
    if (input.on > ctx.today) no.push({ code: 'happens_later', basis, detail: { on: input.on } });
    if (no.length > 0) return refuse(no);
    const row = {
      unitId: unit.id,
      itemId: input.itemId,
      happenedOn: input.on,
      what: input.what.trim(),
      rule: input.rule,
    };
    await store.addHappening(ctx.tx, { ...row, recordedBy: ctx.actor.label }, ctx.now);
    await tell(ctx.tx);
    ctx.note({ subject: `item:${input.itemId}`, unitId: unit.id, detail: { on: input.on } });
    return allow(row);
  },
);

export const strikeHappening = action(
  'catalogue.strike',
  { may: 'catalogue:write' },
  async (ctx, input: { unitId: string; id: number }) => {
    const unit = await unitOf(ctx, input.unitId);
    if ((await store.strikeHappening(ctx.tx, unit.id, input.id, ctx.actor.label)) === 0)
      return refuse([{ code: 'nothing_struck', basis: '公开目录写明的时限' }]);
    await tell(ctx.tx);
    ctx.note({ subject: `happening:${input.id}`, unitId: unit.id });
    return allow({ id: input.id });
  },
);

async function cellOf(ctx: Ctx, unitId: string, itemId: string): Promise<ItemCell | undefined> {
  const c = await coverage(ctx.tx, ctx.today, ctx.calendar, [unitId]);
  return c.cells.get(unitId)?.find((x) => x.item.id === itemId);
}

/** 催办: a reminder to the unit, with a copy to who answers for it. Only for what is due; once a day. */
export const urge = action(
  'catalogue.urge',
  { may: 'catalogue:urge' },
  async (ctx, input: { unitId: string; itemId: string }) => {
    const unit = await unitById(ctx.tx, input.unitId);
    if (!unit) throw new AppError('not_found', `unit ${input.unitId}`);
    const cell = await cellOf(ctx, unit.id, input.itemId);
    const basis = '政府信息公开条例第四十六条、第四十七条';
    if (!cell || cell.status === 'published' || cell.status === 'later')
      return refuse([{ code: 'nothing_due', basis, detail: { id: input.itemId } }]);
    await store.lockUnit(ctx.tx, unit.id);
    const already = (await store.reminders(ctx.tx, [unit.id])).some(
      (r) => r.itemId === input.itemId && dayIn(r.at) === ctx.today,
    );
    if (already) return refuse([{ code: 'urged_today', basis, detail: { id: input.itemId } }]);
    const row = {
      unitId: unit.id,
      itemId: input.itemId,
      due: cell.due ?? null,
      at: ctx.now,
      by: ctx.actor.label,
      copied: headOf(unit),
    };
    await store.addReminder(ctx.tx, row);
    await tell(ctx.tx);
    ctx.note({ subject: `item:${input.itemId}`, unitId: unit.id });
    return allow(row);
  },
);

/** What the law leaves to the district: how early something is due soon, how long 及时 may be silent. */
export const saveSetting = action(
  'catalogue.set',
  { may: 'catalogue:urge' },
  async (ctx, input: { soonDays: number; silenceDays: number | null }) => {
    const no: Refusal[] = [];
    const basis = '本区的设置';
    const whole = (n: number, most: number): boolean => Number.isInteger(n) && n >= 1 && n <= most;
    if (!whole(input.soonDays, 60)) no.push({ code: 'bad_soon', basis });
    if (input.silenceDays !== null && !whole(input.silenceDays, 3660)) no.push({ code: 'bad_silence', basis });
    if (no.length > 0) return refuse(no);
    await store.saveSetting(ctx.tx, input);
    await tell(ctx.tx);
    ctx.note({ subject: 'setting', detail: input });
    return allow(input);
  },
);
