/**
 * A published report as a page shows it: its tables by the words at their edges, so that both forms are read, that of 2021
 * (国办公开办函〔2021〕30号) and the trial form of 2019 (国办公开办函〔2019〕60号).
 */
import { foldWidth } from '../../../lib/hanzi.ts';
import { figuresIn, type Stated } from './narrative.ts';
import { readReport } from './read.ts';
import { NO_TEXTS, SECTIONS, type Texts } from './sections.ts';
import { BLOCKS, COLUMNS, OUTCOMES, type Report, type Row } from './types.ts';

/** One table without another inside it; cells over several rows are repeated in each. */
export type PageTable = readonly (readonly string[])[];
export type Form = '2021' | '2019';
export type PageRead =
  | { ok: true; report: Report; form: Form; stated: Stated[]; texts: Texts; notes: string[] }
  | { ok: false; wrong: string[] };

const ROW_WORDS: readonly [RegExp, Row][] = [
  [/本年新收/, 'new'],
  [/上年结转|上一年结转/, 'carriedIn'],
  [/(?:^|[）、.：])予以公开/, 'granted'],
  [/部分公开/, 'partial'],
  [/国家秘密/, 'denied.stateSecret'],
  [/其他法律.{0,6}禁止公开/, 'denied.lawForbidden'],
  [/三安全一稳定/, 'denied.safetyStability'],
  [/第三方合法权益/, 'denied.thirdParty'],
  [/三类内部/, 'denied.internalAffairs'],
  [/四类过程/, 'denied.processInfo'],
  [/执法案卷/, 'denied.enforcementFile'],
  [/行政查询/, 'denied.queryMatter'],
  [/不掌握/, 'unable.notHeld'],
  [/另行制作/, 'unable.needCreate'],
  [/仍不明确/, 'unable.stillUnclear'],
  [/信访.{0,2}举报/, 'notProcessed.petition'],
  [/重复申请/, 'notProcessed.repeat'],
  [/公开出版物/, 'notProcessed.publication'],
  [/大量反复/, 'notProcessed.abusive'],
  [/重新出具/, 'notProcessed.confirmAgain'],
  [/不补正/, 'other.overdueCorrection'],
  [/缴纳费用|未按收费/, 'other.overdueFee'],
  // Of the trial form, which has one row for all of them.
  [/^（?六）?[、.]?其他处理$/, 'other.misc'],
  [/^3?[.．、]?其他$/, 'other.misc'],
  [/总计/, 'resultTotal'],
  [/结转下年/, 'carriedOut'],
];

const clean = (cell: string): string => foldWidth(cell).replace(/\s+/g, '').replace(/\(/g, '（').replace(/\)/g, '）');
const isCount = (cell: string): boolean => /^(\d[\d,]*(\.\d+)?|\/|-|—)?$/.test(cell);
const asCount = (cell: string): string => (/^[-—/]?$/.test(cell) ? '' : cell.replaceAll(',', ''));

/** The last cell with words before the numbers names the row; `number` of them, counted from the right. */
function rowOf(row: readonly string[], number: number): { name: string; numbers: string[] } | undefined {
  const cells = row.map(clean);
  const numbers = cells.slice(-number);
  const words = cells.slice(0, -number).filter((c) => !isCount(c));
  const name = words.at(-1);
  return name === undefined || numbers.length < number ? undefined : { name, numbers };
}

function requestsIn(t: PageTable, wrong: string[]): Record<string, Record<string, string>> {
  const out: Record<string, Record<string, string>> = {};
  let trial: Record<string, string> | undefined;
  for (const row of t) {
    const read = rowOf(row, COLUMNS.length);
    const key = read && ROW_WORDS.find(([re]) => re.test(read.name))?.[1];
    if (!read || !key || /勾稽/.test(read.name)) continue;
    const odd = read.numbers.find((n) => !isCount(n));
    if (odd !== undefined) {
      wrong.push(`第三部分“${read.name}”这一行要有7个数，有一格写的是“${odd.slice(0, 20)}”。`);
      continue;
    }
    const cells = Object.fromEntries(COLUMNS.map((c, i) => [c, asCount(read.numbers[i] ?? '')]));
    // 其他处理 is the whole row in the trial form, and may be a head without numbers in the one of 2021.
    if (/其他处理$/.test(read.name)) trial ??= cells;
    else out[key] ??= cells;
  }
  if (trial) out['other.misc'] ??= trial;
  return out;
}

/** How a row of its own begins: 行政复议, 未经复议直接起诉, 复议后起诉. */
const BLOCK_WORDS = [/^行政复议$/, /未经复议/, /复议后/];

function disputesIn(t: PageTable): Record<string, Record<string, string>> | undefined {
  const rows = t.map((r) => r.map(clean));
  // Some print a row for each kind of dispute.
  const apart = BLOCKS.map((_, k) =>
    rows.map((r) => rowOf(r, OUTCOMES.length)).find((r) => r && BLOCK_WORDS[k]?.test(r.name)),
  );
  if (apart.every((r) => r?.numbers.every(isCount)))
    return Object.fromEntries(
      BLOCKS.map((b, k) => [b, Object.fromEntries(OUTCOMES.map((o, i) => [o, asCount(apart[k]?.numbers[i] ?? '')]))]),
    );
  const row = rows.find((r) => r.length >= 15 && r.every(isCount) && r.some((c) => c !== ''));
  if (!row) return undefined;
  return Object.fromEntries(
    BLOCKS.map((b, k) => [
      b,
      Object.fromEntries(OUTCOMES.map((o, i) => [o, asCount(row[k * OUTCOMES.length + i] ?? '')])),
    ]),
  );
}

/** Rows of part two. In the trial form the columns of documents are 制作, 公开, 对外公开总数: no repeal, and not the same counts. */
function disclosureIn(tables: readonly PageTable[], form: Form): Record<string, unknown> {
  const out: Record<string, unknown> = {};
  for (const row of tables.flat().map((r) => r.map(clean))) {
    const at = row.findIndex((c) => c !== '');
    const name = row[at] ?? '';
    const numbers = row.slice(at + 1).filter((c, i) => isCount(c) && (c !== '' || i === 0));
    const last = numbers.filter((n) => n !== '').at(-1);
    if (numbers.length === 0 || /^第二十条/.test(name)) continue;
    if (/^规章$/.test(name) || /规范性文件$/.test(name)) {
      const [made = '', repealed = '', inForce = ''] = numbers;
      const key = name === '规章' ? 'regulations' : 'normativeDocuments';
      out[key] ??=
        form === '2021'
          ? { made: asCount(made), repealed: asCount(repealed), inForce: asCount(inForce) }
          : { made: asCount(made) };
    } else if (/^行政许可/.test(name)) out.licensing ??= asCount(last ?? '');
    else if (/^行政处罚/.test(name)) out.penalty ??= asCount(last ?? '');
    else if (/^行政强制/.test(name)) out.coercion ??= asCount(last ?? '');
    // The trial form counts the items and not the money.
    else if (/^行政事业性收费/.test(name) && form === '2021') out.feesWanYuan ??= asCount(last ?? '');
  }
  return out;
}

const joined = (t: PageTable): string => t.flat().map(clean).join(' ');

/** The texts of the six parts, by the headings between them; what stands before the first is no part of it. */
function textsIn(text: string): Texts {
  const out = SECTIONS.map((): string[] => []);
  let at = -1;
  for (const line of text.split('\n').map((l) => l.trim())) {
    const n = SECTIONS.findIndex((s, i) => i > at && line.startsWith(s.title.slice(0, 2)) && line.length <= 40);
    if (n >= 0) at = n;
    else if (line) out[at]?.push(line);
  }
  return { ...NO_TEXTS, ...Object.fromEntries(SECTIONS.map((s, i) => [s.key, out[i]?.join('\n') ?? ''])) };
}

/** @param text what the page says outside its tables; `title` where the page has one of its own. */
export function readPage(p: { tables: readonly PageTable[]; text: string; title: string }): PageRead {
  const three = p.tables.filter((t) => /本年新收/.test(joined(t)) && /结转下年/.test(joined(t)));
  const [requests] = three;
  if (!requests) return { ok: false, wrong: ['页面里没有第三部分的表：找不到“本年新收”和“结转下年度”这两行。'] };
  if (three.length > 1) return { ok: false, wrong: [`页面里有${three.length}张第三部分的表，请每次核对一份报告。`] };
  const wrong: string[] = [];
  const notes: string[] = [];
  const form: Form = /不补正|未按收费/.test(joined(requests)) ? '2021' : '2019';
  const four = p.tables.find((t) => /结果维持/.test(joined(t)) && /复议后/.test(joined(t)));
  const disputes = four && disputesIn(four);
  if (!four) notes.push('没有第四部分（行政复议、行政诉讼）的表，这一部分没有核对。');
  else if (!disputes) wrong.push('第四部分的表里没有15个数的一行。');
  const two = p.tables.filter(
    (t) => t !== requests && t !== four && /行政许可|规范性文件|行政事业性收费/.test(joined(t)),
  );
  if (two.length === 0) notes.push('没有第二部分（主动公开）的表，这一部分没有核对。');
  const table3 = requestsIn(requests, wrong);
  for (const [re, key] of ROW_WORDS)
    if (!table3[key] && (form === '2021' || !key.startsWith('other.'))) wrong.push(`第三部分缺“${say(re)}”这一行。`);
  if (form === '2019')
    notes.push('这是2019年的试行格式：“其他处理”只有一行，第二部分不核对规范性文件的废止和现行有效件数。');
  const head = /([^\s，。；]{2,40}?)(20\d{2})年(?:度)?政府信息公开工作年度报告/.exec(clean(`${p.title}\n`) || p.text);
  const about = head ?? /([^\s，。；]{2,40}?)(20\d{2})年(?:度)?政府信息公开工作年度报告/.exec(p.text);
  if (wrong.length > 0) return { ok: false, wrong: [...new Set(wrong)] };
  const stated = figuresIn(p.text);
  const fee = stated.find((s) => s.name === 'feeYuan');
  const read = readReport({
    unit: about?.[1] ?? '',
    year: about ? Number(about[2]) : 0,
    table2: disclosureIn(two, form),
    table3,
    ...(disputes ? { table4: disputes } : {}),
    section6: fee ? { feeYuan: fee.got } : {},
  });
  return read.ok
    ? { ok: true, report: read.report, form, stated, texts: textsIn(p.text), notes }
    : { ok: false, wrong: read.wrong };
}

const say = (re: RegExp): string =>
  re.source
    .replace(/[\^$\\?.（）()[\]{}|、．\d,]+/g, ' ')
    .trim()
    .split(' ')[0] ?? '';
