import fc from 'fast-check';
import { afterAll, describe, expect, test, vi } from 'vitest';
import type { LayerKind, Specimen } from '../../lib/specimen.ts';
import { docx, paragraph, pdf, placesOf, seen } from './fixtures.ts';
import { DOCX_PLACES, docxWith, HTML_PLACES, htmlWith, type Plant, XLSX_PLACES, xlsxWith } from './fixtures-hiding.ts';
import { xlsx } from './fixtures-xlsx.ts';
import { cleanCopy, closeConverter } from './index.ts';

afterAll(closeConverter);
// Sixty files each, which a busy machine reads slowly.
vi.setConfig({ testTimeout: 600_000 });

async function copy(
  name: string,
  bytes: Buffer,
  grids: Specimen['grids'] = [],
): Promise<{ name: string; seen: Specimen }> {
  const result = await cleanCopy({ name, bytes }, grids);
  if (!result.ok) throw new Error(`${name}: ${result.reason} ${result.say}`);
  return { name: result.name, seen: await seen(result.name, result.bytes) };
}

/** Kinds that a reader sees, or hears; everything else must be gone. */
const OPEN: readonly LayerKind[] = ['shown', 'title', 'header-footer', 'alt-text'];
const hidden = (s: Specimen) => s.layers.filter((l) => !OPEN.includes(l.kind));

describe('a clean copy', () => {
  const plants = (places: readonly string[]): fc.Arbitrary<Plant[]> =>
    fc
      .uniqueArray(fc.constantFrom(...places), { maxLength: 6 })
      .map((list) => list.map((place, i) => ({ place, text: `甲${i}13800138000乙` })));

  test('of a Word file keeps what is shown and nothing else, wherever it was', async () => {
    await fc.assert(
      fc.asyncProperty(plants(DOCX_PLACES.filter((p) => p !== 'link')), async (list) => {
        const file = await docxWith(['通告', '正文第一段'], list);
        const before = await seen('a.docx', file);
        const after = (await copy('a.docx', file)).seen;
        expect(hidden(after)).toEqual([]);
        expect(after.blind).toEqual([]);
        expect(after.layers.find((l) => l.at === '正文')?.text).toBe(before.layers.find((l) => l.at === '正文')?.text);
        expect(after.grids).toEqual(before.grids.filter((g) => g.kind === 'shown'));
      }),
      { numRuns: 60 },
    );
  });

  test('of a spreadsheet keeps what is shown and nothing else, wherever it was', async () => {
    const rows = [
      ['姓名', '乡镇'],
      ['王某', '东湖镇'],
      ['李某', '西山镇'],
    ];
    await fc.assert(
      fc.asyncProperty(plants(XLSX_PLACES.filter((p) => p !== 'number')), async (list) => {
        const file = await xlsxWith(rows, list);
        const before = await seen('a.xlsx', file);
        const after = (await copy('a.xlsx', file)).seen;
        expect(hidden(after)).toEqual([]);
        expect(after.blind).toEqual([]);
        const text = (s: Specimen) => s.layers.find((l) => l.at === '工作表“名册”')?.text;
        expect(text(after)).toBe(text(before));
      }),
      { numRuns: 60 },
    );
  });

  test('of a page has no hidden words', async () => {
    const file = htmlWith(
      ['通告'],
      HTML_PLACES.filter((p) => p !== 'link').map((place) => ({ place, text: '13800138000' })),
    );
    expect(hidden((await copy('a.html', file)).seen)).toEqual([]);
  });

  test('of a spreadsheet keeps merged heads, figures as figures, dates and long numbers as they are shown', async () => {
    const styles = '<cellXfs><xf/><xf numFmtId="14"/><xf numFmtId="10"/></cellXfs>';
    const rows = [
      ['2026年名册'],
      ['乡镇', '人员', '', '内部'],
      ['', '姓名', '金额', ''],
      ['东湖镇', '王某', 300.5, '密'],
      ['', '李某', { value: 46023, style: 1 }, '密'],
      ['西山镇', '赵某', { value: 0.125, style: 2 }, '密'],
    ];
    const sheet = {
      name: '名册',
      rows,
      hiddenRows: [5],
      hiddenColumns: [4],
      merges: ['A1:C1', 'A2:A3', 'B2:C2', 'A4:A5'],
    };
    const after = (await copy('a.xlsm', await xlsx({ sheets: [sheet], styles }))).seen;
    expect(after.name).toBe('a.xlsx');
    expect(after.grids).toEqual([
      expect.objectContaining({
        caption: '2026年名册',
        head: ['乡镇', '人员／姓名', '人员／金额'],
        headRows: 2,
        headMarked: true,
        rows: [
          ['乡镇', '人员', ''],
          ['乡镇', '姓名', '金额'],
          ['东湖镇', '王某', '300.5'],
          ['西山镇', '赵某', '12.50%'],
        ].map((r, i) => (i === 1 ? ['', '姓名', '金额'] : r)),
      }),
    ]);
  });

  test.each<[string, () => Promise<Buffer>]>([
    [
      'a.xlsx',
      () =>
        xlsx({ sheets: [{ name: '名册', rows: [['名单'], ['姓名', '电话'], ['王某', '13800138000'], ['李某', '']] }] }),
    ],
    ['a.csv', async () => Buffer.from('姓名;电话\n王某;13800138000\n李某;')],
    [
      'a.docx',
      () => {
        const row = (...cells: string[]) => `<w:tr>${cells.map((c) => `<w:tc>${paragraph(c)}</w:tc>`).join('')}</w:tr>`;
        return docx(
          `${paragraph('名单')}<w:tbl>${row('姓名', '电话')}${row('王某', '13800138000')}${row('李某', '')}</w:tbl>`,
        );
      },
    ],
  ])('%s takes the masked cells of its list', async (name, build) => {
    const file = await build();
    const before = await seen(name, file);
    const masked = before.grids.map((g) => ({
      ...g,
      rows: g.rows.map((r) => r.map((c) => (c === '13800138000' ? '138****8000' : c))),
    }));
    const after = (await copy(name, file, masked)).seen;
    expect(placesOf(after, '13800138000')).toEqual([]);
    expect(after.grids[0]?.rows).toEqual(masked[0]?.rows);
    expect(after.grids[0]?.caption).toBe(before.grids[0]?.caption);
  });

  test('of a PDF cannot be made, and the answer says what to do instead', async () => {
    const result = await cleanCopy({ name: 'a.pdf', bytes: pdf([[{ text: '甲', x: 60, y: 700 }]]) });
    expect(result).toMatchObject({ ok: false, reason: 'unsupported', say: expect.stringContaining('重新导出') });
  });
});
