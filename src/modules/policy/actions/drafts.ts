import { allow, type Refusal, refuse } from '../../../lib/ruling.ts';
import { action, type Ctx } from '../../../platform/action.ts';
import { sanitize, textOf } from '../../../platform/documents/index.ts';
import { AppError } from '../../../platform/errors.ts';
import { unitById } from '../../org/index.ts';
import { lawOf } from '../law.ts';
import * as guards from '../rules/guards.ts';
import { againstNormative } from '../rules/standing.ts';
import * as store from '../store/index.ts';
import { go, id, remember, type StepInput, take } from './common.ts';

export type DraftFields = {
  issuerId: string;
  title: string;
  html: string;
  note: string;
  touchesRights: boolean;
  replacesId: string | null;
};

const B37 = '国办发〔2018〕37号';

/** What a draft cannot be kept with, whenever it is saved: a list shows it by its title, in the name of a unit. */
async function unsound(ctx: Ctx, f: DraftFields): Promise<Refusal[]> {
  const no: Refusal[] = [];
  const word = againstNormative(f.title);
  if (word) no.push({ code: 'not_normative', basis: '国办发〔2018〕115号第（三）项', detail: { word } });
  if (f.title.trim() === '') no.push({ code: 'no_title', basis: B37 });
  if (!(await unitById(ctx.tx, f.issuerId))) no.push({ code: 'no_issuer', basis: B37 });
  if (f.replacesId !== null && !(await store.documentById(ctx.tx, f.replacesId)))
    throw new AppError('bad_request', `document ${f.replacesId}`);
  return no;
}

/** Begins the draft of a normative document; what is none by its title is sent elsewhere. */
export const createDraft = action(
  'policy.draft.create',
  { may: 'policy:draft' },
  async (ctx, input: { unitId: string; fields: DraftFields }) => {
    ctx.require(input.unitId);
    const f = { ...input.fields, html: sanitize(input.fields.html) };
    const no = await unsound(ctx, f);
    if (no.length > 0) return refuse(no);
    const draft: store.DraftRow = {
      ...f,
      id: id(ctx),
      unitId: input.unitId,
      state: 'drafting',
      version: 1,
      docNo: null,
      unifiedLetters: null,
      unifiedYear: null,
      unifiedSerial: null,
      issuedOn: null,
      fromOn: null,
      untilOn: null,
      pieceId: null,
      no: null,
      createdAt: ctx.now,
      updatedAt: ctx.now,
    };
    await store.insertDraft(ctx.tx, draft);
    await remember(ctx, draft.id, 'create', {});
    ctx.note({ subject: `policy-draft:${draft.id}`, unitId: draft.unitId });
    return allow({ id: draft.id, version: 1 });
  },
);

export const saveDraftText = action(
  'policy.draft.save',
  { may: 'policy:draft' },
  async (ctx, input: StepInput & { fields: Partial<DraftFields> }) => {
    const { draft, against } = await take(ctx, input, 'save', 'policy:draft');
    const fields = {
      ...input.fields,
      ...(input.fields.html === undefined ? {} : { html: sanitize(input.fields.html) }),
    };
    return go(ctx, draft, 'save', [...against, ...(await unsound(ctx, { ...draft, ...fields }))], {}, fields);
  },
);

/** 评估论证: need, feasibility, effects; the text must be there to be argued about. */
export const assessDraft = action(
  'policy.draft.assess',
  { may: 'policy:draft' },
  async (ctx, input: StepInput & { conclusion: string }) => {
    const { draft, against } = await take(ctx, input, 'assess', 'policy:draft');
    const lacks = guards.lacking({ title: draft.title, text: textOf(draft.html), note: draft.note });
    const conclusion = input.conclusion.trim();
    return go(ctx, draft, 'assess', [...against, ...lacks, ...guards.assessing(conclusion)], { conclusion });
  },
);

/** 送合法性审核, with its materials; from here on the text is fixed. */
export const submitDraft = action(
  'policy.draft.submit',
  { may: 'policy:draft' },
  async (ctx, input: StepInput & { materials: Partial<Record<guards.Material, string>> }) => {
    const { draft, against } = await take(ctx, input, 'submit', 'policy:draft');
    const lacks = guards.lacking({ title: draft.title, text: textOf(draft.html), note: draft.note });
    const all = [...against, ...lacks, ...guards.submitting(input.materials)];
    return go(ctx, draft, 'submit', all, { materials: input.materials });
  },
);

/** The review body sends back what is incomplete, saying what is missing and until when. */
export const returnMaterials = action(
  'policy.draft.incomplete',
  { may: 'policy:review' },
  async (ctx, input: StepInput & { missing: string; within: string }) => {
    const { draft, against } = await take(ctx, input, 'incomplete', 'policy:review');
    const missing = input.missing.trim();
    const no = missing === '' ? [{ code: 'no_missing', basis: '国办发〔2018〕115号' }] : [];
    return go(ctx, draft, 'incomplete', [...against, ...no], { missing, within: input.within.trim() });
  },
);

export type ReviewInput = StepInput & { result: string; opinion: string; failed: string[]; urgent: string };
/** 合法性审核意见, in writing: lawful, unlawful, or to be amended. */
export const reviewDraft = action('policy.draft.review', { may: 'policy:review' }, async (ctx, input: ReviewInput) => {
  const { draft, facts, against } = await take(ctx, input, 'review', 'policy:review');
  const from = facts.submitted?.on ?? ctx.today;
  const law = await lawOf(ctx.tx);
  const no = guards.reviewing(
    {
      from,
      today: ctx.today,
      least: law.reviewLeast(from),
      most: law.reviewMost(from),
      urgent: input.urgent,
      result: input.result,
      opinion: input.opinion,
      failed: input.failed,
      reviewerWrote: facts.drafterIds.includes(ctx.actor.id),
    },
    ctx.calendar,
  );
  const { result, failed } = input;
  const detail = { result, failed, opinion: input.opinion.trim(), urgent: input.urgent.trim() };
  return go(ctx, draft, 'review', [...against, ...no], detail);
});

/** What of the opinion was not adopted, and why: goes before the meeting with the draft. */
export const explainDraft = action(
  'policy.draft.explain',
  { may: 'policy:draft' },
  async (ctx, input: StepInput & { why: string }) => {
    const { draft, against } = await take(ctx, input, 'explain', 'policy:draft');
    const why = input.why.trim();
    const no = why === '' ? [{ code: 'no_reason', basis: '国办发〔2018〕115号' }] : [];
    return go(ctx, draft, 'explain', [...against, ...no], { why });
  },
);

/** Back to the text; what was reviewed and decided about the old one no longer counts. */
export const reviseDraft = action(
  'policy.draft.revise',
  { may: 'policy:draft' },
  async (ctx, input: StepInput & { why: string }) => {
    const { draft, against } = await take(ctx, input, 'revise', 'policy:draft');
    const why = input.why.trim();
    const no = why === '' ? [{ code: 'no_reason', basis: '起草台账规则' }] : [];
    return go(ctx, draft, 'revise', [...against, ...no], { why });
  },
);

export const stopDraft = action(
  'policy.draft.stop',
  { may: 'policy:draft' },
  async (ctx, input: StepInput & { why: string }) => {
    const { draft, against } = await take(ctx, input, 'stop', 'policy:draft');
    const why = input.why.trim();
    const no = why === '' ? [{ code: 'no_reason', basis: '起草台账规则' }] : [];
    return go(ctx, draft, 'stop', [...against, ...no], { why });
  },
);
