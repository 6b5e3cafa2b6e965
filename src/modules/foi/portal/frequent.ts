import { createHash } from 'node:crypto';
import { paragraphsOf } from '../../../lib/markup.ts';
import { allow, refuse } from '../../../lib/ruling.ts';
import { action, type Ctx } from '../../../platform/action.ts';
import { type Tx, transaction } from '../../../platform/db/connection.ts';
import { AppError } from '../../../platform/errors.ts';
import type { Job } from '../../../platform/jobs.ts';
import { FORGOTTEN, type Forgetting } from '../../../platform/module.ts';
import type { System } from '../../../platform/system.ts';
import { createPieceIn, pieceById } from '../../editorial/index.ts';
import { unsealBytes } from '../../org/index.ts';
import { type Attachment, editionById } from '../../publication/index.ts';
import { masked, personalIn } from '../personal.ts';
import * as cases from '../store/index.ts';
import { tellAll } from '../told.ts';
import {
  ALIKE,
  ARTICLE_44,
  applicantsIn,
  gramsOf,
  LEAST_GRAMS,
  likeness,
  mayConfirm,
  mayDismiss,
  mayDraft,
  mayJoin,
} from './rules/frequent.ts';
import * as store from './store/frequent.ts';

const BATCH = 200;

/** Compares what has come in since the last time; safe to run twice, since a compared case is not compared again. */
export async function lookForFrequent(system: System): Promise<number> {
  let raised = 0;
  for (;;) {
    const fresh = await store.uncompared(system.db, BATCH);
    for (const one of fresh) raised += await transaction(system.db, (tx) => compare(tx, system, one));
    if (fresh.length < BATCH) return raised;
  }
}

type Fresh = Awaited<ReturnType<typeof store.uncompared>>[number];

/** One case among those before it: into the group it belongs to, or the first of a new one when enough different people ask. */
async function compare(tx: Tx, system: System, one: Fresh): Promise<number> {
  const grams = gramsOf(one.wanted);
  // Somebody else compares it at this moment: once is enough.
  if (!(await store.keepGrams(tx, one.id, grams))) return 0;
  if (grams.length < LEAST_GRAMS) return 0;
  const found = (await store.alike(tx, { unitId: one.unitId, requestId: one.id, grams, least: LEAST_GRAMS })).flatMap(
    (a) => {
      const like = likeness(a.shared, grams.length, a.grams);
      return like >= ALIKE ? [{ ...a, like }] : [];
    },
  );
  const group = found.find((a) => a.frequentId !== null && a.state !== 'dismissed');
  if (group?.frequentId) {
    const f = await store.lockFrequent(tx, group.frequentId);
    await store.addCase(tx, group.frequentId, one.id, group.like);
    // A count that a person confirmed is that person's; whoever joins later waits to be looked at (`mayJoin`).
    if (f?.state === 'offered')
      await store.saveFrequent(tx, { ...f, applicants: applicantsIn(await store.membersOf(tx, f.id)) });
    return 0;
  }
  const free = found.filter((a) => a.state !== 'dismissed');
  const { promptThreshold } = await cases.settingOf(tx);
  const n = applicantsIn([{ applicant: one.applicant }, ...free]);
  if (n < promptThreshold) return 0;
  const id = await store.insertFrequent(tx, { unitId: one.unitId, raisedOn: system.clock.today(), applicants: n });
  await store.addCase(tx, id, one.id, 1);
  for (const a of free) await store.addCase(tx, id, a.requestId, a.like);
  return 1;
}

export const frequentJobs: readonly Job[] = [
  {
    name: 'foi.frequent',
    cron: '40 18 * * *',
    run: async (system) => {
      const raised = await lookForFrequent(system);
      if (raised > 0) system.log.info({ raised }, 'requests for the same information found');
    },
  },
];

async function taken(tx: Tx, id: number): Promise<store.Frequent> {
  const f = await store.lockFrequent(tx, id);
  if (!f) throw new AppError('not_found', `frequent ${id}`);
  return f;
}

/**
 * A clerk says which cases are for the same information, and what the public may call it. Of what came while the page was open
 * (not among `seen`) nothing is said.
 */
export const confirmFrequent = action(
  'foi.frequent_confirm',
  { may: 'foi:frequent' },
  async (ctx, i: { id: number; same: readonly string[]; seen: readonly string[]; subject: string }) => {
    const f = await taken(ctx.tx, i.id);
    ctx.require(f.unitId);
    ctx.note({ subject: `frequent:${f.id}`, unitId: f.unitId });
    const members = await store.membersOf(ctx.tx, f.id);
    const chosen = members.filter((m) => i.same.includes(m.requestId));
    const { promptThreshold } = await cases.settingOf(ctx.tx);
    const ruling = mayConfirm({
      state: f.state,
      chosen,
      threshold: promptThreshold,
      subject: i.subject,
      personal: personalIn(i.subject, '公开的题目', ctx.today),
    });
    if (!ruling.ok) return ruling;
    await store.sayWhichAreSame(ctx.tx, f.id, {
      same: chosen.map((m) => m.requestId),
      seen: i.seen,
    });
    await store.saveFrequent(ctx.tx, {
      ...f,
      state: 'confirmed',
      subject: i.subject.trim(),
      applicants: applicantsIn(chosen),
      confirmedOn: ctx.today,
      byLabel: ctx.actor.label,
      reason: '',
    });
    return allow(true);
  },
);

/** Not the same, or not to be published: the reason stays, and these cases raise nothing any more. */
export const dismissFrequent = action(
  'foi.frequent_dismiss',
  { may: 'foi:frequent' },
  async (ctx, i: { id: number; reason: string }) => {
    const f = await taken(ctx.tx, i.id);
    ctx.require(f.unitId);
    ctx.note({ subject: `frequent:${f.id}`, unitId: f.unitId });
    const ruling = mayDismiss({ state: f.state, reason: i.reason });
    if (!ruling.ok) return ruling;
    await store.saveFrequent(ctx.tx, {
      ...f,
      state: 'dismissed',
      confirmedOn: null,
      byLabel: ctx.actor.label,
      reason: i.reason.trim(),
    });
    return allow(true);
  },
);

const OPEN_ROWS = ['granted', 'partial'];
/** Whether a case was answered with the information, whole or in part. */
export const answeredOpen = (m: { reportRow: string | null }): boolean => OPEN_ROWS.includes(m.reportRow ?? '');

type Opened = { attachment: Attachment; bytes: Buffer | null };

/** What goes to the applicant becomes what goes to everybody: bytes that lie sealed are opened, and kept once more by `keepOpen`. */
async function openFiles(ctx: Ctx, m: store.Member): Promise<Opened[]> {
  const { files, config } = ctx.system;
  const given = (await cases.filesOf(ctx.tx, m.applicationId, m.requestId)).filter(
    (x) => x.toApplicant && x.deletedOn === null && x.requestId === m.requestId && x.role !== 'letter',
  );
  return Promise.all(
    given.map(async ({ name, type, size, sha256, sealed }) => {
      if (!sealed) return { attachment: { name, sha256, size, type }, bytes: null };
      const bytes = await unsealBytes(config.dataDir, await files.get(sha256));
      const open = createHash('sha256').update(bytes).digest('hex');
      return { attachment: { name, sha256: open, size: bytes.byteLength, type }, bytes };
    }),
  );
}
/** Last of all, when nothing is left that could refuse: an open copy of what nobody released is never on the disk. */
async function keepOpen(ctx: Ctx, opened: readonly Opened[]): Promise<void> {
  for (const { bytes } of opened) if (bytes) await ctx.system.files.put(bytes);
}

/**
 * One click: a draft piece from the answer of one case, without its applicant; the gate examines it as any other, and three
 * people release it as any other. The group's row is locked and all is one transaction, so that two clicks make one draft.
 */
export const draftFrequent = action(
  'foi.frequent_draft',
  { may: 'foi:frequent' },
  async (ctx, i: { id: number; requestId: string }) => {
    const f = await taken(ctx.tx, i.id);
    ctx.require(f.unitId);
    ctx.note({ subject: `frequent:${f.id}`, unitId: f.unitId, detail: { request: i.requestId } });
    const members = await store.membersOf(ctx.tx, f.id);
    const from = members.find((m) => m.requestId === i.requestId && m.same === true);
    const old = f.pieceId === null ? undefined : await pieceById(ctx.tx, f.pieceId);
    const ruling = mayDraft({
      state: f.state,
      piece: old !== undefined && old.state !== 'discarded',
      open: from !== undefined && answeredOpen(from),
      member: from !== undefined,
    });
    if (!ruling.ok || !from) return ruling.ok ? refuse([]) : ruling;
    const request = await cases.requestById(ctx.tx, from.requestId);
    const opened = await openFiles(ctx, from);
    const { id: pieceId } = await createPieceIn(ctx, {
      unitId: f.unitId,
      fields: {
        title: f.subject,
        kind: '通知公告',
        html: [
          paragraphsOf(
            `${f.applicants}位申请人申请公开“${f.subject}”。依照《中华人民共和国政府信息公开条例》第四十四条，现主动公开。`,
          ),
          paragraphsOf(masked(request?.reasons ?? '')),
          paragraphsOf(masked(request?.whereabouts ?? '')),
        ].join(''),
        attachments: opened.map((x) => x.attachment),
      },
    });
    await store.saveFrequent(ctx.tx, { ...f, pieceId });
    ctx.note({ detail: { request: i.requestId, piece: pieceId } });
    await keepOpen(ctx, opened);
    return allow({ pieceId });
  },
);

/** Cases that came after the group was published: the same or not, said by a person; the same ones lead to the work at once. */
export const joinFrequent = action(
  'foi.frequent_join',
  { may: 'foi:frequent' },
  async (ctx, i: { id: number; same: readonly string[]; seen: readonly string[] }) => {
    const f = await taken(ctx.tx, i.id);
    ctx.require(f.unitId);
    ctx.note({ subject: `frequent:${f.id}`, unitId: f.unitId });
    const members = await store.membersOf(ctx.tx, f.id);
    const fresh = members.filter((m) => m.same === null && i.seen.includes(m.requestId));
    const ruling = mayJoin({ state: f.state, fresh: fresh.length });
    if (!ruling.ok || f.workNo === null) return ruling.ok ? refuse([]) : ruling;
    const chosen = fresh.filter((m) => i.same.includes(m.requestId)).map((m) => m.requestId);
    await store.sayWhichAreSame(ctx.tx, f.id, { same: chosen, seen: fresh.map((m) => m.requestId) });
    const same = members.filter((m) => m.same === true || chosen.includes(m.requestId));
    await store.saveFrequent(ctx.tx, { ...f, applicants: applicantsIn(same) });
    await store.linkMembers(ctx.tx, chosen, f.workNo);
    await tellAll(ctx.tx);
    await saidPublic(ctx.tx, chosen, f.workNo, { on: ctx.today, at: ctx.now, by: ctx.actor.label });
    return allow(true);
  },
);

async function saidPublic(
  tx: Tx,
  requestIds: readonly string[],
  workNo: number,
  told: Pick<cases.Event, 'on' | 'at' | 'by'>,
): Promise<void> {
  for (const id of requestIds)
    await cases.remember(tx, id, {
      ...told,
      what: 'madePublic',
      note: `已经主动公开，登记号${workNo}`,
      detail: { work: workNo, basis: ARTICLE_44 },
    });
}

/** A group is called as the work that came of it: when that leaked, its title goes here too. */
export const forgetFrequent = async (tx: Tx, what: Forgetting): Promise<void> => {
  if (what.current || what.whole) await store.forgetWork(tx, what.no, FORGOTTEN);
};

/** Hears of each edition: when the draft of a group is out, its duty ends and its cases lead to it. Safe to run twice. */
export async function spreadFrequent(system: System, editionId: string): Promise<void> {
  const open = await store.drafted(system.db);
  if (open.length === 0) return;
  const edition = await editionById(system.db, editionId);
  if (!edition || edition.act === 'withdraw') return;
  for (const f of open) {
    const piece = f.pieceId === null ? undefined : await pieceById(system.db, f.pieceId);
    if (piece?.no !== edition.no) continue;
    await transaction(system.db, async (tx) => {
      const now = await store.lockFrequent(tx, f.id);
      if (now?.state !== 'confirmed') return;
      const today = system.clock.today();
      await store.saveFrequent(tx, { ...now, state: 'published', workNo: edition.no, publishedOn: today });
      const same = (await store.membersOf(tx, f.id)).flatMap((m) => (m.same ? [m.requestId] : []));
      await store.linkMembers(tx, same, edition.no);
      await tellAll(tx);
      await saidPublic(tx, same, edition.no, { on: today, at: system.clock.now(), by: '系统' });
    });
  }
}
