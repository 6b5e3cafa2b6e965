/** Identity numbers, bank cards, telephone numbers and wrongly masked forms: one check each over one shared scan. */
import { yearOf } from '../../../lib/day.ts';
import type { Check, CheckEnv, Finding } from '../../../lib/finding.ts';
import type { Specimen } from '../../../lib/specimen.ts';
import { type Group, groupHits, remedyFor } from './group.ts';
import { maskCard, maskId, maskPhone } from './mask-values.ts';
import { type NumberHit, type NumberKind, numbersOf } from './numbers.ts';
import { PRIVACY } from './say.ts';

type Words = {
  message(group: Group<NumberHit>, n: number): string;
  why(group: Group<NumberHit>): string;
  label: string;
  mask(value: string): string;
};

const GONE = '一旦公开，收不回来。';

/** Where hits of one strength stand, as 第2行、第4行. */
function idWhy(group: Group<NumberHit>): string {
  const right = group.hits.filter((h) => h.by === 'check').length;
  if (right === group.hits.length) return `${group.rows}校验位正确，是完整号码。${GONE}`;
  if (right === 0) return `${group.rows}的校验位或日期对不上，可能录错了一位，但仍能认出人。请核对后遮盖。`;
  return `${group.rows}，其中${right}个校验位正确，是完整号码。${GONE}`;
}

const WORDS: Record<NumberKind, Words> = {
  id: {
    message: (g, n) => (g.hidden ? `${g.hidden}有${n}个身份证号` : `${n}个身份证号没有遮盖`),
    why: idWhy,
    label: '全部遮盖中间10位',
    mask: maskId,
  },
  card: {
    message: (g, n) => (g.hidden ? `${g.hidden}有${n}个银行卡号` : `${n}个银行卡号没有遮盖`),
    why: (g) => `${g.rows}是完整的卡号或账号，名单里不需要它。${GONE}`,
    label: '只留后4位',
    mask: maskCard,
  },
  mobile: {
    message: (g, n) =>
      g.hidden
        ? `${g.hidden}有${n}个手机号`
        : g.severity === 'error'
          ? `${n}个手机号没有遮盖`
          : `${n}个联系电话是手机号`,
    why: (g) =>
      g.severity === 'error'
        ? `${g.rows}是个人手机号，公开后会被骚扰、诈骗利用。`
        : `${g.rows}是手机号。对外联系宜用办公电话；确要用手机，先问过本人。`,
    label: '遮盖中间4位',
    mask: maskPhone,
  },
  landline: {
    message: (g, n) => (g.hidden ? `${g.hidden}有${n}个家庭电话` : `${n}个个人的固定电话没有遮盖`),
    why: (g) => `${g.rows}写的是个人的电话，不是办公电话。`,
    label: '遮盖号码',
    mask: maskPhone,
  },
  'bad-mask': {
    message: (_, n) => `${n}个身份证号遮盖得不对`,
    why: (g) => `${g.rows}还看得出出生日期或地区全码。只留前4位和后4位，中间全部用*。`,
    label: '改为只留前后各4位',
    mask: maskId,
  },
};

const quoteOf = (kind: NumberKind, value: string): string => WORDS[kind].mask(value);

function numberCheck(id: string, title: string, basis: string, kind: NumberKind): Check {
  const words = WORDS[kind];
  const finding = (s: Specimen, group: Group<NumberHit>): Finding => {
    const remedy = remedyFor(s, group, words.label, (h) => words.mask(h.value));
    return {
      rule: id,
      severity: group.severity,
      message: words.message(group, group.hits.length),
      why: words.why(group),
      // The finding travels through logs and screens: it never carries what it found.
      quote: [...new Set(group.hits.slice(0, 3).map((h) => quoteOf(kind, h.value)))].join('、'),
      at: group.at,
      basis,
      spans: group.spans,
      ...(remedy ? { remedy } : {}),
    };
  };
  return {
    id,
    title,
    basis,
    run: (s: Specimen, env: CheckEnv) =>
      groupHits(
        s,
        numbersOf(s, yearOf(env.today)).filter((h) => h.kind === kind),
      ).map((group) => finding(s, group)),
  };
}

export const numberChecks: readonly Check[] = [
  numberCheck('personal.id-number', '身份证号', PRIVACY, 'id'),
  numberCheck('personal.id-mask', '身份证号的遮盖方式', `${PRIVACY}；名单遮盖规则（惯例，各地可定）`, 'bad-mask'),
  numberCheck('personal.bank-card', '银行卡号', PRIVACY, 'card'),
  numberCheck('personal.mobile', '手机号', PRIVACY, 'mobile'),
  numberCheck('personal.landline', '个人的固定电话', PRIVACY, 'landline'),
];
