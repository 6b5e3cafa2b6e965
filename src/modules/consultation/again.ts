import { createHash } from 'node:crypto';
import { type Day, isDay } from '../../lib/day.ts';
import { allow, type Refusal, type Ruling, refuse } from '../../lib/ruling.ts';
import { action } from '../../platform/action.ts';
import { type Reader, type Tx, transaction } from '../../platform/db/connection.ts';
import { textOf } from '../../platform/documents/index.ts';
import { AppError } from '../../platform/errors.ts';
import { FORGOTTEN, type Forgetting, type Trace } from '../../platform/module.ts';
import { may } from '../../platform/permission.ts';
import type { System } from '../../platform/system.ts';
import { unitPolicy } from '../org/index.ts';
import {
  bumpRevision,
  editionById,
  list,
  openEdition,
  openVersion,
  waitingErasure,
  worksOfEditions,
} from '../publication/index.ts';
import { articlesOf, diffArticles } from '../regulation/index.ts';
import * as entries from './entries.ts';
import { masked, personalIn } from './gate.ts';
import { contactIn } from './handle.ts';
import { policyOf } from './policy.ts';
import { FLOW, holds, PRIVACY, THREE } from './rules/index.ts';
import * as second from './second.ts';
import * as store from './store.ts';

/**
 * A new edition: answers that cite an article which changed, or was taken out, are flagged; one that only got another number
 * is not. An answer that cites the whole is flagged by any change. A withdrawal flags all. Safe to run twice.
 */
export async function spreadEdition(system: System, editionId: string): Promise<void> {
  const edition = await editionById(system.db, editionId);
  if (!edition) return;
  const { no, version } = edition;
  const now = edition.act === 'withdraw' ? undefined : (await openEdition(system.db, edition)).content?.html;
  await transaction(system.db, async (tx) => {
    // A correction while people still decide whether the work leaks does not bring its questions back.
    const pending = await waitingErasure(tx, no);
    const shown = pending?.hides ? 0 : await entries.hideEntries(tx, no, false);
    const older = await entries.olderEntries(tx, no, version);
    for (const e of older) {
      const before = e.version === null ? undefined : (await openVersion(tx, no, e.version))?.content?.html;
      if (now !== undefined && before !== undefined && !changed(before, now, e.clause)) {
        await entries.carryOver(tx, e.questionId, version);
        continue;
      }
      await entries.flag(tx, e.questionId, version, system.clock.now());
      await store.remember(tx, e.questionId, {
        at: system.clock.now(),
        what: 'flagged',
        label: '系统',
        note: `第${version}版`,
      });
    }
    if (shown > 0 || older.length > 0) await bumpRevision(tx, [entries.questionsTag(no)]);
  });
}

/** The same for what one import put out: works nobody asked about, nearly all of them, cost one question together. */
export async function spreadEditions(system: System, editionIds: readonly string[]): Promise<void> {
  const asked = await entries.askedAbout(system.db, await worksOfEditions(system.db, editionIds));
  if (asked.length === 0) return;
  for (const id of editionIds) await spreadEdition(system, id);
}

/** Whether the cited words differ: of one article (`art-8`), or of the whole text. */
function changed(before: string, now: string, clause: string | null): boolean {
  if (clause === null) return textOf(before) !== textOf(now);
  const no = clause.slice('art-'.length);
  const found = diffArticles(articlesOf(textOf(before)), articlesOf(textOf(now))).find((d) => d.old?.no === no);
  return found === undefined || found.kind === 'changed' || found.kind === 'removed';
}

/** What a person saw of the words that wait, as a mark in the form: somebody may have written others since. */
export const nextSeen = (e: Pick<entries.Entry, 'nextAnswer'>): string =>
  createHash('sha256')
    .update(e.nextAnswer ?? '')
    .digest('hex')
    .slice(0, 16);

/**
 * The unit looked again: the answer stands as it is, or other public words are to take its place. Those are written by one
 * person and decided by another, who changes nothing of them: whoever changes them is the one who wrote them. Where the unit's
 * policy lets two steps lie in one hand, who may approve decides alone.
 * @param i.version of the policy, which the answer was held against; an edition that came out meanwhile asks for another look
 * @param i.seen `nextSeen` of what the form showed; programs that saw no form say nothing of it
 * @returns whether it is settled; false: the words wait for the second person
 */
export const lookAgain = action(
  'consultation.look',
  { may: 'consult:read' },
  async (ctx, i: { id: string; version: number; answer: string; seen?: string }): Promise<Ruling<boolean>> => {
    const q = await store.lockQuestion(ctx.tx, i.id);
    const e = q && (await entries.entryOf(ctx.tx, q.id));
    if (!q || !e) throw new AppError('not_found', `entry ${i.id}`);
    ctx.note({ subject: `question:${q.no}`, unitId: e.unitId });
    ctx.require(e.unitId);
    if (e.lookAgain === null) return refuse([{ code: 'not_flagged', basis: FLOW }]);
    if (e.lookAgain !== i.version)
      return refuse([{ code: 'changed_again', basis: FLOW, detail: { version: e.lookAgain } }]);
    const answer = i.answer.trim();
    const same = answer === e.answer;
    const approves = may(ctx.system.permissions, ctx.actor, 'consult:approve', e.unitId);
    if (!approves) ctx.require(e.unitId, 'consult:handle');
    const alone = approves && !(await unitPolicy(ctx.tx, e.unitId)).threePeople;
    const agreed = approves && answer === e.nextAnswer && e.nextBy !== null && e.nextBy !== ctx.actor.id;
    const no: Refusal[] = [];
    if (i.seen !== undefined && i.seen !== nextSeen(e))
      no.push({ code: 'stale', basis: FLOW, detail: { by: e.nextLabel ?? '', answer: e.nextAnswer ?? e.answer } });
    if (answer === '') no.push({ code: 'no_answer', basis: FLOW });
    for (const say of personalIn({ question: '', answer }, ctx.today))
      no.push({ code: 'personal', basis: PRIVACY, detail: { say } });
    const contact = await contactIn(ctx, q.id);
    if (contact && holds(answer, contact)) no.push({ code: 'holds_contact', basis: PRIVACY });
    if (!same && !alone && answer === e.nextAnswer && e.nextBy === ctx.actor.id)
      no.push({ code: 'words_need_second', basis: THREE });
    if (no.length > 0) return refuse(no);
    if (!same && !alone && !agreed) {
      await entries.propose(ctx.tx, q.id, {
        answer,
        by: ctx.actor.id,
        label: ctx.actor.label,
        version: e.lookAgain,
      });
      await store.remember(ctx.tx, q.id, { at: ctx.now, what: 'submitted', label: ctx.actor.label });
      return allow(false);
    }
    const policy = e.workNo === null ? undefined : await policyOf(ctx.tx, e.workNo);
    await entries.stands(ctx.tx, q.id, e.lookAgain, { words: e.words, answer, title: policy?.title ?? '' });
    const note = `对照第${i.version}版，${same ? '仍然适用' : `改了答复。原来的答复：${e.answer}`}`;
    await store.remember(ctx.tx, q.id, { at: ctx.now, what: 'looked', label: ctx.actor.label, note });
    if (e.workNo !== null) await bumpRevision(ctx.tx, [entries.questionsTag(e.workNo)]);
    return allow(true);
  },
);

/** 二次解读: which published piece explains the clause now, what was done, and when it is looked at once more (跟踪解读). */
export const closeSecond = action(
  'consultation.second',
  { may: 'consult:handle' },
  async (ctx, i: { id: number; explainedBy: number | null; note: string; followOn: string }) => {
    const s = await second.lockSecond(ctx.tx, i.id);
    if (!s) throw new AppError('not_found', `second interpretation ${i.id}`);
    ctx.require(s.unitId);
    ctx.note({ subject: `work:${s.workNo}`, unitId: s.unitId });
    const follow = i.followOn.trim();
    const no: Refusal[] = [];
    if (s.closedAt !== null) no.push({ code: 'second_done', basis: FLOW });
    const words = await list(ctx.tx, { interprets: s.workNo }, 200);
    if (i.explainedBy === null || !words.some((w) => w.no === i.explainedBy))
      no.push({ code: 'no_interpretation', basis: FLOW });
    if (i.note.trim() === '') no.push({ code: 'no_second_note', basis: FLOW });
    if (!isDay(follow) || follow <= ctx.today) no.push({ code: 'no_follow_day', basis: FLOW });
    if (no.length > 0) return refuse(no);
    await second.closeSecond(ctx.tx, {
      id: s.id,
      at: ctx.now,
      label: ctx.actor.label,
      explainedBy: i.explainedBy,
      followOn: follow as Day,
      note: i.note.trim(),
    });
    return allow(true);
  },
);

/** 跟踪解读: the day came, the unit looked whether people understand it now. */
export const doneFollowing = action(
  'consultation.follow',
  { may: 'consult:handle' },
  async (ctx, i: { id: number }) => {
    const s = await second.lockSecond(ctx.tx, i.id);
    if (!s) throw new AppError('not_found', `second interpretation ${i.id}`);
    ctx.require(s.unitId);
    ctx.note({ subject: `work:${s.workNo}`, unitId: s.unitId });
    if (s.closedAt === null || s.followOn === null || s.followDone !== null)
      return refuse([{ code: 'nothing_to_follow', basis: FLOW }]);
    await second.doneFollowing(ctx.tx, s.id, ctx.today);
    return allow(true);
  },
);

export const hideWork = async (tx: Tx, no: number): Promise<void> => {
  await entries.hideEntries(tx, no, true);
};

/**
 * What leaked may have been asked about, and copied into questions and answers. Open questions lose the numbers in them. Of a
 * file alone nobody was told in words here; what somebody typed from it is found by its words (`remarks`).
 */
export async function forgetWork(tx: Tx, what: Forgetting): Promise<void> {
  if (what.editions.length === 0) return;
  await entries.forgetQuestions(tx, what.no, FORGOTTEN);
  for (const q of await store.openQuestionsOn(tx, what.no)) {
    await store.replaceWords(tx, q.id, masked(q.words));
    if (q.state === 'review')
      await store.remember(tx, q.id, {
        at: what.at,
        what: 'returned',
        label: '系统',
        note: '文件里的内容删除了，请重写答复',
      });
  }
  await bumpRevision(tx, [entries.questionsTag(what.no)]);
}

/** Questions asked about a work while it could be read: for the report of who could have seen a leak. */
export async function tracesOf(db: Reader, work: { no: number; from: Date; until: Date }): Promise<Trace[]> {
  const count = await store.countAskedOn(db, work.no, work.from, work.until);
  return count > 0 ? [{ kind: '咨询', when: '', what: '问过这份文件的咨询', count }] : [];
}
