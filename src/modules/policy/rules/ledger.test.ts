import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { periods } from '../../../../law/index.ts';
import { periodInForce } from '../../../lib/dated.ts';
import { addDays, type Day, day } from '../../../lib/day.ts';
import type { Refusal } from '../../../lib/ruling.ts';
import * as c from './cleanup.ts';
import * as s from './standing.ts';

const codes = (r: readonly Refusal[]): string => r.map((x) => x.code).join(' ');

describe('where a document stands on a day', () => {
  const d: s.Dates = { fromOn: day('2026-03-20'), untilOn: day('2031-03-19'), decided: null, decidedOn: null };
  test.each<[Partial<s.Dates>, string, s.Standing, string]>([
    [{}, '2026-03-19', 'future', 'the eve'],
    [{}, '2026-03-20', 'valid', 'the first day counts'],
    [{}, '2031-03-19', 'valid', 'the last day counts'],
    [{}, '2031-03-20', 'lapsed', 'no decision needed: it lapses by itself'],
    [{ decided: 'repealed', decidedOn: day('2028-06-01') }, '2028-05-31', 'valid', 'the day before it is decided'],
    [{ decided: 'repealed', decidedOn: day('2028-06-01') }, '2028-06-01', 'repealed', 'it stops on that very day'],
    [{ decided: 'void', decidedOn: day('2033-01-01') }, '2033-01-01', 'void', 'a declaration stands over the dates'],
    [{ decided: 'amended', decidedOn: day('2027-01-01') }, '2026-12-31', 'valid', 'not before its day'],
    [{ decided: 'amended', decidedOn: day('2027-01-01') }, '2027-01-02', 'amended', 'it goes on with its new words'],
    [{ decided: 'amended', decidedOn: day('2027-01-01') }, '2031-03-20', 'lapsed', 'but no longer than its last day'],
    [{ fromOn: null, untilOn: null }, '2026-01-01', 'valid', 'without dates it is in force'],
  ])('%j on %s: %s', (over, today, want) => expect(s.standingOn({ ...d, ...over }, day(today))).toBe(want));

  test.each<[string, number, string, string]>([
    ['2026-03-20', 60, '2031-03-19', 'five years end on the eve'],
    ['2024-02-29', 60, '2029-02-27', 'there is no 29th that year: the 28th is the anniversary'],
    ['2026-01-01', 24, '2027-12-31', 'tried for two years'],
  ])('from %s for %i months: until %s', (from, months, until) => expect(s.lastDayOf(day(from), months)).toBe(until));

  test.each<[Partial<s.Dates> & { successorId?: string | null; issuedOn?: Day | null }, string, boolean, string]>([
    [{}, '2026-12-31', true, 'made and in force'],
    [{}, '2025-12-31', false, 'not made yet'],
    [
      { fromOn: day('2027-05-01') },
      '2026-12-31',
      true,
      'made this year, in force next year: it counts from the making',
    ],
    [{ decided: 'amended', decidedOn: day('2026-06-01') }, '2026-12-31', true, 'amended is not gone'],
    [
      { decided: 'amended', decidedOn: day('2026-06-01'), successorId: 'b' },
      '2026-12-31',
      false,
      'its new text is a document of its own, which counts in its place',
    ],
    [{ decided: 'repealed', decidedOn: day('2026-12-31') }, '2026-12-31', false, 'stopped on the last day of the year'],
    [
      { decided: 'repealed', decidedOn: day('2027-01-01') },
      '2026-12-31',
      true,
      'stopped on New Year’s Day: next year’s',
    ],
    [{ untilOn: day('2026-12-31') }, '2026-12-31', true, 'its last day is the last of the year'],
    [{ issuedOn: null }, '2020-12-31', true, 'nobody knows when it was made: it counts as it always did'],
  ])('%j on %s counts among 现行有效: %s, %s', (over, on, want) =>
    expect(s.countsOn({ issuedOn: day('2026-03-10'), successorId: null, ...d, ...over }, day(on))).toBe(want),
  );

  test('is looked at six months before its end', () => {
    const p = periodInForce(periods, 'policy.expiry-look', day('2026-01-01'));
    expect(s.isExpiring(d, day('2030-09-18'), p)).toBe(false);
    expect(s.isExpiring(d, day('2030-09-19'), p)).toBe(true);
    expect(s.isExpiring({ ...d, decided: 'amended', decidedOn: day('2028-01-01') }, day('2030-09-19'), p)).toBe(true);
    expect(s.isExpiring({ ...d, decided: 'repealed', decidedOn: day('2030-01-01') }, day('2030-10-01'), p)).toBe(false);
  });
});

describe('what is a normative document', () => {
  test.each<[string, string | null, string[], boolean, string]>([
    ['政策文件', '明政规发〔2026〕3号', [], true, 'its number says so'],
    ['政策文件', '明政发〔2026〕3号', ['zfxxgk', 'zfxxgk/fdzdgk/gfxwj'], true, 'its column says so'],
    ['政策文件', '明政办发〔2026〕3号', ['zfxxgk/fdzdgk/qtwj'], false, 'a policy that is none'],
    ['政策文件', null, ['zfxxgk/fdzdgk/gfxwj'], false, 'without a number there is nothing to keep it by'],
    ['解读', '明政规发〔2026〕3号', [], false, 'an interpretation carries the number of another'],
  ])('%s %s %j: %s', (kind, docNo, columns, want) =>
    expect(s.isNormative({ kind, title: '明河区某办法', docNo, columns })).toBe(want),
  );
  test('a decision that only tells what a clean-up found is none, whatever its column', () => {
    const title = '明河区人民政府关于公布2025年行政规范性文件清理结果的决定';
    expect(s.isNormative({ kind: '政策文件', title, docNo: '明政发〔2025〕46号', columns: ['gfxwj'] })).toBe(false);
  });
  test.each([
    ['明河区2026年政务公开工作要点', '工作要点'],
    ['关于表彰先进集体的决定', '表彰'],
    ['明河区十五五规划', '规划'],
    ['明河区村庄规划编制管理办法', undefined],
    ['明河区高龄津贴发放办法', undefined],
  ])('%s: against it speaks %s', (title, word) => expect(s.againstNormative(title)).toBe(word));
});

describe('a verdict', () => {
  const j: c.Judging = {
    id: 'a',
    verdict: 'repeal',
    reason: '被新办法替代',
    successorId: undefined,
    target: { standing: 'valid', decided: false, issuerId: 'qu' },
    competent: true,
    successors: new Map([
      ['b', 'c'],
      ['c', 'a'],
    ]),
  };
  const target = (standing: s.Standing, decided: boolean) => ({ standing, decided, issuerId: 'qu' });
  test.each<[Partial<c.Judging>, string, string]>([
    [{}, '', ''],
    [{ reason: '' }, 'no_reason', 'why, for everyone to read'],
    [{ verdict: 'keep', reason: '' }, '', 'going on needs no reason'],
    [{ verdict: 'gone' }, 'no_verdict', 'one of the four'],
    [{ competent: false }, 'wrong_body', 'a bureau cannot repeal what the government made'],
    [{ target: target('repealed', true) }, 'already_stopped', 'repealed is repealed'],
    [{ target: target('void', true), verdict: 'void' }, 'already_stopped', ''],
    [{ target: target('lapsed', false), verdict: 'void' }, '', 'what has lapsed may be declared void'],
    [
      { target: target('lapsed', s.endsByDecision({ decided: 'amended' })) },
      '',
      'amended once, lapsed since: it may go',
    ],
    [{ target: target('lapsed', false), verdict: 'keep' }, 'lapsed_cannot_go_on', 'it ended by itself'],
    [{ successorId: 'b' }, 'successor_cycle', 'b → c → a'],
    [{ successorId: 'a' }, 'successor_cycle', 'itself'],
    [{ successorId: 'd' }, '', ''],
    [{ verdict: 'keep', successorId: 'd' }, 'kept_with_successor', ''],
    [{ reason: '', competent: false, successorId: 'b' }, 'no_reason wrong_body successor_cycle', 'every reason'],
  ])('%j: %s', (over, want) => expect(codes(c.judging({ ...j, ...over }))).toBe(want));
  test.each<[c.CampaignState, boolean, c.Verdict | null, string]>([
    ['open', true, null, ''],
    ['open', true, 'keep', 'decided_twice'],
    ['open', false, null, 'not_in_inventory'],
    ['published', true, 'keep', 'campaign_closed decided_twice'],
  ])('in a campaign that is %s: %s', (state, belongs, before, want) =>
    expect(codes(c.verdictInCampaign({ state, belongs, before }))).toBe(want),
  );
});

describe('a clean-up', () => {
  const line = (
    n: number,
    verdict: c.Verdict | null,
    docNo: string | null = `明政规发〔2020〕${n}号`,
  ): c.InventoryLine => ({
    id: `d${n}`,
    title: `第${n}件`,
    docNo,
    issuedOn: day('2020-05-01'),
    verdict,
  });
  const verdicts: c.Verdict[] = [
    ...Array.from({ length: 7 }, (): c.Verdict => 'keep'),
    ...Array.from({ length: 4 }, (): c.Verdict => 'void'),
    'repeal',
    'repeal',
  ];
  const thirteen = verdicts.map((v, i) => line(i + 1, v));

  test('of thirteen gives lists of 7, 4 and 2', () => {
    const lists = c.listsOf(thirteen);
    expect([lists.keep.length, lists.void.length, lists.repeal.length]).toEqual([7, 4, 2]);
    expect(c.closing('open', thirteen)).toEqual([]);
  });
  test('a fourteenth without a verdict blocks, by name', () => {
    const no = c.closing('open', [...thirteen, line(14, null)]);
    expect(no).toMatchObject([{ code: 'undecided', detail: { title: '第14件' } }]);
  });
  test('lists run by year, then code, then number as a number', () => {
    const order = c
      .listsOf([
        line(1, 'keep', '明政规发〔2021〕2号'),
        line(2, 'keep', '明政规发〔2020〕10号'),
        line(3, 'keep', null),
        line(4, 'keep', '明政规发〔2020〕9号'),
        line(5, 'amend', '明民规发〔2020〕1号'),
      ])
      .keep.map((l) => l.docNo);
    expect(order).toEqual([
      '明政规发〔2020〕9号',
      '明政规发〔2020〕10号',
      '明民规发〔2020〕1号',
      '明政规发〔2021〕2号',
      null,
    ]);
  });
  test.each<[string, s.Standing, boolean, boolean, string]>([
    ['2020-12-31', 'valid', false, true, 'made on the very day'],
    ['2021-01-01', 'valid', false, false, 'made after it'],
    ['2019-01-01', 'repealed', true, false, 'stopped long ago'],
    ['2019-01-01', 'lapsed', false, true, 'lapsed by itself: to be declared'],
  ])('%s %s (decided %s) belongs: %s', (issued, standing, decided, want) =>
    expect(
      c.belongs({ issuedOn: issued as Day, target: { standing, decided, issuerId: 'qu' } }, day('2020-12-31')),
    ).toBe(want),
  );
  test('is closed by one and released by another, under a decision', () => {
    expect(codes(c.releasing({ state: 'checked', sameHand: false, decisionDocNo: '明政发〔2026〕12号' }))).toBe('');
    expect(codes(c.releasing({ state: 'open', sameHand: true, decisionDocNo: '' }))).toBe(
      'campaign_not_closed same_hand no_decision',
    );
  });
  test('every decided document stands in exactly one list, whatever the order they come in', () => {
    const verdict = fc.constantFrom<c.Verdict>('keep', 'amend', 'repeal', 'void');
    fc.assert(
      fc.property(fc.array(fc.tuple(verdict, fc.integer({ min: 1, max: 99 })), { maxLength: 30 }), (list) => {
        const lines = list.map(([v, n], i) => ({ ...line(n, v), id: `x${i}` }));
        const l = c.listsOf(lines);
        expect([...l.keep, ...l.repeal, ...l.void].map((x) => x.id).sort()).toEqual(lines.map((x) => x.id).sort());
      }),
    );
  });
  test('following successors ends, and no accepted successor closes a ring', () => {
    const id = fc.constantFrom('a', 'b', 'c', 'd', 'e');
    fc.assert(
      fc.property(fc.array(fc.tuple(id, id), { maxLength: 20 }), (pairs) => {
        const next = new Map<string, string>();
        for (const [from, to] of pairs) if (!next.has(from) && !c.closesRing(from, to, next)) next.set(from, to);
        for (const start of next.keys()) {
          let steps = 0;
          for (let at: string | undefined = start; at !== undefined; at = next.get(at)) expect(++steps).toBeLessThan(9);
        }
      }),
    );
  });
});

test('the eve of the end is never after the end', () => {
  fc.assert(
    fc.property(fc.integer({ min: 0, max: 4000 }), fc.integer({ min: 1, max: 120 }), (n, months) => {
      const from = addDays(day('2020-01-01'), n);
      expect(s.lastDayOf(from, months) > addDays(from, 26 * months)).toBe(true);
    }),
  );
});
