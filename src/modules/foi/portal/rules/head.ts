/** The big number and the sentence of the status page: how far, until when, and what that means for the applicant. */
import { type Day, sayWeekday } from '../../../../lib/day.ts';
import { sayDayNear } from '../../../../lib/moments.ts';
import { type Calendar, countWorkdays } from '../../../../lib/workdays.ts';
import type { StatusFacts, StatusView } from './status.ts';
import { sayNotCounted, type TraceDay } from './trace.ts';

export const sayNear = sayDayNear;
/** `4月13日（周一）` */
export const sayDueDay = (d: Day, today: Day): string =>
  `${sayNear(d, today)}（${sayWeekday(d).replace('星期', '周')}）`;

export const unpaid = (f: StatusFacts): boolean => f.stage === 'paying' && f.fee !== undefined && f.fee.paidOn === null;

export function headOf(
  f: StatusFacts,
  days: readonly TraceDay[],
  calendar: Calendar,
): Pick<StatusView, 'big' | 'of' | 'say' | 'sub' | 'bad'> {
  const { today, clock } = f;
  const limit = clock?.workingDays ?? f.period.number;
  const used = days.filter((d) => d.counted && d.date <= today).length;
  const of = `/ ${limit}个工作日`;
  const idle = { big: '0', of, bad: false };
  if (f.ended) {
    const how = {
      withdrawn: '您撤回了申请',
      'not-corrected': '没有按期补正，不再办理',
      'not-paid': '没有按期缴费，不再办理',
      other: '办结',
    };
    return {
      big: String(used),
      of,
      bad: false,
      say: `${sayNear(f.ended.on, today)}${how[f.ended.how]}`,
      sub: '还需要这项信息的，可以重新申请。',
    };
  }
  if (f.answeredOn) {
    const late = clock !== undefined && f.answeredOn > clock.due;
    const days = late ? countWorkdays(clock.due, f.answeredOn, calendar) : 0;
    return {
      big: String(used),
      of,
      bad: late,
      say: `${sayDueDay(f.answeredOn, today)}答复了您`,
      sub: late
        ? `期限是${sayNear(clock.due, today)}，晚了${days}个工作日。答复书里写了怎样申请复议、提起诉讼。`
        : `用了${used}个工作日${clock ? `，期限是${sayNear(clock.due, today)}` : ''}。`,
    };
  }
  if (!f.receivedOn)
    return {
      ...idle,
      say: `等${f.unit}和您确认收到`,
      sub: '确认的第二天起算。会打电话或者发短信给您，请留意。',
    };
  if (f.stage === 'correcting' && f.correction)
    return today > f.correction.by
      ? {
          ...idle,
          bad: true,
          say: `${sayNear(f.correction.by, today)}前没有收到补正`,
          sub: '有正当理由的，现在补也行，请写明原因。没有理由的，不再办理。',
        }
      : {
          ...idle,
          say: `请在${sayDueDay(f.correction.by, today)}前补正`,
          sub: `收到补正后，重新算${f.period.number}个工作日。只要求补正这一次。`,
        };
  if (!clock) return { ...idle, say: `${f.unit}正在办理`, sub: '' };
  if (unpaid(f) && f.fee)
    return today > f.fee.payBy
      ? {
          ...idle,
          bad: true,
          say: `${sayNear(f.fee.payBy, today)}前没有收到缴费`,
          sub: '缴过了的，请把票据号告诉承办机关。没有缴的，不再办理。',
        }
      : {
          ...idle,
          say: `请在${sayDueDay(f.fee.payBy, today)}前缴${f.fee.yuan.toLocaleString('en-US')}元`,
          sub: `缴费后重新算${f.period.number}个工作日。最后一天才缴的话，最晚${sayNear(clock.due, today)}答复。`,
        };
  if (today > clock.due) {
    const n = countWorkdays(clock.due, today, calendar);
    return {
      big: String(n),
      of: '个工作日，已经逾期',
      bad: true,
      say: `${sayDueDay(clock.due, today)}就该答复您`,
      sub: '逾期没有答复，您可以申请行政复议，也可以直接起诉，或者向上一级机关投诉。',
    };
  }
  const left = limit - used;
  const words = pauseWordsOf(f);
  const skipped = sayNotCounted(days, words);
  return {
    big: String(used),
    of,
    bad: false,
    say: `${clock.provisional ? '暂定' : ''}最晚${sayDueDay(clock.due, today)}答复您`,
    sub: `${left === 0 ? '就是今天。' : `还有${left}个工作日。`}${skipped}`,
  };
}

const pauseWordsOf = (f: StatusFacts): string[] => [
  ...(f.consults.length > 0 ? ['等第三方意见'] : []),
  ...(f.correction ? ['等补正'] : []),
  ...(f.fee ? ['等缴费'] : []),
];
