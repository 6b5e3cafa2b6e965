import { describe, expect, test } from 'vitest';
import { day } from '../../../lib/day.ts';
import { recordOf, statedDay } from './record.ts';

describe('the day a text says it is in force from', () => {
  test.each<[string, string | null, string | null, string]>([
    ['第八十条 本法自2025年7月1日起施行。', '2024-11-08', '2025-07-01', 'after its issue'],
    ['本条例自 2020 年 1 月 1 日起施行。', '2019-10-22', '2020-01-01', 'with blanks'],
    ['本办法自二〇二一年七月十五日起实施。', '2021-01-22', '2021-07-15', 'in numerals'],
    ['本规定自2008年1月1日起施行。', '2012-12-28', null, 'the day of the first text, left standing in an amended one'],
    ['本法自公布之日起施行。', '2024-11-08', null, 'no day of its own'],
    ['《旧法》自2025年7月1日起废止。', '2024-11-08', null, 'another law ends'],
    ['合同自2025年7月1日起施行。', '2024-11-08', null, 'not the text itself'],
    ['本法自2025年13月41日起施行。', '2024-11-08', null, 'no day of any year'],
    [
      '本条例自2010年1月1日起施行。\n本条例第五条自2024年12月1日起施行。',
      '2024-11-08',
      '2024-12-01',
      'the last that fits',
    ],
    ['本规划所列项目自2035年1月1日起实施。', '2024-11-08', null, 'years away: something else'],
    ['本法自1997年10月1日起施行。', null, '1997-10-01', 'when it was issued is not known'],
  ])('%s issued %s → %s: %s', (text, issued, want) =>
    expect(statedDay(text, issued === null ? null : day(issued))).toBe(want),
  );
});

test.each<[string | null, string | null, string, string]>([
  ['2025-06-01', '2024-11-08', '2025-06-01', 'the source’s day comes first'],
  [null, '2024-11-08', '2025-07-01', 'then the text’s'],
  ['1996-08-29', '2024-11-08', '2025-07-01', 'also where the source’s is that of an older text'],
])('in force: stated %s, issued %s → %s: %s', (effective, issued, want) => {
  const record = recordOf({ id: 'a', title: '甲法', text: '第一条 本法自2025年7月1日起施行。', effective, issued });
  expect(record).toMatchObject({ from: want });
});
