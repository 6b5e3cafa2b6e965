import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { calendar, periods } from '../../../../law/index.ts';
import { periodInForce } from '../../../lib/dated.ts';
import { day } from '../../../lib/day.ts';
import type { Refusal } from '../../../lib/ruling.ts';
import * as g from './guards.ts';
import { maskPersonal } from './mask.ts';
import { readUnified, registering } from './numbers.ts';

const codes = (r: readonly Refusal[]): string => r.map((x) => x.code).join(' ');
const on = day('2026-03-02');
const law = (rule: string) => periodInForce(periods, rule, on);

describe('before the meeting', () => {
  const f = { review: { result: 'lawful' as const }, explained: '', meeting: '第3次常务会', round: false };
  test.each<[Partial<g.DiscussFacts>, string, string]>([
    [{}, '', 'reviewed, lawful'],
    [{ review: undefined }, 'not_reviewed', '应审必审'],
    [{ review: undefined, round: true }, 'round_is_no_review', 'a round of opinions never stands for the review'],
    [{ review: { result: 'unlawful' } }, 'found_unlawful', 'found unlawful'],
    [{ review: { result: 'unlawful' }, explained: '另有考虑' }, 'found_unlawful', 'no explanation heals it'],
    [{ review: { result: 'amend' } }, 'not_explained', 'what was not adopted must be explained'],
    [{ review: { result: 'amend' }, explained: '第五条已有上级依据' }, '', 'explained'],
    [{ review: undefined, meeting: ' ' }, 'not_reviewed no_meeting', 'every reason, not the first'],
  ])('%j: %s', (over, want) => expect(codes(g.discussing({ ...f, ...over }))).toBe(want));
});

describe('the time of a review, five to fifteen working days', () => {
  const f: g.ReviewFacts = {
    from: day('2026-03-02'),
    today: day('2026-03-09'),
    least: law('policy.legal-review-least'),
    most: law('policy.legal-review'),
    urgent: '',
    result: 'lawful',
    opinion: '合法',
    failed: [],
    reviewerWrote: false,
  };
  test.each<[string, string, string, string]>([
    ['2026-03-02', '2026-03-06', 'review_hasty', 'Monday to Friday are four working days after the first'],
    ['2026-03-02', '2026-03-09', '', 'the fifth is the next Monday'],
    ['2026-02-13', '2026-02-24', 'review_hasty', 'Spring Festival does not count; the 14th is worked'],
    ['2026-02-13', '2026-03-02', '', 'the fifth after the holiday is over'],
    ['2026-03-02', '2026-04-30', '', 'late is written down, not forbidden: the review must still be given'],
  ])('sent %s, given %s: %s', (from, today, want) =>
    expect(codes(g.reviewing({ ...f, from: day(from), today: day(today) }, calendar))).toBe(want),
  );
  test('an emergency may be faster, with its reason', () => {
    expect(codes(g.reviewing({ ...f, today: f.from, urgent: '防汛应急响应' }, calendar))).toBe('');
  });
  test('the last day is the fifteenth working day, by the calendar', () => {
    // 清明 (4 to 6 April) does not count.
    expect(g.reviewWindow(day('2026-03-19'), f, calendar)).toEqual({ first: '2026-03-26', last: '2026-04-10' });
  });
  test.each<[Partial<g.ReviewFacts>, string, string]>([
    [{ result: 'lawful', failed: ['powers'] }, 'lawful_with_faults', 'a fault speaks against lawful'],
    [{ result: 'unlawful' }, 'unlawful_without_fault', 'unlawful says which test failed'],
    [{ result: 'unlawful', failed: ['creation'] }, '', ''],
    [{ result: '同意' }, 'no_result', 'agreement is no result of a review'],
    [{ opinion: '' }, 'no_opinion', 'in writing'],
    [{ reviewerWrote: true }, 'reviewer_is_drafter', 'nobody judges their own draft'],
  ])('%j: %s', (over, want) => expect(codes(g.reviewing({ ...f, ...over }, calendar))).toBe(want));
});

test('materials: each missing one is named', () => {
  expect(g.submitting({ draft: '有', bases: '有', opinions: '', own: ' ' }).map((r) => r.detail?.title)).toEqual([
    '征求意见及采纳情况',
    '起草单位自己的合法性审核意见',
  ]);
  expect(g.submitting({ draft: '1', bases: '2', opinions: '3', own: '4' })).toEqual([]);
});

test.each<[string, string, string, string]>([
  ['2026-03-01', '2026-03-31', '', 'thirty days, the first not counted'],
  ['2026-03-01', '2026-03-30', 'consult_short', 'one short'],
  ['2026-03-01', '2026-02-20', 'consult_short', 'ended before it began'],
])('a consultation from %s to %s: %s', (from, until, want) =>
  expect(codes(g.opening({ from: day(from), until: day(until), least: law('policy.consultation') }))).toBe(want),
);

test.each<[string, boolean, string, string, string]>([
  ['urgent', true, '暴雨', '', 'an emergency'],
  ['internal', true, '没有影响', 'skip_touches_rights', 'rights and duties of people: no such way out'],
  ['internal', false, '内部', '', ''],
  ['', true, '', 'no_skip no_reason', ''],
])('no consultation because %s (rights %s): %s', (why, touchesRights, reason, want) =>
  expect(codes(g.skipping({ why, touchesRights, reason }))).toBe(want),
);

test.each<[Parameters<typeof g.answering>[0], string, string]>([
  [
    { today: day('2026-03-31'), until: day('2026-03-31'), ungrouped: 0, groups: [] },
    'consult_open',
    'the last day is open',
  ],
  [
    { today: day('2026-04-01'), until: day('2026-03-31'), ungrouped: 0, groups: [] },
    '',
    'nobody wrote, and that is said',
  ],
  [{ today: day('2026-04-01'), until: day('2026-03-31'), ungrouped: 2, groups: [] }, 'ungrouped', 'each one counts'],
  [
    {
      today: day('2026-04-01'),
      until: day('2026-03-31'),
      ungrouped: 0,
      groups: [{ comments: 1, said: '提高标准', verdict: 'not', done: '' }],
    },
    'group_without_reason',
    'what is not adopted has a reason',
  ],
])('answering %#: %j', (f, want) => expect(codes(g.answering(f))).toBe(want));

test('signing: three different people, after the meeting agreed', () => {
  expect(codes(g.signing({ passed: true, signerIs: 'other' }))).toBe('');
  expect(codes(g.signing({ passed: false, signerIs: 'drafter' }))).toBe('meeting_refused signer_is_drafter');
  expect(codes(g.signing({ passed: true, signerIs: 'reviewer' }))).toBe('signer_is_reviewer');
});

describe('unified registration and number', () => {
  const f = {
    docNo: '明政规发〔2026〕3号',
    unifiedNo: 'MHGS—2026—03',
    today: day('2026-03-16'),
    issuedOn: day('2026-03-12'),
    docNoTaken: undefined,
    unifiedTaken: undefined,
  };
  test.each<[Partial<Parameters<typeof registering>[0]>, string, string]>([
    [{}, '', ''],
    [{ docNo: '明政规发[2026]3号' }, 'doc_no_form', '括号不规范'],
    [{ docNo: '明政规发〔2026〕03号' }, 'doc_no_form', '不编虚位'],
    [{ docNo: '明政规发〔2026〕第3号' }, 'doc_no_form', '不加第字'],
    [{ docNo: '明政规发〔2026〕3、4号' }, 'doc_no_form', 'two numbers, one document'],
    [{ docNo: '明政规发〔2025〕3号' }, 'doc_no_year', 'dated 2026'],
    [{ docNoTaken: '旧办法' }, 'doc_no_taken', 'unique'],
    [{ unifiedNo: 'MHGS' }, 'unified_form', ''],
    [{ unifiedNo: 'MHGS-2025-03' }, 'unified_year', 'numbered by the year of registration'],
    [{ unifiedTaken: '旧办法', docNoTaken: '旧办法' }, 'doc_no_taken unified_taken', 'every reason'],
    [{ issuedOn: day('2026-03-17') }, 'issued_later', 'signed tomorrow, registered today'],
  ])('%j: %s', (over, want) => {
    const out = registering({ ...f, ...over });
    expect(out.ok ? '' : codes(out.refusals)).toBe(want);
  });
  test('is read in any writing, and written in one', () => {
    expect(readUnified('HFGS—2017—9')?.text).toBe('HFGS—2017—09');
    expect(readUnified('ｍｈｇｓ－２０２６－１２')?.text).toBe('MHGS—2026—12');
    expect(readUnified('MHGS—2026—0')).toBeUndefined();
  });
});

test.each<[string, string, string]>([
  ['电话13800138000找我', '电话〔电话已遮盖〕找我', 'a mobile number'],
  ['身份证99990119900101123X', '身份证〔身份证号已遮盖〕', 'an identity number by its form'],
  ['卡号6222 0000', '卡号6222 0000', 'too short to be one'],
  ['６２２２０２１２３４５６７８９０１２３', '〔账号已遮盖〕', 'full width digits too'],
  ['mail a.b@example.org。', 'mail 〔邮箱已遮盖〕。', 'mail'],
  ['0951-6666666', '〔电话已遮盖〕', 'a fixed line'],
  ['第3条每月600元', '第3条每月600元', 'nothing personal: not a character changed'],
])('%s → %s', (text, want) => expect(maskPersonal(text)).toBe(want));

test('masking twice is masking once, and what stands around a telephone stays', () => {
  const words = fc.stringMatching(/^[一-龥，。（）]{0,12}$/);
  const phone = fc.stringMatching(/^1[3-9]\d{9}$/);
  fc.assert(
    fc.property(words, phone, words, (before, tel, after) => {
      const once = maskPersonal(`${before}${tel}${after}`);
      expect(once).toBe(`${before}〔电话已遮盖〕${after}`);
      expect(maskPersonal(once)).toBe(once);
    }),
  );
});
