import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { checkSpecimen } from '../checks.ts';
import { ENV, inventCard, inventId, layer, listSpecimen, rulesOf, textSpecimen } from '../fixtures.ts';
import { numberChecks } from './personal-numbers.ts';

const ID = inventId('19391104', '001');
const ID2 = inventId('19420218', '002');
const CARD = inventCard('622202123456789012');
const run = (text: string) => checkSpecimen(textSpecimen(text), ENV, numberChecks).findings;
const found = (text: string): string[] => run(text).map((f) => `${f.rule} ${f.severity}`);
const wide = (t: string): string => t.replace(/\d/g, (c) => String.fromCharCode(c.charCodeAt(0) + 0xfee0));

describe('numbers of persons in a text', () => {
  it.each([
    [`身份证号：${ID}。`, ['personal.id-number error'], 'the plain form'],
    [`身份证号：${wide(ID)}`, ['personal.id-number error'], 'full-width digits'],
    [`身份证号：${ID.slice(0, 10)}\n${ID.slice(10)}`, ['personal.id-number error'], 'cut by a line end, and named'],
    [`${ID.slice(0, 6)} ${ID.slice(6, 14)} ${ID.slice(14)}`, ['personal.id-number error'], 'written in three groups'],
    [`${ID.slice(0, 6)}-${ID.slice(6)}`, ['personal.id-number error'], 'a hyphen inside'],
    [`${ID.slice(0, 9)}\u200b${ID.slice(9)}`, ['personal.id-number error'], 'split by markup that left a zero width'],
    [[...ID].join('　'), ['personal.id-number error'], 'spread out'],
    [`${ID.slice(0, 10)}\n${ID.slice(10)}`, ['personal.id-number warning'], 'broken over two lines: less sure'],
    [`${ID}13900000001`, ['personal.id-number error', 'personal.mobile error'], 'two cells that ran together'],
    ['身份证号640302190001010010', ['personal.id-number error'], 'wrong check digit, but it says what it is'],
    ['640302190001010010', ['personal.id-number warning'], 'wrong check digit and nothing beside it'],
    ['640302190013139991', ['personal.id-number warning'], 'right check digit, a birth date that cannot be'],
    ['身份证640302490101001', ['personal.id-number error'], 'the old form of fifteen digits'],
    ['张三，13900000001', ['personal.mobile error'], 'a mobile telephone'],
    ['张三，139-0000-0001', ['personal.mobile error'], 'with hyphens'],
    ['+86 13900000001', ['personal.mobile error'], 'with the country code'],
    ['联系人：张三，联系电话：13900000001', ['personal.mobile warning'], 'meant as a contact: ask, do not block'],
    [`卡号${CARD}`, ['personal.bank-card error'], 'nineteen digits that pass Luhn'],
    [
      `${CARD.slice(0, 4)} ${CARD.slice(4, 8)} ${CARD.slice(8, 12)} ${CARD.slice(12, 16)} ${CARD.slice(16)}`,
      ['personal.bank-card error'],
      'as on the card',
    ],
    ['家庭电话：0953-2034567', ['personal.landline error'], 'a home'],
    ['张大山，0953-2034567', ['personal.landline warning'], 'a line of a list'],
    ['银行卡号：6222021234567890120', ['personal.bank-card warning'], 'a card with a slip of the pen'],
    [
      ID.replaceAll('0', 'O').replaceAll('1', 'l'),
      ['personal.id-number error'],
      'letters for figures: its check holds',
    ],
    [`卡号${CARD.replaceAll('0', 'o').replaceAll('1', 'I')}。`, ['personal.bank-card error'], 'the same of a card'],
    [`${ID.slice(0, 6)},${ID.slice(6, 14)},${ID.slice(14)}`, ['personal.id-number error'], 'commas between groups'],
    ['张三（139）0000-0001', ['personal.mobile error'], 'a bracket as abroad'],
    ['电话13900 000001', ['personal.mobile warning'], 'groups of five and six where words say what it is'],
    ['手机139,0000,0001', ['personal.mobile error'], 'commas where words say what it is'],
    ['手机1390000\n0001', ['personal.mobile warning'], 'broken at the end of a line'],
    [`卡号：${CARD.slice(0, 9)} ${CARD.slice(9)}`, ['personal.bank-card error'], 'a card in groups of its own'],
    ['身份证号：6 4 0 3 0 2 4 9 0 1 0 1 0 0 1', ['personal.id-number error'], 'the old form spread out'],
    ['身 份 证 号：640302490101001', ['personal.id-number error'], 'its words spread out'],
    ['张文 13900000001', ['personal.mobile error'], 'a name that ends like 发文'],
    ['**13900000001**', ['personal.mobile error'], 'marks of emphasis'],
    ['13900000001lisi', ['personal.mobile error'], 'a word right behind'],
    [`招标编号：${ID}`, ['personal.id-number warning'], 'said to be a code: ask'],
    ['640302199003****14', ['personal.id-mask error'], 'the mask shows the birth date'],
    ['640302********1234', ['personal.id-mask warning'], 'six and four: too much by two'],
  ])('%s → %j (%s)', (text, rules) => expect(found(text)).toEqual(rules));

  it.each([
    ['统一社会信用代码：91640300000000000X', 'eighteen characters of another rule'],
    ['统一社会信用代码91350100M000100Y43', 'the example of GB 32100'],
    ['国办发〔2019〕14号', 'a document number'],
    ['索引号：000014349/2019-00007', 'an index number'],
    ['2019年01月27日', 'a date'],
    ['拨打12345或10086', 'service numbers'],
    ['咨询电话：0953-2034567', 'an office telephone'],
    ['区民政局值班电话 2034567', 'a duty telephone'],
    ['联系电话：（0953）2034567', 'an office telephone in brackets'],
    ['王主任，0953-2034567', 'an office by its head'],
    ['联系人：张大山 0953-2034567', 'a contact'],
    ['监督电话：13900000001', 'a mobile put up for supervision'],
    ['金额合计 12345678901234.56 元', 'an amount'],
    ['订单号：202603311234567890', 'an order number of eighteen digits'],
    ['项目代码：2020-640302-83-01-008123', 'an investment project'],
    ['户名：明河区财政局 账号：6222021234567890128', 'an account of the treasury'],
    ['9999**********0024', 'masked as the table wants'],
    ['138****5678', 'a masked mobile'],
    ['2026-03-31 2026-04-06 08:30', 'dates in a row'],
    ['1234567 7654321 2345678 8765432', 'figures of a statistic'],
    ['7260410 38224 1566360 6985 560', 'figures of a statistic, two of which could be a telephone'],
    ['13900 000001', 'two figures'],
    ['数量：139,0000,0001', 'figures between commas'],
    ['合计13900000001元', 'an amount'],
    ['总投资：13900000001', 'an amount'],
    ['举报电话：0953-2034567、13900000001', 'a second number of a service'],
    ['http://www.example.gov.cn/content.shtml?id=13900000001', 'a page of the web'],
    ['https://www.example.gov.cn/c143083/20240726/content_59286978.shtml?id=13900000001', 'of a long address'],
    ['职位代码：8613900000001', 'a post'],
    ['准考证号：13900000001', 'a candidate of an examination'],
    ['产于2026年的10l装、5l装', 'litres'],
  ])('%s is let through: %s', (text) => expect(found(text)).toEqual([]));

  it('says it as a clerk would: how many, where, why, on which basis', () => {
    const s = listSpecimen(
      ['序号', '姓名', '身份证号', '乡镇、村', '金额（元）'],
      [
        ['1', '王**', '9999**********0024', '云湖镇柳河村', '100'],
        ['2', '李**', ID, '云湖镇柳河村', '200'],
        ['3', '赵**', '9999**********0041', '云湖镇东坝村', '100'],
        ['4', '陈**', ID2, '白塔镇北街社区', '100'],
      ],
    );
    const [first, ...rest] = checkSpecimen(s, ENV, numberChecks).findings;
    expect(rest).toEqual([]);
    expect(first).toMatchObject({
      rule: 'personal.id-number',
      severity: 'error',
      message: '2个身份证号没有遮盖',
      why: '第2行、第4行校验位正确，是完整号码。一旦公开，收不回来。',
      basis: '《政府信息公开条例》第十五条',
      remedy: { kind: 'mask', grid: 0 },
    });
    expect(first?.spans).toHaveLength(2);
    expect(JSON.stringify(first)).not.toContain(ID);
  });

  it('counts rows of a sheet as the sheet does, and of a page below the head', () => {
    const list = listSpecimen(['姓名', '身份证号'], [['张大山', ID]], { format: 'xlsx' });
    const [g] = list.grids;
    const sheet = { ...list, grids: g ? [{ ...g, at: '工作表“名册”', rowNumbers: [3, 4] }] : [] };
    expect(checkSpecimen(sheet, ENV, numberChecks).findings[0]?.at).toBe('工作表“名册”第4行');
    expect(checkSpecimen({ ...list, format: 'docx' }, ENV, numberChecks).findings[0]?.at).toBe('第1个表第1行');
  });

  it('lets the words of a cell say what its number is', () => {
    const rows = [
      ['张大山', '业务流水号：640302190001010010'],
      ['李小河', '户名：明河区财政局，账号：6222021234567890128'],
    ];
    expect(checkSpecimen(listSpecimen(['姓名', '身份证号'], rows), ENV, numberChecks).findings).toEqual([]);
  });

  it('names a hidden place and raises what it finds there', () => {
    const s = textSpecimen('公示', {
      format: 'xlsx',
      layers: [layer('公示'), layer('640302190001010010', 'hidden-sheet', '工作表“底稿”（隐藏）')],
    });
    expect(checkSpecimen(s, ENV, numberChecks).findings).toMatchObject([
      {
        severity: 'error',
        message: '隐藏的工作表里有1个身份证号',
        remedy: { kind: 'clean-copy', label: expect.stringContaining('图片和图表不带过去') },
      },
    ]);
  });

  it('takes a column of codes for codes, and asks where one in eleven is right by chance', () => {
    const code = (no: string): string => `640302${no}`;
    const rows = [
      ['柳河项目', code('201911241079')],
      ['东坝项目', code('202502174561')],
      ['北街项目', code('202403020019')],
    ];
    expect(checkSpecimen(listSpecimen(['项目', '编码'], rows), ENV, numberChecks).findings).toMatchObject([
      { rule: 'personal.id-number', severity: 'warning', at: '第1个表第3行' },
    ]);
    expect(checkSpecimen(listSpecimen(['项目', '编码'], rows.slice(0, 2)), ENV, numberChecks).findings).toEqual([]);
    // A person among numbers of another kind stays one.
    const mixed = [
      ['柳河项目', '001'],
      ['东坝项目', '002'],
      ['北街项目', ID],
    ];
    expect(rulesOf(checkSpecimen(listSpecimen(['项目', '编码'], mixed), ENV, numberChecks).findings)).toEqual([
      'personal.id-number',
    ]);
  });

  it('takes figures of eleven places under the head of an amount for an amount', () => {
    const rows = [
      ['教育', '13900000001'],
      ['农林水', '15900000001'],
    ];
    expect(checkSpecimen(listSpecimen(['科目', '2025年'], rows), ENV, numberChecks).findings).toEqual([]);
    expect(checkSpecimen(listSpecimen(['科目', '年初预算'], rows), ENV, numberChecks).findings).toEqual([]);
    // Where no head was found the other figures say it.
    const bare = [...rows, ['卫生', '47749295275'], ['水利', '8616832103']];
    expect(checkSpecimen(listSpecimen(['科目', '列2'], bare), ENV, numberChecks).findings).toEqual([]);
    expect(rulesOf(checkSpecimen(listSpecimen(['经办', '备注'], rows), ENV, numberChecks).findings)).toEqual([
      'personal.mobile',
    ]);
  });

  it('judges telephones of a list by its columns', () => {
    const people = listSpecimen(
      ['姓名', '联系电话'],
      [
        ['张三', '0953-2034567'],
        ['李四', '13900000001'],
      ],
    );
    expect(rulesOf(checkSpecimen(people, ENV, numberChecks).findings)).toEqual([
      'personal.landline',
      'personal.mobile',
    ]);
    const units = listSpecimen(
      ['单位名称', '办公电话'],
      [
        ['明河区民政局', '0953-2034567'],
        ['白塔镇', '13900000001'],
      ],
    );
    expect(checkSpecimen(units, ENV, numberChecks).findings).toEqual([]);
  });

  it('finds an identity number planted anywhere, in any width and spacing', () => {
    const digit = fc.constantFrom(...'0123456789');
    const gap = fc.constantFrom('', '', '', ' ', '-', '　', '\u00a0', '\u200b', '—', '  ');
    const around = fc.string({ unit: 'grapheme', maxLength: 60 });
    fc.assert(
      fc.property(
        around,
        around,
        fc.integer({ min: 1930, max: 2025 }),
        fc.integer({ min: 1, max: 12 }),
        fc.integer({ min: 1, max: 28 }),
        fc.tuple(digit, digit, digit),
        fc.array(fc.tuple(gap, fc.boolean()), { minLength: 18, maxLength: 18 }),
        (left, right, y, m, d, seq, writing) => {
          const id = inventId(`${y}${String(m).padStart(2, '0')}${String(d).padStart(2, '0')}`, seq.join(''));
          const written = [...id]
            .map((c, i) => {
              const [g, isWide] = writing[i] ?? ['', false];
              return (i === 0 ? '' : g) + (isWide ? wide(c) : c);
            })
            .join('');
          const rules = rulesOf(run(`${left}号${written}止${right}`));
          expect(rules).toContain('personal.id-number');
        },
      ),
      { numRuns: 300 },
    );
  });

  it('never throws, whatever the text', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 300 }), (text) => {
        expect(checkSpecimen(textSpecimen(text), ENV, numberChecks).broken).toEqual([]);
      }),
    );
  });
});
