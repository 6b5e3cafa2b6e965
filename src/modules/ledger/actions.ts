import { createHash, randomBytes } from 'node:crypto';
import type { Day } from '../../lib/day.ts';
import { newId } from '../../lib/ids.ts';
import { allow, type Ruling, refuse } from '../../lib/ruling.ts';
import { action, type Ctx } from '../../platform/action.ts';
import { AppError } from '../../platform/errors.ts';
import { unitTree } from '../org/index.ts';
import { bumpRevision } from '../publication/index.ts';
import { probe } from './probe.ts';
import { expandUnits, type Plan, type UnitNode } from './rules/index.ts';
import { fulfils } from './rules/standing.ts';
import { mayAccept, mayLookBack, mayReport, mayReturn } from './rules/steps.ts';
import * as store from './store.ts';

const id = (ctx: Ctx): string => newId(ctx.now, randomBytes(10));

export type Imported = { planId: string; tasks: number; unresolved: string[]; unchanged: boolean };

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

const remember = (ctx: Ctx, taskId: string, act: string, detail = ''): Promise<number> =>
  store.addEvent(ctx.tx, taskId, { at: ctx.now, actor: ctx.actor.label, act, detail });

async function take(ctx: Ctx, taskId: string): Promise<store.TaskRow> {
  const task = await store.lockTask(ctx.tx, taskId);
  if (!task) throw new AppError('not_found', `task ${taskId}`);
  ctx.note({ subject: `task:${taskId}` });
  return task;
}

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

export type EvidenceInput = { kind: 'edition' | 'link' | 'file'; target: string; name: string };

/** A unit says what it did and shows it; each piece of evidence is looked at at once. */
export const report = action(
  'ledger.report',
  { may: 'ledger:report' },
  async (ctx, input: { taskId: string; unitId: string; text: string; evidence: EvidenceInput[] }) => {
    await take(ctx, input.taskId);
    ctx.require(input.unitId);
    const shares = await store.sharesOfTask(ctx.tx, input.taskId);
    const reports = await store.reportsOf(ctx.tx, input.taskId);
    const ruling = mayReport({
      hasShare: shares.some((s) => s.unitId === input.unitId),
      openReport: reports.some((r) => r.unitId === input.unitId && r.state === 'submitted'),
      text: input.text,
      evidence: input.evidence.length,
    });
    if (!ruling.ok) return ruling;
    const reportId = id(ctx);
    await store.insertReport(ctx.tx, {
      id: reportId,
      taskId: input.taskId,
      unitId: input.unitId,
      at: ctx.now,
      authorId: ctx.actor.id,
      author: ctx.actor.label,
      text: input.text.trim(),
      state: 'submitted',
      decidedAt: null,
      decidedBy: null,
      reason: null,
    });
    for (const e of input.evidence) {
      const seen = await probe(ctx.system, ctx.tx, e);
      await store.insertEvidence(ctx.tx, { ...e, id: id(ctx), reportId, ...seen, probedAt: ctx.now, brokenAt: null });
    }
    await remember(ctx, input.taskId, 'report', input.text.trim().slice(0, 100));
    return allow({ reportId });
  },
);

/** The office takes the share as fulfilled; every piece of evidence must answer now. */
export const acceptReport = action(
  'ledger.accept',
  { may: 'ledger:manage' },
  async (ctx, input: { reportId: string }) => {
    const { row, task } = await takeReport(ctx, input.reportId);
    const evidence = await store.evidenceOfReport(ctx.tx, row.id);
    const seen = await Promise.all(evidence.map(async (e) => ({ ...e, ...(await probe(ctx.system, ctx.tx, e)) })));
    const ruling = mayAccept({ state: row.state, evidence: seen });
    if (!ruling.ok) return ruling;
    for (const e of seen) await store.setProbe(ctx.tx, e.id, e.probe === 'ok' ? 'ok' : 'broken', e.why, ctx.now);
    const plan = await store.planById(ctx.tx, task.planId);
    const share = (await store.sharesOfTask(ctx.tx, task.id)).find((s) => s.unitId === row.unitId);
    const when = { due: task.due, recurs: task.recurs, since: sinceOf(plan, ctx.today) };
    await store.decideReport(ctx.tx, row.id, 'accepted', ctx.now, ctx.actor.label, null);
    await store.acceptShare(
      ctx.tx,
      task.id,
      row.unitId,
      fulfils(when, { acceptedFor: share?.acceptedFor ?? null }, ctx.today),
      ctx.now,
    );
    await remember(ctx, task.id, 'accept', row.author);
    return allow(true);
  },
);

/** A plan counts from the day it was issued, not from 1 January. */
export const sinceOf = (plan: Pick<store.PlanRow, 'issuedOn' | 'year'> | undefined, today: Day): Day =>
  plan?.issuedOn ?? (`${plan?.year ?? today.slice(0, 4)}-01-01` as Day);

/** Insufficient: back to the unit with what is missing. */
export const returnReport = action(
  'ledger.return',
  { may: 'ledger:manage' },
  async (ctx, input: { reportId: string; reason: string }) => {
    const { row, task } = await takeReport(ctx, input.reportId);
    const ruling = mayReturn({ state: row.state, reason: input.reason });
    if (!ruling.ok) return ruling;
    await store.decideReport(ctx.tx, row.id, 'returned', ctx.now, ctx.actor.label, input.reason.trim());
    await remember(ctx, task.id, 'return', input.reason.trim());
    return allow(true);
  },
);

async function takeReport(ctx: Ctx, reportId: string): Promise<{ row: store.ReportRow; task: store.TaskRow }> {
  const row = await store.lockReport(ctx.tx, reportId);
  if (!row) throw new AppError('not_found', `report ${reportId}`);
  return { row, task: await take(ctx, row.taskId) };
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

/** What the nightly probe found of one piece of evidence; a change is written into the task's history. */
export const recordProbe = action(
  'ledger.probe',
  { may: 'ledger:manage' },
  async (
    ctx,
    input: { evidenceId: string; taskId: string; name: string; was: string; probe: 'ok' | 'broken'; why: string },
  ) => {
    await store.setProbe(ctx.tx, input.evidenceId, input.probe, input.why, ctx.now);
    if (input.was !== input.probe)
      await remember(
        ctx,
        input.taskId,
        input.probe === 'ok' ? 'evidence_ok' : 'evidence_broken',
        `${input.name}：${input.why}`,
      );
    ctx.note({ subject: `evidence:${input.evidenceId}`, detail: { probe: input.probe } });
    return allow(true);
  },
);
