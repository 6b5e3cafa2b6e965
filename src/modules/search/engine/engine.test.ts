import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { afterAll, describe, expect, test } from 'vitest';
import {
  type Ask,
  BrokenSegment,
  type Entry,
  encode,
  find,
  fromFile,
  fromMemory,
  merge,
  packTerms,
  Segment,
  wordsWith,
} from './index.ts';

const dir = mkdtempSync(join(tmpdir(), 'gongkai-segment-'));
afterAll(() => rmSync(dir, { recursive: true, force: true }));

const WORDS = ['高龄', '津贴', '停水', '通知', '低保', '标准', '防汛', '公交'];
const KINDS = ['政策文件', '通知公告', '解读'];
const UNITS = ['minzheng', 'shuiwu'];

/** One document, all of it from a number. */
const entry = (no: number, words: readonly string[], over: Partial<Entry> = {}): Entry => ({
  no,
  day: `20${20 + (no % 6)}-0${1 + (no % 9)}-11`,
  kind: KINDS[no % 3] ?? '',
  unit: UNITS[no % 2] ?? '',
  columns: no % 4 === 0 ? ['zwgk', 'zwgk/zcwj'] : ['zwgk'],
  validity: no % 5 === 0 ? '废止' : null,
  terms: packTerms([words.slice(0, 1), ['明河区'], [], words]),
  ...over,
});

const memory = (entries: readonly Entry[], gone: number[] = []): Segment =>
  new Segment(fromMemory(encode(entries, gone)));
const asked = (over: Partial<Ask> = {}): Ask => ({
  terms: [[['高龄']]],
  all: true,
  order: 'score',
  today: '2026-03-31',
  most: 1000,
  ...over,
});
const ask = (segments: readonly Segment[], over: Partial<Ask> = {}) => find(segments, asked(over), (s, i) => s.list(i));

describe('what is found', () => {
  const docs = fc.array(fc.array(fc.constantFrom(...WORDS), { minLength: 1, maxLength: 5 }), { maxLength: 60 });
  const terms = fc.array(
    fc.array(fc.array(fc.constantFrom(...WORDS), { minLength: 1, maxLength: 2 }), { minLength: 1, maxLength: 2 }),
    {
      minLength: 1,
      maxLength: 3,
    },
  );
  const filters = fc.record(
    {
      kinds: fc.subarray(KINDS),
      units: fc.subarray(UNITS),
      year: fc.integer({ min: 2020, max: 2025 }),
      column: fc.constant('zwgk/zcwj'),
    },
    { requiredKeys: [] },
  );

  test('and counted is what a look at every document finds, whatever the filters and however the segments are cut', () => {
    fc.assert(
      fc.property(docs, terms, filters, fc.boolean(), fc.integer({ min: 1, max: 4 }), (all, t, f, every, cuts) => {
        const entries = all.map((words, no) => entry(no, words));
        const size = Math.max(1, Math.ceil(entries.length / cuts));
        const segments = Array.from({ length: cuts }, (_, i) => memory(entries.slice(i * size, (i + 1) * size)));
        const holds = (e: Entry): boolean => {
          const has = new Set(all[e.no]);
          const term = (x: readonly (readonly string[])[]): boolean => x.some((alt) => alt.every((w) => has.has(w)));
          return every ? t.every(term) : t.some(term);
        };
        const kind = (e: Entry): boolean => !f.kinds?.length || f.kinds.includes(e.kind);
        const unit = (e: Entry): boolean => !f.units?.length || f.units.includes(e.unit);
        const year = (e: Entry): boolean => f.year === undefined || e.day.startsWith(String(f.year));
        const base = entries.filter((e) => holds(e) && (!f.column || e.columns.includes(f.column)));
        const r = ask(segments, { terms: t, all: every, ...f });
        expect(r.top.map((x) => x.no).sort((a, b) => a - b)).toEqual(
          base.filter((e) => kind(e) && unit(e) && year(e)).map((e) => e.no),
        );
        expect(r.total).toBe(r.top.length);
        const count = (of: Entry[], key: (e: Entry) => string): Record<string, number> => {
          const n: Record<string, number> = {};
          for (const e of of) n[key(e)] = (n[key(e)] ?? 0) + 1;
          return n;
        };
        const asRecord = (x: { key: string; n: number }[]) => Object.fromEntries(x.map((c) => [c.key, c.n]));
        expect(asRecord(r.kinds)).toEqual(
          count(
            base.filter((e) => unit(e) && year(e)),
            (e) => e.kind,
          ),
        );
        expect(asRecord(r.units)).toEqual(
          count(
            base.filter((e) => kind(e) && year(e)),
            (e) => e.unit,
          ),
        );
        expect(asRecord(r.years)).toEqual(
          count(
            base.filter((e) => kind(e) && unit(e)),
            (e) => e.day.slice(0, 4),
          ),
        );
      }),
      { numRuns: 200 },
    );
  });

  test('over more than a block of documents, in lists with and without bitmaps, is the same', () => {
    const entries = Array.from({ length: 140_000 }, (_, no) =>
      entry(no, ['通知', ...(no % 3 === 0 ? ['高龄'] : []), ...(no % 10_007 === 0 ? ['防汛'] : [])]),
    );
    const s = [memory(entries)];
    expect(ask(s, { terms: [[['通知']]] }).total).toBe(140_000);
    expect(ask(s, { terms: [[['通知']], [['高龄']]] }).total).toBe(46_667);
    expect(
      ask(s, { terms: [[['高龄']], [['防汛']]], most: 9 })
        .top.map((t) => t.no)
        .sort((a, b) => a - b),
    ).toEqual([0, 30_021, 60_042, 90_063, 120_084]);
    const page = ask(s, { terms: [[['高龄']]], most: 20 });
    expect(page.top).toEqual(ask(s, { terms: [[['高龄']]], most: 500 }).top.slice(0, 20));
  });

  test.each([
    ['the title before the text', entry(1, ['高龄', '津贴']), entry(2, ['津贴', '高龄', '标准'])],
    [
      'what holds before what was repealed',
      entry(1, ['高龄']),
      entry(10, ['高龄'], { day: '2021-02-11', unit: 'shuiwu' }),
    ],
    ['the newer of two alike', entry(1, ['高龄'], { day: '2026-03-01' }), entry(2, ['高龄'], { day: '2019-03-01' })],
    [
      'more often before once',
      entry(1, ['标准', '高龄', '高龄', '高龄']),
      entry(7, ['标准', '高龄', '津贴', '停水'], { day: '2021-02-11' }),
    ],
  ])('is ordered: %s', (_, first, second) => {
    expect(ask([memory([second, first])]).top.map((t) => t.no)).toEqual([first.no, second.no]);
  });

  test('by date stands by day, and pages of any size are the same list', () => {
    const s = [memory(Array.from({ length: 90 }, (_, no) => entry(no, ['高龄'])))];
    const whole = ask(s, { order: 'date' }).top.map((t) => t.no);
    expect(whole).toHaveLength(90);
    expect(ask(s, { order: 'date', most: 7 }).top.map((t) => t.no)).toEqual(whole.slice(0, 7));
  });

  test('begins with the works of the document number, words or no words, but not against the filters', () => {
    const s = [memory([entry(1, ['高龄']), entry(2, ['停水'])])];
    expect(ask(s, { first: [2] }).top.map((t) => t.no)).toEqual([2, 1]);
    expect(ask(s, { first: [2], terms: [] }).total).toBe(1);
    expect(ask(s, { first: [2, 77], units: ['shuiwu'] }).top.map((t) => t.no)).toEqual([1]);
  });

  test('while typing: words that begin so, frequent ones first', () => {
    const s = [memory([entry(1, ['津贴', '津贴费']), entry(2, ['津贴'])])];
    expect(wordsWith(s, '津', 5)).toEqual(['津贴', '津贴费']);
    expect(wordsWith(s, '龘', 5)).toEqual([]);
  });
});

describe('segments put together', () => {
  test('answer as they did apart, without what is gone, and hold no word that only a gone document had', async () => {
    const a = memory([entry(1, ['高龄', '津贴']), entry(2, ['独有词'])]);
    const b = memory([entry(3, ['高龄']), entry(1, ['停水'])], [2]);
    for (const no of [...b.no, ...b.gone]) a.kill(no);
    const path = join(dir, 'merged');
    expect(await merge([a, b], [], path)).toBe(2);
    const merged = new Segment(fromFile(path));
    for (const word of ['高龄', '津贴', '停水', '独有词', '明河区'])
      expect(
        ask([merged], { terms: [[[word]]] }).top.map((t) => t.no),
        word,
      ).toEqual(ask([a, b], { terms: [[[word]]] }).top.map((t) => t.no));
    expect(merged.find('独有词')).toBe(-1);
    expect(readFileSync(path).includes('独有词')).toBe(false);
    merged.close();
  });
});

describe('a damaged file', () => {
  const bytes = encode([entry(1, ['高龄', '津贴']), entry(2, ['高龄'])]);
  test.each([
    ['cut off', bytes.subarray(0, bytes.length - 40)],
    ['empty', Buffer.alloc(0)],
    ['something else', Buffer.from('not an index at all, whatever its name')],
    ['with zeros at the end', Buffer.concat([bytes.subarray(0, -16), Buffer.alloc(16)])],
  ])('%s is never opened', (name, content) => {
    const path = join(dir, `broken-${name.replaceAll(' ', '-')}`);
    writeFileSync(path, content);
    expect(() => new Segment(fromFile(path))).toThrow(BrokenSegment);
  });

  test('with any one bit turned is noticed before it answers', () => {
    const right = [1, 2];
    fc.assert(
      fc.property(fc.integer({ min: 0, max: bytes.length * 8 - 1 }), (bit) => {
        const turned = Buffer.from(new Uint8Array(bytes).buffer);
        turned[bit >>> 3] = (turned[bit >>> 3] ?? 0) ^ (1 << (bit & 7));
        let found: number[];
        try {
          found = ask([new Segment(fromMemory(turned))]).top.map((t) => t.no);
        } catch (e) {
          expect(e).toBeInstanceOf(BrokenSegment);
          return;
        }
        // Turned in padding, or in a list that was not read.
        expect(found.sort()).toEqual(right);
      }),
      { numRuns: 400 },
    );
  });
});
