import { type Day, dayIn } from '../../lib/day.ts';
import { docNoKey } from '../../lib/docno.ts';
import { allow, type Ruling } from '../../lib/ruling.ts';
import { action, type Ctx } from '../../platform/action.ts';
import { textOf } from '../../platform/documents/index.ts';
import { type Actor, SYSTEM } from '../../platform/permission.ts';
import type { System } from '../../platform/system.ts';
import { pieceById } from '../editorial/index.ts';
import { unitTree } from '../org/index.ts';
import {
  bumpRevision,
  editionById,
  list,
  type OpenedWork,
  openWork,
  standing,
  worksOfEditions,
} from '../publication/index.ts';
import { id, LEDGER } from './actions/common.ts';
import { unifiedOf } from './actions/decide.ts';
import { heardInterpreted, heardPublished, replaceDue } from './actions/index.ts';
import { type CiteFinder, citeFinder } from './cites.ts';
import { endsByDecision, isNormative, STANDINGS } from './rules/standing.ts';
import { statusSaid } from './rules/taken.ts';
import * as store from './store/index.ts';

type Content = NonNullable<OpenedWork['current']['content']>;

/** What a page says, as a row of the ledger. */
function rowOf(
  ctx: Ctx,
  open: OpenedWork,
  content: Content,
  draft: store.DraftRow | undefined,
  issuerId: string | undefined,
): store.DocumentRow {
  const l = open.listing;
  const { successorTitle: _, ...status } = statusSaid({
    status: content.validity?.status ?? null,
    note: content.validity?.note ?? null,
    until: content.validity?.until ?? null,
    changedOn: dayIn(l.changedAt),
  });
  return {
    ...status,
    id: id(ctx),
    no: l.no,
    title: l.title,
    docNo: l.docNo,
    unifiedNo: draft ? unifiedOf(draft) : null,
    unitId: draft?.issuerId ?? issuerId ?? l.unitId,
    issuer: content.issuer ?? content.source ?? l.unitName,
    issuedOn: l.issuedOn,
    fromOn: l.validFrom,
    untilOn: l.validUntil,
    statusDoc: '',
    successorId: null,
    toAmend: false,
    lookedOn: null,
    source: draft ? 'draft' : 'spread',
    createdAt: ctx.now,
  };
}

/**
 * Takes a published normative document into the ledger, or brings its dates there up to the newest edition. What the ledger
 * has decided is never undone by a page. Answers whether a row is new.
 */
const takeInWork = action(
  'policy.document.take_in',
  { may: 'policy:keep' },
  async (ctx, input: { no: number }): Promise<Ruling<boolean>> => {
    const open = await openWork(ctx.tx, input.no);
    const content = open?.current.content;
    ctx.note({ subject: `work:${input.no}` });
    if (!open || !content || !isNormative(open.listing)) return allow(false);
    const draft = await store.draftOfWork(ctx.tx, input.no);
    const l = open.listing;
    const key = docNoKey(l.docNo ?? '');
    const known = (await store.documentOfWork(ctx.tx, input.no)) ?? (await store.documentByKey(ctx.tx, key));
    if (known) {
      if (known.no !== null && known.no !== l.no) return allow(false);
      const dates = endsByDecision(known)
        ? {}
        : { fromOn: l.validFrom ?? known.fromOn, untilOn: l.validUntil ?? known.untilOn };
      await store.saveDocument(ctx.tx, { ...known, no: l.no, title: l.title, ...dates });
      await bumpRevision(ctx.tx, [LEDGER]);
      return allow(false);
    }
    // Who decides about it is the body in whose name it is, not who drafted it.
    const issuer = content.issuer && (await unitTree(ctx.tx)).find((u) => u.name === content.issuer);
    const row = rowOf(ctx, open, content, draft, issuer ? issuer.id : undefined);
    await store.insertDocument(ctx.tx, row, key);
    await store.addDocumentEvent(ctx.tx, row.id, {
      at: ctx.now,
      actor: ctx.actor.label,
      act: 'added',
      detail: row.decided ? `公开后入账，页面载明${STANDINGS[row.decided]}` : '公开后入账',
    });
    await bumpRevision(ctx.tx, [LEDGER]);
    return allow(true);
  },
);

/** Links documents whose page names what took their place, once both are there; and a draft with what it replaces. */
const linkSuccessors = action('policy.document.link', { may: 'policy:keep' }, async (ctx, _input: { all: true }) => {
  const all = await store.documents(ctx.tx);
  const byTitle = new Map(all.map((d) => [d.title, d]));
  let linked = 0;
  for (const d of all.filter((x) => x.successorId === null && x.decided && x.reason)) {
    const { successorTitle } = statusSaid({
      status: d.decided ? STANDINGS[d.decided] : null,
      note: d.reason,
      until: null,
      changedOn: ctx.today,
    });
    const next = successorTitle ? byTitle.get(successorTitle) : undefined;
    if (!next || next.id === d.id || next.successorId === d.id) continue;
    await store.saveDocument(ctx.tx, { ...d, successorId: next.id });
    linked++;
  }
  if (linked > 0) await bumpRevision(ctx.tx, [LEDGER]);
  ctx.note({ subject: 'policy:ledger', detail: { linked } });
  return allow(linked);
});

const readCites = action(
  'policy.cite.read',
  { may: 'policy:keep' },
  async (ctx, input: { works: readonly { no: number; on: Day; found: ReturnType<CiteFinder> }[] }) => {
    for (const w of input.works) await store.putCites(ctx.tx, w.no, w.on, w.found);
    if (input.works.some((w) => w.found.length > 0)) await bumpRevision(ctx.tx, [LEDGER]);
    ctx.note({ subject: 'policy:cites', detail: { works: input.works.length } });
    return allow(true);
  },
);

async function citesIn(system: System, actor: Actor, nos: readonly number[], finder: CiteFinder): Promise<void> {
  const works = [];
  for (const no of nos) {
    const open = await openWork(system.db, no);
    const content = open?.current.content;
    if (!open) continue;
    const found = content && open.work.state === 'published' ? finder(textOf(content.html), content, no) : [];
    works.push({ no, on: dayIn(open.listing.changedAt), found });
  }
  await readCites(system, actor, { works });
}

const BATCH = 200;

/** Everything published so far: normative documents into the ledger, then who names whom. Safe to run again. */
export async function takeInAll(system: System, actor: Actor = SYSTEM): Promise<{ added: number; works: number }> {
  let added = 0;
  const nos: number[] = [];
  for (let offset = 0; ; offset += BATCH) {
    const found = await list(system.db, { withWithdrawn: true }, BATCH, offset);
    nos.push(...found.map((p) => p.no));
    for (const p of found.filter(isNormative)) {
      const out = await takeInWork(system, actor, { no: p.no });
      if (out.ok && out.value) added++;
    }
    if (found.length < BATCH) break;
  }
  await linkSuccessors(system, actor, { all: true });
  const finder = citeFinder(await store.documents(system.db));
  for (let i = 0; i < nos.length; i += BATCH) await citesIn(system, actor, nos.slice(i, i + BATCH), finder);
  return { added, works: nos.length };
}

const bare = (html: string): string => textOf(html).replace(/\s+/g, '');

/** Hears of an edition: a draft that went public, an interpretation, a document for the ledger, a page that names one. */
export async function spreadPolicy(system: System, editionId: string): Promise<void> {
  const edition = await editionById(system.db, editionId);
  const open = edition && (await openWork(system.db, edition.no));
  const content = open?.current.content;
  if (!open || !content) return;
  const no = open.work.no;
  for (const d of await store.waitingDrafts(system.db)) {
    const piece = d.pieceId ? await pieceById(system.db, d.pieceId) : undefined;
    if (piece?.no !== no) continue;
    await heardPublished(system, SYSTEM, { id: d.id, no, sameText: bare(content.html) === bare(d.html) });
  }
  if (content.interprets !== undefined) {
    const d = await store.draftOfWork(system.db, content.interprets);
    if (d?.state === 'published') await heardInterpreted(system, SYSTEM, { id: d.id, no });
  }
  if (isNormative(open.listing)) {
    const out = await takeInWork(system, SYSTEM, { no });
    if (out.ok && out.value) {
      await linkSuccessors(system, SYSTEM, { all: true });
      await replaceDue(system, SYSTEM, { all: true });
    }
  }
  await citesIn(system, SYSTEM, [no], citeFinder(await store.documents(system.db)));
}

/** The same for what one import put out: what is none of the ledger's business costs one question for all. */
export async function spreadPolicies(system: System, editionIds: readonly string[]): Promise<void> {
  const works = await standing(system.db, await worksOfEditions(system.db, editionIds));
  const drafts = (await store.waitingDrafts(system.db)).length > 0;
  const own = [...works.values()].filter((w) => drafts || w.content.interprets !== undefined || isNormative(w.listing));
  for (const w of own) await spreadPolicy(system, w.content.edition);
  const rest = [...works.values()].filter((w) => !own.includes(w));
  if (rest.length === 0) return;
  const finder = citeFinder(await store.documents(system.db));
  await readCites(system, SYSTEM, {
    works: rest.map((w) => ({
      no: w.listing.no,
      on: dayIn(w.listing.changedAt),
      found: finder(w.text, w.content, w.listing.no),
    })),
  });
}
