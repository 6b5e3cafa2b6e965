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
import { errorsIn, lookAt } from './gate.tsx';
import { lawfulDue } from './law.ts';
import { entering, isCounted, MANUAL } from './rules/build.ts';
import { CELLS, sayCell } from './rules/cells.ts';
import { LOOKS, MOVES, type Move, moving } from './rules/life.ts';
import { SECTIONS, type Texts } from './rules/sections.ts';
import * as store from './store.ts';
import { type Opened, openReport, writtenOf } from './view.ts';

/** Told by whoever changes what the public list of reports shows. */
export const REPORTS = 'annual-reports';

/** `inSpite`: why it goes on although something was found in its words. */
export type StepInput = { unitId: string; year: number; seen: number; remark?: string; inSpite?: string };

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

async function may(
  ctx: Ctx,
  move: Move,
  open: Opened,
  input: StepInput,
): Promise<Ruling<{ state: store.ReportRow['state'] }>> {
  const errors = LOOKS.includes(move) ? errorsIn(await lookAt(ctx.system, ctx.tx, writtenOf(open))) : [];
  const { inSpite = '', remark = '' } = input;
  const ruling = moving(move, open.facts, { actorId: ctx.actor.id, seen: input.seen, remark, errors, inSpite });
  if (!ruling.ok || errors.length === 0) return ruling;
  // The audit trail can never be changed, so it names what was found and never the words.
  ctx.note({ detail: { inSpiteOf: errors.map(({ rule, severity, message }) => ({ rule, severity, message })) } });
  const detail = `${errors.map((e) => `${e.at}：${e.message}`).join('；')}。理由：${inSpite.trim()}`;
  await event(ctx, input, 'in_spite', detail);
  return ruling;
}

const event = (
  ctx: Ctx,
  r: { unitId: string; year: number },
  act: Move | 'in_spite',
  detail: string,
): Promise<number> =>
  store.addEvent(ctx.tx, r, { at: ctx.now, actorId: ctx.actor.id, actor: ctx.actor.label, act, detail });

async function keep(ctx: Ctx, row: store.ReportRow, act: Move, detail: string): Promise<store.ReportRow> {
  const saved = { ...row, version: row.version + 1, updatedAt: ctx.now };
  await store.saveReport(ctx.tx, saved);
  await event(ctx, row, act, detail);
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
    const ruling = await may(ctx, 'save', open, input);
    const long = SECTIONS.filter((s) => (input.texts[s.key] ?? '').length > LONGEST);
    const no: Refusal[] = [
      ...(ruling.ok ? [] : ruling.refusals),
      ...long.map((s) => ({ code: 'text_long', basis: '条例第五十条', detail: { part: s.title, most: LONGEST } })),
    ];
    if (no.length > 0) return refuse(no);
    return allow(await keep(ctx, asWriter(ctx, { ...row, texts: { ...row.texts, ...input.texts } }), 'save', ''));
  },
);

export type Entered = { cell: string; value: string; source: string };

/**
 * Figures that live elsewhere, as many as were filled in: all of them or none. One for a cell that the ledger counts is
 * refused, whoever asks. For the government's report they are those of its own level.
 */
export const enterFigures = action(
  'report.enter',
  { may: 'report:write' },
  async (ctx, input: StepInput & { figures: readonly Entered[] }) => {
    const { row, open } = await take(ctx, input, 'enter');
    const counted = new Set(CELLS.filter((c) => !MANUAL.includes(c) || isCounted(open.own.from[c])));
    const ruling = await may(ctx, 'enter', open, input);
    const filled = input.figures.filter((f) => f.value.trim() !== '' || f.source.trim() !== '');
    const entries = filled.map((f) => entering(f, counted));
    const no = [...(ruling.ok ? [] : ruling.refusals), ...entries.flatMap((e) => (e.ok ? [] : e.refusals))];
    if (filled.length === 0) no.push({ code: 'nothing_entered', basis: '国办公开办函〔2021〕30号' });
    if (no.length > 0) return refuse(no);
    const given = entries.flatMap((e) => (e.ok ? [e.value] : []));
    for (const e of given) await store.insertEntry(ctx.tx, row, { ...e, by: ctx.actor.label, at: ctx.now });
    const said = given.map((e) => `${sayCell(e.cell)}：${e.value}（来源：${e.source}）`).join('\n');
    return allow(await keep(ctx, asWriter(ctx, row), 'enter', said));
  },
);

/** Characters of a reason. */
const LONGEST_REASON = 1_000;

/** Why numbers moved so since last year, by cell. */
export const explainChanges = action(
  'report.explain',
  { may: 'report:write' },
  async (ctx, input: StepInput & { reasons: Readonly<Record<string, string>> }) => {
    const { row, open } = await take(ctx, input, 'explain');
    const ruling = await may(ctx, 'explain', open, input);
    if (!ruling.ok) return ruling;
    const long = Object.entries(input.reasons).filter(([, reason]) => [...reason].length > LONGEST_REASON);
    if (long.length > 0)
      return refuse(
        long.map(([cell]) => ({ code: 'reason_long', basis: '条例第五十条', detail: { cell, most: LONGEST_REASON } })),
      );
    const asked = new Set(open.changes.map((c) => c.cell));
    const said = Object.entries(input.reasons).flatMap(([cell, reason]) => {
      const text = reason.trim();
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
  const ruling = await may(ctx, 'submit', open, input);
  if (!ruling.ok) return ruling;
  return allow(await keep(ctx, asWriter(ctx, { ...row, state: ruling.value.state }), 'submit', ''));
});

export const returnReport = action('report.return', { may: 'report:approve' }, async (ctx, input: StepInput) => {
  const { row, open } = await take(ctx, input, 'return');
  const ruling = await may(ctx, 'return', open, input);
  if (!ruling.ok) return ruling;
  return allow(await keep(ctx, { ...row, state: ruling.value.state }, 'return', input.remark ?? ''));
});

/**
 * The report is settled: tables, sources and texts are frozen with the size of the register at this moment, so that what is
 * entered later shows as a difference and never as another report.
 */
export const approveReport = action('report.approve', { may: 'report:approve' }, async (ctx, input: StepInput) => {
  const { row, open } = await take(ctx, input, 'approve');
  const ruling = await may(ctx, 'approve', open, input);
  if (!ruling.ok) return ruling;
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
    const ruling = await may(ctx, move, open, input);
    if (!ruling.ok) return ruling;
    return allow(await keep(ctx, { ...row, state: ruling.value.state }, move, input.remark ?? ''));
  });
/** An approved report goes back to its writer before it is public. */
export const reopenReport = back('report.reopen', 'reopen');
/** A published report is written anew; what is public stays until the correction is published. */
export const reviseReport = back('report.revise', 'revise');

/**
 * Through the one door, with its files. A report that is public already is corrected, with the reason; one whose page was
 * withdrawn or erased meanwhile is published anew, since nothing is left there to correct.
 */
export const publishReport = action('report.publish', { may: 'report:publish' }, async (ctx, input: StepInput) => {
  const { row, open } = await take(ctx, input, 'publish');
  const ruling = await may(ctx, 'publish', open, input);
  const no: Refusal[] = ruling.ok ? [] : [...ruling.refusals];
  const column = (await columnsOf(ctx.tx)).find((c) => c.path.split('/').at(-1) === REPORT_COLUMN);
  if (!column) no.push({ code: 'no_column', basis: '条例第四十九条' });
  const corrected = row.publishedNo !== null && !open.gone ? row.publishedNo : undefined;
  if (corrected !== undefined && (input.remark ?? '').trim() === '')
    no.push({ code: 'no_remark', basis: '更正要向社会说明原因' });
  if (!ruling.ok || no.length > 0 || !column || !row.frozen) return refuse(no);
  const done = { ...row, approverId: ctx.actor.id, approver: ctx.actor.label };
  const today = dayIn(ctx.now);
  const files = await filesOf(ctx.system, row.frozen, today);
  if (!files.ok) return files;
  const draft = draftOf(done, row.frozen, { column: column.path, unitId: row.unitId, today, attachments: files.value });
  const out =
    corrected === undefined
      ? await publish(ctx, draft)
      : await correct(ctx, corrected, draft, (input.remark ?? '').trim());
  if (!out.ok) return out;
  const saved = await keep(
    ctx,
    {
      ...done,
      state: 'published',
      shown: row.frozen,
      publishedNo: out.value.no,
      publishedOn: corrected === undefined ? today : (row.publishedOn ?? today),
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
