import { readNumber } from '../../../lib/numerals.ts';
import { type Anchor, deadlinesIn, deadlinesOfCell } from './deadlines.ts';
import { addNew, titleOf } from './items.ts';
import { looksLikeUnit, type NameList, splitNames } from './names.ts';
import { clean, fold, quote } from './text.ts';
import type { PlanItem, Unclear } from './types.ts';

type Role = 'no' | 'text' | 'lead' | 'responsible' | 'participant' | 'guide' | 'time' | 'other';

/** A cell longer than this is prose, whatever its column says; a task with more units than that is none. */
const LONGEST_CELL = 2000;
const MOST_UNITS = 200;
const unitsIn = (cell: string): NameList =>
  cell.length > LONGEST_CELL ? { names: [], open: false } : splitNames(cell);

const flat = (cell: string): string => fold(clean(cell).replace(/\s+/g, ''));

/** What a column holds, by its heading; undefined when the words are no heading we know. */
function roleOfHeading(cell: string): Role | undefined {
  const h = flat(cell);
  if (h === '' || h.length > 16) return undefined;
  if (/^(?:序号|编号|项次|No\.?)$/i.test(h)) return 'no';
  if (/责任领导|责任人|负责人|联系|备注|说明|领导/.test(h)) return 'other';
  if (/时限|时间|期限|节点|进度/.test(h)) return 'time';
  if (/牵头|主办|承办/.test(h)) return 'lead';
  if (/责任|负责|落实单位|实施单位|落实部门/.test(h)) return 'responsible';
  if (/配合|协办|参与|协助/.test(h)) return 'participant';
  if (/指导单位|指导部门|督导/.test(h)) return 'guide';
  if (/任务|要求|内容|措施|举措|事项|类别|项目|目标|要点|指标|领域|栏目/.test(h)) return 'text';
  return undefined;
}

function findHeader(rows: string[][]): { at: number; roles: Role[] } | undefined {
  for (let i = 0; i < Math.min(rows.length, 6); i++) {
    const roles = (rows[i] ?? []).map(roleOfHeading);
    const known = roles.filter((r) => r !== undefined);
    if (known.length >= 2 && known.includes('text') && known.some((r) => r !== 'text' && r !== 'no')) {
      return { at: i, roles: roles.map((r) => r ?? 'other') };
    }
  }
  return undefined;
}

const NUMBERED =
  /^(?:[一二三四五六七八九十]{1,4}[、.]|（[一二三四五六七八九十]{1,4}）|\d{1,3}[.、](?!\d)|（\d{1,3}）|[①-⑳])/;

/** Splits the number off a cell's words. */
function unnumber(cell: string): { label: string; words: string } {
  const words = cell.trim();
  const m = NUMBERED.exec(fold(words));
  if (!m) return { label: '', words };
  return { label: m[0].replace(/[、.]$/, ''), words: words.slice(m[0].length).trim() };
}

/** Cells under their columns: a row short of cells lost its merged first ones, unless it starts with its own number. */
function align(row: string[], roles: Role[]): string[] {
  const missing = roles.length - row.length;
  if (missing <= 0) return row;
  const startsWhole = roles[0] === 'no' && readNumber(flat(row[0] ?? '')) !== undefined;
  const lead = row.length > 1 && !startsWhole && !looksLikeUnit(row[0] ?? '') ? missing : 0;
  return [...Array<string>(lead).fill(''), ...row, ...Array<string>(missing - lead).fill('')];
}

/** A table without headings: cells full of unit names are responsible, of the others the longest is the task. */
function guessRoles(row: string[]): Role[] {
  const units = row.map((c) => {
    const { names } = unitsIn(clean(c));
    return names.length > 0 && names.every(looksLikeUnit);
  });
  let task = -1;
  row.forEach((c, i) => {
    if (!units[i] && c.length > (row[task]?.length ?? 0)) task = i;
  });
  return row.map((c, i) => {
    if (units[i]) return 'responsible';
    return i !== task && readNumber(flat(c)) !== undefined ? 'no' : 'text';
  });
}

type Section = { label: string; title: string };
type Row = { texts: string[]; cells: Record<Exclude<Role, 'text'>, string> };

function sortCells(row: string[], roles: Role[]): Row {
  const cells = { no: '', lead: '', responsible: '', participant: '', guide: '', time: '', other: '' };
  const texts: string[] = [];
  row.forEach((raw, i) => {
    const cell = clean(raw).trim();
    const role = roles[i] ?? 'other';
    if (role === 'text') texts.push(cell);
    else if (cell !== '') cells[role] = cells[role] === '' ? cell : `${cells[role]}、${cell}`;
  });
  return { texts, cells };
}

/**
 * Rows of a task table as items. Columns are known by their headings (序号, 工作任务, 牵头单位, 责任单位, 配合单位, 完成时限 …); of
 * several columns of words the last is the task and the ones before it its section, inherited downwards where merged
 * cells came out empty. An empty 牵头单位 means that nobody leads: it is not inherited. `above` is the heading in force.
 */
export function parseTable(
  rows: string[][],
  anchor: Anchor,
  above?: Section,
): { items: PlanItem[]; findings: Unclear[] } {
  const findings: Unclear[] = [];
  const header = findHeader(rows);
  if (!header) {
    const first = quote((rows[0] ?? []).join(' '));
    const headed = rows.slice(0, 6).some((r) => r.some((c) => /^(?:序号|编号|类别|名称)$/.test(flat(c))));
    const guessed = rows.filter((r) => guessRoles(r).includes('responsible')).length;
    if (headed || guessed * 2 < rows.length) {
      findings.push({ what: '有一张表格没有“任务”和“责任单位”两列，没有读入', quote: first });
      return { items: [], findings };
    }
    findings.push({ what: '表格没有表头，已按内容猜测各列，请核对', quote: first });
  }
  const roles = header?.roles ?? [];
  const depth = Math.max(1, roles.filter((r) => r === 'text').length);
  const inherited: string[] = Array<string>(Math.max(0, depth - 1)).fill('');
  let section: Section | undefined = above;
  const items: PlanItem[] = [];
  let before: Row | undefined;
  for (const raw of rows.slice(header ? header.at + 1 : 0)) {
    const filled = raw.filter((c) => c.trim() !== '');
    if (filled.length === 0) continue;
    if (header && raw.filter((c, i) => c.trim() !== '' && roleOfHeading(c) === roles[i]).length >= 2) continue;
    const heading = unnumber(clean(filled[0] ?? ''));
    if (
      new Set(filled).size === 1 &&
      (raw.length > 1 || /[一二三四五六七八九十（]/.test(heading.label)) &&
      heading.label !== ''
    ) {
      if (/[一二三四五六七八九十]/.test(heading.label)) {
        section = { label: heading.label, title: heading.words };
        inherited.fill('');
        continue;
      }
    }
    const row = header ? sortCells(align(raw, roles), roles) : sortCells(raw, guessRoles(raw));
    const words = row.texts.at(-1) ?? '';
    row.texts.slice(0, -1).forEach((cell, i) => {
      if (!header || i >= inherited.length) return;
      if (cell !== '' && cell !== inherited[i]) {
        inherited[i] = cell;
        inherited.fill('', i + 1);
      }
    });
    same(row, before);
    before = row;
    const last = items.at(-1);
    if (
      words === '' &&
      last &&
      row.texts.every((t) => t === '') &&
      row.cells.no === '' &&
      last.responsible.length < MOST_UNITS
    ) {
      extend(last, row, anchor);
      continue;
    }
    items.push(toItem(row, words, header ? inherited : row.texts.slice(0, -1), section, anchor, items.length + 1));
  }
  return { items, findings };
}

/** 同上 and 〃 stand for the cell above. */
function same(row: Row, before: Row | undefined): void {
  if (!before) return;
  for (const key of ['lead', 'responsible', 'participant', 'guide', 'time'] as const) {
    if (/^(?:同上|〃|″)$/.test(row.cells[key])) row.cells[key] = before.cells[key];
  }
}

function toItem(
  row: Row,
  words: string,
  groups: string[],
  above: Section | undefined,
  anchor: Anchor,
  nth: number,
): PlanItem {
  const levels = groups.filter((g) => g !== '').map(unnumber);
  const top = above ?? (levels[0] && { label: levels[0].label, title: levels[0].words });
  const own = unnumber(words === '' ? (levels.at(-1)?.words ?? '') : words);
  const middle = (above ? levels : levels.slice(1)).map((l) => l.label).join('');
  const label = own.label || row.cells.no.trim() || String(nth);
  const lead = unitsIn(row.cells.lead);
  const other = unitsIn(row.cells.responsible);
  const helpers = unitsIn(row.cells.participant);
  const responsible = [...new Set([...other.names, ...helpers.names])].filter((n) => !lead.names.includes(n));
  const due = addNew(deadlinesIn(own.words, anchor), deadlinesOfCell(row.cells.time, anchor));
  const item: PlanItem = {
    seq: 0,
    no: `${top?.label ?? ''}${middle}${label}`,
    section: top?.title ?? '',
    title: titleOf(own.words),
    text: own.words,
    lead: lead.names,
    responsible,
    participants: helpers.names.filter((n) => responsible.includes(n)),
    guides: unitsIn(row.cells.guide).names,
    inherited: [],
    open: lead.open || other.open || helpers.open,
    deadlines: due,
    parts: [],
    unclear: [],
  };
  item.unclear = remarks(item, anchor);
  for (const key of ['lead', 'responsible', 'participant', 'guide'] as const) {
    const cell = row.cells[key];
    if (cell.length > LONGEST_CELL) item.unclear.push({ what: '单位一栏太长，没有读入，请补填', quote: quote(cell) });
  }
  return item;
}

function remarks(item: PlanItem, anchor: Anchor): Unclear[] {
  const out: Unclear[] = [];
  if (item.text === '')
    out.push({ what: '这一行没有写任务内容，请补填', quote: quote([...item.lead, ...item.responsible].join('、')) });
  for (const name of [...item.lead, ...item.responsible, ...item.guides]) {
    if (!looksLikeUnit(name)) out.push({ what: '这个名称不像单位，已照录，请核对', quote: quote(name) });
  }
  if (item.lead.length + item.responsible.length === 0)
    out.push({ what: '没有写责任单位，请指定', quote: quote(item.text) });
  for (const d of item.deadlines) {
    if (!d.due && !d.recurs) out.push({ what: '时限里读不出日期，请补填', quote: quote(d.text) });
    if (d.due && anchor.issuedOn && d.due < anchor.issuedOn)
      out.push({ what: '时限早于印发日期，请核对', quote: quote(d.text) });
  }
  return out;
}

/** A row that only adds units or a time belongs to the task above it. */
function extend(item: PlanItem, row: Row, anchor: Anchor): void {
  const add = (list: string[], cell: string): void => {
    for (const n of unitsIn(cell).names) if (!list.includes(n)) list.push(n);
  };
  add(item.lead, row.cells.lead);
  add(item.responsible, row.cells.responsible);
  add(item.responsible, row.cells.participant);
  add(item.participants, row.cells.participant);
  add(item.guides, row.cells.guide);
  item.responsible = item.responsible.filter((n) => !item.lead.includes(n));
  item.deadlines = addNew(item.deadlines, deadlinesOfCell(row.cells.time, anchor));
  item.unclear = remarks(item, anchor);
}
