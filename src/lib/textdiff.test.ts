import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { rng } from './rng.ts';
import { type ParagraphDiff, type Segment, summarise, textDiff } from './textdiff.ts';

const joined = (diff: ParagraphDiff[], side: 'left' | 'right'): string =>
  diff
    .flatMap((d) => d[side] ?? [])
    .map((s) => s.text)
    .join('');
/** 办理[-20-]{+15+}个: old in [- -], new in {+ +}. */
const shown = (segments: Segment[] | undefined): string =>
  (segments ?? []).map((s) => ({ same: s.text, del: `[-${s.text}-]`, add: `{+${s.text}+}` })[s.kind]).join('');

describe('the difference of two versions', () => {
  test.each([
    [
      '自收到之日起20个工作日内答复。',
      '自收到之日起15个工作日内答复。',
      '自收到之日起[-20-]个工作日内答复。',
      '自收到之日起{+15+}个工作日内答复。',
      'a number is changed as a whole',
    ],
    [
      '2021年底前完成。',
      '2022年底前完成。',
      '[-2021-]年底前完成。',
      '{+2022+}年底前完成。',
      'a year is not changed in its last digit',
    ],
    [
      '由区政务公开办牵头。',
      '由区政务公开办牵头落实。',
      '由区政务公开办牵头。',
      '由区政务公开办牵头{+落实+}。',
      'words put in',
    ],
    [
      '各单位应当及时报送材料。',
      '各单位及时报送材料。',
      '各单位[-应当-]及时报送材料。',
      '各单位及时报送材料。',
      'words taken out',
    ],
    [
      '联系人在三楼三〇二室。',
      '联系人在一楼大厅服务台。',
      '联系人在[-三楼三〇二室-]。',
      '联系人在{+一楼大厅服务台+}。',
      'crumbs between edits are swallowed',
    ],
  ])('%s → %s: %s | %s, %s', (old, now, left, right) => {
    const [only, ...rest] = textDiff(old, now);
    expect(rest).toEqual([]);
    expect(only?.kind).toBe('change');
    expect(shown(only?.left)).toBe(left);
    expect(shown(only?.right)).toBe(right);
  });

  test('a paragraph put in between leaves the others alone', () => {
    const diff = textDiff('第一条 目的。\n第二条 范围。\n', '第一条 目的。\n第一条之二 依据。\n第二条 范围。\n');
    expect(diff.map((d) => d.kind)).toEqual(['same', 'add', 'same']);
    expect(diff[1]).toEqual({ kind: 'add', right: [{ kind: 'add', text: '第一条之二 依据。\n' }] });
  });

  test('a changed paragraph is laid beside its old form, also when a new one stands before it', () => {
    const old = '一、总体要求。\n二、各街道每季度报送一次公开情况。\n三、附则。\n';
    const now = '一、总体要求。\n二、设立公开专区，摆放纸质目录。\n三、各街道每月报送一次公开情况。\n三、附则。\n';
    const diff = textDiff(old, now);
    expect(diff.map((d) => d.kind)).toEqual(['same', 'add', 'change', 'same']);
    expect(shown(diff[2]?.left)).toBe('[-二-]、各街道每[-季度-]报送一次公开情况。\n');
  });

  test('a paragraph replaced by quite another beside a kept one is one removed and one added', () => {
    const diff = textDiff(
      '甲乙丙丁戊己庚辛。\n共同的一段话。\n子丑寅卯。\n',
      '共同的一段话。\n春夏秋冬。\n东南西北。\n',
    );
    expect(diff.map((d) => d.kind)).toEqual(['del', 'same', 'del', 'add', 'add']);
  });

  test.each([
    ['甲。\n乙。\n', '甲。\n乙。\n', '两版文字相同。', 'nothing'],
    ['甲。\n乙。', '甲。\n乙。\n', '两版文字相同。', 'only a line end'],
    ['', '甲。\n', '新增1段。', 'a first text'],
    ['甲。\n', '', '删去1段。', 'all taken out'],
    ['第一段保持原来样子。\n旧的一段在此。\n', '第一段保持现在样子。\n', '修改1段，删去1段。', 'both'],
  ])('%j → %j is summed up as %s: %s', (old, now, sentence) => {
    expect(summarise(textDiff(old, now)).sentence).toBe(sentence);
  });

  test('counts agree with the sentence', () => {
    expect(summarise(textDiff('共同。\n', '共同。\n新一。\n新二。\n'))).toEqual({
      changed: 0,
      added: 2,
      removed: 0,
      sentence: '新增2段。',
    });
  });

  const text = fc.string({ unit: fc.constantFrom(...'公开政务\n\n 2021。a😀'), maxLength: 80 });
  test('nothing is lost: left is the old text, right is the new', () => {
    fc.assert(
      fc.property(
        fc.oneof(text, fc.string({ unit: 'binary' })),
        fc.oneof(text, fc.string({ unit: 'binary' })),
        (old, now) => {
          const diff = textDiff(old, now);
          expect(joined(diff, 'left')).toBe(old);
          expect(joined(diff, 'right')).toBe(now);
        },
      ),
      { numRuns: 1000 },
    );
  });

  test('what is called the same is the same on both sides, and kinds keep to their side', () => {
    fc.assert(
      fc.property(text, text, (old, now) => {
        const same = (s: Segment[] = []): string =>
          s
            .filter((x) => x.kind === 'same')
            .map((x) => x.text)
            .join('');
        for (const d of textDiff(old, now)) {
          expect(same(d.left)).toBe(same(d.right));
          expect((d.left ?? []).some((s) => s.kind === 'add')).toBe(false);
          expect((d.right ?? []).some((s) => s.kind === 'del')).toBe(false);
          if (d.kind === 'same') expect(d.left).toEqual(d.right);
        }
      }),
    );
  });

  test('a text against itself has no difference', () => {
    fc.assert(
      fc.property(text, (t) => {
        expect(textDiff(t, t).every((d) => d.kind === 'same')).toBe(true);
      }),
    );
  });

  const r = rng('textdiff');
  const noise = (lines: boolean): string =>
    Array.from({ length: 100_000 }, () =>
      lines && r.chance(0.02) ? '\n' : String.fromCharCode(0x4e00 + r.below(3000)),
    ).join('');
  const base = noise(true);
  const edited = base
    .split('\n')
    .map((p) => (r.chance(0.5) ? `${p.slice(0, 9)}改动${p.slice(11)}` : p))
    .join('\n');
  test.each([
    ['nothing in common, in paragraphs', base, noise(true)],
    ['nothing in common, one paragraph', noise(false), noise(false)],
    ['every second paragraph changed', base, edited],
    ['a hundred thousand empty lines', '\n'.repeat(100_000), base],
    ['a hundred thousand lines of one character', 'a\n'.repeat(50_000), 'b\na\n'.repeat(25_000)],
    ['one character over and over', '公'.repeat(100_000), '公开'.repeat(50_000)],
  ])('100 000 characters are compared in seconds of work: %s', (_why, old, now) => {
    const before = process.cpuUsage();
    const diff = textDiff(old, now);
    expect(process.cpuUsage(before).user).toBeLessThan(8_000_000);
    expect(joined(diff, 'left') === old && joined(diff, 'right') === now).toBe(true);
  });
});
