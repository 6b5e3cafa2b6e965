import type { Day } from '../../../lib/day.ts';
import { allow, type Refusal, type Ruling, refuse } from '../../../lib/ruling.ts';
import { action, type Ctx } from '../../../platform/action.ts';
import type { Reader } from '../../../platform/db/connection.ts';
import { AppError } from '../../../platform/errors.ts';
import { unitById } from '../../org/index.ts';
import { bumpRevision, publish } from '../../publication/index.ts';
import { columnsOf } from '../../sites/index.ts';
import { listHtml } from '../list-text.ts';
import * as rules from '../rules/cleanup.ts';
import { endsByDecision, NORMATIVE_COLUMN, standingOn } from '../rules/standing.ts';
import * as store from '../store/index.ts';
import { id, LEDGER, namingPersons } from './common.ts';
import { apply, competence, successorsOf } from './documents.ts';

const R33 = '国发〔2010〕33号';

/** Begins a clean-up of everything that the body, or a unit below it, made by a day. */
export const openCampaign = action(
  'policy.campaign.open',
  { may: 'policy:keep' },
  async (ctx, input: { title: string; bodyId: string; cutOff: Day | null }) => {
    const no: Refusal[] = [];
    if (input.title.trim() === '') no.push({ code: 'no_title', basis: R33 });
    if (!(await unitById(ctx.tx, input.bodyId))) no.push({ code: 'no_issuer', basis: R33 });
    if (!input.cutOff || input.cutOff > ctx.today) no.push({ code: 'no_cut_off', basis: R33 });
    if (no.length > 0 || !input.cutOff) return refuse(no);
    const row: store.CampaignRow = {
      id: id(ctx),
      title: input.title.trim(),
      bodyId: input.bodyId,
      cutOff: input.cutOff,
      state: 'open',
      openedBy: ctx.actor.label,
      closedBy: null,
      closedById: null,
      releasedBy: null,
      decisionNo: null,
      createdAt: ctx.now,
      publishedOn: null,
    };
    await store.insertCampaign(ctx.tx, row);
    ctx.note({ subject: `policy-campaign:${row.id}` });
    return allow({ id: row.id });
  },
);

async function taken(ctx: Ctx, campaignId: string): Promise<store.CampaignRow> {
  const c = await store.lockCampaign(ctx.tx, campaignId);
  if (!c) throw new AppError('not_found', `campaign ${campaignId}`);
  ctx.note({ subject: `policy-campaign:${c.id}` });
  return c;
}

const targetOf = (d: store.DocumentRow, today: Day): rules.Target => ({
  standing: standingOn(d, today),
  decided: endsByDecision(d),
  issuerId: d.unitId,
});

export type InventoryRow = rules.InventoryLine & { document: store.DocumentRow; row: store.VerdictRow | undefined };

/** Everything that a campaign must decide about, each with its verdict so far. Of a published campaign: what it decided. */
export async function inventoryOf(db: Reader, today: Day, c: store.CampaignRow): Promise<InventoryRow[]> {
  const [all, verdicts] = [await store.documents(db), await store.verdictsOf(db, c.id)];
  const given = new Map(verdicts.map((v) => [v.documentId, v]));
  const competent = await competence(db, c.bodyId);
  const out: InventoryRow[] = [];
  for (const d of all) {
    const row = given.get(d.id);
    const inside =
      c.state === 'published'
        ? row !== undefined
        : row !== undefined ||
          (rules.belongs({ issuedOn: d.issuedOn, target: targetOf(d, today) }, c.cutOff) && competent(d.unitId));
    if (inside)
      out.push({
        id: d.id,
        title: d.title,
        docNo: d.docNo,
        issuedOn: d.issuedOn,
        verdict: row?.verdict ?? null,
        document: d,
        row,
      });
  }
  return out;
}

/** The same by the campaign's id, with whether a document has lapsed by itself; for who prepares verdicts. */
export async function cleanupInventory(
  db: Reader,
  today: Day,
  campaignId: string,
): Promise<(rules.InventoryLine & { lapsed: boolean })[]> {
  const c = await store.campaignById(db, campaignId);
  if (!c) throw new AppError('not_found', `campaign ${campaignId}`);
  return (await inventoryOf(db, today, c)).map(({ document, row: _, ...line }) => ({
    ...line,
    lapsed: standingOn(document, today) === 'lapsed',
  }));
}

export type VerdictInput = {
  campaignId: string;
  documentId: string;
  verdict: string;
  reason: string;
  successorId: string | null;
};

/** One verdict for one document, exactly once. */
export const giveVerdict = action(
  'policy.campaign.verdict',
  { may: 'policy:keep' },
  async (ctx, input: VerdictInput) => {
    const c = await taken(ctx, input.campaignId);
    const all = await store.documents(ctx.tx);
    const d = all.find((x) => x.id === input.documentId);
    if (!d) throw new AppError('not_found', `policy document ${input.documentId}`);
    const verdicts = await store.verdictsOf(ctx.tx, c.id);
    const target = targetOf(d, ctx.today);
    // Successors named in this very campaign count too: two of them must not name each other.
    const successors = new Map([
      ...successorsOf(all),
      ...verdicts.flatMap((v) => (v.successorId ? [[v.documentId, v.successorId] as const] : [])),
    ]);
    const no = [
      ...rules.verdictInCampaign({
        state: c.state,
        belongs: rules.belongs({ issuedOn: d.issuedOn, target }, c.cutOff),
        before: verdicts.find((v) => v.documentId === d.id)?.verdict ?? null,
      }),
      ...rules.judging({
        id: d.id,
        verdict: input.verdict,
        reason: input.reason,
        successorId: input.successorId ?? undefined,
        target,
        competent: (await competence(ctx.tx, c.bodyId))(d.unitId),
        successors,
      }),
      ...namingPersons(ctx, input.reason),
    ];
    if (no.length > 0 || !rules.isVerdict(input.verdict)) return refuse(no);
    await store.insertVerdict(ctx.tx, c.id, {
      documentId: d.id,
      verdict: input.verdict,
      reason: input.reason.trim(),
      successorId: input.successorId,
      by: ctx.actor.label,
      at: ctx.now,
    });
    return allow(true);
  },
);

export const takeBackVerdict = action(
  'policy.campaign.take_back',
  { may: 'policy:keep' },
  async (ctx, input: { campaignId: string; documentId: string }) => {
    const c = await taken(ctx, input.campaignId);
    if (c.state !== 'open') return refuse([{ code: 'campaign_closed', basis: R33, detail: { state: c.state } }]);
    await store.removeVerdict(ctx.tx, c.id, input.documentId);
    return allow(true);
  },
);

/** 汇总: nothing is undecided any more; from here the verdicts stand. */
export const closeCampaign = action(
  'policy.campaign.close',
  { may: 'policy:keep' },
  async (ctx, input: { campaignId: string }) => {
    const c = await taken(ctx, input.campaignId);
    const no = rules.closing(c.state, await inventoryOf(ctx.tx, ctx.today, c));
    if (no.length > 0) return refuse(no);
    await store.saveCampaign(ctx.tx, {
      ...c,
      state: 'checked',
      closedBy: ctx.actor.label,
      closedById: ctx.actor.id,
    });
    return allow(true);
  },
);

const ORDER: readonly rules.ListKind[] = ['keep', 'repeal', 'void'];

/**
 * 公布: the three lists become editions and every stopped document changes on this very day, in one transaction, so that no
 * reader ever finds a list that says one thing and a page that says another.
 */
export const releaseCampaign = action(
  'policy.campaign.release',
  { may: 'policy:release' },
  async (ctx, input: { campaignId: string; decisionNo: string }) => {
    const c = await taken(ctx, input.campaignId);
    await store.lockLedger(ctx.tx);
    const no = rules.releasing({
      state: c.state,
      sameHand: ctx.actor.id === c.closedById,
      decisionDocNo: input.decisionNo,
    });
    const column = (await columnsOf(ctx.tx)).find((x) => x.path.split('/').at(-1) === NORMATIVE_COLUMN);
    if (!column) no.push({ code: 'no_column', basis: '国办公开办函〔2019〕61号' });
    if (no.length > 0 || !column) return refuse(no);
    const lines = await inventoryOf(ctx.tx, ctx.today, c);
    const late = rules.closing('open', lines);
    if (late.length > 0) return refuse(late);
    const done = {
      ...c,
      state: 'published' as const,
      releasedBy: ctx.actor.label,
      decisionNo: input.decisionNo.trim(),
    };
    const nos = await publishLists(ctx, done, lines, column.path);
    if (!nos.ok) return nos;
    for (const l of lines) {
      const changed = await carryOut(ctx, done, l);
      if (!changed.ok) return changed;
    }
    await store.saveCampaign(ctx.tx, { ...done, publishedOn: ctx.today });
    await bumpRevision(ctx.tx, [LEDGER]);
    return allow({ nos: nos.value });
  },
);

async function publishLists(
  ctx: Ctx,
  c: store.CampaignRow,
  lines: readonly InventoryRow[],
  column: string,
): Promise<Ruling<number[]>> {
  const body = await unitById(ctx.tx, c.bodyId);
  const lists = rules.listsOf(lines);
  const nos: number[] = [];
  for (const kind of ORDER) {
    if (lists[kind].length === 0) continue;
    const reasons = new Map(lines.map((l) => [l.id, l]));
    const out = await publish(ctx, {
      title: `${c.title}：${rules.LISTS[kind]}（${lists[kind].length}件）`,
      kind: '通知公告',
      unitId: c.bodyId,
      unitName: body?.name ?? c.bodyId,
      columns: [column],
      topics: [],
      html: listHtml(
        c,
        kind,
        lists[kind].map((l) => ({ ...l, reason: reasons.get(l.id)?.row?.reason ?? '' })),
      ),
      answer: `${c.cutOff}以前制定的规范性文件清理后，${lists[kind].length}件${rules.LISTS[kind].replace(/的规范性文件目录$/, '')}。`,
      issuedOn: ctx.today,
      basis: [
        {
          law: '国务院关于加强法治政府建设的意见',
          article: '',
          text: '规范性文件每隔两年清理一次，清理结果向社会公布',
        },
      ],
      attachments: [],
      hands: { writer: c.openedBy, reviewer: c.closedBy ?? '', approver: c.releasedBy ?? '' },
    });
    if (!out.ok) return out;
    await store.insertList(ctx.tx, c.id, kind, out.value.no);
    nos.push(out.value.no);
  }
  return allow(nos);
}

/** What a verdict does to its document on the day the lists are public. */
async function carryOut(ctx: Ctx, c: store.CampaignRow, l: InventoryRow): Promise<Ruling<true>> {
  const v = l.row;
  if (!v) return allow(true);
  const d = (await store.lockDocument(ctx.tx, l.id)) ?? l.document;
  if (v.verdict === 'repeal' || v.verdict === 'void')
    return apply(ctx, d, {
      decided: v.verdict === 'repeal' ? 'repealed' : 'void',
      reason: v.reason,
      statusDoc: c.decisionNo ?? '',
      successorId: v.successorId ?? d.successorId,
    });
  await store.saveDocument(ctx.tx, { ...d, toAmend: v.verdict === 'amend', lookedOn: ctx.today });
  await store.addDocumentEvent(ctx.tx, d.id, {
    at: ctx.now,
    actor: ctx.actor.label,
    act: v.verdict,
    detail: [`${c.title}：${rules.VERDICTS[v.verdict]}`, v.reason, c.decisionNo].filter(Boolean).join('，'),
  });
  return allow(true);
}
