import type { Day } from '../../lib/day.ts';
import type { Remedy } from '../../lib/finding.ts';
import { allow, type Ruling, refuse } from '../../lib/ruling.ts';
import type { Grid, Specimen } from '../../lib/specimen.ts';
import { action, type Ctx } from '../../platform/action.ts';
import { cleanCopy, type Edit, examine, replaceInHtml, sanitize } from '../../platform/documents/index.ts';
import { maskEdits, maskGrid } from '../checks/index.ts';
import type { Attachment } from '../publication/index.ts';
import { elementOfGrid, elementOfLayer, fieldOf, gateOf, SHOWN } from './gate.ts';
import { type FoundIn, nameOf, type Placed } from './rules/findings.ts';
import { decide, put, remember, type StepInput, take } from './steps.ts';
import type { Piece } from './store.ts';
import * as store from './store.ts';

const GATE = '公开前核对';
type OneFinding = StepInput & { key: string };

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
    const element = elementOfGrid(piece, s, remedy.grid);
    if (element) return allow(withElement(piece, element, maskedRows(s, remedy.grid, today)));
    const grid = s.grids[remedy.grid];
    const edits = grid ? maskEdits(grid, maskGrid(grid, { today }).grid) : [];
    return edits.length > 0
      ? allow({ ...piece, html: sanitize(replaceInHtml(piece.html, edits)) })
      : refuse([{ code: 'no_remedy', basis: GATE }]);
  }
  if (remedy.kind !== 'replace') return refuse([{ code: 'no_remedy', basis: GATE }]);
  if (remedy.layer === SHOWN) return allow({ ...piece, html: sanitize(replaceInHtml(piece.html, remedy.edits)) });
  const element = elementOfLayer(piece, s, remedy.layer);
  if (element && 'value' in element)
    return allow(withElement(piece, element, { value: replaceIn(element.value, remedy.edits) }));
  const field = fieldOf(s, remedy.layer);
  if (!field) return refuse([{ code: 'no_remedy', basis: GATE }]);
  return allow({ ...piece, [field]: replaceIn(piece[field] ?? '', remedy.edits) });
}

type Element = Piece['elements'][number];

const withElement = (p: Piece, old: Element, change: Partial<Element>): Piece => ({
  ...p,
  elements: p.elements.map((e) => (e === old ? ({ ...e, ...change } as Element) : e)),
});

/** The rows of a table of elements without its head, masked. */
function maskedRows(s: Specimen, grid: number, today: Day): { rows: string[][] } {
  const g = s.grids[grid];
  return {
    rows: g
      ? maskGrid(g, { today })
          .grid.rows.slice(1)
          .map((r) => [...r])
      : [],
  };
}

/** Edits of plain text, in any order; later ones first, so that places stay right. */
const replaceIn = (text: string, edits: readonly Edit[]): string =>
  [...edits].sort((a, b) => b.from - a.from).reduce((t, e) => t.slice(0, e.from) + e.with + t.slice(e.to), text);

/** A copy without what a reader does not see, or with its list masked, takes the file's place; the original goes. */
async function mendFile(ctx: Ctx, piece: Piece, f: Placed, file: FoundIn, remedy: Remedy): Promise<Ruling<Piece>> {
  const was = piece.attachments.find((a) => a.sha256 === file.sha256);
  if (!was) return refuse([{ code: 'finding_gone', basis: GATE }]);
  const bytes = await ctx.system.files.get(was.sha256);
  const grids = remedy.kind === 'mask' ? await maskedGrids(was.name, bytes, ctx.today) : [];
  const copy = await cleanCopy({ name: was.name, bytes }, grids);
  if (!copy.ok) return refuse([{ code: 'no_copy', basis: f.basis, detail: { name: was.name, say: copy.say } }]);
  const sha256 = await ctx.system.files.put(copy.bytes);
  if (sha256 === was.sha256) return refuse([{ code: 'no_remedy', basis: f.basis }]);
  const clean: Attachment = { name: copy.name, sha256, size: copy.bytes.byteLength, type: copy.type };
  await dropFile(ctx, was.sha256);
  return allow({ ...piece, attachments: piece.attachments.map((a) => (a.sha256 === was.sha256 ? clean : a)) });
}

/** Every list of a file masked by the rule: where one needs it the others do too, and one copy is made, not several. */
async function maskedGrids(name: string, bytes: Buffer, today: Day): Promise<Grid[]> {
  const read = await examine({ name, bytes });
  return read.ok ? read.specimen.grids.map((grid) => maskGrid(grid, { today }).grid) : [];
}

/** Once this transaction is through, the bytes leave the disk unless something else refers to them. */
const dropFile = (ctx: Ctx, sha256: string): Promise<void> =>
  ctx.enqueue('editorial.drop_file', { sha256 }, { key: `editorial.drop_file:${sha256}` });
