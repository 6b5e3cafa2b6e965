import { createHash } from 'node:crypto';
import fc from 'fast-check';
import { afterAll, describe, expect, test, vi } from 'vitest';
import { examine } from './examine.ts';
import { specimenPaper, wideTable } from './fixtures-paper.ts';
import { closeConverter, type Paper, type PaperFormat, paperText, readPaper, writePaper } from './index.ts';
import { headingTexts, p } from './paper.ts';
import { placeCells, tiedRows } from './paper-grid.ts';
import { breakLines } from './paper-lines.ts';

// Drawing pages takes a second each, and more on a machine that does other things.
vi.setConfig({ testTimeout: 120_000, hookTimeout: 120_000 });

afterAll(closeConverter);

const bytesOf = async (paper: Paper, format: PaperFormat): Promise<Uint8Array> => {
  const written = await writePaper(paper, format);
  if (!written.ok) throw new Error(written.say);
  return written.bytes;
};
const lookInto = async (paper: Paper, format: PaperFormat) => {
  const read = await examine({ name: `a.${format}`, bytes: await bytesOf(paper, format) });
  if (!read.ok) throw new Error(read.say);
  return read.specimen;
};
/** Words only: lines, pages and page numbers fall differently in the two. */
const bare = (text: string): string => text.replace(/— ?\d+ ?—/g, '').replace(/\s/g, '');
const letters = (text: string): string => [...bare(text)].sort().join('');

describe.each<PaperFormat>(['pdf', 'docx'])('a paper written as .%s', (format) => {
  test('gives back every word of every block, in order, to our own reader', async () => {
    const s = await lookInto(specimenPaper(), format);
    const shown = bare(
      s.layers
        .filter((l) => l.kind === 'shown')
        .map((l) => l.text)
        .join('\n'),
    );
    const want = bare(paperText(specimenPaper()));
    // A cell over two rows is set beside both, so a table's words may come in another order than its rows.
    expect(letters(shown)).toBe(letters(want));
    for (const block of specimenPaper().blocks)
      if (block.kind === 'paragraph') expect(shown).toContain(bare(block.runs.map((r) => r.text).join('')));
  });

  test('hides nothing, and its properties name the title, the unit and the day, no person and no machine', async () => {
    const s = await lookInto(specimenPaper(), format);
    expect(s.blind).toEqual([]);
    const others = s.layers.filter((l) => !['shown', 'title', 'header-footer', 'metadata'].includes(l.kind));
    expect(others).toEqual([]);
    const said = s.layers.filter((l) => l.kind === 'metadata').map((l) => l.text);
    expect(said).toEqual(expect.arrayContaining(['清河县民政局', '政府信息部分公开告知书']));
    for (const words of said) expect(words).toMatch(/^(清河县民政局|政府信息部分公开告知书|2026.*|D:2026.*|1|zh-CN)$/);
  });

  test('is the same bytes whenever it is written, and others when a word changes', async () => {
    const sum = async (paper: Paper): Promise<string> =>
      createHash('sha256')
        .update(await bytesOf(paper, format))
        .digest('hex');
    const once = await sum(specimenPaper());
    expect(await sum(specimenPaper())).toBe(once);
    expect(await sum(specimenPaper({ title: '政府信息公开告知书' }))).not.toBe(once);
  });

  test('holds a table that goes over pages, a row longer than a page and a name of rare characters', async () => {
    const paper = specimenPaper({
      blocks: [
        wideTable(45),
        {
          kind: 'table',
          widths: [1, 4],
          head: [[{ text: '姓名' }, { text: '事由' }]],
          rows: [[{ text: '𬍛䶮' }, { text: '很长的一段话。'.repeat(400) }]],
        },
      ],
    });
    const s = await lookInto(paper, format);
    const text = bare(
      s.layers
        .filter((l) => l.kind === 'shown')
        .map((l) => l.text)
        .join('\n'),
    );
    expect(text).toContain('𬍛䶮');
    expect(text.match(/很/g)).toHaveLength(400);
    for (const n of ['（1）', '（45）']) expect(text).toContain(n);
    if (format === 'pdf') expect(text.match(/法人或其他组织/g)?.length).toBeGreaterThan(3);
  });
});

test('a PDF says 〓 where the typeface has no character, and loses nothing else', async () => {
  const s = await lookInto(specimenPaper({ blocks: [p('申请人张😀先生')] }), 'pdf');
  expect(bare(s.layers[0]?.text ?? '')).toContain('申请人张〓先生');
});

test('what is no paper is refused and not written', async () => {
  expect(await writePaper({ ...specimenPaper(), blocks: [{ kind: 'gif' }] } as unknown as Paper, 'pdf')).toMatchObject({
    ok: false,
  });
  expect(readPaper({ ...specimenPaper(), about: { unit: 'x', date: '2026-02-30' } })).toBeUndefined();
  expect(readPaper(JSON.parse(JSON.stringify(specimenPaper())))).toEqual(specimenPaper());
});

test('headings are numbered as official papers number them', () => {
  const h = (level: 1 | 2 | 3, numbered?: boolean) =>
    ({ kind: 'heading', level, text: '题', ...(numbered === false ? { numbered } : {}) }) as const;
  expect(headingTexts([h(1), h(2), h(3), h(3), h(2), h(3), h(1), h(2), h(2, false), p('文')])).toEqual([
    '一、题',
    '（一）题',
    '1.题',
    '2.题',
    '（二）题',
    '1.题',
    '二、题',
    '（一）题',
    '题',
    '',
  ]);
});

describe('lines', () => {
  const em = (text: string): number => [...text].reduce((n, c) => n + (c.charCodeAt(0) < 256 ? 0.5 : 1), 0);
  const set = (text: string, width = 10, indent = 2): string[] =>
    breakLines([{ text }], width, indent, em).map((l) => l.pieces.map((x) => x.text).join(''));

  test.each<[string, string[], string]>([
    ['一二三四五六七八九十甲乙丙', ['一二三四五六七八', '九十甲乙丙'], 'the first line is two characters shorter'],
    ['一二三四五六七八，九十', ['一二三四五六七八，', '九十'], 'a comma is squeezed into the line it ends'],
    ['一二三四五六七八”。九十', ['一二三四五六七八”。', '九十'], 'two marks are too'],
    ['一二三四五六七（九十）甲', ['一二三四五六七', '（九十）甲'], 'an opening bracket goes down with its words'],
    ['一二三四五六version甲', ['一二三四五六', 'version甲'], 'a word is not torn'],
    ['abcdefghijklmnopqrstuvwxyz', ['abcdefghijklmnop', 'qrstuvwxyz'], 'unless it is longer than a line'],
    ['', [], 'no words, no line'],
  ])('%s', (text, lines, _why) => expect(set(text)).toEqual(lines));

  test.each<[string, string[], string]>([
    ['2026中，”。。', ['2026', '中，”。。'], 'three marks too many take their character down, though one word is left'],
    ['文中中，”。。', ['文中', '中，”。。'], 'or two'],
    ['中，。，。，。', ['中，。，', '。，。'], 'nothing but marks stays where it is'],
  ])('in narrow columns: %s', (text, lines, _why) => expect(set(text, 6)).toEqual(lines));

  test('keep every character, in order, and never begin with a closing mark unless nothing else is left', () => {
    const words = fc.array(fc.constantFrom('中', '文', 'ab', '，', '。', '（', '）', '“', '”', '2026'), {
      maxLength: 80,
    });
    // Not after an opening mark, not before a closing one, not inside a word.
    const couldBreak = /[，。）”中文a-z0-9](?=[（“中文])|[，。）”中文](?=[a-z0-9])/;
    fc.assert(
      fc.property(words, fc.integer({ min: 6, max: 30 }), (parts, width) => {
        const lines = set(parts.join(''), width, 2);
        expect(lines.join('')).toBe(parts.join(''));
        lines.forEach((l, i) => {
          const before = lines[i - 1] ?? '';
          if (i > 0 && /^[，。）”]/.test(l)) expect(before).not.toMatch(couldBreak);
        });
      }),
    );
  });
});

test('cells find their columns around cells that span, and rows tied by them stay together', () => {
  const rows = [
    [
      { text: 'a', rows: 2 },
      { text: 'b', cols: 2 },
    ],
    [{ text: 'c' }, { text: 'd' }],
    [{ text: 'e', cols: 9 }],
  ];
  const placed = placeCells(rows, 3);
  expect(placed.map((x) => [x.cell.text, x.row, x.col, x.rows, x.cols])).toEqual([
    ['a', 0, 0, 2, 1],
    ['b', 0, 1, 1, 2],
    ['c', 1, 1, 1, 1],
    ['d', 1, 2, 1, 1],
    ['e', 2, 0, 1, 3],
  ]);
  expect(tiedRows(placed, 3)).toEqual([
    [0, 2],
    [2, 3],
  ]);
});
