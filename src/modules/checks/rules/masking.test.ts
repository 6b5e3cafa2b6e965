import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Day } from '../../../lib/day.ts';
import { checkSpecimen, maskGrid, maskText } from '../checks.ts';
import { ENV, grid, inventCard, inventId, listSpecimen, textSpecimen } from '../fixtures.ts';
import { readMaskRows } from './masking.ts';

const TODAY = '2026-03-31' as Day;
const row = (head: string[], cells: string[], minors = false): string[] => [
  ...(maskGrid(grid(head, [cells]), { today: TODAY, minors }).grid.rows[1] ?? []),
];
const ID = inventId('19391104', '001');

describe('a list masked by the table', () => {
  it.each([
    [
      ['姓名', '身份证号'],
      ['张大山', ID],
      ['张大山', `9999**********${ID.slice(-4)}`],
      'four and four, never the birth date',
    ],
    [
      ['姓名', '身份证号'],
      ['张大山', '999901193911****14'],
      ['张大山', '9999************14'],
      'a wrong mask is made right',
    ],
    [['姓名', '手机号'], ['张大山', '139 0000 0001'], ['张大山', '139****0001'], 'the middle of a mobile'],
    [['姓名', '银行卡号'], ['张大山', inventCard('622202123456789012')], ['张大山', '不公开'], 'nobody needs it'],
    [['姓名', '住址'], ['张大山', '云湖镇柳河村3组12号'], ['张大山', '云湖镇柳河村'], 'down to the village'],
    [['姓名', '出生日期', '村'], ['张大山', '1939-11-04', '柳河村'], ['张大山', '不公开', '柳河村'], 'the birth date'],
    [['投资人', '住址'], ['张大山', '柳河村3组12号'], ['张大山', '柳河村'], 'a list of people by its names'],
    [['姓名', '致贫原因'], ['张大山', '因病'], ['张大山', '不公开'], 'the reason of poverty'],
    [['姓名', '班级'], ['王小雨', '一年级2班'], ['王**', '一年级2班'], 'a pupil'],
    [['姓名', '年龄'], ['王小雨', '9'], ['王**', '不公开'], 'a child by age'],
    [['姓名', '年龄'], ['张大山', '61'], ['张大山', '61'], 'a grown-up'],
    [
      ['姓名', '身份证号', '年龄'],
      ['王小雨', ID, '9'],
      ['王**', `9999**********${ID.slice(-4)}`, '不公开'],
      'a child by age though the number says otherwise: masked, nobody could tell',
    ],
    [
      ['姓名', '备注'],
      ['张大山', `身份证${ID}，电话13900000001`],
      ['张大山', `身份证9999**********${ID.slice(-4)}，电话139****0001`],
      'free text',
    ],
    [
      ['单位名称', '统一社会信用代码', '电话'],
      ['明河区民政局', '91350100M000100Y43', '0953-2034567'],
      ['明河区民政局', '91350100M000100Y43', '0953-2034567'],
      'a list of units stays',
    ],
  ])('%j %j → %j (%s)', (head, cells, out) => expect(row(head, cells)).toEqual(out));

  it('hides names of children on request, and says what it did to each column', () => {
    const made = maskGrid(
      grid(
        ['姓名', '身份证号'],
        [
          ['王小雨', ID],
          ['无', ''],
        ],
      ),
      { today: TODAY, minors: true },
    );
    expect(made.changed).toBe(2);
    expect(made.columns).toMatchObject([
      { head: '姓名', cells: 1, unconfirmed: true },
      { head: '身份证号', did: '身份证号只留前4位和后4位', cells: 1 },
    ]);
  });

  it('leaves nothing that the gate would find', () => {
    const cell = fc.oneof(
      fc.constantFrom(
        '张大山',
        '王小雨',
        ID,
        '13900000001',
        '0953-2034567',
        '柳河村3组12号',
        '2015-03-01',
        '因病',
        '二级',
        '9',
      ),
      fc.string({ unit: 'grapheme', maxLength: 12 }),
      fc.constantFrom(
        inventCard('622202123456789012'),
        inventCard('457351123456789'),
        '640302190001010010',
        '999901193911****14',
      ),
    );
    const head = fc.constantFrom(
      '姓名',
      '身份证号',
      '联系电话',
      '银行卡号',
      '家庭住址',
      '出生日期',
      '致贫原因',
      '残疾等级',
      '年龄',
      '班级',
      '学籍号',
      '备注',
      '村',
    );
    fc.assert(
      fc.property(
        fc.array(head, { minLength: 1, maxLength: 5 }).chain((heads) =>
          fc.tuple(
            fc.constant(heads),
            fc.array(fc.array(cell, { minLength: heads.length, maxLength: heads.length }), {
              minLength: 1,
              maxLength: 5,
            }),
          ),
        ),
        ([heads, rows]) => {
          const made = maskGrid(grid(heads, rows), { today: TODAY });
          const { findings } = checkSpecimen({ ...textSpecimen(''), layers: [], grids: [made.grid] }, ENV);
          expect(findings.filter((f) => f.rule.startsWith('personal.'))).toEqual([]);
          // Masking twice changes nothing more.
          expect(maskGrid(made.grid, { today: TODAY }).changed).toBe(0);
        },
      ),
      { numRuns: 500 },
    );
  });

  it('masks numbers in a text and nothing else', () => {
    expect(maskText(`张大山，身份证号${ID}，咨询电话0953-2034567。`)).toEqual({
      text: `张大山，身份证号9999**********${ID.slice(-4)}，咨询电话0953-2034567。`,
      changed: 1,
    });
  });

  const MOBILE = '13900000017';
  const backwards = (t: string): string => [...t].reverse().join('');
  it.each([
    ['shown from the end, as one number', `\u202e${backwards(ID)}`],
    ['shown from the end, two that ran together', `\u202e${backwards(`${ID}${MOBILE}`)}`],
    ['one from the front and one from the end', `${ID}\u202e${backwards(ID)}${MOBILE}`],
    ['in words right before one in figures', `一三九〇〇〇〇〇〇一七${ID}`],
    ['in figures right before one in words', `${ID}一三九〇〇〇〇〇〇一七`],
  ])('leaves no number where two share a place: %s', (_, text) => {
    const masked = maskText(`甲${text}\u202c乙`).text;
    expect([ID, MOBILE, backwards(ID), backwards(MOBILE)].filter((n) => masked.includes(n))).toEqual([]);
    expect(checkSpecimen(textSpecimen(masked), ENV).findings.filter((f) => f.rule.startsWith('personal.'))).toEqual([]);
    expect([masked.startsWith('甲'), masked.endsWith('乙')]).toEqual([true, true]);
  });

  it('leaves no number, however numbers, words and marks that turn the direction are put together', () => {
    const spelled = (t: string): string => [...t].map((d) => '〇一二三四五六七八九'[Number(d)] ?? d).join('');
    const numbers = [ID, MOBILE, inventCard('622848123456789012')];
    const parts = [
      ...numbers.flatMap((n) => [n, backwards(n), spelled(n)]),
      ...['低收入户', ' 万', '\n户主', '@163.com,', '62345678 ', 'o'],
      ...['\u202e', '\u202c', '\u200b', ' ', '-', '*', 'X', '12', '卡号', '身份证号', '电话', '。'],
    ];
    // No figure, letter or word of a figure touches it.
    const FREE = new RegExp(`(?<![^。,号话主户万\\s])${MOBILE}(?![^。,低户卡身电万\\s])`);
    fc.assert(
      fc.property(fc.array(fc.constantFrom(...parts), { minLength: 1, maxLength: 7 }), (some) => {
        const masked = maskText(some.join('')).text;
        // Judged by the text itself, not by the reader that masked it.
        expect(masked).not.toMatch(FREE);
        const left = checkSpecimen(textSpecimen(masked), ENV).findings.map((f) => f.rule);
        expect(left.filter((r) => ['personal.id-number', 'personal.bank-card', 'personal.mobile'].includes(r))).toEqual(
          [],
        );
      }),
      { numRuns: 2000 },
    );
  });

  it('refuses a table of another shape', () => {
    expect(() => readMaskRows([{ field: 'id' }])).toThrow(TypeError);
    expect(() => readMaskRows({})).toThrow(TypeError);
  });

  it('agrees with the gate on a list as it comes', () => {
    const s = listSpecimen(['姓名', '身份证号'], [['张大山', ID]]);
    expect(checkSpecimen(s, ENV).findings.map((f) => f.rule)).toContain('personal.id-number');
  });
});
