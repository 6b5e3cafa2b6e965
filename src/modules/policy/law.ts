import { periods } from '../../../law/index.ts';
import { type Period, periodInForce } from '../../lib/dated.ts';
import { type Day, sayDay } from '../../lib/day.ts';
import type { Reader } from '../../platform/db/connection.ts';
import { dependOn } from '../../platform/depends.ts';
import { LEDGER } from './actions/common.ts';
import { isTrial } from './rules/standing.ts';
import { type Setting, settings } from './store/settings.ts';

/** A number of the district's own, in the place of one that no national text gives. */
export type Rule = {
  rule: string;
  title: string;
  unit: Period['unit'] | 'percent';
  /** Least and most that can be set; absent: the law gives the number, and nobody here changes it. */
  range?: readonly [least: number, most: number];
};

/** Every number that policies are measured by, in the order of their life. */
export const RULES: readonly Rule[] = [
  { rule: 'policy.consultation', title: '草案征求意见不少于', unit: 'day', range: [7, 180] },
  { rule: 'policy.consultation-answer', title: '征求意见结束后公布采纳情况', unit: 'day', range: [5, 180] },
  { rule: 'policy.legal-review-least', title: '合法性审核不少于', unit: 'workday' },
  { rule: 'policy.legal-review', title: '合法性审核不超过', unit: 'workday' },
  { rule: 'policy.filing', title: '公布后报送备案', unit: 'day', range: [1, 90] },
  { rule: 'policy.validity', title: '有效期一般不超过', unit: 'month', range: [12, 120] },
  { rule: 'policy.validity-trial', title: '暂行、试行的有效期不超过', unit: 'month', range: [6, 60] },
  { rule: 'policy.expiry-look', title: '到期前提醒评估', unit: 'month', range: [1, 12] },
  { rule: 'policy.cleanup', title: '全面清理一次', unit: 'month' },
  { rule: 'interpretation.outer', title: '解读最晚在文件公布后', unit: 'workday', range: [1, 20] },
  { rule: 'interpretation.copy-line', title: '解读照抄超过这个比例要写理由', unit: 'percent', range: [50, 95] },
];

/** Above this share a genuine interpretation of a State Council document does not quote (it measures 52): no rule gives a line. */
const COPY_LINE = {
  number: 60,
  basis: '解读和文件逐字相同的占比（没有国家规定；一份真实的官方解读为52%，所以不低于50%）',
  source: '本系统对公开的政策与解读逐对测量',
  mark: 'unconfirmed' as const,
};

export type Number = Pick<Period, 'number' | 'basis' | 'source' | 'mark'>;

/** What holds on a day: the rows of `law/`, and the district's own numbers where it may set them. */
export type PolicyLaw = {
  /** How long a draft is put to the public, at least. */
  consultation(on: Day): Period;
  /** How long after a round its outcome is expected. */
  consultationAnswer(on: Day): Period;
  reviewLeast(on: Day): Period;
  reviewMost(on: Day): Period;
  /** How long after its publication a document is to be filed (备案). */
  filing(on: Day): Period;
  /** How long before its end a document is looked at. */
  expiryLook(on: Day): Period;
  cleanupEvery(on: Day): Period;
  validityOf(title: string, on: Day): Period;
  /** Working days after its policy within which an interpretation is out at the latest. */
  interpretationOuter(on: Day): Period;
  /** Share of copied text, 0 to 1, above which a reason is asked for. */
  copyLine(on: Day): number;
  /** Any rule of `RULES`, with the setting of the day. */
  numberOf(rule: string, on: Day): Number;
};

export function lawWith(own: readonly Setting[]): PolicyLaw {
  const settingOn = (rule: string, on: Day): Setting | undefined =>
    own.filter((s) => s.rule === rule && s.fromOn <= on).at(-1);
  const over = <T extends Number>(base: T, rule: string, on: Day): T => {
    const s = base.mark === 'unconfirmed' ? settingOn(rule, on) : undefined;
    return s ? { ...base, number: s.number, basis: `本区${sayDay(s.fromOn)}起设为${s.number}：${s.reason}` } : base;
  };
  const period =
    (rule: string) =>
    (on: Day): Period =>
      over(periodInForce(periods, rule, on), rule, on);
  const copy = (on: Day): Number => over<Number>(COPY_LINE, 'interpretation.copy-line', on);
  return {
    consultation: period('policy.consultation'),
    consultationAnswer: period('policy.consultation-answer'),
    reviewLeast: period('policy.legal-review-least'),
    reviewMost: period('policy.legal-review'),
    filing: period('policy.filing'),
    expiryLook: period('policy.expiry-look'),
    cleanupEvery: period('policy.cleanup'),
    validityOf: (title, on) => period(isTrial(title) ? 'policy.validity-trial' : 'policy.validity')(on),
    interpretationOuter: period('interpretation.outer'),
    copyLine: (on) => copy(on).number / 100,
    numberOf: (rule, on) => (rule === 'interpretation.copy-line' ? copy(on) : period(rule)(on)),
  };
}

/** As the district has set it by now; a page that reads it is drawn again when that changes. */
export async function lawOf(db: Reader): Promise<PolicyLaw> {
  dependOn(LEDGER);
  return lawWith(await settings(db));
}

/** Said after a number that is this district's own setting. */
export const settingNote = (p: Pick<Period, 'mark'>): string =>
  p.mark === 'unconfirmed' ? '（本区设定，未见全国统一规定）' : '';
