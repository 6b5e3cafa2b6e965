import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { catalogue } from '../../../../law/catalogue/index.ts';
import { isBlank, type RawValue, type RawValues, validateElements } from './elements.ts';
import { addDecimals } from './rows.ts';
import type { ElementSpec } from './types.ts';
import { readMoney, readNamed, readValue } from './values.ts';

const el = (key: string, type: ElementSpec['type'], more: Partial<ElementSpec> = {}): ElementSpec => ({
  key,
  label: key,
  type,
  required: false,
  ...more,
});
const table = (more: Partial<ElementSpec> = {}): ElementSpec => ({
  key: 'list',
  label: '发放清单',
  type: 'table',
  required: true,
  columns: [
    { key: 'name', label: '姓名', type: 'text', required: true },
    { key: 'village', label: '所在村', type: 'text', required: true },
    { key: 'amount', label: '补贴金额（元）', type: 'money', required: true },
  ],
  ...more,
});
const says = (specs: ElementSpec[], raw: RawValues): string[] =>
  validateElements(specs, raw).problems.map((p) => p.say);

type Simple = Exclude<ElementSpec['type'], 'table' | 'file'>;

describe('one value', () => {
  test.each<[Simple, string, string, string]>([
    ['date', '2024-03-05', '2024-03-05', 'as it is kept'],
    ['date', '2024年3月5日', '2024-03-05', 'as documents write it'],
    ['date', '2024.3.5', '2024-03-05', 'with points'],
    ['date', '２０２４／３／５', '2024-03-05', 'full width'],
    ['date', '20240305', '2024-03-05', 'run together'],
    ['date', '二〇二四年三月五日', '2024-03-05', 'in characters'],
    ['money', '1,234.50元', '1234.50', 'with separators and unit'],
    ['money', '￥１，２３４', '1234', 'full width with sign'],
    ['money', '3.5万元', '35000', 'ten thousands'],
    ['money', '0.12345678亿', '12345678', 'hundred millions, exactly'],
    ['money', '1234.5', '1234.50', 'two decimals or none'],
    ['money', '-20', '-20', 'a decrease'],
    ['money', '-0', '0', 'zero has no sign'],
    ['money', '007', '7', 'zeros in front'],
    ['number', '1,234', '1234', 'a figure'],
    ['number', '12.50', '12.5', 'zeros that say nothing'],
    ['phone', '0953－2023456', '0953-2023456', 'a wide dash'],
    ['phone', '(0953)2023456转8', '0953-2023456-8', 'brackets and extension'],
    ['phone', '12345', '12345', 'the hotline'],
    ['phone', '0999-0000 0012', '0999-00000012', 'a space inside'],
    ['phone', '0999-00000012 0999-00000013', '0999-00000012、0999-00000013', 'a space between two'],
    ['phone', '2023456/2023457', '2023456、2023457', 'two of them'],
    ['link', 'https://www.example.gov.cn/a', 'https://www.example.gov.cn/a', 'an address'],
    ['link', '/zwgk/1', '/zwgk/1', 'a page of this site'],
    ['text', ' 明河区\n民政局 ', '明河区 民政局', 'one line'],
    ['long', '甲\r\n乙', '甲\n乙', 'line ends'],
  ])('%s %j is %j: %s', (type, text, value) => {
    expect(readValue(type, text)).toEqual({ ok: true, value });
  });

  test.each<[Simple, string, string, string, string]>([
    ['date', '2024-02-30', '没有2024年2月30日这一天', '2024-03-05', 'no such day'],
    ['date', '2024年3月', '少了“日”', '2024-03-01', 'a month'],
    ['date', '长期', '不像日期', '2024-03-05', 'words'],
    ['money', '1,23元', '千位分隔的逗号位置不对', '123', 'a separator where none belongs'],
    ['money', '12万三千', '不像金额，只写数字和单位', '1234.50元', 'half in words: 12 would be another amount'],
    ['money', '，', '不像金额，只写数字和单位', '1234.50元', 'a comma alone'],
    ['money', '1.234', '最多写到分（两位小数）', '1.23', 'less than a fen'],
    ['money', '约500元', '不像金额，只写数字和单位', '500元', 'about'],
    ['money', '面议', '不像金额，只写数字和单位', '1234.50元', 'no figure at all'],
    ['number', '12人', '只写数字，不写单位和文字', '12', 'the label says the unit'],
    ['phone', '某某 2023456转', '“某某2023456转”不像电话号码', '2023456', 'a name in it'],
    ['phone', '2023', '“2023”不像电话号码', '区号-号码，例如 0999-00000012；几个号码用“、”隔开', 'too short'],
    ['link', 'www.example.gov.cn', '少了开头的 https://', 'https://www.example.gov.cn', 'what people copy'],
    ['link', 'javascript:alert(1)', '不像网址', 'https://www.example.gov.cn/页面地址', 'no address of a page'],
    ['link', '//evil.example', '不像网址', 'https://www.example.gov.cn/页面地址', 'another site in disguise'],
  ])('%s %j is refused: %s', (type, text, say, instead) => {
    expect(readValue(type, text)).toEqual({ ok: false, say, instead });
  });

  test.each([
    ['重度残疾人护理补贴人数', '12.5', '12', 'half a person'],
    ['户数', '-3', '12', 'fewer than none'],
    ['人数（户数）', '1.2', '12', 'either of them: what was meant nobody knows'],
  ])('%s %s is no count', (label, text, instead) =>
    expect(readNamed(label, 'number', text)).toEqual({ ok: false, say: '要写整数，不写小数和负数', instead }),
  );

  test.each([
    ['保障人数', '1,200', 'people'],
    ['数量（吨）', '3.5', 'tons have parts'],
    ['监测值', '-0.5', 'a measured value'],
  ])('%s may be %s: %s', (label, text) => expect(readNamed(label, 'number', text).ok).toBe(true));

  test('a choice is one of its list, however wide it is typed', () => {
    expect(readValue('choice', '公 办', ['公办', '民办'])).toEqual({ ok: true, value: '公办' });
    expect(readValue('choice', '其他', ['公办', '民办'])).toEqual({
      ok: false,
      say: '不在可选的几项里',
      instead: '公办、民办',
    });
  });

  test('money is read exactly at any size and printed so that it reads back', () => {
    fc.assert(
      fc.property(fc.bigInt({ min: -(10n ** 15n), max: 10n ** 15n }), (fen) => {
        const sign = fen < 0n ? '-' : '';
        const digits = String(fen < 0n ? -fen : fen).padStart(3, '0');
        const text = `${sign}${digits.slice(0, -2)}.${digits.slice(-2)}`;
        const read = readMoney(text);
        if (!read.ok) throw new Error(read.say);
        expect(addDecimals([read.value, ...(sign ? [text.slice(1)] : [`-${text}`])])).toBe('0');
        expect(readMoney(read.value)).toEqual(read);
      }),
    );
  });
});

describe('a form', () => {
  test('what must be there is asked for with an example, what came is kept typed', () => {
    const specs = [el('begun', 'date', { required: true, label: '开工日期' }), el('note', 'long'), el('sum', 'money')];
    expect(validateElements(specs, { sum: '3万元' })).toEqual({
      values: { sum: '30000' },
      problems: [{ key: 'begun', label: '开工日期', say: '“开工日期”没有填', instead: '例如 2024-03-05' }],
      sums: {},
      extra: {},
    });
  });

  test('a value that cannot be read stays exactly as typed', () => {
    const { values, problems } = validateElements([el('sum', 'money', { label: '金额' })], { sum: '约 500 元' });
    expect(values).toEqual({ sum: '约 500 元' });
    expect(problems).toEqual([
      { key: 'sum', label: '金额', say: '“金额”：不像金额，只写数字和单位', instead: '500元' },
    ]);
  });

  test('what came for an element that is gone is kept aside', () => {
    expect(validateElements([], { old: '字', empty: ' ' }).extra).toEqual({ old: '字' });
  });

  const parts = [
    el('policy', 'text', { required: true, part: '政策依据' }),
    el('object', 'long', { required: true, part: '申请指南' }),
    el('phone', 'phone', { required: true, part: '申请指南' }),
  ];
  test('a publication may give one part of an item; what it begins it must finish', () => {
    expect(says(parts, { policy: '明财发〔2024〕1号' })).toEqual([]);
    expect(says(parts, { object: '种粮农户' })).toEqual(['“phone”没有填（申请指南）']);
  });
  test('but not none of them', () => {
    expect(says(parts, {})).toEqual(['“政策依据”、“申请指南”一部分都没有填']);
  });

  test('files are names; an empty list is no file', () => {
    const specs = [el('file', 'file', { required: true, label: '附件' })];
    expect(validateElements(specs, { file: ['方案.docx'] })).toMatchObject({
      values: { file: ['方案.docx'] },
      problems: [],
    });
    expect(says(specs, { file: [] })).toEqual(['“附件”没有填']);
  });
});

describe('a table', () => {
  const good = [
    { name: '甲', village: '白塔村', amount: '80' },
    { name: '乙', village: '白塔村', amount: '1120.50' },
  ];
  test.each([
    ['甲\t白塔村\t80\n乙\t白塔村\t1,120.5', 'pasted without a head'],
    ['姓名\t所在村\t补贴金额（元）\n甲\t白塔村\t80\n乙\t白塔村\t1120.50元\n', 'pasted with its head'],
    ['补贴金额\t姓名\t所在村\r\n80\t甲\t白塔村\r\n1120.5\t乙\t白塔村', 'columns in another order'],
    ['序号\t姓名\t所在村\t补贴金额(元)\n1\t甲\t白塔村\t80\n2\t乙\t白塔村\t1120.5', 'with running numbers'],
    ['1\t甲\t白塔村\t80\n2\t乙\t白塔村\t1120.5', 'with running numbers and no head'],
    ['甲\t白塔村\t80\n\n乙\t白塔村\t1120.5\n合计\t\t1200.50', 'with a total that is right'],
    ['姓名\t所在村\t补贴金额（万元）\n甲\t白塔村\t0.008\n乙\t白塔村\t0.11205', 'a head that counts in ten thousands'],
    ['"甲"\t"白塔\n村"\t80\n乙\t白塔村\t1120.5'.replace('\n村', '村'), 'cells in quotes'],
  ])('%j gives the same rows: %s', (text) => {
    expect(validateElements([table()], { list: text })).toEqual({
      values: { list: good },
      problems: [],
      sums: { list: { amount: '1200.5' } },
      extra: {},
    });
  });

  test('typed cell by cell, empty rows left out', () => {
    expect(
      validateElements([table()], { list: [...good, { name: '', village: ' ', amount: '' }] }).values.list,
    ).toEqual(good);
  });

  test('each wrong cell is named with its row, its column and what to write', () => {
    const raw = '甲\t白塔村\t80元整\n乙\t\t一百\n';
    const { values, problems, sums } = validateElements([table()], { list: raw });
    expect(problems).toEqual([
      {
        key: 'list',
        label: '发放清单',
        row: 2,
        column: 'village',
        say: '“发放清单”第2行“所在村”：没有填',
        instead: '写上内容，确实没有的写“无”',
      },
      {
        key: 'list',
        label: '发放清单',
        row: 2,
        column: 'amount',
        say: '“发放清单”第2行“补贴金额（元）”：不像金额，只写数字和单位',
        instead: '1234.50元',
      },
    ]);
    expect(values.list).toEqual([good[0], { name: '乙', amount: '一百' }]);
    expect(sums).toEqual({});
  });

  test('a total that differs from the rows is said, and the text stays as pasted', () => {
    const raw = '甲\t白塔村\t80\n合计\t\t90';
    const { values, problems } = validateElements([table()], { list: raw });
    expect(problems).toMatchObject([
      { row: 2, say: '“发放清单”第2行“补贴金额（元）”：合计写的是90，各行相加是80', instead: '80' },
    ]);
    expect(values.list).toBe(raw);
  });

  test('cells that fit no column are said, and the text stays as pasted', () => {
    const raw = '甲\t白塔村\t80\t备注\n乙\t白塔村\t90';
    const { values, problems } = validateElements([table()], { list: raw });
    expect(problems.map((p) => p.say)).toEqual(['“发放清单”第1行：多出1格：备注']);
    expect(values.list).toBe(raw);
  });

  test('a head alone is no data', () => {
    expect(says([table()], { list: '姓名\t所在村\t补贴金额（元）' })).toEqual(['“发放清单”一行数据也没有']);
  });

  test('ten thousand wrong rows are not ten thousand lines', () => {
    const raw = Array.from({ length: 10_000 }, () => '甲\t白塔村\t若干').join('\n');
    const { problems } = validateElements([table()], { list: raw });
    expect(problems).toHaveLength(51);
    expect(problems.at(-1)?.say).toBe('“发放清单”还有9950处同样要改');
  });
});

describe('whatever is typed', () => {
  const text = fc.oneof(
    fc.string(),
    fc.constantFrom(
      '2024-3-5',
      '3.5万元',
      '12',
      '合计',
      '合计\t\t5',
      '甲\t乙\t3',
      '姓名\t所在村',
      '"',
      '\t',
      '公办',
      '0999-00000012',
      '__proto__',
    ),
  );
  const row = fc.dictionary(fc.oneof(fc.constantFrom('name', 'village', 'amount', 'constructor'), fc.string()), text);
  const raw = fc.oneof(text, fc.array(text), fc.array(row)) as fc.Arbitrary<RawValue>;
  const item = fc.constantFrom(...catalogue.items).map((i) => i.elements);

  test('no form throws, every problem says what to write, and nothing typed is lost', () => {
    fc.assert(
      fc.property(
        fc
          .oneof(item, fc.constant([table(), el('x', 'money'), el('y', 'file')]))
          .chain((specs) =>
            fc.tuple(fc.constant(specs), fc.dictionary(fc.constantFrom(...specs.map((s) => s.key), 'gone'), raw)),
          ),
        ([specs, values]) => {
          const read = validateElements(specs, values);
          for (const p of read.problems) expect(p.say !== '' && p.instead !== '').toBe(true);
          const kept = new Set([...Object.keys(read.values), ...Object.keys(read.extra)]);
          for (const [key, v] of Object.entries(values)) if (!isBlank(v)) expect(kept).toContain(key);
        },
      ),
    );
  });

  test('what was read reads back as itself', () => {
    fc.assert(
      fc.property(
        fc.array(fc.tuple(fc.stringMatching(/^[一-龥]{2,4}$/), fc.integer({ min: 0, max: 1e7 })), {
          minLength: 1,
          maxLength: 9,
        }),
        (list) => {
          const pasted = list.map(([name, n]) => `${name}\t白塔村\t${n}`).join('\n');
          const once = validateElements([table()], { list: pasted });
          const again = validateElements([table()], once.values as RawValues);
          expect(again).toEqual(once);
        },
      ),
    );
  });
});
