import { allow, type Refusal, refuse } from '../../../lib/ruling.ts';
import { action, type Ctx } from '../../../platform/action.ts';
import { transaction } from '../../../platform/db/connection.ts';
import { coverPages } from '../../../platform/documents/index.ts';
import type { Job } from '../../../platform/jobs.ts';
import { sealBytes, unitById } from '../../org/index.ts';
import { freshId, locked, settle } from '../actions/common.ts';
import { notOurs } from '../actions/identity.ts';
import { keepSealed } from '../actions/keep.ts';
import { foiLaw } from '../law.ts';
import { basisOn, kindOf } from '../rules/law.ts';
import { MOST_NOTE, tooLong } from '../rules/length.ts';
import { article, LOCAL } from '../rules/life.ts';
import { insertFile, requestById } from '../store/index.ts';
import type { Work } from '../work.ts';
import { type Left, sourceOf } from './look.ts';
import { barProblems, type Covered, feet } from './rules/bars.ts';
import type { Prepared } from './source.ts';
import * as store from './store.ts';

const A37 = article('三十七');
const JOB = 'foi.redact';

/** Who may not look at the original can cover nothing of it. */
const NOT_YOURS = 'file_not_yours';

/** A prepared file begins its own redaction; what it was made from is not kept. */
export const beginRedaction = action(
  'foi.beginRedaction',
  { may: 'foi:handle' },
  async (ctx, i: { id: string; file: Prepared | null }) => {
    const w = await locked(ctx, i.id);
    ctx.require(w.r.unitId);
    const over = [...notOurs(ctx, w, NOT_YOURS), ...answered(w)];
    if (over.length > 0) return refuse(over);
    if (!i.file) return refuse([{ code: 'no_file_chosen', basis: LOCAL }]);
    if (!i.file.ok) return refuse([{ code: 'bad_file', basis: LOCAL, detail: { say: i.file.say } }]);
    const { name, bytes, type, sizes, simplified } = i.file;
    const sourceId = await keepSealed(ctx, w.a.id, w.r.id, 'source', { name, bytes: Buffer.from(bytes) }, type);
    const id = freshId(ctx);
    await store.insertRedaction(ctx.tx, {
      id,
      requestId: w.r.id,
      sourceId,
      name,
      sizes,
      simplified,
      createdAt: ctx.now,
      byLabel: ctx.actor.label,
    });
    ctx.note({ detail: { redaction: id, pages: sizes.length } });
    return allow({ redactionId: id });
  },
);

/** What goes out with an answer is made before it: afterwards nobody would have decided on it. */
const answered = (w: Work): Refusal[] => (w.r.closedOn === null ? [] : [{ code: 'covers_after_answer', basis: A37 }]);

type OnRedaction = { id: string; redactionId: string; version: number };

async function opened(ctx: Ctx, i: OnRedaction): Promise<{ w: Work; r: store.Redaction | undefined; no: Refusal[] }> {
  const w = await locked(ctx, i.id);
  ctx.require(w.r.unitId);
  const found = await store.lockRedaction(ctx.tx, i.redactionId);
  const r = found?.requestId === w.r.id ? found : undefined;
  const no: Refusal[] = [...notOurs(ctx, w, NOT_YOURS), ...answered(w)];
  if (!r) no.push({ code: 'no_redaction', basis: A37 });
  else if (r.state === 'making' || r.state === 'done') no.push({ code: 'redaction_done', basis: A37 });
  else if (r.version !== i.version) no.push({ code: 'redaction_changed', basis: LOCAL });
  return { w, r, no };
}

/** Replaces the bars of one page from 0; those of the others stay. */
export const saveBars = action(
  'foi.saveBars',
  { may: 'foi:handle' },
  async (ctx, i: OnRedaction & { page: number; bars: readonly Omit<Covered, 'page'>[] }) => {
    const { r, no } = await opened(ctx, i);
    if (no.length > 0 || !r) return refuse(no);
    const bars = i.bars.map((b): Covered => ({ ...b, page: i.page }));
    const wrong = barProblems(bars, r.sizes.length, foiLaw);
    if (wrong.length > 0) return refuse(wrong.map((x) => ({ code: x.code, basis: A37, detail: { n: x.n } })));
    const all = [...r.bars.filter((b) => b.page !== i.page), ...bars].sort((a, b) => a.page - b.page);
    await store.saveRedaction(ctx.tx, { ...r, bars: all, state: 'open', say: '' });
    ctx.note({ detail: { redaction: r.id, page: i.page + 1, bars: bars.length } });
    return allow({ version: r.version + 1 });
  },
);

/** The pages of the original, and what is still to be read on them: for handling clerk and approver, each opening audited. */
export const openPages = action(
  'foi.pages',
  { may: 'foi:read' },
  async (ctx, i: { id: string; redactionId: string }) => {
    const w = await locked(ctx, i.id);
    ctx.require(w.r.unitId);
    const r = await store.redactionById(ctx.tx, i.redactionId);
    ctx.note({ detail: { redaction: i.redactionId, file: r?.sourceId ?? '' } });
    const no = notOurs(ctx, w, NOT_YOURS);
    if (r?.requestId !== w.r.id) no.push({ code: 'no_redaction', basis: A37 });
    return no.length > 0 ? refuse(no) : allow(true);
  },
);

/** What keeps the file from being made: nothing covered, or numbers of persons left over that nobody answers for. */
export function makeProblems(r: store.Redaction, left: Left, despite: string): Refusal[] {
  if (r.bars.length === 0) return [{ code: 'nothing_covered', basis: A37 }];
  if (left.findings.length === 0 || despite.trim() !== '') return [];
  return left.findings.map((f) => ({
    code: 'left_over',
    basis: f.basis,
    detail: { page: f.page + 1, what: `${f.message}${f.quote ? `（${f.quote}）` : ''}` },
  }));
}

/**
 * Orders the covered file. `left` was looked at before, outside the transaction, for this very version. `despite`: the clerk has
 * seen what seems to be left over and says why it may be read.
 */
export const makeRedacted = action(
  'foi.makeRedacted',
  { may: 'foi:handle' },
  async (ctx, i: OnRedaction & { left: Left; despite: string }) => {
    const { w, r, no } = await opened(ctx, i);
    no.push(...tooLong(i.despite, MOST_NOTE));
    if (no.length > 0 || !r) return refuse(no);
    const wrong = makeProblems(r, i.left, i.despite);
    if (wrong.length > 0) return refuse(wrong);
    await store.saveRedaction(ctx.tx, { ...r, state: 'making', say: '', despite: i.despite.trim() });
    // Whoever has the case open to approve has not seen that this file will go out.
    await settle(ctx, w, {}, []);
    await ctx.enqueue(JOB, { redactionId: r.id }, { key: `${JOB}:${r.id}` });
    ctx.note({
      detail: {
        redaction: r.id,
        bars: r.bars.length,
        leftOver: i.left.findings.length,
        cut: i.left.cut.length,
        despite: i.despite.trim(),
      },
    });
    return allow(true);
  },
);

/** Covers the pages, in the worker process: once, whatever is killed on the way. */
export const redactJob: Job = {
  name: JOB,
  async run(system, payload) {
    const { redactionId } = payload as { redactionId: string };
    const r = await store.redactionById(system.db, redactionId);
    if (r?.state !== 'making') return;
    const request = await requestById(system.db, r.requestId);
    if (!request) throw new Error(`redaction ${r.id} lost its case`);
    const date = system.clock.today();
    const kind = kindOf(foiLaw, 'partial');
    const basis = (kind ? basisOn(kind, date) : []).join('、');
    const below = feet(r.bars, r.sizes, foiLaw, basis);
    const title = `${r.name.replace(/\.[^.]*$/, '')}（遮盖后）`;
    const made = await coverPages(await sourceOf(system, r), {
      pages: r.sizes.map((_, page) => ({ bars: r.bars.filter((b) => b.page === page), foot: below[page] ?? '' })),
      title,
      unit: (await unitById(system.db, request.unitId))?.name ?? '',
      date,
    });
    if (!made.ok) {
      await transaction(system.db, (tx) => store.saveRedaction(tx, { ...r, state: 'failed', say: made.say }));
      return;
    }
    const sha256 = await system.files.put(await sealBytes(system.config.dataDir, made.bytes));
    const kept = await transaction(system.db, async (tx) => {
      const now = await store.lockRedaction(tx, r.id);
      if (now?.state !== 'making') return false;
      await insertFile(tx, {
        // One result a redaction: its file has its name.
        id: r.id,
        applicationId: request.applicationId,
        requestId: r.requestId,
        role: 'redacted',
        name: `${title}.pdf`,
        type: 'application/pdf',
        size: made.bytes.length,
        sha256,
        sealed: true,
        toApplicant: true,
        createdAt: system.clock.now(),
        byLabel: r.byLabel,
        deletedOn: null,
      });
      await store.saveRedaction(tx, { ...now, state: 'done', resultId: r.id });
      return true;
    });
    if (!kept) await system.files.remove(sha256);
  },
};
