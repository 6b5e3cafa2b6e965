import type { ClockProblem } from './rules/clock.ts';

/** What is wrong with a clock's history, and what to write instead. */
const SAY: Record<ClockProblem['code'], (d: ClockProblem['detail']) => string> = {
  before_start: (d) => `${d.on}早于收到申请的${d.from}，请核对日期。`,
  opinion_without_letter: (d) => `${d.on}收到意见，但没有对应的征求意见函（consulted=日期）。`,
  opinion_before_letter: (d) => `${d.on}收到意见，早于征求意见函发出的日期。`,
  received_without_letter: (d) => `${d.on}对方收函，但没有对应的征求意见函（consulted=日期）。`,
  extension_length: (d) => `延期${d.days}个工作日不行：延长的期限合计最多${d.most}个工作日，至少1个。`,
  extended_twice: (d) => `延期写了${d.times}次，合并成一次再填。`,
  corrected_twice: () => '补正只能一次，收到补正后的申请也只有一个日期。',
  paid_without_notice: (d) => `${d.on}缴费，但没有收费通知（fee-notified=日期）。`,
  paid_before_notice: (d) => `${d.on}缴费，早于${d.notified}的收费通知。`,
  notified_twice: () => '收费通知只有一次。',
  after_due: (d) => `${d.on}才发征求意见函，而答复期限${d.due}已经过了。`,
};

export const CLOCK_CODES = Object.keys(SAY) as ClockProblem['code'][];
export const sayClock = (p: ClockProblem): string => SAY[p.code](p.detail);
