/**
 * Numbers of persons in a whole specimen. All number rules share this one scan: each asks for its kind of hit. Where a
 * number stands decides: a telephone number behind 咨询电话 is meant for everyone, the same one beside a name in a list is not.
 */
import { placeOf, type Specimen } from '../../../lib/specimen.ts';
import { candidatesOf } from './candidates.ts';
import { bodyOf, columnsOf, isPeopleList, type Role } from './columns.ts';
import { digitRuns } from './digits.ts';
import { isFigure, serves } from './figures.ts';
import { isCreditCode } from './identity.ts';
import { isName } from './names.ts';
import type { Candidate } from './shapes.ts';

export type NumberKind = 'id' | 'card' | 'mobile' | 'landline' | 'bad-mask';

export type NumberHit = {
  kind: NumberKind;
  severity: 'error' | 'warning';
  /** Half-width digits without gaps. */
  value: string;
  /** Why it is taken for one: `check` its own arithmetic holds, `shape`, `place` the words around it. */
  by: 'check' | 'shape' | 'place';
  /** Absent when only a grid holds it. */
  span?: { layer: number; from: number; to: number };
  /** The cell it stands in, when it is one of a list: row counted from 1 below the heads. */
  cell?: { grid: number; row: number; column: number };
  at: string;
};

type Cell = { grid: number; row: number; column: number; role: Role; head: string; people: boolean };

const ID_WORDS = /身份证|证件号|公民身份|身份号码|户口|学籍号/;
const CREDIT_WORDS = /信用代码|机构代码|税号|识别号|注册号/;
/** What names a code. Words that also end a name (李博文) or stand before any figure (项目) count only as 文号, 项目编号. */
const CODE_WORDS =
  /(?:(?:编|单|批|文|案|项目|合同|注册|登记|统计|科目|产品|备案|受理|信息|职位|岗位|座位|考|考生|准考证|工|证书|资格证|执法证)(?:编?号|号码|代码|编码|码)|(?:订单|流水|发票|条码|档案|索引|代码|许可证|序列|批准|标识|工单)(?:编?号|号码|代码|编码|码)?)[:：]?\s*(?:为|是|No\.?)?\s*$/i;
const CARD_WORDS = /卡号|银行卡|一卡通|账号|帐号|账户|帐户|存折|储蓄/;
const UNIT_ACCOUNT =
  /(?:户名|户 名|开户名称|账户名称|单位名称|收款(?:单位|人|户名)?|全称)[:：\s]*[^\n。]{0,30}(?:局|委|公司|中心|院|政府|财政|学校|社|处|所|站|协会|厅|部|会|厂)/;
const CONTACT =
  /联[系络][^，。；\n]{0,14}$|电\s*话[^，。；\n]{0,8}$|(?:人民政府|局|委员会|委|办公室|中心|医院|学校|大队|派出所|社区|村委会|公司)[^，。；\n]{0,12}$/;
const PHONE_WORDS = /手机|电话|联系|号码|微信|短信/;
const HOME = /(?:家庭|住宅|家里|本人|个人|私人|宅)(?:联系)?(?:固定)?(?:电话|号码|电)[^，。；\n]{0,6}$/;

const UNSEEN = /[\u00ad\u200b-\u200f\u2060\ufeff]/g;
/** 身 份 证: signs each by itself. */
const SPREAD = /(?<![\u4e00-\u9fa5])(?:[\u4e00-\u9fa5][ \u3000]){2,}[\u4e00-\u9fa5](?![\u4e00-\u9fa5])/g;

/** Words without what nobody sees, and without the blanks that spread them. */
const tight = (before: string): string =>
  before.replace(UNSEEN, '').replace(SPREAD, (words) => words.replace(/[ \u3000]/g, ''));

const keyOf = (c: Candidate): string => c.value;

/** What stands in a cell, and the words before and behind it there. */
type Told = [found: Candidate, cell: Cell, before: string, behind: string];

/** Digits of every cell of every grid → where they stand. */
function cellsOf(s: Specimen, thisYear: number): { byValue: Map<string, Cell[]>; all: Told[] } {
  const byValue = new Map<string, Cell[]>();
  const all: Told[] = [];
  for (const [g, grid] of s.grids.entries()) {
    const roles = columnsOf(grid);
    const people = isPeopleList(grid);
    for (const [r, row] of bodyOf(grid).entries())
      for (const [c, text] of row.entries()) {
        if (text.length < 7) continue;
        for (const run of digitRuns(text))
          for (const found of candidatesOf(run, thisYear)) {
            const cell = {
              grid: g,
              row: r + 1,
              column: c,
              role: roles[c] ?? 'other',
              head: grid.head[c] ?? '',
              people,
            };
            const key = keyOf(found);
            const same = byValue.get(key);
            if (same) same.push(cell);
            else byValue.set(key, [cell]);
            all.push([
              found,
              cell,
              text.slice(Math.max(0, found.from - 40), found.from),
              text.slice(found.to, found.to + 6),
            ]);
          }
      }
  }
  return { byValue, all };
}

/** The words before a place, on its own line. */
function lineBefore(text: string, from: number, most: number): string {
  const piece = text.slice(Math.max(0, from - most), from);
  return piece.slice(Math.max(piece.lastIndexOf('\n'), piece.lastIndexOf('。')) + 1);
}

/** A word right before the number that could be a name. */
const NAMED = /(?:^|[\s，,、；;：:（(])([\u4e00-\u9fa5]{2,4})[\s，,、：:（(]{1,3}$/;

/**
 * Words that can say whose account a number is: what stands before it since the last number of that length, which has
 * its own, and the rest of its line.
 */
function accountWords(text: string, from: number, to: number): string {
  const before = text.slice(Math.max(0, from - 90), from);
  const other = /^[\s\S]*\d[\d ]{10,}\d/.exec(before)?.[0].length ?? 0;
  return before.slice(other) + (text.slice(from, to + 40).split('\n')[0] ?? '');
}

/** What stands before a number in its own cell, behind the head of the column. */
const ownWords = (before: string): string => before.slice(before.indexOf('：') + 1);

type Judged = Pick<NumberHit, 'kind' | 'severity' | 'by'>;

function judgeId(c: Candidate, before: string, cell: Cell | undefined): Judged | undefined {
  const id = c.id;
  if (!id) return undefined;
  const named = cell?.role === 'id' || cell?.role === 'pupil-no' || ID_WORDS.test(before);
  const coded = cell ? cell.role === 'credit-code' : CREDIT_WORDS.test(before);
  const isCredit = (coded || !(named || (id.check && id.date))) && isCreditCode(c.value);
  // Among codes of its length, where nobody is named.
  const isCode = cell?.role === 'code' && !cell.people;
  // All of it is right: found wherever it stands. One code in eleven is so by chance: where it says that it is one, ask;
  // among people only the words of the cell itself say so. Groups of two lines or cells join as easily.
  if (id.check && id.date && (id.province || !(isCredit || isCode))) {
    const doubtful =
      isCredit || isCode || (!named && (c.wide || CODE_WORDS.test(cell?.people ? ownWords(before) : before)));
    return { kind: 'id', severity: doubtful ? 'warning' : 'error', by: 'check' };
  }
  if (isCredit || cell?.role === 'code') return undefined;
  if (CODE_WORDS.test(ownWords(before)) && cell) return undefined;
  if (named) return { kind: 'id', severity: 'error', by: 'place' };
  // One slip of the pen leaves a number that names its owner all the same; a code of another kind seldom looks so.
  if (!id.province || coded || CODE_WORDS.test(before)) return undefined;
  if (id.date) return { kind: 'id', severity: 'warning', by: 'shape' };
  return /^..\d{4}(?:18|19|20)/.test(c.value) ? { kind: 'id', severity: 'warning', by: 'shape' } : undefined;
}

function judgeCard(c: Candidate, before: string, around: () => string, cell: Cell | undefined): Judged | undefined {
  const named = cell ? cell.role === 'card' : CARD_WORDS.test(before.slice(-24));
  if (c.loose && !named) return undefined;
  if (c.shape === 'card-like')
    // Passbooks have no check digit; in a list of people the head of the column says enough.
    return named && cell?.people
      ? { kind: 'card', severity: 'error', by: 'place' }
      : c.value.startsWith('62') && /银行卡|卡号/.test(before.slice(-12))
        ? { kind: 'card', severity: 'warning', by: 'place' }
        : undefined;
  if (cell ? cell.role === 'credit-code' : CREDIT_WORDS.test(before.slice(-20))) return undefined;
  // In a list only the words of the cell itself can say that the account is an office's.
  if (UNIT_ACCOUNT.test(cell?.people ? ownWords(before) : around())) return undefined;
  if (named || c.value.startsWith('62')) return { kind: 'card', severity: 'error', by: 'check' };
  if (CODE_WORDS.test(before.slice(-16)) || CODE_WORDS.test(cell?.head ?? '')) return undefined;
  return { kind: 'card', severity: 'warning', by: 'check' };
}

function judgePhone(c: Candidate, before: string, behind: string, cell: Cell | undefined): Judged | undefined {
  const listed = cell?.people === true && (cell.role === 'phone' || cell.role === 'other' || cell.role === 'figure');
  if (c.shape === 'mobile') {
    if (cell?.role === 'office-phone') return undefined;
    const said = cell?.role === 'phone' || PHONE_WORDS.test(before.slice(-12));
    if (c.loose && !said) return undefined;
    const service = listed ? 'no' : serves(before);
    const figure = isFigure(before.replace(/(?:\+?86|0086)[-\s]?$/, ''), behind, cell, said);
    if (service === 'yes' || figure === 'yes') return undefined;
    const meant = !listed && (cell !== undefined || CONTACT.test(before));
    const doubtful = service === 'named' || figure === 'perhaps' || meant || c.wide;
    return { kind: 'mobile', severity: doubtful ? 'warning' : 'error', by: 'shape' };
  }
  if (listed && cell.role === 'phone') return { kind: 'landline', severity: 'error', by: 'place' };
  if (HOME.test(before)) return { kind: 'landline', severity: 'error', by: 'place' };
  // 张大山，0953-2034567: a line of a list that was typed as text.
  const name = cell || serves(before) !== 'no' || CONTACT.test(before) ? undefined : NAMED.exec(before)?.[1];
  return c.shape === 'landline' && name && isName(name)
    ? { kind: 'landline', severity: 'warning', by: 'place' }
    : undefined;
}

/** A masked identity number that shows more than its first and last four, above all the birth date. */
function judgeMask(c: Candidate, before: string, cell: Cell | undefined): Judged | undefined {
  if (c.value.length !== 18 && c.value.length !== 15) {
    if (cell?.role !== 'id' && !/身份证|证件号/.test(before)) return undefined;
  }
  const middle = c.value.slice(4, -4);
  const shown = middle.replace(/\D/g, '').length;
  if (shown === 0) return undefined;
  // Cards are masked in the middle too: 622848******1234 gives no birth date.
  if (cell?.role === 'card' || CARD_WORDS.test(before.slice(-24))) return undefined;
  const birth = /\d{4}/.test(c.value.slice(6, 14));
  return { kind: 'bad-mask', severity: birth ? 'error' : 'warning', by: 'shape' };
}

function judge(
  c: Candidate,
  written: string,
  behind: string,
  around: () => string,
  cell: Cell | undefined,
): Judged | undefined {
  const before = tight(written);
  switch (c.shape) {
    case 'id':
      return judgeId(c, before, cell);
    case 'old-id':
      if (cell?.role === 'id' || ID_WORDS.test(before)) return { kind: 'id', severity: 'error', by: 'place' };
      if (
        c.loose ||
        CODE_WORDS.test(before) ||
        CREDIT_WORDS.test(before) ||
        CARD_WORDS.test(before) ||
        cell?.role === 'credit-code'
      )
        return undefined;
      return { kind: 'id', severity: 'warning', by: 'shape' };
    case 'card':
    case 'card-like':
      return judgeCard(c, before, around, cell);
    case 'masked':
      return judgeMask(c, before, cell);
    default:
      return judgePhone(c, before, behind, cell);
  }
}

/** Numbers that a finder reads in the file whatever the year; the check needs it only for births in the future. */
function scan(s: Specimen, thisYear: number): NumberHit[] {
  const { byValue, all } = cellsOf(s, thisYear);
  const hits: NumberHit[] = [];
  const seen = new Set<string>();
  const place = (cell: Cell): NonNullable<NumberHit['cell']> => ({
    grid: cell.grid,
    row: cell.row,
    column: cell.column,
  });
  for (const [l, layer] of s.layers.entries()) {
    const order = new Map<string, number>();
    for (const run of digitRuns(layer.text))
      for (const c of candidatesOf(run, thisYear)) {
        const cells = byValue.get(c.value);
        // The same number in several rows: each mention takes the next of its cells.
        const nth = order.get(c.value) ?? 0;
        if (cells) order.set(c.value, nth + 1);
        const cell = cells?.[Math.min(nth, cells.length - 1)];
        if (cells) seen.add(c.value);
        const line = lineBefore(layer.text, c.from, 40);
        // In a list the head names the number, unless words of the cell itself do.
        const before = cell ? `${cell.head}：${line.slice(line.lastIndexOf('\t') + 1)}` : line;
        const behind = layer.text.slice(c.to, c.to + 6);
        const judged = judge(c, before, behind, () => accountWords(layer.text, c.from, c.to), cell);
        if (!judged) continue;
        hits.push({
          ...judged,
          value: c.value,
          span: { layer: l, from: c.from, to: c.to },
          ...(cell ? { cell: place(cell) } : {}),
          at: placeOf(layer, c.from),
        });
      }
  }
  for (const [c, cell, own, behind] of all) {
    if (seen.has(c.value)) continue;
    const judged = judge(c, `${cell.head}：${own}`, behind, () => '', cell);
    if (judged)
      hits.push({ ...judged, value: c.value, cell: place(cell), at: `${s.grids[cell.grid]?.at ?? ''}第${cell.row}行` });
  }
  return hits;
}

const kept = new WeakMap<Specimen, { year: number; hits: NumberHit[] }>();

/** All numbers of persons in a specimen; computed once for all rules. */
export function numbersOf(s: Specimen, thisYear: number): readonly NumberHit[] {
  const known = kept.get(s);
  if (known?.year === thisYear) return known.hits;
  const hits = scan(s, thisYear);
  kept.set(s, { year: thisYear, hits });
  return hits;
}
