/** A whole catalogue in the standard columns, read from the tables of any file. */
import type { Finding } from '../../../lib/finding.ts';
import type { Grid } from '../../../lib/specimen.ts';
import { parseBasis } from './basis.ts';
import { parseCarriers } from './carriers.ts';
import { type Columns, EXPECTED, findColumns, LEVELS, ROLE_NAMES, type Role } from './columns.ts';
import { quoted, type Remark } from './remark.ts';
import { parseTiming, timingText } from './timing.ts';
import type { CatalogueItem, Level } from './types.ts';

/** What a printed table says of an item; elements, organs by key, dates and source are not in it. */
export type TableItem = Pick<
  CatalogueItem,
  | 'level1'
  | 'level2'
  | 'content'
  | 'basis'
  | 'timing'
  | 'organText'
  | 'carriers'
  | 'otherCarriers'
  | 'audience'
  | 'audienceText'
  | 'mode'
  | 'levels'
> & {
  /** 序号 as printed; empty without one. */
  no: string;
  /** 第1个表第7行. */
  at: string;
};

const BASIS = '国务院办公厅关于全面推进基层政务公开标准化规范化工作的指导意见（国办发〔2019〕54号）';
const YES = /^(?:[√✓✔■☑●▇vVüÜ]|是|有|打勾|1)+$/;
const NO = /^(?:[×xX□☐○口—\-–/／]|否|无|不)*$/;

/** 〃 and 同上: as above. */
const SAME = /^(?:同上|同前|〃|″|")$/;

const flat = (text: string): string =>
  text
    .normalize('NFC')
    .replace(/[\r\n\t]+/g, '')
    .replace(/\s+/g, ' ')
    .trim();

type Mark = { ticked: boolean; text: string };
function markOf(cell: string): Mark {
  const c = cell.replace(/\s+/g, '');
  if (c === '' || NO.test(c)) return { ticked: false, text: '' };
  if (YES.test(c)) return { ticked: true, text: '' };
  // 特定群体 often says who instead of a tick, with or without one: 项目单位, √被征收人.
  return { ticked: true, text: flat(cell).replace(/^[√✓✔■☑●▇：:（(\s]+|[)）\s]+$/g, '') };
}

type Reading = {
  findings: Finding[];
  above: { [R in Role]?: string };
};

const say = (r: Reading, at: string, remark: Remark): void => void r.findings.push({ ...remark, at, basis: BASIS });

/** Cells that a merged cell leaves empty, and 同上, say what the one above says. */
const INHERITED: readonly Role[] = ['level1', 'basis', 'timing', 'organ', 'carriers'];

function cellsOf(row: readonly string[], columns: Columns, r: Reading): { [R in Role]?: string } {
  const out: { [R in Role]?: string } = {};
  for (const [role, i] of Object.entries(columns) as [Role, number][]) {
    const cell = row[i] ?? '';
    const text = role === 'carriers' ? cell : flat(cell);
    const inherits = SAME.test(text.trim()) || (text.trim() === '' && INHERITED.includes(role));
    out[role] = inherits ? (r.above[role] ?? '') : text;
  }
  return out;
}

function audienceOf(c: { [R in Role]?: string }, at: string, r: Reading): Pick<TableItem, 'audience' | 'audienceText'> {
  const all = markOf(c.all ?? '');
  const certain = markOf(c.certain ?? '');
  if (all.ticked && certain.ticked)
    say(r, at, {
      rule: 'catalogue.audience-both',
      severity: 'warning',
      message: '“全社会”和“特定群体”都打了勾，按“全社会”读',
      why: '向全社会公开已经包含特定群体；只向特定群体公开的，不应勾“全社会”',
      quote: quoted(certain.text || '√ √'),
    });
  if (all.ticked || !certain.ticked) {
    if (!all.ticked && c.all !== undefined && c.certain !== undefined)
      say(r, at, {
        rule: 'catalogue.audience-none',
        severity: 'warning',
        message: '没有勾选公开对象，按“全社会”读',
        why: '标准目录要求写明公开对象',
        quote: '',
      });
    return { audience: 'all' };
  }
  return certain.text === '' ? { audience: 'certain' } : { audience: 'certain', audienceText: certain.text };
}

function modeOf(c: { [R in Role]?: string }, at: string, r: Reading): CatalogueItem['mode'] | undefined {
  if (c.active === undefined && c.request === undefined) return 'active';
  const active = markOf(c.active ?? '').ticked;
  const request = markOf(c.request ?? '').ticked;
  if (active && request)
    say(r, at, {
      rule: 'catalogue.mode-both',
      severity: 'warning',
      message: '“主动”和“依申请”都打了勾，按“主动”读',
      why: '主动公开的信息不需要申请；部分内容依申请公开的，请拆成两个事项',
      quote: '√ √',
    });
  if (active || request) return active ? 'active' : 'request';
  say(r, at, {
    rule: 'catalogue.mode-none',
    severity: 'error',
    message: '“主动”和“依申请”都没有勾选，这一行没有读入',
    why: '不知道这个事项要不要主动公开，就算不出谁欠了什么',
    quote: quoted(c.level2 ?? ''),
    suggestion: '在“主动”或“依申请”一栏打“√”',
  });
  return undefined;
}

const KEYS: { [R in Role]?: Level } = { county: 'county', township: 'township', village: 'village' };

function levelsOf(c: { [R in Role]?: string }, at: string, r: Reading, assumed: readonly Level[]): readonly Level[] {
  const words = c.levels ?? '';
  const has = LEVELS.filter(([, role]) => c[role] !== undefined || c.levels !== undefined);
  if (has.length === 0) return assumed;
  const levels = has.flatMap(([word, role]) => {
    const said = c.levels === undefined ? markOf(c[role] ?? '').ticked : word.test(words);
    return said ? (KEYS[role] ?? []) : [];
  });
  if (levels.length > 0) return levels;
  say(r, at, {
    rule: 'catalogue.levels-none',
    severity: 'warning',
    message: '没有勾选公开层级',
    why: '没有层级就不知道哪一级单位要公开',
    quote: quoted(c.level2 ?? ''),
  });
  return assumed;
}

function itemOf(
  row: readonly string[],
  columns: Columns,
  at: string,
  r: Reading,
  assumed: readonly Level[],
): TableItem | undefined {
  const c = cellsOf(row, columns, r);
  r.above = { ...r.above, ...Object.fromEntries(Object.entries(c).filter(([, v]) => v !== '')) };
  const mode = modeOf(c, at, r);
  const { timing, unread } = parseTiming(c.timing ?? '');
  for (const words of unread)
    say(r, at, {
      rule: 'catalogue.timing',
      severity: 'warning',
      message: '没有读懂这个公开时限，字句照原样保留',
      why: '读不懂就排不出到期日',
      quote: quoted(words),
      suggestion: '例如：信息形成或者变更之日起20个工作日内',
    });
  if (c.timing !== undefined && timingText(c.timing) === '')
    say(r, at, {
      rule: 'catalogue.timing-none',
      severity: 'warning',
      message: '没有写公开时限',
      why: '标准目录要求写明公开时限；条例第二十六条是20个工作日',
      quote: quoted(c.level2 ?? ''),
      suggestion: '信息形成或者变更之日起20个工作日内',
    });
  const { chosen, others, remarks } =
    c.carriers === undefined ? { chosen: [], others: [], remarks: [] } : parseCarriers(c.carriers);
  for (const remark of remarks) say(r, at, remark);
  const audience = audienceOf(c, at, r);
  const levels = levelsOf(c, at, r, assumed);
  if (mode === undefined) return undefined;
  return {
    no: c.no ?? '',
    at,
    level1: c.level1 ?? '',
    level2: c.level2 ?? '',
    content: c.content ?? '',
    basis: parseBasis(c.basis ?? ''),
    timing,
    organText: c.organ ?? '',
    carriers: chosen,
    ...(others.length > 0 ? { otherCarriers: others } : {}),
    ...audience,
    mode,
    levels,
  };
}

const filled = (row: readonly string[]): string[] => [
  ...new Set(row.map((c) => c.replace(/\s+/g, '')).filter((c) => c !== '')),
];

function missing(columns: Columns, at: string, r: Reading): void {
  for (const role of EXPECTED)
    if (columns[role] === undefined)
      say(r, at, {
        rule: `catalogue.column-${role}`,
        severity: 'warning',
        message: `表里没有“${ROLE_NAMES[role]}”一栏`,
        why: '标准目录至少要有事项名称、内容、依据、时限、主体、方式、渠道和公开对象',
        quote: '',
      });
  if (LEVELS.every(([, role]) => columns[role] === undefined) && columns.levels === undefined)
    say(r, at, {
      rule: 'catalogue.column-levels',
      severity: 'hint',
      message: '表里没有“公开层级”一栏，按您选择的层级读',
      why: '乡镇目录常省去这一栏',
      quote: '',
    });
}

/** 永修-style: one item, its content over several rows. The row adds to the item above. */
const continues = (c: { [R in Role]?: string }, row: readonly string[], columns: Columns): boolean =>
  (c.level2 ?? '') === '' && (c.content ?? '') !== '' && flat(row[columns.level1 ?? -1] ?? '') === '';

function readGrid(
  grid: Grid,
  found: { columns: Columns; body: number },
  r: Reading,
  assumed: readonly Level[],
  items: TableItem[],
): void {
  const { columns, body } = found;
  const headText = grid.rows.slice(0, body).map((row) => filled(row).join());
  for (const [k, row] of grid.rows.slice(body).entries()) {
    const at = `${grid.at}第${body + k + 1}行`;
    const cells = filled(row);
    // Empty rows, heads repeated on each page, and lines that only name the field.
    if (cells.length === 0 || headText.includes(cells.join())) continue;
    const peek = cellsOf(row, columns, { ...r, findings: [] });
    if (cells.length === 1 && row.filter((c) => c.trim() !== '').length !== 1) continue;
    if (cells.length === 1 && flat(row[columns.content ?? -1] ?? '') === '') continue;
    const last = items.at(-1);
    if (last && continues(peek, row, columns)) {
      items[items.length - 1] = { ...last, content: `${last.content}；${peek.content ?? ''}` };
      continue;
    }
    if ((peek.level2 ?? '') === '') {
      say(r, at, {
        rule: 'catalogue.name',
        severity: 'error',
        message: '没有二级事项名称，这一行没有读入',
        why: '没有名称的事项无法认领，也无法催办',
        quote: quoted(cells.join(' ')),
      });
      continue;
    }
    const item = itemOf(row, columns, at, r, assumed);
    if (item) items.push(item);
  }
}

/**
 * Reads the catalogue's items from the tables of a file. `assumed`: the levels meant where a table has no 公开层级 (a town's
 * own catalogue). Tables without the standard head are skipped, unless they go on with the columns of the one before (a
 * table cut at a page's end). Rows that cannot be items are left out and said so; nothing throws.
 */
export function readTable(
  grids: readonly Grid[],
  assumed: readonly Level[] = ['county'],
): { items: TableItem[]; findings: Finding[] } {
  const items: TableItem[] = [];
  const r: Reading = { findings: [], above: {} };
  let before: { columns: Columns; width: number } | undefined;
  for (const grid of grids) {
    const width = grid.rows[0]?.length ?? 0;
    const own = findColumns(grid.head, grid.headRows, grid.rows);
    if (own) {
      r.above = {};
      missing(own.columns, grid.at, r);
    }
    const found = own ?? (before?.width === width ? { columns: before.columns, body: 0 } : undefined);
    if (!found) continue;
    before = { columns: found.columns, width };
    readGrid(grid, found, r, assumed, items);
  }
  if (before === undefined)
    say(r, '', {
      rule: 'catalogue.no-table',
      severity: 'error',
      message: '没有找到标准目录的表格',
      why: '表头要有“二级事项”“公开内容（要素）”“公开依据”“公开时限”等栏目',
      quote: '',
    });
  return { items, findings: r.findings };
}
