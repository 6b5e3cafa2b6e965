/** Figures that the text of a report states, read from its sentences. */
import { foldWidth } from '../../../lib/hanzi.ts';

/** `name`: what it says it is; `quote`: the words it stands in. */
export type Stated = { name: string; got: number; quote: string };

const UNIT = '(?:件|项|宗|条|份|次|个|起|人次)';
const NUMBER = '(\\d[\\d,]*(?:\\.\\d+)?)';
/** What may stand between a name and its number: no other figure, no end of a clause about something else. */
const GAP = '[^\\d，。；、：:;（(]{0,14}?';
/** A comparison is no figure of the year. */
const COMPARED = /增|减|同比|较|比上|占|提高|下降|上升|超过|以上|左右|余$/;
const NOT_HERE = /上年|去年|以前|前年/;

type Pattern = { name: string; key: string; gap?: string; unit?: string };

/** In this order; a number is read once, by the first that fits. */
const PATTERNS: readonly Pattern[] = [
  { name: 'feeYuan', key: '信息处理费', unit: '元', gap: '[^。；]{0,24}?' },
  { name: 'carriedOut', key: '结转(?:到|至)?(?:下一?年度?|次年|20\\d\\d年)(?:继续办理)?' },
  { name: 'carriedIn', key: '(?:(?:上一?年度?|去年)结转|结转上年)(?:的)?(?:政府信息公开)?(?:申请)?' },
  { name: 'grantedOrPartial', key: '公开(?:和|或|及|、|以及)部分公开' },
  { name: 'partial', key: '部分公开' },
  { name: 'denied', key: '不予公开' },
  { name: 'granted', key: '(?<![不给])予以公开' },
  { name: 'unable', key: '无法提供' },
  { name: 'notProcessed', key: '不予处理' },
  { name: 'other', key: '(?:其他处理|作其他处理)' },
  { name: 'natural', key: '自然人(?:提出|申请)?(?:的)?(?:申请)?' },
  { name: 'business', key: '商业企业(?:提出|申请)?(?:的)?(?:申请)?' },
  { name: 'organisations', key: '法人(?:或|和|及|、)(?:者)?其他组织(?:提出|申请)?(?:的)?(?:申请)?' },
  { name: 'litigationDirect', key: '未经复议直接(?:起诉|提起(?:行政)?诉讼)(?:的)?' },
  { name: 'litigationAfterReview', key: '(?:经)?复议后(?:起诉|提起(?:行政)?诉讼)(?:的)?' },
  { name: 'review', key: '行政复议(?:申请|案件)?' },
  { name: 'litigation', key: '行政诉讼(?:案件)?' },
  { name: 'normativeMade', key: '(?:制发|制定|印发|出台)(?:行政)?规范性文件' },
  { name: 'normativeRepealed', key: '废止(?:和失效|或失效)?(?:行政)?规范性文件' },
  { name: 'normativeInForce', key: '(?:现行有效(?:的)?(?:行政)?规范性文件|(?:行政)?规范性文件现行有效)' },
  { name: 'licensing', key: '(?:作出)?行政许可(?:处理)?(?:决定)?' },
  { name: 'penalty', key: '(?:作出)?行政处罚(?:处理)?(?:决定)?' },
  { name: 'coercion', key: '(?:作出)?行政强制(?:处理)?(?:决定)?' },
  {
    name: 'requests',
    key: '(?:收到|受理|收办|新收|接收|办理)(?:公众|群众|公民|社会公众)?(?:的)?(?:各类)?(?:依申请公开)?(?:政府)?信息公开申请',
  },
  { name: 'requests', key: '(?:收到|受理|收办|新收)依申请公开(?:申请|件)?' },
  { name: 'requestsHandled', key: '(?:办结|答复)(?:依申请公开|政府信息公开)?(?:申请)?' },
];

const num = (text: string): number => Number(text.replaceAll(',', ''));

/** Every figure of the text that a table of the form holds too. Blanks inside sentences do not matter. */
export function figuresIn(text: string): Stated[] {
  const out: (Stated & { at: number })[] = [];
  for (const clause of sentencesOf(text)) {
    const here: typeof out = [];
    const taken: [number, number][] = [];
    for (const p of PATTERNS) {
      const re = new RegExp(`${p.key}(${p.gap ?? GAP})${NUMBER}\\s*${p.unit ?? UNIT}`, 'g');
      for (const m of clause.matchAll(re)) {
        const [whole, gap = '', digits = ''] = m;
        const end = m.index + whole.length;
        const at = end - whole.length + whole.lastIndexOf(digits);
        const before = clause.slice(Math.max(0, m.index - 8), m.index);
        if (taken.some(([a, b]) => at >= a && at < b)) continue;
        if (COMPARED.test(gap) || (p.name !== 'carriedIn' && NOT_HERE.test(before))) continue;
        taken.push([at, at + digits.length]);
        here.push({ name: p.name, got: num(digits), quote: whole.trim(), at });
      }
    }
    out.push(...here.sort((a, b) => a.at - b.at));
  }
  return out.map(({ at: _, ...s }) => s);
}

/** A figure belongs to its own sentence; a heading ends one too. */
const sentencesOf = (text: string): string[] =>
  foldWidth(text)
    .replace(/[ \t\u00a0]+/g, '')
    .split(/[。！？\n]+/)
    .filter((s) => /\d/.test(s));
