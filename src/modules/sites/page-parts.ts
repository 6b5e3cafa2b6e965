import { render } from 'preact-render-to-string';
import { Recent } from '../../lib/recent.ts';
import { textOf } from '../../platform/documents/index.ts';
import type { Req } from '../../platform/http/types.ts';
import type { PagePart, WorkShown } from '../../platform/module.ts';

/** Boxes of all modules for a work's page, in the order of the modules. */
export async function partsOf(c: Req, work: WorkShown): Promise<PagePart[]> {
  const all = await Promise.all(c.system.modules.map((m) => m.parts?.(c, work) ?? []));
  return all.flat();
}

const words = new Recent<string>(8_000_000);
const wordsOf = (html: string): string => words.of(html, textOf, (text) => text.length);

/**
 * The shown text with what modules add to it: links first, then the boxes that belong to an article. A module that would
 * change a word of the official text is left out, and the log says which.
 */
export async function decorated(c: Req, work: WorkShown, html: string, parts: readonly PagePart[]): Promise<string> {
  let out = html;
  for (const m of c.system.modules) {
    if (!m.decorate) continue;
    const next = await m.decorate(c, work, out);
    if (next === out) continue;
    if (wordsOf(next) === wordsOf(out)) out = next;
    else c.system.log.error({ module: m.name, no: work.no }, 'a module would have changed the official text');
  }
  return withClauses(out, parts);
}

const NEXT = /<p\b[^>]*\bid="art-|<h[1-6]\b/g;

/** Puts each `clause` box at the end of its article: before the next article or heading. One for no article of the text is dropped. */
export function withClauses(html: string, parts: readonly PagePart[]): string {
  let out = html;
  for (const part of parts) {
    if (part.place !== 'clause' || part.clause === undefined) continue;
    const at = out.indexOf(`id="${part.clause}"`);
    if (at < 0) continue;
    NEXT.lastIndex = at;
    const end = NEXT.exec(out)?.index ?? out.length;
    out = `${out.slice(0, end)}<div class="clause-part">${render(part.node)}</div>${out.slice(end)}`;
  }
  return out;
}
