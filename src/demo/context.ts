import { calendar } from '../../law/index.ts';
import { addDays, type Day, day, endOfMonth, sayDay, sayMonthDay, yearOf } from '../lib/day.ts';
import * as workdays from '../lib/workdays.ts';
import { type Rng, rngFor } from './rng.ts';
import type { DemoAttachment, DemoBasis, DemoExplanation, DemoValidity, PieceKind } from './types.ts';

/** What a content file writes about one piece; numbers, times and signatures are filled in when the district is put together. */
export type PieceSpec = {
  id: string;
  unit: string;
  /** Id of the unit in whose name it is issued, when not in its own. */
  issuer?: string;
  cols: string[];
  title: string;
  kind: PieceKind;
  /** Day of publication. */
  on: Day;
  /** `HH:MM`; without it a time in office hours. */
  time?: string;
  /** Organ code: asks for the next number of that code in the year of `issued`. */
  letters?: string;
  /** Date of the document; needed with `letters`. */
  issued?: Day;
  /** May hold `⟦no:id⟧` (document number of another piece) and `⟦title:id⟧`. So may title, answer and attachments. */
  html: string;
  answer: string;
  basis?: DemoBasis[];
  validity?: DemoValidity;
  interprets?: string;
  explanation?: DemoExplanation;
  replacedBy?: string;
  attachments?: DemoAttachment[];
  topics?: string[];
  /** The catalogue's item it answers (first and second level, parted by ／), when the likest one is not to be looked for. */
  item?: string;
  corrections?: { on: Day; time: string; reason: string; html: string }[];
  withdrawal?: { on: Day; time: string; reason: string };
};

/** The day the district is seen on, and ways to speak of days around it. */
export type Ctx = {
  today: Day;
  year: number;
  seed: number;
  rng(name: string): Rng;
  /** The latest month-day on or before today, `back` years earlier, moved back to a working day. */
  season(month: number, date: number, back?: number): Day;
  /** The `n`-th working day before today; 0 is today itself, or the last working day when today is none. */
  recent(n: number): Day;
};

/** Last working day on or before `d`. */
export function workdayBefore(d: Day): Day {
  let at = d;
  while (!calendar.isWorkday(at)) at = addDays(at, -1);
  return at;
}

/** First working day on or after `d`. */
export function workdayAfter(d: Day): Day {
  let at = d;
  while (!calendar.isWorkday(at)) at = addDays(at, 1);
  return at;
}

/** `n` working days after `d`, which is day zero. */
export const addWorkdays = (d: Day, n: number): Day => workdays.addWorkdays(d, n, calendar);

export const monthDay = (year: number, month: number, date: number): Day =>
  day(`${year}-${String(month).padStart(2, '0')}-${String(date).padStart(2, '0')}`);

export function context(today: Day, seed: number): Ctx {
  const year = yearOf(today);
  return {
    today,
    year,
    seed,
    rng: (name) => rngFor(seed, name),
    season(month, date, back = 0) {
      const thisYear = monthDay(year, month, date);
      const late = thisYear > today ? 1 : 0;
      return workdayBefore(monthDay(year - late - back, month, date));
    },
    recent(n) {
      let at = workdayBefore(today);
      for (let i = 0; i < n; i += 1) at = workdayBefore(addDays(at, -1));
      return at;
    },
  };
}

/** The `back`-th full month before the month of `d`: its year, number, last day and how it is said. */
export function monthBefore(d: Day, back = 1): { year: number; month: number; end: Day; say: string } {
  const index = yearOf(d) * 12 + Number(d.slice(5, 7)) - 1 - back;
  const year = Math.floor(index / 12);
  const month = (index % 12) + 1;
  return { year, month, end: endOfMonth(year, month), say: `${year}年${month}月` };
}

/** The `back`-th full quarter before the quarter of `d`. */
export function quarterBefore(d: Day, back = 1): { year: number; quarter: number; end: Day; say: string } {
  const index = yearOf(d) * 4 + Math.floor((Number(d.slice(5, 7)) - 1) / 3) - back;
  const year = Math.floor(index / 4);
  const quarter = (index % 4) + 1;
  const names = ['第一季度', '第二季度', '第三季度', '第四季度'];
  return { year, quarter, end: endOfMonth(year, quarter * 3), say: `${year}年${names[quarter - 1]}` };
}

/** Thousands separated, as tables print them. */
export const num = (n: number, digits = 0): string =>
  n.toLocaleString('en-US', { minimumFractionDigits: digits, maximumFractionDigits: digits });

export const sum = (ns: readonly number[]): number => ns.reduce((a, b) => a + b, 0);

/** The law citations used in many pieces, quoted where the words matter to readers. */
export const law = {
  disclosure20: (item: string, text: string): DemoBasis => ({
    law: '中华人民共和国政府信息公开条例',
    article: `第二十条第（${item}）项`,
    text,
  }),
  disclosure19: {
    law: '中华人民共和国政府信息公开条例',
    article: '第十九条',
    text: '对涉及公众利益调整、需要公众广泛知晓或者需要公众参与决策的政府信息，行政机关应当主动公开。',
  } satisfies DemoBasis,
  disclosure50: {
    law: '中华人民共和国政府信息公开条例',
    article: '第五十条',
    text: '政府信息公开工作年度报告应当包括下列内容：（一）行政机关主动公开政府信息的情况；（二）行政机关收到和处理政府信息公开申请的情况；（三）因政府信息公开工作被申请行政复议、提起行政诉讼的情况；（四）政府信息公开工作存在的主要问题及改进情况，各级人民政府的政府信息公开工作年度报告还应当包括工作考核、社会评议和责任追究结果情况；（五）其他需要报告的事项。',
  } satisfies DemoBasis,
  unitBudget: {
    law: '中华人民共和国预算法',
    article: '第十四条第二款',
    text: '经本级政府财政部门批复的部门预算、决算及报表，应当在批复后二十日内由各部门向社会公开，并对部门预算、决算中机关运行经费的安排、使用情况等重要事项作出说明。',
  } satisfies DemoBasis,
  budget: {
    law: '中华人民共和国预算法',
    article: '第十四条第一款',
    text: '经本级人民代表大会或者本级人民代表大会常务委员会批准的预算、预算调整、决算、预算执行情况的报告及报表，应当在批准后二十日内由本级政府财政部门向社会公开，并对本级政府财政转移支付安排、执行的情况以及举借债务的情况等重要事项作出说明。',
  } satisfies DemoBasis,
};

export type { Day };
export { addDays, sayDay, sayMonthDay, yearOf };
