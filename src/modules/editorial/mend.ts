import type { Day } from '../../lib/day.ts';
import type { Remedy } from '../../lib/finding.ts';
import { allow, type Ruling, refuse } from '../../lib/ruling.ts';
import type { Grid, Specimen } from '../../lib/specimen.ts';
import { action, type Ctx } from '../../platform/action.ts';
import { type Edit, replaceInHtml, sanitize } from '../../platform/documents/index.ts';
import { maskGrid } from '../checks/index.ts';
import { fieldOf, gateOf, SHOWN } from './gate.ts';
import { type FoundIn, nameOf, type Placed } from './rules/findings.ts';
import { decide, put, remember, type StepInput, take } from './steps.ts';
import type { Piece } from './store.ts';
import * as store from './store.ts';

const GATE = '公开前核对';
export type OneFinding = StepInput & { key: string };

/**
 * One click that mends one finding in what is stored. A version that somebody changed meanwhile is a conflict; a finding
 * that is no longer there, or reads differently, is not mended blindly.
 */
export const mendPiece = action(
  'piece.mend',
  { may: 'piece:write' },
  async (ctx, input: OneFinding): Promise<Ruling<Piece>> => {
    const { piece } = await take(ctx, input, 'piece:write');
    const { ruling } = await decide(ctx, 'save', piece, input);
    if (!ruling.ok) return ruling;
    const gate = await gateOf(ctx.system, ctx.tx, piece);
    const f = gate.findings.find((x) => x.key === input.key);
    if (!f) return refuse([{ code: 'finding_gone', basis: GATE }]);
    if (!f.remedy) return refuse([{ code: 'no_remedy', basis: f.basis }]);
    ctx.note({ detail: { rule: f.rule } });
    const mended = f.file
      ? await mendFile(ctx, piece, f, f.file, f.remedy)
      : mendText(piece, gate.specimen, f.remedy, ctx.today);
    if (!mended.ok) return mended;
    const saved = await put(ctx, mended.value);
    const writers = await store.writersOf(ctx.tx, piece.id);
    if (!writers.includes(ctx.actor.id)) await remember(ctx, saved, 'save', '');
    return allow(saved);
  },
);

/** A warning that stays, with the reason in the history. */
export const keepFinding = action(
  'piece.keep',
  { may: 'piece:write' },
  async (ctx, input: OneFinding): Promise<Ruling<Piece>> => {
    const { piece } = await take(ctx, input, 'piece:write');
    const gate = await gateOf(ctx.system, ctx.tx, piece);
    const f = gate.findings.find((x) => x.key === input.key);
    const { ruling } = await decide(ctx, 'keep', piece, { ...input, ...(f ? { finding: nameOf(f) } : {}) });
    if (!ruling.ok) return ruling;
    if (!f) return refuse([{ code: 'finding_gone', basis: GATE }]);
    ctx.note({ detail: { rule: f.rule } });
    await remember(ctx, piece, 'keep', input.remark?.trim() ?? '', [nameOf(f)]);
    return allow(piece);
  },
);

function mendText(piece: Piece, s: Specimen, remedy: Remedy, today: Day): Ruling<Piece> {
  if (remedy.kind === 'mask') {
    const grid = s.grids[remedy.grid];
    const edits = grid ? maskEdits(grid, today) : [];
    return edits.length > 0
      ? allow({ ...piece, html: sanitize(replaceInHtml(piece.html, edits)) })
      : refuse([{ code: 'no_remedy', basis: GATE }]);
  }
  if (remedy.kind !== 'replace') return refuse([{ code: 'no_remedy', basis: GATE }]);
  if (remedy.layer === SHOWN) return allow({ ...piece, html: sanitize(replaceInHtml(piece.html, remedy.edits)) });
  const field = fieldOf(s, remedy.layer);
  if (!field) return refuse([{ code: 'no_remedy', basis: GATE }]);
  return allow({ ...piece, [field]: replaceIn(piece[field] ?? '', remedy.edits) });
}

/** Cells of a list in the text that the rule of masking changes, as edits of the shown text. */
export function maskEdits(grid: Grid, today: Day): Edit[] {
  const masked = maskGrid(grid, { today });
  return masked.grid.rows.flatMap((row, r) =>
    row.flatMap((value, c) => {
      const was = grid.rows[r]?.[c] ?? '';
      const from = grid.offsets?.[r]?.[c] ?? -1;
      return from >= 0 && value !== was ? [{ from, to: from + was.length, with: value }] : [];
    }),
  );
}

/** Edits of plain text, in any order; later ones first, so that places stay right. */
const replaceIn = (text: string, edits: readonly Edit[]): string =>
  [...edits].sort((a, b) => b.from - a.from).reduce((t, e) => t.slice(0, e.from) + e.with + t.slice(e.to), text);

async function mendFile(_c: Ctx, _p: Piece, f: Placed, _f: FoundIn, _r: Remedy): Promise<Ruling<Piece>> {
  return refuse([{ code: 'no_remedy', basis: f.basis }]);
}
