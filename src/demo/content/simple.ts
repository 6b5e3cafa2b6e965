import { addDays, type Ctx, type Day, type PieceSpec, workdayBefore } from '../context.ts';
import { doc, h2, ol, p, ul } from '../html.ts';
import type { DemoBasis, PieceKind } from '../types.ts';

/** When: working days before today, or month, day, years back. */
type When = number | [month: number, date: number, back: number];

const dayOf = (c: Ctx, when: When): Day => (typeof when === 'number' ? c.recent(when) : c.season(...when));

/**
 * A short text: plain lines are paragraphs, `# ` heads a part, `- ` and `1. ` begin list items. Blocks that are already
 * HTML (tables) stand as they are. Enough for notices and answers, so that the content files read like the notices.
 */
function text(...lines: string[]): string {
  const out: string[] = [];
  let items: string[] = [];
  let kind: 'ul' | 'ol' = 'ul';
  const flush = (): void => {
    if (items.length > 0) out.push(kind === 'ul' ? ul(...items) : ol(...items));
    items = [];
  };
  for (const line of lines) {
    const item = /^(- |\d+\. )(.+)$/.exec(line);
    if (item !== null) {
      const next = item[1] === '- ' ? 'ul' : 'ol';
      if (next !== kind) flush();
      kind = next;
      items.push(item[2] ?? '');
      continue;
    }
    flush();
    out.push(line.startsWith('<') ? line : line.startsWith('# ') ? h2(line.slice(2)) : p(line));
  }
  flush();
  return doc(...out);
}

export type Short = {
  id: string;
  unit: string;
  cols: string[];
  title: string;
  when: When;
  body: string[];
  answer: string;
  kind?: PieceKind;
  letters?: string;
  basis?: DemoBasis[];
  topics?: string[];
  extra?: Partial<PieceSpec>;
};

/** A short piece of the given kind. */
export function short(c: Ctx, kind: PieceKind, s: Short): PieceSpec {
  const on = dayOf(c, s.when);
  return {
    id: s.id,
    unit: s.unit,
    cols: s.cols,
    title: s.title,
    kind: s.kind ?? kind,
    on,
    ...(s.letters === undefined ? {} : { letters: s.letters, issued: workdayBefore(addDays(on, -4)) }),
    html: text(...s.body),
    answer: s.answer,
    ...(s.basis === undefined ? {} : { basis: s.basis }),
    ...(s.topics === undefined ? {} : { topics: s.topics }),
    ...s.extra,
  };
}
