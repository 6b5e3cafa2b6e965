import { createHash } from 'node:crypto';
import type { Day } from '../../../lib/day.ts';
import { allow, type Ruling, refuse } from '../../../lib/ruling.ts';
import { action, type Ctx } from '../../../platform/action.ts';
import { AppError } from '../../../platform/errors.ts';
import { unitTree } from '../../org/index.ts';
import { bumpRevision } from '../../publication/index.ts';
import { expandUnits, type Plan, type UnitNode } from '../rules/index.ts';
import * as store from '../store/index.ts';
import { id, remember } from './common.ts';

type Imported = { planId: string; tasks: number; unresolved: string[]; unchanged: boolean };

/** A plan's words without layout, so that the same plan saved in another way is the same plan. */
const fingerprintOf = (plan: Plan): string =>
  createHash('sha256')
    .update(JSON.stringify([plan.title, plan.year, plan.items.map((i) => [i.no, i.text.replace(/\s+/g, '')])]))
    .digest('hex');

/** Turns a parsed work plan into open tasks with units, deadlines and what is still unclear. The same plan again changes nothing. */
export const importPlan = action(
  'ledger.import',
  { may: 'ledger:manage' },
  async (ctx, input: { plan: Plan; sourceName: string; sourceFile: string | null }): Promise<Ruling<Imported>> => {
    const { plan } = input;
    if (plan.items.length === 0) return refuse([{ code: 'no_items', basis: '政务公开工作要点台账制度' }]);
    await store.lockImports(ctx.tx);
    const fingerprint = fingerprintOf(plan);
    const known = await store.planByFingerprint(ctx.tx, fingerprint);
    if (known) {
      ctx.note({ subject: `plan:${known.id}`, detail: { unchanged: true } });
      return allow({ planId: known.id, tasks: plan.items.length, unresolved: [], unchanged: true });
    }
    const planId = id(ctx);
    await store.insertPlan(ctx.tx, {
      id: planId,
      title: plan.title ?? plan.noticeTitle ?? input.sourceName,
      issuer: plan.issuer,
      docNo: plan.docNo,
      year: plan.year ?? Number(ctx.today.slice(0, 4)),
      issuedOn: plan.issuedOn,
      fingerprint,
      sourceName: input.sourceName,
      sourceFile: input.sourceFile,
      isPublic: false,
      closing: plan.closing,
      findings: plan.findings,
      looksBack: null,
      importedAt: ctx.now,
      importedBy: ctx.actor.label,
    });
    const tree = await treeOf(ctx);
    const unresolved = new Set<string>();
    for (const item of plan.items) {
      const taskId = id(ctx);
      const dated = item.deadlines
        .map((d) => d.due)
        .filter((d): d is Day => d !== undefined)
        .sort();
      await store.insertTask(ctx.tx, {
        id: taskId,
        planId,
        seq: item.seq,
        no: item.no,
        section: item.section,
        title: item.title,
        text: item.text,
        deadlines: item.deadlines,
        due: dated.at(-1) ?? null,
        recurs: item.deadlines.find((d) => d.recurs)?.recurs ?? null,
        unclear: item.unclear,
        origin: null,
      });
      for (const name of await giveShares(ctx, taskId, 'lead', item.lead, tree)) unresolved.add(name);
      for (const name of await giveShares(ctx, taskId, 'responsible', item.responsible, tree)) unresolved.add(name);
      await remember(ctx, taskId, 'import', `从${input.sourceName}导入`);
    }
    ctx.note({ subject: `plan:${planId}`, detail: { tasks: plan.items.length, unresolved: unresolved.size } });
    return allow({ planId, tasks: plan.items.length, unresolved: [...unresolved], unchanged: false });
  },
);

async function treeOf(ctx: Ctx): Promise<UnitNode[]> {
  return (await unitTree(ctx.tx)).map((u) => ({
    id: u.id,
    name: u.name,
    aliases: u.aliases,
    kind: u.kind,
    ...(u.shortName ? { shortName: u.shortName } : {}),
    ...(u.parentId ? { parentId: u.parentId } : {}),
  }));
}

/** Shares for the units behind the names; a name the tree does not know becomes a share without unit. Returns those names. */
async function giveShares(
  ctx: Ctx,
  taskId: string,
  role: 'lead' | 'responsible',
  names: readonly string[],
  tree: UnitNode[],
): Promise<string[]> {
  const found = expandUnits([...names], tree);
  for (const { name, unitIds } of found.resolved)
    for (const unitId of unitIds)
      await store.insertShare(ctx.tx, { taskId, role, named: name, unitId, acceptedFor: null });
  for (const name of found.unresolved)
    await store.insertShare(ctx.tx, { taskId, role, named: name, unitId: null, acceptedFor: null });
  return found.unresolved;
}

export const openToPublic = action(
  'ledger.publish',
  { may: 'ledger:manage' },
  async (ctx, input: { planId: string; isPublic: boolean }) => {
    if ((await store.setPublic(ctx.tx, input.planId, input.isPublic)) === 0)
      throw new AppError('not_found', `plan ${input.planId}`);
    // The home page leads to an open ledger.
    await bumpRevision(ctx.tx, ['plans']);
    ctx.note({ subject: `plan:${input.planId}`, detail: { isPublic: input.isPublic } });
    return allow(true);
  },
);
