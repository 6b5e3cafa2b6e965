import { type Anchor, deadlinesIn, deadlinesOfCell } from './deadlines.ts';
import type { Unit } from './headings.ts';
import { type Found, findBare, findMarks } from './marks.ts';
import { type Carry, type Mark, settle } from './responsibility.ts';
import { type Folded, quote, squeeze } from './text.ts';
import type { Deadline, Duties, Part, PlanItem, Unclear } from './types.ts';

/** The marks of one unit, positions relative to the unit's own words, rules of the document applied. */
export type Marked = { marks: (Found & { inherited: string[] })[]; unclear: Unclear[] };

const MAY_HOLD = /[（）【】]|单位|部门|科室|主体/;

/**
 * Finds the marks of all units in document order (those without brackets only in a plan, or where others have some),
 * carrying 下同 and 以下均需… from one to the next.
 */
export function markUnit(text: Folded, units: Unit[], isPlan: boolean): Map<Unit, Marked> {
  const out = new Map<Unit, Marked>();
  let carry: Carry = { firstLeads: false, standing: undefined };
  const found = units.map((u) => {
    const words = text.s.slice(u.from, u.to);
    if (!MAY_HOLD.test(words)) return { u, marks: [], unclear: [] };
    return { u, ...findMarks(squeeze(text.raw(u.from, u.to))) };
  });
  const bare = isPlan || found.some((x) => x.marks.length > 0);
  for (const { u, marks: bracketed, unclear } of found) {
    const marks = bracketed.length > 0 || !bare ? bracketed : findBare(squeeze(text.raw(u.from, u.to)));
    const settled = marks.map((f) => {
      const r = settle(f.mark, carry);
      carry = r.carry;
      return { ...f, mark: r.mark, inherited: r.inherited };
    });
    out.set(u, { marks: settled, unclear });
  }
  moveToFamily(text, units, out);
  return out;
}

const ownLine = (text: Folded, u: Unit, m: Found): boolean => {
  const s = squeeze(text.raw(u.from, u.to)).s;
  return m.from > 0 && (s[m.from - 1] === '\n' || s.slice(m.from - 2, m.from) === '\n（');
};

/** A mark on a line of its own under the last of several unmarked measures closes the whole group, not that measure. */
function moveToFamily(text: Folded, units: Unit[], marked: Map<Unit, Marked>): void {
  for (const u of units) {
    const last = u.children.at(-1);
    if (!last || u.children.length < 2 || last.rank < 5) continue;
    const marks = marked.get(last)?.marks ?? [];
    const only = marks[0];
    if (marks.length !== 1 || !only || !ownLine(text, last, only)) continue;
    const others = u.children.slice(0, -1);
    if (others.some((c) => c.children.length > 0 || (marked.get(c)?.marks.length ?? 0) > 0)) continue;
    const own = marked.get(u);
    if (!own || own.marks.length > 0) continue;
    own.marks.push({ ...only, from: u.to - u.from, to: u.to - u.from });
    marked.set(last, { marks: [], unclear: [] });
  }
}

/**
 * Where the general demands after the last task start. Paragraphs after its last mark are closing words; on the same
 * line only what begins with 各地区, 各部门 and the like, since anything else is an unfinished task.
 */
export function closingAt(text: Folded, unit: Unit, end: number, marked: Marked | undefined): number {
  const last = marked?.marks.at(-1);
  if (!last) return end;
  const from = unit.from + last.to;
  const after = text.s.slice(from, end);
  const m = /^[。；]*(?=\n|各(?:地|部门|乡镇|镇|街道|单位|有关|级)|此件|（此件)/.exec(after);
  return m ? from + m[0].length : end;
}

const duties = (marks: (Found & { inherited: string[] })[]): Duties => {
  const all = (pick: (m: Mark) => string[]): string[] => [...new Set(marks.flatMap((f) => pick(f.mark)))];
  const lead = all((m) => m.lead);
  const responsible = all((m) => m.responsible).filter((n) => !lead.includes(n));
  return {
    lead,
    responsible,
    participants: all((m) => m.participants).filter((n) => responsible.includes(n)),
    guides: all((m) => m.guides),
    inherited: [...new Set(marks.flatMap((f) => f.inherited))].filter((n) => responsible.includes(n)),
    open: marks.some((f) => f.mark.open),
  };
};

const addNew = (list: Deadline[], more: Deadline[]): Deadline[] => [
  ...list,
  ...more.filter(
    (d) => !list.some((e) => (d.due ? e.due === d.due : d.recurs ? e.recurs === d.recurs : e.text === d.text)),
  ),
];

/** Deadlines of words and of the marks that close them; a mark's own clauses are read as nothing but deadlines. */
function deadlines(words: string, marks: Found[], anchor: Anchor): Deadline[] {
  const cells = marks.flatMap((f) => f.mark.deadlines.flatMap((d) => deadlinesOfCell(d, anchor)));
  return addNew(deadlinesIn(words, anchor), cells);
}

/** The first sentence, or its first clause when it is long, or its first 60 characters. */
export function titleOf(words: string): string {
  const head = words
    .trim()
    .slice(0, 400)
    .replace(/^[：:、.．\s]+/, '');
  const sentence = (/^[^。！？；;｡\n]+/.exec(head)?.[0] ?? '')
    .replace(/[（(][^（）()]*(?:负责|落实|牵头)[^（）()]*[）)]?$/, '')
    .trim();
  if (sentence.length <= 60) return sentence.replace(/[：:]$/, '');
  const clause = (/^[^，,]+/.exec(sentence)?.[0] ?? '').trim();
  return clause.length <= 60 ? clause : `${clause.slice(0, 59)}…`;
}

function remarks(u: Marked | undefined, d: Duties, due: Deadline[], words: string, anchor: Anchor): Unclear[] {
  const out: Unclear[] = [...(u?.unclear ?? []), ...(u?.marks ?? []).flatMap((f) => f.unclear)];
  for (const f of u?.marks ?? []) {
    for (const name of f.mark.odd) out.push({ what: '这个名称不像单位，已照录，请核对', quote: quote(name) });
    for (const rest of f.mark.unread) out.push({ what: '责任分工里这一句没有读懂，请核对', quote: quote(rest) });
  }
  if (d.lead.length + d.responsible.length === 0) {
    out.push({
      what: d.guides.length > 0 ? '只写了指导单位，没有写落实单位，请指定' : '没有写责任单位，请指定',
      quote: quote(words),
    });
  }
  for (const e of due) {
    if (!e.due && !e.recurs) out.push({ what: '时限里读不出日期，请补填', quote: quote(e.text) });
    if (e.due && anchor.issuedOn && e.due < anchor.issuedOn) {
      out.push({ what: '时限早于印发日期，请核对', quote: quote(e.text) });
    }
  }
  return out;
}

const numberOf = (u: Unit): string => (u.parent ? numberOf(u.parent) : '') + u.label;

type ItemInput = {
  text: Folded;
  unit: Unit;
  /** Where the item's words end in the squeezed text. */
  to: number;
  marked: Marked | undefined;
  anchor: Anchor;
  heading: (u: Unit) => string;
  isTask: (u: Unit) => boolean;
};

/** One numbered unit as a ledger item; `seq` is given later. */
export function toItem({ text, unit, to, marked, anchor, heading, isTask }: ItemInput): PlanItem {
  const words = text
    .raw(unit.from, to)
    .replace(/^[：:、.．]+/, '')
    .trim();
  const marks = marked?.marks ?? [];
  const d = duties(marks);
  const due = deadlines(words, marks, anchor);
  const parts: Part[] = [];
  if (marks.length > 1) {
    let from = unit.from;
    marks.forEach((f, i) => {
      const end = i === marks.length - 1 ? Math.max(to, unit.from + f.to) : unit.from + f.to;
      const part = text.raw(from, Math.min(end, to)).trim();
      parts.push({ ...duties([f]), text: part, deadlines: deadlines(part, [f], anchor) });
      from = end;
    });
  }
  let top: Unit = unit;
  while (top.parent) top = top.parent;
  let over = unit.parent;
  while (over && !isTask(over)) over = over.parent;
  return {
    seq: 0,
    no: numberOf(unit),
    section: top === unit ? '' : heading(top),
    title: titleOf(words),
    text: words,
    ...d,
    deadlines: due,
    ...(over && { under: numberOf(over) }),
    parts,
    unclear: remarks(marked, d, due, words, anchor),
  };
}

/** Shared with tables. */
export { addNew };
