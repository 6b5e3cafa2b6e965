import { paragraphsOf } from '../../../lib/markup.ts';
import { allow, refuse } from '../../../lib/ruling.ts';
import { action } from '../../../platform/action.ts';
import { type Tx, transaction } from '../../../platform/db/connection.ts';
import { AppError } from '../../../platform/errors.ts';
import type { Job } from '../../../platform/jobs.ts';
import { FORGOTTEN, type Forgetting } from '../../../platform/module.ts';
import type { Actor } from '../../../platform/permission.ts';
import type { System } from '../../../platform/system.ts';
import { createPiece, pieceById } from '../../editorial/index.ts';
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
  await store.keepGrams(tx, one.id, grams);
  if (grams.length < LEAST_GRAMS) return 0;
  const found = (await store.alike(tx, { unitId: one.unitId, requestId: one.id, grams, least: LEAST_GRAMS })).flatMap(
    (a) => {
      const like = likeness(a.shared, grams.length, a.grams);
      return like >= ALIKE ? [{ ...a, like }] : [];
    },
  );
  const group = found.find((a) => a.frequentId !== null && a.state !== 'dismissed');
  if (group?.frequentId) {
    await store.addCase(tx, group.frequentId, one.id, group.like);
    const members = await store.membersOf(tx, group.frequentId);
    const f = await store.lockFrequent(tx, group.frequentId);
    if (f) await store.saveFrequent(tx, { ...f, applicants: applicantsIn(members) });
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
    cron: '40 2 * * *',
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

/** A clerk says which cases are for the same information, and what the public may call it. */
export const confirmFrequent = action(
  'foi.frequent_confirm',
  { may: 'foi:frequent' },
  async (ctx, i: { id: number; same: readonly string[]; subject: string }) => {
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
    await store.sayWhichAreSame(
      ctx.tx,
      f.id,
      chosen.map((m) => m.requestId),
    );
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

const keepPiece = action(
  'foi.frequent_draft',
  { may: 'foi:frequent' },
  async (ctx, i: { id: number; requestId: string; pieceId: string | null }) => {
    const f = await taken(ctx.tx, i.id);
    ctx.require(f.unitId);
    ctx.note({ subject: `frequent:${f.id}`, unitId: f.unitId, detail: { piece: i.pieceId, request: i.requestId } });
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
    if (i.pieceId !== null) await store.saveFrequent(ctx.tx, { ...f, pieceId: i.pieceId });
    return allow({ f, from });
  },
);

/** What goes to the applicant becomes what goes to everybody: bytes that lie sealed are kept once more, open. */
async function openFiles(system: System, m: store.Member): Promise<Attachment[]> {
  const files = (await cases.filesOf(system.db, m.applicationId, m.requestId)).filter(
    (x) => x.toApplicant && x.deletedOn === null && x.requestId === m.requestId && x.role !== 'letter',
  );
  return Promise.all(
    files.map(async (x) => {
      const bytes = await system.files.get(x.sha256);
      const open = x.sealed ? await unsealBytes(system.config.dataDir, bytes) : bytes;
      const sha256 = x.sealed ? await system.files.put(open) : x.sha256;
      return { name: x.name, sha256, size: open.byteLength, type: x.type };
    }),
  );
}

/**
 * One click: a draft piece from the answer of one case, without its applicant; the gate examines it as any other, and three
 * people release it as any other.
 */
export async function draftFrequent(
  system: System,
  actor: Actor,
  i: { id: number; requestId: string },
  requestId: string,
) {
  const may = await keepPiece(system, actor, { ...i, pieceId: null }, requestId);
  if (!may.ok) return may;
  const { f, from } = may.value;
  const request = await cases.requestById(system.db, from.requestId);
  const made = await createPiece(
    system,
    actor,
    {
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
        attachments: await openFiles(system, from),
      },
    },
    requestId,
  );
  if (!made.ok) return made;
  const kept = await keepPiece(system, actor, { ...i, pieceId: made.value.id }, requestId);
  return kept.ok ? allow({ pieceId: made.value.id }) : kept;
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
      await store.linkMembers(tx, f.id, edition.no);
      await tellAll(tx);
      for (const m of (await store.membersOf(tx, f.id)).filter((x) => x.same))
        await cases.remember(tx, m.requestId, {
          what: 'madePublic',
          on: today,
          at: system.clock.now(),
          by: '系统',
          note: `已经主动公开，登记号${edition.no}`,
          detail: { work: edition.no, basis: ARTICLE_44 },
        });
    });
  }
}
