/** Tables of a form: rows typed cell by cell, or pasted from a spreadsheet with or without its head and its total. */
import type { ElementProblem, RawValue, Row } from './elements.ts';
import type { ElementSpec } from './types.ts';
import { readNamed, readValue, tidy } from './values.ts';

type Column = NonNullable<ElementSpec['columns']>[number];
type Typed = { no: number; cells: Row; over: readonly string[] };

export type RowsRead = {
  /** Rows by column keys; exactly what was typed when a row could not be read. */
  value: RawValue;
  problems: ElementProblem[];
  sums?: Readonly<Record<string, string>>;
};

/** Rows shown as wrong at most; the rest are counted in one line. */
const SHOWN = 50;
const TOTAL = /^(?:合计|总计|共计|小计|总和|合\s+计|总\s+计)[:：]?$/;

const bare = (text: string): string => tidy(text).replace(/[\s（）()【】[\]、，,：:*]+/g, '');

/** Cells of one pasted row; a spreadsheet puts cells that hold tabs or breaks into quotes. */
export function pastedCells(text: string): string[][] {
  const rows: string[][] = [];
  let row: string[] = [];
  let cell = '';
  let quoted = false;
  const t = text.replace(/\r\n?/g, '\n');
  // Quotes count only when the text holds them in pairs; otherwise they are characters like any other.
  const pairs = (t.match(/"/g)?.length ?? 0) % 2 === 0;
  for (let i = 0; i < t.length; i++) {
    const c = t[i] ?? '';
    if (quoted && c === '"' && t[i + 1] === '"') {
      cell += '"';
      i++;
    } else if (pairs && c === '"' && (quoted || cell === '')) quoted = !quoted;
    else if (!quoted && c === '\t') {
      row.push(cell);
      cell = '';
    } else if (!quoted && c === '\n') {
      rows.push([...row, cell]);
      row = [];
      cell = '';
    } else cell += c;
  }
  rows.push([...row, cell]);
  return rows;
}

/** Which pasted column goes where: by the head when the first row is one, else in order; a 序号 of its own is passed over. */
function orderOf(
  first: readonly string[],
  columns: readonly Column[],
): { head: boolean; order: (string | undefined)[] } {
  const names = new Map(
    columns.flatMap((c) => [[bare(c.label), c.key] as const, [bare(c.label.replace(/（.*?）/g, '')), c.key] as const]),
  );
  const order = first.map((cell) => names.get(bare(cell)) ?? names.get(bare(cell.replace(/[（(].*?[)）]/g, ''))));
  const hits = new Set(order.filter((k) => k !== undefined)).size;
  if (hits > 0 && hits >= Math.min(2, columns.length)) return { head: true, order };
  return { head: false, order: columns.map((c) => c.key) };
}

function pasted(text: string, columns: readonly Column[]): Typed[] {
  const lines = pastedCells(text);
  const start = lines.findIndex((cells) => cells.some((c) => c.trim() !== ''));
  const first = lines[start];
  if (!first) return [];
  const { head, order } = orderOf(first, columns);
  const numbered =
    !head && first.length === columns.length + 1 && lines.slice(start).every((c) => /^\d*$/.test((c[0] ?? '').trim()));
  const keys = numbered ? [undefined, ...order] : order;
  // A head that counts in 万元 means every figure below it.
  const units = first.map((c) => (head ? (/[（(]([百千万亿]{1,2}元)[)）]/.exec(c)?.[1] ?? '') : ''));
  const money = new Set(columns.filter((c) => c.type === 'money').map((c) => c.key));
  return lines.slice(start + (head ? 1 : 0)).map((cells, i) => {
    const row: Record<string, string> = {};
    const over: string[] = [];
    for (const [k, cell] of cells.entries()) {
      const key = keys[k];
      if (key !== undefined) row[key] = money.has(key) && /\d\s*$/.test(cell) ? cell.trim() + (units[k] ?? '') : cell;
      // Under a head, a column the item does not ask for is named there; without one, cells too many are a slip.
      else if (cell.trim() !== '' && !(numbered && k === 0) && !(head && /^序号$|^编号$/.test((first[k] ?? '').trim())))
        over.push(cell);
    }
    return { no: i + 1, cells: row, over };
  });
}

/** Decimal strings added exactly. */
export function addDecimals(values: readonly string[]): string {
  const scale = values.reduce((n, v) => Math.max(n, v.split('.')[1]?.length ?? 0), 0);
  const total = values.reduce((sum, v) => {
    const [whole = '0', fraction = ''] = v.replace('-', '').split('.');
    const n = BigInt(whole + fraction.padEnd(scale, '0'));
    return v.startsWith('-') ? sum - n : sum + n;
  }, 0n);
  const digits = String(total < 0n ? -total : total).padStart(scale + 1, '0');
  const text = scale === 0 ? digits : `${digits.slice(0, -scale)}.${digits.slice(-scale)}`;
  const short = text.includes('.') ? text.replace(/0+$/, '').replace(/\.$/, '') : text;
  return total < 0n ? `-${short}` : short;
}

const same = (a: string, b: string): boolean => addDecimals([a, b.startsWith('-') ? b.slice(1) : `-${b}`]) === '0';

function isTotal(row: Typed): boolean {
  const first = Object.values(row.cells).find((c) => c.trim() !== '');
  return first !== undefined && TOTAL.test(first.trim());
}

type Good = { no: number; cells: Record<string, string> };

function readTyped(spec: ElementSpec, columns: readonly Column[], row: Typed, problems: ElementProblem[]): Good {
  const cells: Record<string, string> = {};
  const report = (c: Column | undefined, say: string, instead: string): void =>
    void problems.push({
      key: spec.key,
      label: spec.label,
      row: row.no,
      ...(c ? { column: c.key } : {}),
      say: `“${spec.label}”第${row.no}行${c ? `“${c.label}”` : ''}：${say}`,
      instead,
    });
  for (const c of columns) {
    const text = row.cells[c.key] ?? '';
    if (text.trim() === '') {
      if (c.required)
        report(c, '没有填', c.type === 'text' || c.type === 'long' ? '写上内容，确实没有的写“无”' : '写上数据');
      continue;
    }
    const read = readNamed(c.label, c.type, text);
    cells[c.key] = read.ok ? read.value : text;
    if (!read.ok) report(c, read.say, read.instead);
  }
  if (row.over.length > 0)
    report(
      undefined,
      `多出${row.over.length}格：${row.over.join('、').slice(0, 40)}`,
      `按这些栏目排列：${columns.map((c) => c.label).join('、')}`,
    );
  return { no: row.no, cells };
}

function checkTotal(
  spec: ElementSpec,
  columns: readonly Column[],
  total: Typed,
  sums: Readonly<Record<string, string>>,
  problems: ElementProblem[],
): void {
  for (const c of columns) {
    const sum = sums[c.key];
    const text = total.cells[c.key] ?? '';
    if (sum === undefined || text.trim() === '' || TOTAL.test(text.trim())) continue;
    const read = readValue(c.type, text);
    if (read.ok && same(read.value, sum)) continue;
    problems.push({
      key: spec.key,
      label: spec.label,
      row: total.no,
      column: c.key,
      say: `“${spec.label}”第${total.no}行“${c.label}”：合计写的是${text.trim()}，各行相加是${sum}`,
      instead: sum,
    });
  }
}

/** Reads a table. A last row 合计 is compared with the sums and left out of the rows; when it differs, it is a problem. */
export function readRows(spec: ElementSpec, raw: RawValue): RowsRead {
  const columns = spec.columns ?? [];
  const all: Typed[] =
    typeof raw === 'string'
      ? pasted(raw, columns)
      : raw.map((r: string | Row, i) => ({
          no: i + 1,
          cells: typeof r === 'string' ? { [columns[0]?.key ?? '']: r } : r,
          over:
            typeof r === 'string'
              ? []
              : Object.entries(r).flatMap(([k, v]) => (columns.some((c) => c.key === k) || v.trim() === '' ? [] : [v])),
        }));
  const rows = all.filter((r) => r.over.length > 0 || Object.values(r.cells).some((c) => c.trim() !== ''));
  const last = rows.at(-1);
  const total = rows.length > 1 && last && isTotal(last) ? last : undefined;
  const problems: ElementProblem[] = [];
  const good = (total ? rows.slice(0, -1) : rows).map((row) => readTyped(spec, columns, row, problems));
  const wrong = problems.length > 0;
  const sums: Record<string, string> = {};
  if (!wrong)
    for (const c of columns)
      if (c.type === 'money' || c.type === 'number')
        sums[c.key] = addDecimals(good.flatMap((r) => r.cells[c.key] ?? []));
  if (!wrong && total) checkTotal(spec, columns, total, sums, problems);
  if (good.length === 0)
    problems.push({ key: spec.key, label: spec.label, say: `“${spec.label}”一行数据也没有`, instead: '至少填一行' });
  const more = problems.length - SHOWN;
  if (more > 0)
    problems.splice(SHOWN, more, {
      key: spec.key,
      label: spec.label,
      say: `“${spec.label}”还有${more}处同样要改`,
      instead: '改好上面几处后再保存，会列出其余的',
    });
  // With cells that fit no column the text stays as it was pasted: nothing typed is lost.
  const whole = rows.every((r) => r.over.length === 0) && !(total && problems.length > 0);
  return {
    value: whole && good.length > 0 ? good.map((r) => r.cells) : raw,
    problems,
    ...(problems.length === 0 ? { sums } : {}),
  };
}
