import { addDays, type Day, day, endOfMonth, isDay, yearOf } from '../../../lib/day.ts';
import { readNumber } from '../../../lib/numerals.ts';
import { squeeze } from './text.ts';
import type { Deadline } from './types.ts';

/** What a deadline is relative to: the plan's year (when no year is said) and the day it was issued (今年, 印发之日). */
export type Anchor = { year: number | null; issuedOn: Day | null };

const YEAR = String.raw`(?:(?:19|20)\d{2}|[一二][〇零○一二三四五六七八九]{3})年|今年|明年|后年|本年度?|当年`;
const NUM = String.raw`(?:\d{1,2}|[一二三四五六七八九十]{1,3})`;
const MONTH = String.raw`${NUM}(?=个?月)(?!个)月份?`;
/** 三年内 is a span, 年内 is this year. */
const COUNT = '[\\d一二三四五六七八九十两几数半多]';
const BEFORE = '(?:之前|以前|前)';

/** Each form is tried at one place in this order; the first that fits wins. */
const FORMS = [
  String.raw`(?<since>(?:从|自)?(?<sinceYear>${YEAR})(?:开始|起)，?)?每(?<every>半年|年度?|个?季度|个?月份?|周|星期|日|天)(?<detail>(?:年?[底末])|${NUM}月份?(?:[底末]|${NUM}日|[上中下]旬)?|${NUM}日|月?[底末]|[一二三四五六日天])?(?:${BEFORE})?`,
  String.raw`(?<y1>${YEAR})?(?<m1>${MONTH})(?<d1>${NUM})[日号](?:${BEFORE}|内)`,
  String.raw`(?<y2>${YEAR})?(?<m2>${MONTH})[底末](?:${BEFORE})?`,
  String.raw`(?<y3>${YEAR})?(?<m3>${MONTH})(?<third>[上中下])旬(?:${BEFORE})?`,
  String.raw`(?<y4>${YEAR})?(?<m4>${MONTH})${BEFORE}`,
  String.raw`(?<y5>${YEAR})?第?(?<q>[一二三四1-4])季度[底末]?(?:${BEFORE}|内)?`,
  String.raw`(?<y6>${YEAR})?(?<half>[上下])半年[底末]?(?:${BEFORE}|内)?`,
  String.raw`(?<thisMonth>本月)[底末](?:${BEFORE})?`,
  String.raw`(?<y7>${YEAR})?(?:(?<!${COUNT})年)?(?<yearEnd>[底末])(?:${BEFORE})?`,
  String.raw`(?<y8>${YEAR})(?:度?内|${BEFORE})`,
  String.raw`(?<inYear>(?<!${COUNT})年内)`,
  String.raw`到(?<y9>${YEAR})(?=，)`,
  String.raw`(?:印发|发布|公布|下发)之日起(?<n>[\d一二三四五六七八九十百]{1,4})(?<unit>个?工作日|日|天|个月)(?:之内|以内|内)`,
];
const ANYWHERE = new RegExp(FORMS.join('|'), 'g');
/** In a deadline cell or a mark a bare month, day or year is a deadline too; in running text it is mere narration. */
const IN_CELL = [
  ...FORMS,
  String.raw`(?<y10>${YEAR})?(?:${NUM}月?[-—－~至])?(?<m10>${MONTH})(?:(?<d10>${NUM})[日号])?`,
  `(?<y11>${YEAR})`,
  '(?<allYear>全年)',
].join('|');
const CELL = new RegExp(IN_CELL, 'g');
const STANDING =
  /^(?:并|须|需|要)?(?:长期(?:坚持|推进|实施|开展|任务|工作)?|常年(?:坚持|推进|开展)?|持续(?:推进|实施|开展|坚持|落实)?|常态化(?:推进|开展|实施)?|全年持续推进|经常性工作|日常工作|贯穿全年|动态(?:更新|调整))$/;

const THIRD: Readonly<Record<string, number>> = { 上: 10, 中: 20, 下: 31 };
const WEEKDAY = '一二三四五六日';
const pad = (n: number): string => String(n).padStart(2, '0');
const lastOf = (year: number, month: number | undefined, dom = 31): Day | undefined => {
  if (month === undefined || month < 1 || month > 12 || dom < 1 || dom > 31) return undefined;
  const last = endOfMonth(year, month);
  const wanted = `${last.slice(0, 8)}${pad(dom)}`;
  return isDay(wanted) ? wanted : dom === 31 || dom > Number(last.slice(8)) ? last : undefined;
};
const numberIn = (text: string | undefined): number | undefined => {
  const m = /[\d一二三四五六七八九十]+/.exec(text ?? '');
  return m ? readNumber(m[0]) : undefined;
};

function yearSaid(text: string | undefined, anchor: Anchor): number | undefined {
  if (!text) return undefined;
  const now = (anchor.issuedOn && yearOf(anchor.issuedOn)) ?? anchor.year ?? undefined;
  if (text.startsWith('明')) return now && now + 1;
  if (text.startsWith('后')) return now && now + 2;
  if (/^[今本当]/.test(text)) return now;
  return readNumber(text.slice(0, 4));
}

function recurrence(g: Record<string, string | undefined>, anchor: Anchor): string | undefined {
  const from = yearSaid(g.sinceYear, anchor);
  const since = from ? `@${from}` : '';
  const every = g.every ?? '';
  const detail = g.detail ?? '';
  const m = /^([\d一二三四五六七八九十]+)月份?(?:([底末])|([\d一二三四五六七八九十]+)日|([上中下])旬)?$/.exec(detail);
  const month = readNumber(m?.[1] ?? '');
  if (every.startsWith('年')) {
    if (!m) return `yearly${since}`;
    if (month === undefined || month < 1 || month > 12) return undefined;
    const dom = m[3] ? readNumber(m[3]) : m[4] && m[4] !== '下' ? THIRD[m[4]] : undefined;
    return `yearly:${pad(month)}${dom && dom <= 31 ? `-${pad(dom)}` : ''}${since}`;
  }
  if (every === '半年') return `half-yearly${since}`;
  if (every.includes('季')) return `quarterly${since}`;
  if (every.includes('月')) {
    const dom = detail.endsWith('日') ? numberIn(detail) : undefined;
    return `monthly${dom && dom <= 31 ? `:${pad(dom)}` : ''}${since}`;
  }
  if (every === '日' || every === '天') return `daily${since}`;
  const dow = WEEKDAY.indexOf(detail.replace('天', '日'));
  return `weekly${detail && dow >= 0 ? `:${dow + 1}` : ''}${since}`;
}

function afterIssue(n: string, unit: string, anchor: Anchor): Day | undefined {
  const count = readNumber(n);
  // Working days need the calendar of holidays, which a text does not carry: left without a day.
  if (!anchor.issuedOn || count === undefined || unit.includes('工作')) return undefined;
  if (unit !== '个月') return addDays(anchor.issuedOn, count);
  const months = Number(anchor.issuedOn.slice(5, 7)) - 1 + count;
  return lastOf(yearOf(anchor.issuedOn) + Math.floor(months / 12), (months % 12) + 1, Number(anchor.issuedOn.slice(8)));
}

function dueOf(g: Record<string, string | undefined>, year: number | undefined, anchor: Anchor): Day | undefined {
  if (g.n && g.unit) return afterIssue(g.n, g.unit, anchor);
  if (g.thisMonth) {
    return anchor.issuedOn ? endOfMonth(yearOf(anchor.issuedOn), Number(anchor.issuedOn.slice(5, 7))) : undefined;
  }
  if (year === undefined) return undefined;
  const month = numberIn(g.m1 ?? g.m2 ?? g.m3 ?? g.m10);
  if (g.m1) return lastOf(year, month, readNumber(g.d1 ?? '') ?? 0);
  if (g.m3) return lastOf(year, month, THIRD[g.third ?? '']);
  if (g.m10) return lastOf(year, month, g.d10 ? (readNumber(g.d10) ?? 0) : 31);
  if (g.m2) return lastOf(year, month);
  if (g.m4) {
    // 10月前 without 底 or a day ends with the month before: the earlier reading keeps everyone in time.
    const before = numberIn(g.m4);
    return before === 1 ? day(`${year - 1}-12-31`) : lastOf(year, before && before - 1);
  }
  if (g.q) return lastOf(year, (readNumber(g.q) ?? 0) * 3);
  if (g.half) return lastOf(year, g.half === '上' ? 6 : 12);
  return lastOf(year, 12);
}

/** Book titles hold dates that bind nobody (《2021年工作要点》). */
const withoutTitles = (s: string): string => s.replace(/《[^《》\n]{0,120}》/g, (m) => '□'.repeat(m.length));

/** A rate (每人每年) and a time already past (上年底) are no deadlines. */
const misread = (s: string, from: number, to: number): boolean =>
  /[人户亩家篇套次上去前每十廿]$/.test(s.slice(Math.max(0, from - 1), from)) ||
  /^(?:以来|起|至|—|-|的?以后|之后|后)/.test(s.slice(to, to + 3));

function scan(text: string, anchor: Anchor, re: RegExp): Deadline[] {
  const { s, raw } = squeeze(text);
  const masked = withoutTitles(s);
  const found = new Map<string, Deadline>();
  re.lastIndex = 0;
  let sentenceYear: number | undefined;
  let last = 0;
  for (let m = re.exec(masked); m !== null; m = re.exec(masked)) {
    const from = m.index;
    const to = re.lastIndex;
    if (/[。\n]/.test(masked.slice(last, from))) sentenceYear = undefined;
    last = to;
    if (misread(masked, from, to)) continue;
    const g = m.groups ?? {};
    const words = raw(from, to).replace(/\s+/g, '');
    if (g.every) {
      const recurs = recurrence(g, anchor);
      const entry: Deadline = { text: words, ...(recurs && { recurs }) };
      if (!found.has(recurs ?? words)) found.set(recurs ?? words, entry);
      continue;
    }
    const said = [g.y1, g.y2, g.y3, g.y4, g.y5, g.y6, g.y7, g.y8, g.y9, g.y10, g.y11].find((y) => y !== undefined);
    // 年底 and 月底 without anything before them are ends only where a word starts.
    if (g.yearEnd && !said && !/年[底末]/.test(m[0])) continue;
    const explicit = yearSaid(said, anchor);
    if (explicit) sentenceYear = explicit;
    const due = dueOf(g, explicit ?? sentenceYear ?? anchor.year ?? undefined, anchor);
    const key = due ?? words;
    if (!found.has(key)) found.set(key, { text: words, ...(due && { due }) });
  }
  return [...found.values()];
}

/** The deadlines in running text; the same day or recurrence said twice counts once. */
export const deadlinesIn = (text: string, anchor: Anchor): Deadline[] => scan(text, anchor, ANYWHERE);

/**
 * The deadlines in words that are nothing but a deadline: a table cell, a clause of a mark (2020年底前完成, 持续推进).
 * One without `due` and `recurs` when there are words but no day in them.
 */
export function deadlinesOfCell(text: string, anchor: Anchor): Deadline[] {
  const words = text.trim().replace(/\s+/g, '');
  if (words === '' || /^[-—/／无]+$/.test(words)) return [];
  if (STANDING.test(words.replace(/[。；，]+$/, '')))
    return [{ text: words.replace(/[。；，]+$/, ''), recurs: 'always' }];
  const found = scan(text, anchor, CELL);
  return found.length > 0 ? found : [{ text: words }];
}

const CLAUSE = new RegExp(
  `^(?:于|在|力争|确保|最迟|须|应)*(?:${IN_CELL.replace(/\(\?<[a-zA-Z]+\d*>/g, '(?:')})(?:完成|落实|到位|实现|报送|办结|取得阶段性成效|并?(?:长期|持续)(?:坚持|推进))*$`,
);

/** Whether a clause of a mark is nothing but a deadline. */
export function isDeadlineClause(text: string): boolean {
  const { s } = squeeze(text);
  return s.length <= 40 && (STANDING.test(s) || CLAUSE.test(s));
}
