import { escapeMarkup } from '../../lib/markup.ts';
import type { Layer, Specimen } from '../../lib/specimen.ts';
import { isCall } from './html-said.ts';
import { type Run, type Scan, scanHtml } from './html-scan.ts';
import { layerSet } from './layer-text.ts';
import { tooDeep, withoutTags } from './text.ts';

/** The layers of scanned markup; the first is what is shown, even when nothing is. */
export function htmlLayers(scan: Scan): Layer[] {
  const rest = layerSet();
  for (const r of scan.rest) rest.add(r.kind, r.at, r.text, r.spot);
  return [{ kind: 'shown', at: '正文', text: scan.text, spots: scan.spots }, ...rest.layers()];
}

/** Markup nested beyond any use is read as its words alone, so that no depth can exhaust the stack. */
const scannable = (html: string): string => (tooDeep(html) ? withoutTags(html) : html);

/**
 * A piece of the editor as checks see it. The first layer is its shown text (a line for each paragraph and table row,
 * cells parted by a tab): spans of findings in it can be replaced by `replaceInHtml`. Synchronous and quick; the markup
 * may be sanitised or not.
 * @param about `name` and `title` of the piece, and the names of its attachments, which readers see too.
 */
export function specimenOfHtml(
  html: string,
  about: { name: string; title: string; attachments?: readonly string[] },
): Specimen {
  const scan = scanHtml(scannable(html));
  const rest = layerSet();
  rest.add('title', '标题', about.title);
  for (const name of about.attachments ?? []) rest.add('title', '附件名', name, `附件名“${name}”`);
  for (const l of scan.links) if (isCall(l.href, l.text)) rest.add('metadata', '链接的地址', l.href, `${l.at}的链接`);
  return {
    name: about.name,
    format: 'piece',
    title: about.title,
    layers: [...htmlLayers(scan), ...rest.layers()],
    grids: scan.grids,
    pictures: scan.pictures,
    links: scan.links,
    pages: [],
    blind: [],
    html,
  };
}

/** Puts `with` in place of the characters `from` up to `to` of the shown text; `from` equal to `to` puts it between. */
export type Edit = { from: number; to: number; with: string };

/**
 * Markup with characters of its shown text (the first layer of `specimenOfHtml`) replaced. Tags are never touched: an
 * edit that reaches over the end of a paragraph or cell keeps that end, one over a bold word puts its text where the
 * first replaced character stood. Throws RangeError when edits overlap or lie outside the text.
 */
export function replaceInHtml(html: string, edits: readonly Edit[]): string {
  if (!edits.length) return html;
  const markup = scannable(html);
  const { text, runs } = scanHtml(markup);
  const sorted = [...edits].sort((a, b) => a.from - b.from || a.to - b.to);
  const cuts: { from: number; to: number; with: string }[] = [];
  let done = 0;
  for (const edit of sorted) {
    if (edit.from < done || edit.to < edit.from || edit.to > text.length)
      throw new RangeError(`edit ${edit.from}–${edit.to} of ${text.length}`);
    done = edit.to;
    cuts.push(...cutsOf(runs, edit));
  }
  cuts.sort((a, b) => a.from - b.from);
  let out = '';
  let at = 0;
  for (const cut of cuts) {
    out += markup.slice(at, cut.from) + escapeMarkup(cut.with);
    at = cut.to;
  }
  return out + markup.slice(at);
}

/** Ranges of markup behind an edit; the first takes the new text. */
function cutsOf(runs: readonly Run[], edit: Edit): Edit[] {
  const cuts: Edit[] = [];
  for (let i = firstAt(runs, edit.from); i < runs.length; i += 1) {
    const run = runs[i];
    if (!run || run.at >= edit.to) break;
    const a = Math.max(edit.from, run.at) - run.at;
    const b = Math.min(edit.to, run.at + run.length) - run.at;
    const only = run.ranges[0];
    if (b <= a || !only) continue;
    const straight = run.ranges.length === 1 && only[1] - only[0] === run.length;
    const ranges: [number, number][] = straight ? [[only[0] + a, only[0] + b]] : run.ranges;
    for (const [from, to] of ranges) cuts.push({ from, to, with: '' });
  }
  if (cuts[0]) cuts[0].with = edit.with;
  else if (edit.with) cuts.push(insertion(runs, edit));
  return cuts;
}

/** Where text goes that replaces nothing: after the character before it, or before the one behind. */
function insertion(runs: readonly Run[], edit: Edit): Edit {
  const i = firstAt(runs, edit.from);
  const before = runs[i - 1];
  const next = runs[i];
  if (next && next.at < edit.from) {
    const from = (next.ranges[0]?.[0] ?? 0) + edit.from - next.at;
    return { from, to: from, with: edit.with };
  }
  if (next && next.at === edit.from) {
    const from = next.ranges[0]?.[0] ?? 0;
    return { from, to: from, with: edit.with };
  }
  if (before && before.at + before.length === edit.from) {
    const from = before.ranges.at(-1)?.[1] ?? 0;
    return { from, to: from, with: edit.with };
  }
  throw new RangeError(`nothing stands at ${edit.from}`);
}

/** Index of the first run that ends after the offset. */
function firstAt(runs: readonly Run[], offset: number): number {
  let lo = 0;
  let hi = runs.length;
  while (lo < hi) {
    const mid = (lo + hi) >> 1;
    const run = runs[mid];
    if (run && run.at + run.length <= offset) lo = mid + 1;
    else hi = mid;
  }
  return lo;
}
