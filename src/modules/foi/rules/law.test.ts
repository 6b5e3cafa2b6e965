import { describe, expect, test } from 'vitest';
import foiRows from '../../../../law/foi.json' with { type: 'json' };
import { day } from '../../../lib/day.ts';
import { COLUMNS, RESULTS } from '../../../lib/report-cells.ts';
import { foiLaw } from '../law.ts';
import { basisOn, decidable, groundsOf, kindOf, readFoiLaw, remedyClass, remedyOn } from './law.ts';
import { APPLICANTS } from './types.ts';

const WHO = { body: '明河区人民政府', court: '明河区人民法院' };
const remedy = (key: string, on: string, grounds: string[] = []) => {
  const kind = kindOf(foiLaw, key);
  if (!kind) throw new Error(key);
  return remedyOn(foiLaw, remedyClass(foiLaw, kind, grounds), day(on), WHO);
};

test('kinds of decision and kinds of applicants are rows and columns of the yearly report, and none is missing', () => {
  expect(new Set(foiLaw.decisions.map((d) => d.row))).toEqual(new Set(RESULTS));
  expect([...APPLICANTS]).toEqual(COLUMNS.filter((c) => c !== 'total'));
});

describe('how one may object', () => {
  test.each<[string, string, string[], boolean, string]>([
    ['denied.processInfo', '2023-12-31', [], false, 'the last day of the old law: sue at once'],
    ['denied.processInfo', '2024-01-01', [], true, 'review comes first from this day'],
    ['denied.stateSecret', '2026-03-02', [], true, 'Article 14'],
    ['denied.thirdParty', '2026-03-02', [], true, 'Article 15'],
    ['denied.enforcementFile', '2026-03-02', [], true, 'Article 16'],
    ['denied.queryMatter', '2026-03-02', [], false, 'a special inquiry is none of Articles 14 to 16'],
    ['unable.notHeld', '2026-03-02', [], false, 'what cannot be given can be sued about at once'],
    ['notProcessed.repeat', '2026-03-02', [], false, 'what is not processed too'],
    ['granted', '2026-03-02', [], false, 'disclosed'],
    ['partial', '2026-03-02', ['denied.thirdParty'], true, 'the withheld part rests on Article 15'],
    ['partial', '2026-03-02', ['denied.queryMatter'], false, 'the withheld part rests on none of them'],
    ['partial', '2026-03-02', ['denied.queryMatter', 'denied.processInfo'], true, 'the strictest ground decides'],
    ['partial', '2023-06-01', ['denied.thirdParty'], false, 'before 2024 nothing came first'],
  ])('%s on %s (%s): review first %s, since %s', (key, on, grounds, first) => {
    const r = remedy(key, on, grounds);
    expect(r.reviewFirst).toBe(first);
    expect(r).toMatchObject({ reviewDays: 60, suitMonths: first ? null : 6 });
    expect(r.text).toContain('60日内向明河区人民政府申请行政复议');
    expect(r.text.includes('应当先申请行政复议')).toBe(first);
    expect(r.text).not.toMatch(/[{}]/);
  });
});

test('a refusal needs reasons; kinds that could not exist on a day have no basis', () => {
  for (const d of decidable(foiLaw).filter((k) => ['denied', 'partial', 'unable', 'notProcessed'].includes(k.group)))
    expect(d.reasons, d.key).toBe(true);
  expect(groundsOf(foiLaw)).toHaveLength(8);
  const fee = kindOf(foiLaw, 'overdueFee');
  expect(fee && basisOn(fee, day('2020-12-31'))).toEqual([]);
});

test.each<[string, (rows: typeof foiRows) => unknown]>([
  ['a kind without basis', (r) => ({ ...r, decisions: r.decisions.map((d, i) => (i ? d : { ...d, basis: [] })) })],
  ['an unknown need', (r) => ({ ...r, decisions: r.decisions.map((d, i) => (i ? d : { ...d, needs: ['luck'] })) })],
  ['one key twice', (r) => ({ ...r, decisions: [...r.decisions, ...r.decisions.slice(0, 1)] })],
  ['two remedies on one day', (r) => ({ ...r, remedies: [...r.remedies, ...r.remedies.slice(0, 1)] })],
  ['a day that does not exist', (r) => ({ ...r, remedies: [{ ...r.remedies[0], from: '2024-02-30' }] })],
  ['no lists', () => ({})],
])('%s stops the start', (_, spoil) => {
  expect(() => readFoiLaw(spoil(foiRows))).toThrow();
});
