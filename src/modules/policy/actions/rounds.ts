import type { Day } from '../../../lib/day.ts';
import { allow, refuse } from '../../../lib/ruling.ts';
import { action } from '../../../platform/action.ts';
import { textOf } from '../../../platform/documents/index.ts';
import { AppError } from '../../../platform/errors.ts';
import { seal, unseal } from '../../org/index.ts';
import { bumpRevision } from '../../publication/index.ts';
import { articlesOf } from '../../regulation/index.ts';
import { lawOf } from '../law.ts';
import { type Comment, type CommentVerdict, commenting } from '../rules/comment.ts';
import * as guards from '../rules/guards.ts';
import { maskPersonal } from '../rules/mask.ts';
import * as store from '../store/index.ts';
import { go, id, LEDGER, namingPersons, type StepInput, take } from './common.ts';

/** Opens the round: the text as it is now is what the public reads, until the last day and afterwards. */
export const openRound = action(
  'policy.round.open',
  { may: 'policy:draft' },
  async (ctx, input: StepInput & { untilOn: Day }) => {
    const { draft, against } = await take(ctx, input, 'consult', 'policy:draft');
    const least = (await lawOf(ctx.tx)).consultation(ctx.today);
    const no = guards.opening({ from: ctx.today, until: input.untilOn, least });
    const out = await go(ctx, draft, 'consult', [...against, ...no], { from: ctx.today, until: input.untilOn });
    if (!out.ok) return out;
    await store.openRound(ctx.tx, {
      draftId: draft.id,
      title: draft.title,
      html: draft.html,
      note: draft.note,
      openedOn: ctx.today,
      untilOn: input.untilOn,
    });
    await bumpRevision(ctx.tx, [LEDGER]);
    return out;
  },
);

export const skipRound = action(
  'policy.round.skip',
  { may: 'policy:draft' },
  async (ctx, input: StepInput & { why: string; reason: string }) => {
    const { draft, against } = await take(ctx, input, 'skip', 'policy:draft');
    const reason = input.reason.trim();
    const no = guards.skipping({ why: input.why, reason, touchesRights: draft.touchesRights });
    return go(ctx, draft, 'skip', [...against, ...no, ...namingPersons(ctx, reason)], { why: input.why, reason });
  },
);

/** The articles a remark can be about. */
export const clausesOf = (html: string): { no: string; text: string }[] =>
  articlesOf(textOf(html)).map((a) => ({ no: a.no, text: a.text }));

/** A remark from the public: kept as it was written, read by the drafter only. */
export const takeComment = action(
  'policy.round.comment',
  { may: null },
  async (ctx, input: Comment & { draftId: string }) => {
    const round = await store.roundOf(ctx.tx, input.draftId);
    const draft = await store.draftById(ctx.tx, input.draftId);
    if (!round || !draft) throw new AppError('not_found', `round ${input.draftId}`);
    const ruling = commenting(input, {
      open: draft.state === 'consulting',
      today: ctx.today,
      until: round.untilOn,
      clauses: clausesOf(round.html).map((k) => k.no),
    });
    ctx.note({ subject: `policy-round:${input.draftId}`, unitId: round.unitId });
    if (!ruling.ok) return ruling;
    const commentId = id(ctx);
    const contact = input.contact.trim();
    await store.insertComment(ctx.tx, input.draftId, {
      id: commentId,
      clause: input.clause,
      body: input.text.trim(),
      at: ctx.now,
      sealed: contact === '' ? null : await seal(ctx.system.config.dataDir, contact),
    });
    return allow({ id: commentId });
  },
);

/** How those who wrote want to be told: for the drafting unit's clerks, each look audited. By the remark's id. */
export const seeContacts = action(
  'policy.round.contacts',
  { may: 'policy:draft' },
  async (ctx, input: { id: string }) => {
    const draft = await store.draftById(ctx.tx, input.id);
    if (!draft) throw new AppError('not_found', `policy draft ${input.id}`);
    ctx.note({ subject: `policy-draft:${draft.id}`, unitId: draft.unitId });
    ctx.require(draft.unitId);
    const all = await store.contactsOf(ctx.tx, draft.id);
    // One sealed under a key that this site no longer has, restored elsewhere, is no contact any more.
    const opened = await Promise.all(
      all.map(async (k) => {
        const said = k.sealed && (await unseal(ctx.system.config.dataDir, k.sealed).catch(() => '（读不出来）'));
        return [k.id, said ?? k.contact ?? ''] as const;
      }),
    );
    return allow(new Map(opened));
  },
);

const ROUND = '公开征求意见规则';

export type GroupInput = StepInput & { said: string; verdict: string; done: string; comments: string[] };

/** Puts remarks of one meaning together and says what becomes of them; what is written here will be public. */
export const groupComments = action('policy.round.group', { may: 'policy:draft' }, async (ctx, input: GroupInput) => {
  const { draft, against } = await take(ctx, input, 'answer', 'policy:draft');
  const said = maskPersonal(input.said.trim());
  const done = maskPersonal(input.done.trim());
  const no = guards.grouping({ comments: input.comments.length, said, verdict: input.verdict, done }, 0);
  // What nobody wrote is not told the public as said.
  if (input.comments.length === 0) no.push({ code: 'group_empty', basis: ROUND });
  if (against.length + no.length > 0) return refuse([...against, ...no]);
  const groupId = await store.insertGroup(ctx.tx, draft.id, { said, verdict: input.verdict as CommentVerdict, done });
  const put = await store.putInGroup(ctx.tx, draft.id, groupId, input.comments);
  if (put < new Set(input.comments).size) return refuse([{ code: 'grouped_before', basis: ROUND }]);
  return allow({ groupId });
});

export const ungroup = action(
  'policy.round.ungroup',
  { may: 'policy:draft' },
  async (ctx, input: StepInput & { groupId: number }) => {
    const { draft, against } = await take(ctx, input, 'answer', 'policy:draft');
    if (against.length > 0) return refuse(against);
    await store.removeGroup(ctx.tx, draft.id, input.groupId);
    return allow(true);
  },
);

/** 我们问了、您说了、我们这样做: closes the round and makes the groups public. */
export const answerRound = action(
  'policy.round.answer',
  { may: 'policy:draft' },
  async (ctx, input: StepInput & { answer: string }) => {
    const { draft, against } = await take(ctx, input, 'answer', 'policy:draft');
    const round = await store.roundOf(ctx.tx, draft.id);
    const [comments, groups] = await Promise.all([
      store.commentsOf(ctx.tx, draft.id),
      store.groupsOf(ctx.tx, draft.id),
    ]);
    const no = guards.answering({
      today: ctx.today,
      until: round?.untilOn ?? ctx.today,
      ungrouped: comments.filter((k) => k.groupId === null).length,
      groups,
    });
    const adopted = groups.filter((g) => g.verdict !== 'not').reduce((n, g) => n + g.comments, 0);
    const out = await go(ctx, draft, 'answer', [...against, ...no], { comments: comments.length, adopted });
    if (!out.ok) return out;
    await store.answerRound(ctx.tx, draft.id, maskPersonal(input.answer.trim()), ctx.now);
    await bumpRevision(ctx.tx, [LEDGER]);
    return out;
  },
);
