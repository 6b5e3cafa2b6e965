import { describe, expect, test } from 'vitest';
import type { Finding } from '../../../lib/finding.ts';
import { blocking, counted, type FoundIn, nameOf, place, unanswered } from './findings.ts';

const finding = (over: Partial<Finding> = {}): Finding => ({
  rule: 'docno.brackets',
  severity: 'hint',
  message: '文号括号不规范',
  why: '年份用六角括号。',
  quote: '明政规发[2026]3号',
  at: '第1段',
  basis: 'GB/T 9704',
  ...over,
});
const file: FoundIn = { sha256: 'a'.repeat(64), name: '王五名册.xlsx' };
const error = finding({
  rule: 'personal.id-number',
  severity: 'error',
  message: '1个身份证号没有遮盖',
  quote: '9999**',
});
const warning = finding({ rule: 'publicity', severity: 'warning', message: '公示期不足7个工作日' });
const at = (from: number): Partial<Finding> => ({ spans: [{ layer: 0, from, to: from + 1 }] });

describe('findings in their order', () => {
  test.each<[string, { finding: Finding; file?: FoundIn }[], string[], string]>([
    [
      'severity',
      [{ finding: finding() }, { finding: warning }, { finding: error }],
      ['personal.id-number', 'publicity', 'docno.brackets'],
      'errors first, whatever stands earlier in the text',
    ],
    [
      'place',
      [{ finding: { ...error, ...at(9), rule: 'later' } }, { finding: { ...error, ...at(2), rule: 'earlier' } }],
      ['earlier', 'later'],
      'within a severity as one reads',
    ],
    [
      'text before attachments',
      [{ finding: { ...error, rule: 'in the file' }, file }, { finding: { ...error, ...at(99), rule: 'in the text' } }],
      ['in the text', 'in the file'],
      'what one is writing comes first',
    ],
  ])('by %s: %j → %j: %s', (_, found, rules) => {
    const placed = place(found, new Map());
    expect(placed.map((f) => f.rule)).toEqual(rules);
    expect(placed.map((f) => f.n)).toEqual(rules.map((_r, i) => i + 1));
  });

  test('what was kept with a reason comes last and is counted no more; an error is not kept', () => {
    const [, first] = place([{ finding: error }, { finding: warning }], new Map());
    const kept = new Map([[first?.key ?? '', { reason: '引用原文', by: '信息员' }]]);
    const again = place([{ finding: warning }, { finding: finding() }, { finding: error }], kept);
    expect(again.map((f) => [f.rule, f.kept !== undefined])).toEqual([
      ['personal.id-number', false],
      ['docno.brackets', false],
      ['publicity', true],
    ]);
    expect(counted(again)).toEqual({ errors: 1, warnings: 0, hints: 1 });
    expect(unanswered(again).map((f) => f.rule)).toEqual(['personal.id-number']);
    const all = new Map(again.map((f) => [f.key, { reason: '都留着', by: '信息员' }]));
    expect(blocking(place([{ finding: error }], all))[0]?.kept).toBeUndefined();
  });
});

describe('a finding is the same one', () => {
  const keyOf = (f: Finding, in_?: FoundIn): string | undefined =>
    place([{ finding: f, ...(in_ ? { file: in_ } : {}) }], new Map())[0]?.key;
  test.each<[string, Partial<Finding>, boolean, string]>([
    ['elsewhere', { ...at(500), at: '第9段' }, true, 'a paragraph was put before it'],
    ['another number', { message: '2个身份证号没有遮盖' }, false, 'one more is a new finding'],
    ['other words', { quote: '8888**' }, false, 'the reason was given for other words'],
    ['another rule', { rule: 'personal.bank-card' }, false, 'not what was answered for'],
  ])('%s: %s', (_, over, same) => expect(keyOf({ ...error, ...over }) === keyOf(error)).toBe(same));
  test('in another file it is another one', () => expect(keyOf(error, file)).not.toBe(keyOf(error)));
  test('twice in one text they are told apart', () => {
    const keys = place([{ finding: error }, { finding: error }], new Map()).map((f) => f.key);
    expect(new Set(keys).size).toBe(2);
  });
});

test('the history names no file, since its name may be a person’s', () => {
  const [f] = place([{ finding: error, file }], new Map());
  expect(f?.at).toBe('附件 王五名册.xlsx · 第1段');
  if (f) expect(nameOf(f)).toMatchObject({ at: '附件 · 第1段', rule: 'personal.id-number' });
});

test('words inside a file cannot be replaced from here, its lists can be masked', () => {
  const edit = { kind: 'replace' as const, label: '改成', layer: 0, edits: [] };
  const mask = { kind: 'mask' as const, label: '遮盖', grid: 0 };
  expect(place([{ finding: { ...error, remedy: edit }, file }], new Map())[0]?.remedy).toBeUndefined();
  expect(place([{ finding: { ...error, remedy: mask }, file }], new Map())[0]?.remedy).toEqual(mask);
  expect(place([{ finding: { ...error, remedy: edit } }], new Map())[0]?.remedy).toEqual(edit);
});
