import { type Day, sayDay } from '../../../lib/day.ts';
import { docNoKey } from '../../../lib/docno.ts';
import { allow, type Refusal, refuse } from '../../../lib/ruling.ts';
import { type Action, action } from '../../../platform/action.ts';
import { createPiece } from '../../editorial/index.ts';
import { unitById } from '../../org/index.ts';
import { columnsOf } from '../../sites/index.ts';
import { lawOf } from '../law.ts';
import * as guards from '../rules/guards.ts';
import { readUnified, registering, sayUnified } from '../rules/numbers.ts';
import { lastDayOf, NORMATIVE_COLUMN } from '../rules/standing.ts';
import * as store from '../store/index.ts';
import { go, type StepInput, take } from './common.ts';

/** 集体审议决定: which meeting, and whether it agreed. */
export const discussDraft = action(
  'policy.draft.discuss',
  { may: 'policy:decide' },
  async (ctx, input: StepInput & { meeting: string; passed: boolean }) => {
    const { draft, facts, against } = await take(ctx, input, 'discuss', 'policy:decide');
    const meeting = input.meeting.trim();
    const no = guards.discussing({
      review: facts.review,
      explained: facts.explained,
      meeting,
      round: facts.consulted,
    });
    return go(ctx, draft, 'discuss', [...against, ...no], { meeting, passed: input.passed });
  },
);

/** 签发, by somebody who neither drafted nor reviewed it. */
export const signDraft = action('policy.draft.sign', { may: 'policy:decide' }, async (ctx, input: StepInput) => {
  const { draft, facts, against } = await take(ctx, input, 'sign', 'policy:decide');
  const signerIs = facts.drafterIds.includes(ctx.actor.id)
    ? 'drafter'
    : facts.review?.reviewerId === ctx.actor.id
      ? 'reviewer'
      : 'other';
  return go(
    ctx,
    draft,
    'sign',
    [...against, ...guards.signing({ passed: facts.discussion?.passed === true, signerIs })],
    {},
  );
});

export type RegisterInput = StepInput & {
  docNo: string;
  unifiedNo: string;
  issuedOn: Day;
  fromOn: Day;
  /** Absent: the usual length, counted by this system's convention. */
  untilOn: Day | null;
  /** Why the validity is longer than usual. */
  longReason: string;
};

/** 统一登记、统一编号: one register, two numbers, the days between which it is in force. */
export const registerDraft = action(
  'policy.draft.register',
  { may: 'policy:decide' },
  async (ctx, input: RegisterInput) => {
    const { draft, against } = await take(ctx, input, 'register', 'policy:decide');
    const key = docNoKey(input.docNo);
    const unified = readUnified(input.unifiedNo);
    const ruling = registering({
      docNo: input.docNo,
      unifiedNo: input.unifiedNo,
      today: ctx.today,
      issuedOn: input.issuedOn,
      docNoTaken:
        (await store.docNoTakenByDraft(ctx.tx, key, draft.id)) ?? (await store.documentByKey(ctx.tx, key))?.title,
      unifiedTaken:
        unified && (await store.unifiedTaken(ctx.tx, draft.issuerId, unified.year, unified.serial, draft.id)),
    });
    const usual = (await lawOf(ctx.tx)).validityOf(draft.title, ctx.today);
    const last = lastDayOf(input.fromOn, usual.number);
    const untilOn = input.untilOn ?? last;
    const no: Refusal[] = [...against, ...(ruling.ok ? [] : ruling.refusals)];
    if (untilOn < input.fromOn)
      no.push({ code: 'until_before_from', basis: usual.basis, detail: { until: untilOn, from: input.fromOn } });
    if (untilOn > last && input.longReason.trim() === '')
      no.push({ code: 'validity_long', basis: usual.basis, detail: { months: usual.number } });
    if (!ruling.ok) return refuse(no);
    const { docNo, unified: n } = ruling.value;
    return go(
      ctx,
      draft,
      'register',
      no,
      { docNo, unifiedNo: n.text, from: input.fromOn, until: untilOn, long: input.longReason.trim() },
      {
        docNo,
        unifiedLetters: n.letters,
        unifiedYear: n.year,
        unifiedSerial: n.serial,
        issuedOn: input.issuedOn,
        fromOn: input.fromOn,
        untilOn,
      },
    );
  },
);

/** The number in words, when there is one. */
export const unifiedOf = (d: store.DraftRow): string | null =>
  d.unifiedLetters && d.unifiedYear && d.unifiedSerial
    ? sayUnified(d.unifiedLetters, d.unifiedYear, d.unifiedSerial)
    : null;

const linkPiece = action(
  'policy.draft.piece',
  { may: 'policy:draft' },
  async (ctx, input: StepInput & { pieceId: string }) => {
    const { draft, against } = await take(ctx, input, 'publish', 'policy:draft');
    if (against.length > 0) return refuse(against);
    await store.saveDraft(
      ctx.tx,
      { ...draft, pieceId: input.pieceId, version: draft.version + 1 },
      docNoKey(draft.docNo ?? ''),
    );
    return allow({ pieceId: input.pieceId });
  },
);

/**
 * 公布: makes the piece by which the document goes public, filled with what was signed and registered. From here it takes the
 * way of every piece, through three people and the checks; when it is out, `spread` brings its number back here.
 */
export const publishDraft: Action<StepInput, { pieceId: string }> = async (system, actor, input, requestId) => {
  const draft = await store.draftById(system.db, input.id);
  const no: Refusal[] = [];
  const basis = '国办发〔2018〕37号';
  if (draft?.state !== 'registered')
    no.push({ code: 'wrong_state', basis, detail: { move: 'publish', state: draft?.state ?? '' } });
  if (draft && draft.version !== input.seen) no.push({ code: 'stale', basis: '起草台账规则' });
  if (draft?.pieceId) no.push({ code: 'piece_there', basis });
  const column = (await columnsOf(system.db)).find((c) => c.path.split('/').at(-1) === NORMATIVE_COLUMN);
  if (!column) no.push({ code: 'no_column', basis: '国办公开办函〔2019〕61号' });
  if (!draft || !column || no.length > 0) return refuse(no);
  const issuer = await unitById(system.db, draft.issuerId);
  const made = await createPiece(
    system,
    actor,
    {
      unitId: draft.unitId,
      fields: {
        title: draft.title,
        kind: '政策文件',
        columns: [column.path],
        html: draft.html,
        docNo: draft.docNo ?? '',
        // The unit that drafted it publishes it, explains it and answers; whose name it bears is said beside.
        issuer: draft.issuerId === draft.unitId ? '' : (issuer?.name ?? ''),
        issuedOn: draft.issuedOn,
        basis: [
          { law: '中华人民共和国政府信息公开条例', article: '第二十条第一项', text: '行政法规、规章和规范性文件' },
        ],
        validity: {
          status: '有效',
          ...(draft.fromOn ? { from: draft.fromOn } : {}),
          ...(draft.untilOn ? { until: draft.untilOn, note: `统一编号${unifiedOf(draft) ?? ''}` } : {}),
        },
      },
    },
    requestId,
  );
  if (!made.ok) return made;
  return linkPiece(system, actor, { ...input, pieceId: made.value.id }, requestId);
};

/** 备案: sent to the government above and the people's congress; on which day, to whom. */
export const fileDraft = action(
  'policy.draft.file',
  { may: 'policy:decide' },
  async (ctx, input: StepInput & { on: Day | null; to: string }) => {
    const { draft, against } = await take(ctx, input, 'file', 'policy:decide');
    const no: Refusal[] = [...against];
    if (input.to.trim() === '' || !input.on) no.push({ code: 'no_filing', basis: '国办发〔2018〕37号' });
    if (input.on && input.on > ctx.today)
      no.push({ code: 'issued_later', basis: '国办发〔2018〕37号', detail: { issued: input.on, today: ctx.today } });
    return go(ctx, draft, 'file', no, { on: input.on ? sayDay(input.on) : '', to: input.to.trim() });
  },
);

/** Heard from the public register: the document is out, or its interpretation is. */
export const heardPublished = action(
  'policy.draft.published',
  { may: 'policy:decide' },
  async (ctx, input: { id: string; no: number; sameText: boolean }) => {
    const seen = (await store.draftById(ctx.tx, input.id))?.version ?? 0;
    const { draft, against } = await take(ctx, { id: input.id, seen }, 'publish', 'policy:decide');
    return go(ctx, draft, 'publish', against, { no: input.no, sameText: input.sameText }, { no: input.no });
  },
);
export const heardInterpreted = action(
  'policy.draft.interpreted',
  { may: 'policy:decide' },
  async (ctx, input: { id: string; no: number }) => {
    const seen = (await store.draftById(ctx.tx, input.id))?.version ?? 0;
    const { draft, against } = await take(ctx, { id: input.id, seen }, 'interpret', 'policy:decide');
    return go(ctx, draft, 'interpret', against, { no: input.no });
  },
);
