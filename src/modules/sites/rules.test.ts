import { describe, expect, test } from 'vitest';
import { day } from '../../lib/day.ts';
import { silenceOf } from './law.ts';
import {
  CLASSES,
  type ColumnFacts,
  leavesOf,
  mayAddColumn,
  mayArchive,
  mayClose,
  mayRename,
  mayReport,
  REPORT_KINDS,
  silentFrom,
  stubState,
  validityOn,
} from './rules.ts';
import { SITES_CODES } from './say.ts';

const open = (path: string, fixed = false): ColumnFacts => ({ path, fixed, archived: false });
const codes = (r: { ok: boolean; refusals?: { code: string }[] }): string[] => (r.refusals ?? []).map((x) => x.code);

describe('columns', () => {
  test.each([
    ['zcjd/jiedu', '政策解读', open('zcjd'), false, [], 'a child of an open column'],
    ['zcjd', '政策与解读', undefined, false, [], 'a first-level column needs no parent'],
    ['zcjd', '政策与解读', undefined, true, ['path_taken'], 'one address, one column'],
    ['zcjd/x', '甲', undefined, false, ['no_parent'], 'nothing hangs in the air'],
    ['old/x', '甲', { ...open('old'), archived: true }, false, ['no_parent'], 'an archived column takes nothing new'],
    ['Zcjd', '甲', undefined, false, ['bad_path'], 'addresses are lower case'],
    ['a/b/c/d/e', '甲', open('a/b/c/d'), false, ['bad_path'], 'four levels are enough'],
    ['zcjd', ' ', undefined, false, ['no_name'], 'a column has a name'],
    [
      'zfxxgk/news',
      '区内要闻',
      open('zfxxgk', true),
      false,
      ['fixed_section'],
      'the section has four first-level columns, no fifth',
    ],
    ['zfxxgk/fdzdgk/cwxx', '财政', open('zfxxgk/fdzdgk', true), false, [], 'deeper ones are free'],
  ] as const)('opening %s “%s” (parent %o, taken %s) → %j: %s', (path, name, parent, taken, want, _why) =>
    expect(codes(mayAddColumn(path, name, parent, taken))).toEqual(want),
  );

  test('a refusal for the fixed section names the notice', () => {
    const r = mayAddColumn('zfxxgk/news', '要闻', open('zfxxgk', true), false);
    expect(r.ok ? '' : r.refusals[0]?.basis).toContain('国办公开办函〔2019〕61号');
  });

  test('the fixed columns keep their names and are never archived; others may', () => {
    expect(codes(mayRename(open('zfxxgk/zhinan', true), '政府信息公开指南', '指南'))).toEqual(['fixed_section']);
    expect(mayRename(open('zfxxgk/zhinan', true), '政府信息公开指南', '政府信息公开指南').ok).toBe(true);
    expect(codes(mayArchive(open('zfxxgk/nianbao', true), 0))).toEqual(['fixed_section']);
    expect(codes(mayArchive(open('zcjd'), 2))).toEqual(['has_children']);
    expect(codes(mayArchive({ ...open('zcjd'), archived: true }, 0))).toEqual(['already_archived']);
    expect(mayArchive(open('zcjd'), 0).ok).toBe(true);
  });
});

test.each([
  ['2026-03-17', { number: 14, unit: 'day' }, '2026-03-31', 'two weeks are fourteen days'],
  ['2025-08-31', { number: 6, unit: 'month' }, '2026-02-28', 'a month without a 31st ends with its last day'],
  ['2025-03-31', { number: 12, unit: 'month' }, '2026-03-31', 'a year'],
  ['2025-07-15', { number: 6, unit: 'month' }, '2026-01-15', 'over the new year'],
  ['2023-08-29', { number: 6, unit: 'month' }, '2024-02-29', 'a leap day is there'],
] as const)('last published %s with %o → silent from %s: %s', (last, p, want, _why) =>
  expect(silentFrom(day(last), p)).toBe(want),
);

test('every class of column has a dated rule with its source', () => {
  for (const c of CLASSES) expect(silenceOf(c, day('2026-03-31')).basis).toContain('国办秘函〔2019〕19号');
  expect(silenceOf('动态要闻', day('2026-03-31'))).toMatchObject({ number: 14, unit: 'day' });
  expect(silenceOf('政策文件', day('2026-03-31'))).toMatchObject({ number: 6, unit: 'month' });
});

test.each([
  [{ from: '2026-03-20', until: '2031-03-19' }, 'valid', 'between its days'],
  [{ from: '2026-04-01' }, 'future', 'not yet'],
  [{ from: '2021-01-01', until: '2026-03-31' }, 'expiring', 'its last day still counts'],
  [{ from: '2021-01-01', until: '2026-03-30' }, 'lapsed', 'past its last day, whatever was said'],
  [{ until: '2026-03-30', status: '有效' }, 'lapsed', 'a date beats an old word'],
  [{ from: '2021-01-01', until: '2031-01-01', status: '废止' }, 'repealed', 'what was decided beats the dates'],
  [{ status: '已修改' }, 'amended', 'a word alone'],
  [{}, undefined, 'nothing said'],
] as const)('on 2026-03-31 a document with %o is %s: %s', (v, want, _why) =>
  expect(validityOn(day('2026-03-31'), v as never)).toBe(want),
);

test.each([
  ['published', 'same', 1, 'ok', 'as it was published'],
  ['published', 'same', 2, 'corrected', 'changed in the open'],
  ['published', 'differs', 2, 'mismatch', 'a mismatch is said before anything else'],
  ['withdrawn', 'same', 2, 'withdrawn', 'withdrawn'],
  ['withdrawn', 'differs', 2, 'mismatch', 'also of a withdrawn piece'],
  ['published', 'erased', 1, 'erased', 'the bytes are gone'],
  ['erased', 'erased', 1, 'erased', 'erased'],
] as const)('a %s work whose text is %s in version %d has the stub %s: %s', (work, check, versions, want, _why) =>
  expect(stubState({ work, check, versions })).toBe(want),
);

test('a piece’s own columns are the deepest, home first', () => {
  expect(leavesOf(['zcjd', 'zcjd/wenjian', 'zdly', 'zdly/ylfw'])).toEqual(['zcjd/wenjian', 'zdly/ylfw']);
  expect(leavesOf(['zc', 'zcjd'])).toEqual(['zc', 'zcjd']);
});

describe('error reports', () => {
  const good = { page: '/p/12', kind: REPORT_KINDS[0], what: '600元写成了60元', contact: '' };
  test.each([
    [{}, [], 'page, kind and words are enough'],
    [{ contact: 'reader@example.com' }, [], 'an address'],
    [{ contact: '0999-0000 0001' }, [], 'a telephone'],
    [{ contact: '张三，住在云湖镇' }, ['bad_contact'], 'nothing else about a person'],
    [{ page: '//evil.example/x' }, ['bad_page'], 'not another host'],
    [{ page: 'javascript:alert(1)' }, ['bad_page'], 'not a script'],
    [{ page: '' }, ['bad_page'], 'no page'],
    [{ kind: '随便' }, ['no_kind'], 'an unknown kind'],
    [{ what: '  ' }, ['no_what'], 'no words'],
    [{ what: '错'.repeat(2001) }, ['too_long'], 'too many'],
  ])('%o → %j: %s', (over, want, _why) => expect(codes(mayReport({ ...good, ...over }))).toEqual(want));

  test('closing needs an answer, and happens once', () => {
    expect(codes(mayClose(true, ' '))).toEqual(['no_answer']);
    expect(codes(mayClose(false, '改好了'))).toEqual(['already_closed']);
    expect(mayClose(true, '改好了').ok).toBe(true);
  });
});

test('every code a rule can give has a Chinese sentence', () => {
  for (const code of [
    'bad_path',
    'no_name',
    'path_taken',
    'no_parent',
    'fixed_section',
    'already_archived',
    'has_children',
    'bad_page',
    'no_kind',
    'no_what',
    'too_long',
    'bad_contact',
    'already_closed',
    'no_answer',
    'bad_slug',
    'slug_taken',
    'bad_domain',
    'bad_site_code',
    'bad_icp',
    'bad_police',
    'bad_badge',
  ])
    expect(SITES_CODES).toContain(code);
});
