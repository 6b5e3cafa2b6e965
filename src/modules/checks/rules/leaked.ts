/** Names and numbers of persons in a text that was erased, to see where else they stand. */
import { foldWidth } from '../../../lib/hanzi.ts';
import { isName } from './names.ts';

/** Words before a name that say it is one: 申请人张三, 姓名：李四. */
const CUE =
  /(?:姓名|户主|申请人|当事人|被处罚人|被执行人|法定代表人|负责人|联系人|监护人|代理人|学生|家长|患者|死者|伤者|受害人|受益人|救助对象|低保户|脱贫户|村民|居民|职工)[:：为是]?\s*([\u4e00-\u9fa5]{2,4})(?![\u4e00-\u9fa5])/gu;
/** Runs of digits as people type them; an identity number may end in X. */
const NUMBER = /\d(?:[\d \t\u3000-]{5,24})[\dXx]/g;
/** Lines around a number in which a name belongs to it: cells of one row stand each in a line. */
const NEAR = 6;

const bareNumber = (text: string): string => text.replace(/[\s-]+/g, '').toUpperCase();
/** An identity number, a mobile, a card: what belongs to one person. Dates, amounts and document numbers are shorter. */
const isPersonal = (digits: string): boolean => /^(?:\d{17}[\dX]|\d{15}|1[3-9]\d{9}|\d{16}|\d{18,19})$/.test(digits);

/**
 * @param text all words of an erased text, cells and paragraphs in lines
 * @returns names that stand beside a number of a person or behind a word that announces one, and the numbers themselves
 */
export function leakedWords(text: string): Set<string> {
  const out = new Set<string>();
  const lines = foldWidth(text).split('\n');
  const numbered: number[] = [];
  for (const [i, line] of lines.entries()) {
    for (const m of line.match(NUMBER) ?? []) {
      const digits = bareNumber(m);
      if (!isPersonal(digits)) continue;
      out.add(digits);
      numbered.push(i);
    }
    for (const m of line.matchAll(CUE)) if (m[1] && isName(m[1])) out.add(m[1]);
  }
  const near = new Set(numbered.flatMap((i) => Array.from({ length: 2 * NEAR + 1 }, (_, k) => i - NEAR + k)));
  for (const i of near)
    for (const word of (lines[i] ?? '').split(/[^\u4e00-\u9fa5·]+/u)) if (isName(word)) out.add(word);
  return out;
}

const LONGEST = 16;

/** How many different of the words stand in a text. Numbers are found whatever blanks stand inside. */
export function wordsIn(text: string, words: ReadonlySet<string>): number {
  const folded = foldWidth(text);
  const found = new Set<string>();
  for (const m of folded.match(NUMBER) ?? []) if (words.has(bareNumber(m))) found.add(bareNumber(m));
  for (const run of folded.match(/[\u4e00-\u9fa5·]{2,}/gu) ?? [])
    for (let i = 0; i < run.length; i++)
      for (let n = 2; n <= Math.min(LONGEST, run.length - i); n++) {
        const piece = run.slice(i, i + n);
        if (words.has(piece)) found.add(piece);
      }
  return found.size;
}
