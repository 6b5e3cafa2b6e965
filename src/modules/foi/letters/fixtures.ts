// Facts of a case that never was, for the tests of letters.
import { type Day, day } from '../../../lib/day.ts';
import { basisOn, kindOf, remedyClass, remedyOn } from '../rules/law.ts';
import type { LetterFacts } from '../rules/types.ts';
import { letterLaw } from './law.ts';

export const WHO = { body: '清河县人民政府', court: '有管辖权的人民法院' };

export function factsOfCase(today: Day = day('2026-03-26'), more: Partial<LetterFacts> = {}): LetterFacts {
  return {
    today,
    case: {
      id: 'c1',
      no: 'SQ-2026-00012',
      applicationNo: 'SQ-2026-00012',
      part: 1,
      state: 'processing',
      subject: '临时救助资金发放情况',
      version: 3,
    },
    unit: {
      id: 'u1',
      name: '清河县民政局',
      shortName: '县民政局',
      phone: '0000-0000000',
      address: '清河县文化路1号',
      hours: '工作日9:00至17:00',
    },
    hears: WHO,
    applicant: {
      kind: 'naturalPerson',
      kindName: '自然人',
      name: '申请人甲',
      address: null,
      email: null,
      phone: null,
      agent: null,
    },
    request: {
      description: '2025年度临时救助资金的发放对象和金额。',
      wantedForm: 'paper',
      wantedWay: 'post',
      wantedFormName: '纸质',
      wantedWayName: '邮寄',
      channel: 'net',
      channelName: '网络',
      submittedOn: day('2026-03-01'),
      arrivedOn: day('2026-03-02'),
      receivedOn: day('2026-03-02'),
      confirmedBy: '办理人',
    },
    clock: {
      due: day('2026-03-30'),
      provisional: false,
      startedOn: day('2026-03-02'),
      limit: 20,
      used: 18,
      steps: [],
      basis: '条例第三十三条',
      payBy: null,
    },
    correction: null,
    reasons: null,
    extension: null,
    parties: [],
    fee: null,
    decision: null,
    files: [],
    events: [],
    ...more,
  };
}

/** A decision of a kind as approved on a day. */
export function decided(
  key: string,
  on: Day,
  more: Partial<NonNullable<LetterFacts['decision']>> = {},
): LetterFacts['decision'] {
  const kind = kindOf(letterLaw.foi, key);
  if (!kind) throw new RangeError(`no such decision: ${key}`);
  const grounds = (more.grounds ?? []).map((g) => g.key);
  return {
    key,
    name: kind.name,
    row: kind.row,
    basis: basisOn(kind, on),
    grounds: [],
    reasons: kind.reasons ? '经核对，所涉内容是受助人的家庭情况，公开会使其被识别。' : '',
    where: kind.needs.length > 0 ? '县档案馆二楼，工作日可以查阅' : '',
    decidedOn: on,
    remedy: remedyOn(letterLaw.foi, remedyClass(letterLaw.foi, kind, grounds), on, WHO),
    until: null,
    ...more,
  };
}

export const ground = (key: string): NonNullable<LetterFacts['decision']>['grounds'][number] => {
  const kind = kindOf(letterLaw.foi, key);
  if (!kind) throw new RangeError(`no such ground: ${key}`);
  return { key, name: kind.name, basis: kind.basis[0]?.text ?? '' };
};
