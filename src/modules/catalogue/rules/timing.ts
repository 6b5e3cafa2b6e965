/** 公开时限: the words of a catalogue, and what they mean for the clock. */
import { foldWidth } from '../../../lib/hanzi.ts';
import { readNumber } from '../../../lib/numerals.ts';
import type { Timing, TimingRule } from './types.ts';

const N = '([0-9]{1,4}|[一二两三四五六七八九十百]{1,5})个?';
const UNIT = '(工作日|自然日|日历日|日|天|月)';
const UNITS: Readonly<Record<string, 'workday' | 'day' | 'month'>> = { 工作日: 'workday', 月: 'month' };
const CYCLES: Readonly<Record<string, 'year' | 'half' | 'quarter' | 'month'>> = {
  年: 'year',
  年度: 'year',
  半年: 'half',
  学期: 'half',
  季度: 'quarter',
  季: 'quarter',
  月: 'month',
};

/** 公示期不少于7天, 公示7个工作日: how long it stays up. 内 or 后 after the number would make it a deadline. */
const SHOWN = new RegExp(
  `^(?:其中)?.{0,8}?(?:公示|公告|张贴|公布|征求意见|征集意见)(?:期限|时间|期)?(?:为|不少于|不得少于|至少|不低于)?${N}${UNIT}(?:以上)?(?!内|以内|之内|后|之?前)`,
);
/** …之日起20个工作日内, 20工作日. */
const AFTER = new RegExp(`^(.*?)${N}${UNIT}(内|以内|之内|$)`);
/** 每年1月31日前, 次年6月底前. */
const YEARLY = /^(?:每|次|翌|下一)年(?:度)?的?(.{1,3}?)月(?:(.{1,3}?)日|(底|末))?(?:之?前|以前)/;
/** 每季度结束后10日内, 每季度首月10日前, 次月5日前. */
const CYCLIC = new RegExp(
  `^(?:每|次)(半年|季度|季|月|学期)(?:度)?(?:结束|终了|期满|首月|第一个月)?(?:之?后)?的?${N}(?:日|天)(?:内|以内|之内|之?前)`,
);
/** 每季度公开一次, 按月更新, 半年一次; with figures of its own (每年1月、7月) it is another thing. */
const ONCE =
  /^(?:(?:按|每)(年度|年|半年|季度|季|月|学期)(?:度)?|一?(年|半年|季度|月|学期)(?=(?:至少)?(?:公开|公布|更新)?(?:一次|1次)))[^0-9季月周]*(?:1次)?[^0-9季月周]*$/;
const STARTS = /(?:之日(?:起|后)|以后|之后|起|后)?的?$/;
/** What a limit is for when nothing says since when: 行政许可7个工作日. */
const SUBJECT = /许可|处罚|强制|审批/;
/** Says nothing for the clock. */
const DEFERS = /^(?:但是?)?(?:法律|法规|国家|党内法规)[^0-9]*(?:另有规定|有规定|规定)的?(?:，?从其规定)?$|^从其规定$/;

const number = (text: string): number => readNumber(text.replaceAll('两', '二')) ?? 0;

/** 自 that begins "since", not a syllable of 自然, 自治, 自主, 各自. */
function since(text: string): number {
  for (let i = text.length - 1; i >= 0; i--)
    if (text[i] === '自' && !/[然治主行愿建律]/.test(text[i + 1] ?? '') && !/[各亲独]/.test(text[i - 1] ?? ''))
      return i;
  return -1;
}

function afterRule(head: string, n: number, unit: string, tail: string): TimingRule {
  const body = head.replace(/^其中[：，]?/, '');
  // 执法决定信息在决定作出之日起: what it is for, then since when.
  const where = /^(.{2,20}?)(?:应当|应)?[在于](?=.+(?:起|后)$)/.exec(body);
  const at = since(body) >= 0 || !where ? since(body) : where[0].length - 1;
  const bare = at < 0 && !/(?:起|后)的?$/.test(body) && SUBJECT.test(body);
  const before = bare ? body : at > 0 ? body.slice(0, at) : '';
  const only = before.replace(/(?:应当|应|，|、|：|在)+$/, '') || tail;
  const event = (bare ? '' : body.slice(at + 1))
    .replace(/^(?:从|在|于)/, '')
    .replace(STARTS, '')
    .replace(/(?:应当|应|，|的)+$/, '');
  return {
    kind: 'after',
    number: n,
    unit: UNITS[unit] ?? 'day',
    // A catalogue that says only 20个工作日 means the regulation's event (Article 26).
    event: event === '' ? '信息形成或者变更' : event,
    ...(only === '' ? {} : { only }),
  };
}

function yearlyRule(month: string, date: string | undefined): TimingRule | undefined {
  const m = number(month);
  if (m < 1 || m > 12) return undefined;
  const last = [31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31][m - 1] ?? 31;
  const d = date === undefined ? last : number(date);
  return d < 1 || d > last ? undefined : { kind: 'every', cycle: 'year', month: m, day: d };
}

/** 7个工作日内（行政许可和行政处罚）: what it is for, said behind. */
const ASIDE = /（([^（）0-9]{2,20})）$/;

/** No limit takes more words; what is longer is another thing in the wrong column. */
const LONGEST = 300;

function clauseRule(text: string): TimingRule | undefined {
  const yearly = YEARLY.exec(text);
  if (yearly) return yearlyRule(yearly[1] ?? '', yearly[2]);
  const cyclic = CYCLIC.exec(text);
  const cycle = CYCLES[cyclic?.[1] ?? ''];
  if (cyclic && cycle) {
    const n = number(cyclic[2] ?? '');
    return n < 1 || n > 31 ? undefined : { kind: 'every', cycle, day: n };
  }
  const shown = SHOWN.exec(text);
  if (shown && number(shown[1] ?? '') > 0)
    return { kind: 'shown', number: number(shown[1] ?? ''), unit: UNITS[shown[2] ?? ''] ?? 'day' };
  const after = AFTER.exec(text);
  const n = number(after?.[2] ?? '');
  // Without 内 a number of days is a limit only where nothing else could be meant: 20工作日, 行政许可7个工作日.
  const limits = after?.[4] !== '' || (after[3] === '工作日' && !/[0-9]/.test(after[1] ?? ''));
  if (after && n > 0 && limits) return afterRule(after[1] ?? '', n, after[3] ?? '', ASIDE.exec(text)?.[1] ?? '');
  const once = ONCE.exec(text);
  const whole = CYCLES[once?.[1] ?? once?.[2] ?? ''];
  if (whole) return { kind: 'every', cycle: whole };
  if (/实时|即时/.test(text)) return { kind: 'live' };
  if (/长期|常年|常态|永久/.test(text)) return { kind: 'standing' };
  if (/及时|立即|适时|当日|当天|第一时间|动态/.test(text)) return { kind: 'prompt' };
  return undefined;
}

const WIDE: Readonly<Record<string, string>> = { ',': '，', ';': '；', ':': '：', '(': '（', ')': '）' };

/** The words as they are kept: white space out (cells wrap inside numbers), digits half and marks full width, ends tidy. */
export const timingText = (text: string): string =>
  foldWidth(text.normalize('NFC'))
    .replace(/[\s\u00a0\u200b\ufeff]+/g, '')
    .replace(/[,;:()]/g, (c) => WIDE[c] ?? c)
    .replace(/[；。，]+$/, '');

/**
 * Reads 公开时限. Each clause gives one rule (信息形成或者变更之日起20个工作日内；其中行政许可自作出行政决定之日起7个工作日内: two).
 * Clauses that mean nothing to the reader come back in `unread`; the words are kept in `timing.text` either way. Never throws.
 */
export function parseTiming(text: string): { timing: Timing; unread: string[] } {
  const kept = timingText(text);
  const rules: TimingRule[] = [];
  const unread: string[] = [];
  // An aside with a figure of its own is a clause of its own: 20个工作日内（公示不少于7天）.
  const clauses = kept
    .replace(/（([^（）]*[0-9][^（）]*)）(?=$|[；。，])/g, '；$1')
    .split(/[；。]|，(?=其中|其他|其余|公示|公告|张贴|征求|每|行政许可|行政处罚|保持|长期|但|法律|国家|从其)/);
  for (const clause of clauses) {
    const c = clause.replace(/^（?[0-9]{1,2}[）.、]/, '').replace(/^，/, '');
    if (c === '' || DEFERS.test(c)) continue;
    const rule = c.length > LONGEST ? undefined : clauseRule(c);
    if (rule === undefined) unread.push(c);
    else if (!rules.some((r) => JSON.stringify(r) === JSON.stringify(rule))) rules.push(rule);
  }
  return { timing: { text: kept, rules }, unread };
}
