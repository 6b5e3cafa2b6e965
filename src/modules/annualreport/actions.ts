import { createHash } from 'node:crypto';
import { canonical } from '../../lib/canonical.ts';
import { dayIn, isDay } from '../../lib/day.ts';
import { allow, type Refusal, type Ruling, refuse } from '../../lib/ruling.ts';
import { action, type Ctx } from '../../platform/action.ts';
import { AppError } from '../../platform/errors.ts';
import { bumpRevision, correct, publish } from '../publication/index.ts';
import { columnsOf } from '../sites/index.ts';
import { size } from '../translog/index.ts';
import { draftOf, REPORT_COLUMN } from './edition.tsx';
import { seatOf, unitsFor } from './figures.ts';
import { filesOf } from './files.ts';
import { lawfulDue } from './law.ts';
import { entering, MANUAL } from './rules/build.ts';
import { CELLS, sayCell } from './rules/cells.ts';
import { checkConsolidated } from './rules/consolidate.ts';
import { MOVES, type Move, moving } from './rules/life.ts';
import { SECTIONS, type Texts } from './rules/sections.ts';
import * as store from './store.ts';
import { type Opened, openReport } from './view.ts';

/** Told by whoever changes what the public list of reports shows. */
export const REPORTS = 'annual-reports';

export type StepInput = { unitId: string; year: number; seen: number; remark?: string };

/** The report locked for a step and read under the lock; the first step of a year makes its row. */
async function take(ctx: Ctx, input: StepInput, move: Move): Promise<{ row: store.ReportRow; open: Opened }> {
  const units = await unitsFor(ctx.tx);
  if (!units.reporting.some((u) => u.id === input.unitId))
    throw new AppError('not_found', `${input.unitId} has no report of its own`);
  ctx.require(seatOf(units, input.unitId), MOVES[move].may);
  ctx.note({ subject: `annual-report:${input.unitId}:${input.year}`, unitId: input.unitId });
  await store.insertReport(ctx.tx, input.unitId, input.year, ctx.now);
  const row = await store.lockReport(ctx.tx, input.unitId, input.year);
  if (!row) throw new AppError('not_found', `annual report ${input.unitId} ${input.year}`);
  return { row, open: await openReport(ctx.tx, ctx.system, input.unitId, input.year, units) };
}

const may = (ctx: Ctx, move: Move, open: Opened, input: StepInput): Ruling<{ state: store.ReportRow['state'] }> =>
  moving(move, open.facts, { actorId: ctx.actor.id, seen: input.seen, remark: input.remark ?? '' });

async function keep(ctx: Ctx, row: store.ReportRow, act: Move, detail: string): Promise<store.ReportRow> {
  const saved = { ...row, version: row.version + 1, updatedAt: ctx.now };
  await store.saveReport(ctx.tx, saved);
  await store.addEvent(ctx.tx, row, { at: ctx.now, actor: ctx.actor.label, act, detail });
  return saved;
}

const asWriter = (ctx: Ctx, row: store.ReportRow): store.ReportRow => ({
  ...row,
  writerId: ctx.actor.id,
  writer: ctx.actor.label,
});

/** Characters of one part; a report is some thousands in all. */
const LONGEST = 30_000;

export const saveTexts = action(
  'report.save',
  { may: 'report:write' },
  async (ctx, input: StepInput & { texts: Partial<Texts> }) => {
    const { row, open } = await take(ctx, input, 'save');
    const ruling = may(ctx, 'save', open, input);
    const long = SECTIONS.filter((s) => (input.texts[s.key] ?? '').length > LONGEST);
    const no: Refusal[] = [
      ...(ruling.ok ? [] : ruling.refusals),
      ...long.map((s) => ({ code: 'text_long', basis: '条例第五十条', detail: { part: s.title, most: LONGEST } })),
    ];
    if (no.length > 0) return refuse(no);
    return allow(await keep(ctx, asWriter(ctx, { ...row, texts: { ...row.texts, ...input.texts } }), 'save', ''));
  },
);

/** A figure that lives elsewhere. One for a cell that the ledger counts is refused, whoever asks. */
export const enterFigure = action(
  'report.enter',
  { may: 'report:write' },
  async (ctx, input: StepInput & { cell: string; value: string; source: string }) => {
    const { row, open } = await take(ctx, input, 'enter');
    const counted = new Set(CELLS.filter((c) => !MANUAL.includes(c) || open.built.from[c]?.kind === 'ledger'));
    const ruling = may(ctx, 'enter', open, input);
    const entry = entering(input, counted);
    if (!ruling.ok || !entry.ok)
      return refuse([...(ruling.ok ? [] : ruling.refusals), ...(entry.ok ? [] : entry.refusals)]);
    await store.insertEntry(ctx.tx, row, { ...entry.value, by: ctx.actor.label, at: ctx.now });
    const said = `${sayCell(entry.value.cell)}：${entry.value.value}（来源：${entry.value.source}）`;
    return allow(await keep(ctx, asWriter(ctx, row), 'enter', said));
  },
);

/** Why numbers moved so since last year, by cell. */
export const explainChanges = action(
  'report.explain',
  { may: 'report:write' },
  async (ctx, input: StepInput & { reasons: Readonly<Record<string, string>> }) => {
    const { row, open } = await take(ctx, input, 'explain');
    const ruling = may(ctx, 'explain', open, input);
    if (!ruling.ok) return ruling;
    const asked = new Set(open.changes.map((c) => c.cell));
    const said = Object.entries(input.reasons).flatMap(([cell, reason]) => {
      const text = reason.trim().slice(0, 1_000);
      return asked.has(cell) && text !== '' && text !== open.reasons[cell] ? [{ cell, reason: text }] : [];
    });
    for (const s of said) await store.insertReason(ctx.tx, row, { ...s, by: ctx.actor.label, at: ctx.now });
    return allow(
      await keep(ctx, asWriter(ctx, row), 'explain', said.map((s) => `${sayCell(s.cell)}：${s.reason}`).join('\n')),
    );
  },
);

export const submitReport = action('report.submit', { may: 'report:write' }, async (ctx, input: StepInput) => {
  const { row, open } = await take(ctx, input, 'submit');
  const ruling = may(ctx, 'submit', open, input);
  if (!ruling.ok) return ruling;
  return allow(await keep(ctx, asWriter(ctx, { ...row, state: ruling.value.state }), 'submit', ''));
});

export const returnReport = action('report.return', { may: 'report:approve' }, async (ctx, input: StepInput) => {
  const { row, open } = await take(ctx, input, 'return');
  const ruling = may(ctx, 'return', open, input);
  if (!ruling.ok) return ruling;
  return allow(await keep(ctx, { ...row, state: ruling.value.state }, 'return', input.remark ?? ''));
});

/**
 * The report is settled: tables, sources and texts are frozen with the size of the register at this moment, so that what is
 * entered later shows as a difference and never as another report.
 */
export const approveReport = action('report.approve', { may: 'report:approve' }, async (ctx, input: StepInput) => {
  const { row, open } = await take(ctx, input, 'approve');
  const ruling = may(ctx, 'approve', open, input);
  // Of the government's report: each cell is the sum of its units, or it is named.
  const parts = open.parts.map((p) => ({ ...(p.settled ?? p.live), unit: p.name }));
  const sums = parts.length > 0 ? checkConsolidated(open.built.report, parts) : [];
  const no = [
    ...(ruling.ok ? [] : ruling.refusals),
    ...sums.map((f) => ({ code: 'does_not_balance', basis: f.basis, detail: { say: f.say } })),
  ];
  if (!ruling.ok || no.length > 0) return refuse(no);
  const frozen: store.Frozen = {
    title: open.title,
    unitName: open.unit.name,
    until: open.until,
    report: open.built.report,
    from: open.built.from,
    texts: row.texts,
    reasons: open.reasons,
  };
  return allow(
    await keep(
      ctx,
      {
        ...row,
        state: ruling.value.state,
        reviewerId: ctx.actor.id,
        reviewer: ctx.actor.label,
        frozen,
        frozenHash: createHash('sha256')
          .update(canonical(JSON.parse(JSON.stringify(frozen))))
          .digest('hex'),
        frozenAt: ctx.now,
        logSize: await size(ctx.tx),
      },
      'approve',
      input.remark ?? '',
    ),
  );
});

const back = (name: string, move: 'reopen' | 'revise') =>
  action(name, { may: 'report:approve' }, async (ctx, input: StepInput) => {
    const { row, open } = await take(ctx, input, move);
    const ruling = may(ctx, move, open, input);
    if (!ruling.ok) return ruling;
    return allow(await keep(ctx, { ...row, state: ruling.value.state }, move, input.remark ?? ''));
  });
/** An approved report goes back to its writer before it is public. */
export const reopenReport = back('report.reopen', 'reopen');
/** A published report is written anew; what is public stays until the correction is published. */
export const reviseReport = back('report.revise', 'revise');

/** Through the one door, with its files; a report that is public already is corrected, with the reason. */
export const publishReport = action('report.publish', { may: 'report:publish' }, async (ctx, input: StepInput) => {
  const { row, open } = await take(ctx, input, 'publish');
  const ruling = may(ctx, 'publish', open, input);
  const no: Refusal[] = ruling.ok ? [] : [...ruling.refusals];
  const column = (await columnsOf(ctx.tx)).find((c) => c.path.split('/').at(-1) === REPORT_COLUMN);
  if (!column) no.push({ code: 'no_column', basis: '条例第四十九条' });
  if (row.publishedNo !== null && (input.remark ?? '').trim() === '')
    no.push({ code: 'no_remark', basis: '更正要向社会说明原因' });
  if (!ruling.ok || no.length > 0 || !column || !row.frozen) return refuse(no);
  const done = { ...row, approverId: ctx.actor.id, approver: ctx.actor.label };
  const today = dayIn(ctx.now);
  const files = await filesOf(ctx.system, row.frozen, today);
  if (!files.ok) return files;
  const draft = draftOf(done, row.frozen, { column: column.path, unitId: row.unitId, today, attachments: files.value });
  const out =
    row.publishedNo === null
      ? await publish(ctx, draft)
      : await correct(ctx, row.publishedNo, draft, (input.remark ?? '').trim());
  if (!out.ok) return out;
  const saved = await keep(
    ctx,
    {
      ...done,
      state: 'published',
      shown: row.frozen,
      publishedNo: out.value.no,
      publishedOn: row.publishedOn ?? today,
    },
    'publish',
    `登记号${out.value.logIndex}`,
  );
  await bumpRevision(ctx.tx, [REPORTS]);
  return allow(saved);
});

export const changeSetting = action('report.setting', { may: 'report:setting' }, async (ctx, input: store.Setting) => {
  const no: Refusal[] = [];
  const last = ctx.today.slice(0, 4);
  const check = (who: 'unit' | 'government', text: string | null): void => {
    if (text === null) return;
    const law = lawfulDue(who, Number(last) - 1).on.slice(5);
    // A day of every year: the common year has no 29 February.
    if (!isDay(`2023-${text}`) || text > law)
      no.push({ code: 'due_later', basis: '条例第四十九条', detail: { law, text } });
  };
  check('unit', input.unitDue);
  check('government', input.governmentDue);
  const between = (n: number, least: number, most: number): boolean => Number.isInteger(n) && n >= least && n <= most;
  if (!between(input.partOneChars, 100, 20_000))
    no.push({ code: 'setting_range', basis: '本区设定', detail: { what: '总体情况的字数' } });
  if (!between(input.changePercent, 1, 1_000))
    no.push({ code: 'setting_range', basis: '本区设定', detail: { what: '变化的百分比' } });
  if (!between(input.changeLeast, 1, 100_000))
    no.push({ code: 'setting_range', basis: '本区设定', detail: { what: '变化的件数' } });
  if (no.length > 0) return refuse(no);
  await store.saveSetting(ctx.tx, input);
  ctx.note({ subject: 'annual-report:setting', detail: { ...input } });
  return allow(true);
});
