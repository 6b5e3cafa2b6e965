import { deadlinesIn, type deadlinesOfCell } from './deadlines.ts';
import { readHeader, signatureAt } from './header.ts';
import { readUnits, type Unit } from './headings.ts';
import { closingAt, type Marked, markUnit, toItem } from './items.ts';
import { parseTable } from './table.ts';
import { clean, type Folded, quote, squeeze } from './text.ts';
import type { Plan, PlanBlock, PlanItem, Unclear } from './types.ts';

const IS_PLAN = /要点|任务|分工|分解|计划|清单|台账/;
const NOT_TASKS =
  /^(?:总体(?:要求|思路|目标|安排)|指导思想|基本原则|工作(?:目标|原则|要求|思路)|(?:发展|主要|试点|行动)?目标|实施步骤|方法步骤|时间安排|(?:有关|工作|几点)要求|(?:保障|组织)(?:措施|保障|实施|领导)|重大意义|附则)/;

const isLeaf = (u: Unit): boolean => u.children.length === 0;
const root = (u: Unit): Unit => (u.parent ? root(u.parent) : u);

/**
 * Which numbered units are tasks: those with a mark of their own; those without one whose siblings have one; in a work
 * plan (by its title) also the leaves of every section that is not a general one such as 总体要求. A unit inside
 * another task that has no mark itself, nor any sibling with one, is part of that task's words.
 */
function chooseTasks(
  units: Unit[],
  marked: Map<Unit, Marked>,
  isPlan: boolean,
  heading: (u: Unit) => string,
): Set<Unit> {
  const has = (u: Unit): boolean => (marked.get(u)?.marks.length ?? 0) > 0;
  const tasks = new Set(units.filter(has));
  const inTask = (u: Unit | undefined): boolean => u !== undefined && (tasks.has(u) || inTask(u.parent));
  const busy = new Set<Unit>();
  for (const u of tasks) for (let p = u.parent; p && !busy.has(p); p = p.parent) busy.add(p);
  const tops = units.filter((u) => !u.parent);
  const families = new Set<Unit[]>([tops, ...units.map((u) => u.children).filter((c) => c.length > 0)]);
  for (const family of families) {
    if (!family.some(has)) continue;
    for (const u of family) if (!has(u) && !busy.has(u)) tasks.add(u);
  }
  if (isPlan) {
    for (const u of units) {
      const section = root(u);
      if (isLeaf(u) && u.parent && !inTask(u) && !busy.has(section) && !NOT_TASKS.test(heading(section))) tasks.add(u);
    }
    if (tasks.size === 0) {
      for (const u of tops) if (isLeaf(u) && !NOT_TASKS.test(heading(u))) tasks.add(u);
    }
  }
  return tasks;
}

/** Text blocks joined, tables remembered by the place they stood at. */
function join(blocks: PlanBlock[]): { text: string; tables: { at: number; rows: string[][] }[] } {
  const texts: string[] = [];
  const tables: { at: number; rows: string[][] }[] = [];
  let lines = 0;
  for (const block of blocks) {
    if (block.kind === 'table') tables.push({ at: lines, rows: block.rows });
    else {
      const t = clean(block.text);
      texts.push(t);
      lines += t.split('\n').length;
    }
  }
  return { text: texts.join('\n'), tables };
}

/**
 * Turns a work plan (工作要点, 任务分解表, 分工方案 …) into ledger items. Never throws; nothing that is numbered as a task is
 * dropped, and what could not be understood is said in the item's `unclear` or the plan's `findings`. Linear in the
 * length of the input.
 */
export function parsePlan(input: { blocks: PlanBlock[] }): Plan {
  const { text: whole, tables } = join(input.blocks);
  const { text, units, head, tail, lines } = read(whole);
  const header = readHeader(head, tail, lines);
  const anchor = { year: header.year, issuedOn: header.issuedOn };
  const findings: Unclear[] = [];

  const heading = (u: Unit): string =>
    (text.raw(u.from, u.to).split(/[\n。]/, 1)[0] ?? '').trim().replace(/^[：:、]+/, '');
  // Without a title it is the office's word that this is a plan; a text in articles (第一条) is a law all the same.
  const named = header.title === null ? !units.some((u) => u.label.endsWith('条')) : IS_PLAN.test(header.title);
  const isPlan = named && tables.length === 0;
  const marked = markUnit(text, units, isPlan);
  const any = [...marked.values()].some((m) => m.marks.length > 0);
  const tasks = chooseTasks(units, marked, isPlan, heading);

  const lastTask = [...tasks].reduce<Unit | undefined>((a, u) => (!a || u.start > a.start ? u : a), undefined);
  const end = lastTask ? endOf(lastTask, tasks) : text.s.length;
  const closeAt = lastTask ? closingAt(text, lastTask, end, marked.get(lastTask)) : text.s.length;
  const closing = lastTask ? text.raw(closeAt, end).trim() : '';

  const items: (PlanItem & { line: number })[] = [];
  const lineAt = lineCounter(text.s);
  for (const u of units) {
    if (!tasks.has(u)) continue;
    if (!marked.get(u)?.marks.length && text.raw(u.from, endOf(u, tasks)).trim() === '') continue;
    const to = Math.min(endOf(u, tasks), u === lastTask ? closeAt : text.s.length);
    const item = toItem({ text, unit: u, to, marked: marked.get(u), anchor, heading, isTask: (x) => tasks.has(x) });
    items.push({ ...item, line: lineAt(u.start) });
  }
  const sections = tables.length > 0 ? units.filter((u) => !u.parent).map((u) => ({ u, line: lineAt(u.start) })) : [];
  for (const table of tables) {
    const above = sections.findLast((x) => x.line < table.at)?.u;
    const section = above && { label: above.label, title: heading(above) };
    const out = parseTable(table.rows, anchor, section);
    findings.push(...out.findings);
    for (const item of out.items) items.push({ ...item, line: table.at - 0.5 });
  }
  items.sort((a, b) => a.line - b.line);

  if (items.length === 0) {
    findings.push({ what: '没有找到带责任分工的任务，请核对这是不是工作要点或任务分解', quote: quote(whole) });
  } else if (!any && items.every((i) => i.lead.length + i.responsible.length === 0)) {
    findings.push({ what: '全文没有写责任单位，任务已全部列出，请逐项指定', quote: quote(header.title ?? '') });
  }
  const remarks = findings.concat(
    skipped(units, tasks, text, anchor, heading),
    headerFindings(header),
    deadlinesIn(closing, anchor).map((d) => ({
      what: `结尾的要求里有时限“${d.text}”，没有列为任务`,
      quote: quote(closing),
    })),
    numbering(items),
  );
  return {
    ...header,
    items: items.map(({ line: _line, ...item }, i) => ({ ...item, seq: i + 1 })),
    closing,
    findings: remarks,
  };
}

/** The numbered units of the text without its closing signature, and the lines around them. */
function read(whole: string): { text: Folded; units: Unit[]; head: string[]; tail: string[]; lines: string[] } {
  const lines = whole.split('\n');
  const cut = signatureAt(lines);
  let text = squeeze(whole);
  let units = readUnits(text.s);
  if (cut !== undefined) {
    const body = squeeze(lines.slice(0, cut).join('\n'));
    const last = units.at(-1);
    // A signature before the first unit, or between the notice and a short annex, is not the document's end.
    if (last && last.start < body.s.length) {
      text = body;
      units = readUnits(body.s);
    }
  }
  const first = units[0]?.start ?? text.s.length;
  const head = (units.length > 0 ? text.raw(0, first) : whole).split('\n');
  const end = text.raw(Math.max(first, text.s.length - 400), text.s.length).split('\n');
  return { text, units, head, tail: [...end, ...lines.slice(cut ?? lines.length)], lines };
}

/** Where the words of a task end: its unmarked descendants are part of it. */
function endOf(u: Unit, tasks: Set<Unit>): number {
  let end = u.to;
  for (const child of u.children) {
    if (tasks.has(child) || child.start !== end) break;
    const before = end;
    end = endOf(child, tasks);
    if (end === before) break;
  }
  return end;
}

function lineCounter(s: string): (at: number) => number {
  const breaks: number[] = [];
  for (let i = s.indexOf('\n'); i >= 0; i = s.indexOf('\n', i + 1)) breaks.push(i);
  return (at) => {
    let low = 0;
    let high = breaks.length;
    while (low < high) {
      const mid = (low + high) >> 1;
      if ((breaks[mid] ?? 0) < at) low = mid + 1;
      else high = mid;
    }
    return low;
  };
}

function skipped(
  units: Unit[],
  tasks: Set<Unit>,
  text: ReturnType<typeof squeeze>,
  anchor: Parameters<typeof deadlinesOfCell>[1],
  heading: (u: Unit) => string,
): Unclear[] {
  if (tasks.size === 0) return [];
  const within = (u: Unit | undefined): boolean => u !== undefined && (tasks.has(u) || within(u.parent));
  const out: Unclear[] = [];
  for (const u of units) {
    if (within(u) || /(?:目标|原则|思想|意义)/.test(heading(u).slice(0, 12))) continue;
    const found = deadlinesIn(text.raw(u.from, u.to), anchor);
    if (found.length > 0) {
      const words = found.map((d) => d.text).join('、');
      out.push({
        what: `“${quote(heading(u)).slice(0, 30)}”有时限（${words}）但没有责任单位，没有列为任务`,
        quote: quote(text.raw(u.from, u.to)),
      });
    }
  }
  return out;
}

function headerFindings(h: ReturnType<typeof readHeader>): Unclear[] {
  const out: Unclear[] = [];
  if (!h.title) out.push({ what: '没有读出标题，请补填', quote: '' });
  if (!h.issuer) out.push({ what: '没有读出发文单位，请补填', quote: h.title ?? '' });
  if (!h.issuedOn) out.push({ what: '没有读出成文日期，请补填', quote: h.title ?? '' });
  return out;
}

/** Numbers used more than once, each said once. */
function numbering(items: PlanItem[]): Unclear[] {
  const byNo = Map.groupBy(items, (i) => i.no);
  return [...byNo]
    .filter(([, same]) => same.length > 1)
    .map(([no, same]) => ({
      what: `编号“${no}”出现${same.length}次，请核对`,
      quote: quote(
        same
          .slice(0, 3)
          .map((i) => i.title)
          .join(' / '),
      ),
    }));
}
