/** Names and numbers of persons in a text that was erased, to see where else they stand. */
import { foldWidth } from '../../../lib/hanzi.ts';
import { candidatesOf } from './candidates.ts';
import { digitRuns } from './digits.ts';
import { isName } from './names.ts';
import type { Shape } from './shapes.ts';

/** Words before a name that say it is one: 申请人张三, 姓名：李四. */
const CUE =
  /(?:姓名|户主|申请人|当事人|被处罚人|被执行人|法定代表人|负责人|联系人|监护人|代理人|学生|家长|患者|死者|伤者|受害人|受益人|救助对象|低保户|脱贫户|村民|居民|职工)[:：为是]?\s*([\u4e00-\u9fa5]{2,4})(?![\u4e00-\u9fa5])/gu;
/** Lines around a number in which a name belongs to it: cells of one row stand each in a line. */
const NEAR = 6;

/** An identity number, a mobile, a card or passbook: what belongs to one person. Telephones of offices do not. */
const PERSONAL: ReadonlySet<Shape> = new Set<Shape>(['id', 'old-id', 'card', 'card-like', 'mobile']);

/**
 * @param text all words of an erased text, cells and paragraphs in lines
 * @param thisYear no birth date lies after it
 * @returns names that stand beside a number of a person or behind a word that announces one, and the numbers themselves: digits
 *   without gaps, X large. Read as the gate reads them, so a number that touches letters or other digits is one too.
 */
export function leakedWords(text: string, thisYear: number): Set<string> {
  const out = new Set<string>();
  const folded = foldWidth(text);
  const lines = folded.split('\n');
  const lineOf = lineFinder(lines);
  const near = new Set<number>();
  for (const run of digitRuns(folded))
    for (const c of candidatesOf(run, thisYear)) {
      if (!PERSONAL.has(c.shape)) continue;
      out.add(c.value);
      for (let i = lineOf(c.from) - NEAR; i <= lineOf(c.to) + NEAR; i++) near.add(i);
    }
  for (const line of lines) for (const m of line.matchAll(CUE)) if (m[1] && isName(m[1])) out.add(m[1]);
  for (const i of near)
    for (const word of (lines[i] ?? '').split(/[^\u4e00-\u9fa5·]+/u)) if (isName(word)) out.add(word);
  return out;
}

/** Which line a place of the text is in. */
function lineFinder(lines: readonly string[]): (at: number) => number {
  const starts: number[] = [];
  let at = 0;
  for (const line of lines) {
    starts.push(at);
    at += line.length + 1;
  }
  return (place) => {
    let low = 0;
    let high = starts.length - 1;
    while (low < high) {
      const middle = (low + high + 1) >> 1;
      if ((starts[middle] ?? 0) <= place) low = middle;
      else high = middle - 1;
    }
    return low;
  };
}

/** What people put between the characters of a name: 王 河, and what nobody sees. */
const BETWEEN = /[\s\u00ad\u200b-\u200f\u2060\ufeff]+/gu;

/**
 * Made once for the words of an erasure, since it is asked of every remark of the district.
 *
 * @returns how many different of the words stand in a text; numbers whatever gaps stand inside and whatever they touch
 */
export function wordFinder(words: ReadonlySet<string>): (text: string) => number {
  const numbers = new Set([...words].filter((word) => /^\d/.test(word)));
  const lengths = [...new Set([...numbers].map((n) => n.length))];
  const names = new Map<string, string[]>();
  for (const word of words) {
    if (numbers.has(word)) continue;
    const first = word.charAt(0);
    names.set(first, [...(names.get(first) ?? []), word]);
  }
  return (text) => {
    const found = new Set<string>();
    if (numbers.size > 0)
      for (const run of digitRuns(text)) {
        const digits = run.groups.map((g) => g.chars).join('');
        for (const n of lengths)
          for (let i = 0; i + n <= digits.length; i++) {
            const piece = digits.slice(i, i + n);
            if (numbers.has(piece)) found.add(piece);
          }
      }
    const tight = foldWidth(text).replace(BETWEEN, '');
    for (let i = 0; i < tight.length; i++)
      for (const name of names.get(tight.charAt(i)) ?? []) if (tight.startsWith(name, i)) found.add(name);
    return found.size;
  };
}
