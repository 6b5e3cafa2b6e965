import { existsSync, readFileSync } from 'node:fs';
import { gunzipSync } from 'node:zlib';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { docNoKey, parseDocNo } from './docno.ts';
import { findDocNos } from './docno-find.ts';

const codes = (text: string): string[] => parseDocNo(text).findings.map((f) => f.code);

describe('a document number', () => {
  test.each([
    ['国办发〔2018〕115号', '国办发', 2018, 115, 'the form of the standard'],
    ['国办发明电〔2018〕15号', '国办发明电', 2018, 15, 'a telegram'],
    ['国函〔2018〕159号', '国函', 2018, 159, 'a reply'],
    ['石政办函〔2021〕12号', '石政办函', 2021, 12, 'a county letter'],
    ['国发〔1981〕88号', '国发', 1981, 88, 'of the last century'],
    ['（涟交）路政停违字〔2017〕49号', '（涟交）路政停违字', 2017, 49, 'brackets in the organ code'],
  ])('%s is read as it stands: %s %i %i, %s', (text, issuer, year, serial) => {
    expect(parseDocNo(text)).toEqual({ form: 'number', issuer, year, serial, normalised: text, findings: [] });
  });

  test.each([
    ['国令第707号', '国令', 707, '国令第707号', []],
    ['国务院令第711号', '国务院令', 711, '国务院令第711号', []],
    ['国务院第711号令', '国务院令', 711, '国务院令第711号', ['order-form']],
    ['国务院令（第711号）', '国务院令', 711, '国务院令第711号', ['order-form']],
    ['国务院令711号', '国务院令', 711, '国务院令第711号', ['order-form']],
  ])('%s is an order of %s, number %i', (text, issuer, serial, normalised, found) => {
    expect(parseDocNo(text)).toMatchObject({ form: 'order', issuer, year: null, serial, normalised });
    expect(codes(text)).toEqual(found);
  });

  test('an announcement is counted by year in a form of its own', () => {
    expect(parseDocNo('财政部公告2019年第39号')).toEqual({
      form: 'yearly',
      issuer: '财政部公告',
      year: 2019,
      serial: 39,
      normalised: '财政部公告2019年第39号',
      findings: [],
    });
  });

  test.each([
    ['利政办发[2021]5号', '利政办发〔2021〕5号', ['bracket'], '括号不规范'],
    ['财预[2016]143号', '财预〔2016〕143号', ['bracket'], '括号不规范'],
    ['利政办发【2021】5号', '利政办发〔2021〕5号', ['bracket'], '六角括号'],
    ['利政办发（2021）5号', '利政办发〔2021〕5号', ['bracket'], '〔〕'],
    ['利政办发﹝2021﹞5号', '利政办发〔2021〕5号', ['bracket'], '括号'],
    ['利政办发〔2021]5号', '利政办发〔2021〕5号', ['bracket'], '括号'],
    ['利政办发〔2021〕第5号', '利政办发〔2021〕5号', ['prefix-di'], '不加“第”字'],
    ['利政办发〔2021〕05号', '利政办发〔2021〕5号', ['leading-zero'], '不编虚位'],
    ['利政办发〔21〕5号', '利政办发〔2021〕5号', ['short-year'], '年份应标全称'],
    ['国办发〔96〕2号', '国办发〔1996〕2号', ['short-year'], '年份应标全称'],
    ['利政办发〔 2021 〕 5 号', '利政办发〔2021〕5号', ['spaces'], '不留空格'],
    ['利政办发〔２０２１〕５号', '利政办发〔2021〕5号', ['width'], '半角'],
    ['利政办发〔2021〕5', '利政办发〔2021〕5号', ['no-hao'], '号'],
    ['利政办发2021年5号', '利政办发〔2021〕5号', ['bracket'], '括号'],
    ['利政办发［２０２１］第０５号', '利政办发〔2021〕5号', ['width', 'bracket', 'prefix-di', 'leading-zero'], '括号'],
  ])('%s becomes %s with findings %j that say %s', (text, normalised, found, says) => {
    const read = parseDocNo(text);
    expect(read.normalised).toBe(normalised);
    expect(codes(text)).toEqual(found);
    expect(read.findings.map((f) => f.message).join()).toContain(says);
  });

  test.each([
    ['利政办发〔2021〕5、6号', 'several', 'two numbers are not the number of one document'],
    ['利政办发〔2021〕5号、6号', 'several', 'the same, written out'],
    ['〔2021〕5号', 'no-issuer', 'nobody issued it'],
    ['利政办发〔3021〕5号', 'bad-year', 'a year to come'],
    ['利政办发〔2021〕0号', 'unreadable', 'no document is number nought'],
    ['2018-05-11', 'unreadable', 'a date'],
    ['000014349/2018-00226', 'unreadable', 'an index number'],
    ['关于印发工作要点的通知', 'unreadable', 'a title'],
    ['', 'unreadable', 'nothing'],
  ])('%s is none: %s, %s', (text, code) => {
    expect(parseDocNo(text)).toMatchObject({ form: 'none', normalised: null });
    expect(codes(text)).toEqual([code]);
  });

  test('what was normalised is read again without a finding', () => {
    for (const text of [
      '利政办发［２０２１］第０５号',
      '国务院第711号令',
      '财政部公告2019年第39号',
      '(涟交)路政字[2017]9号',
    ]) {
      const once = parseDocNo(text).normalised ?? '';
      expect(parseDocNo(once)).toMatchObject({ normalised: once, findings: [] });
    }
  });

  test('nothing anyone types makes it throw', () => {
    fc.assert(
      fc.property(
        fc.string({ unit: fc.constantFrom(...'国发令第号〔〕[]（）0129 年、年公告'), maxLength: 30 }),
        (text) => {
          expect(['number', 'order', 'yearly', 'none']).toContain(parseDocNo(text).form);
          expect(docNoKey(docNoKey(text))).toBe(docNoKey(text));
        },
      ),
    );
  });
});

describe('the search key', () => {
  const pairs: [string, string][] = ['〔〕', '[]', '［］', '【】', '()', '（）', '﹝﹞'].map((p) => [
    p.charAt(0),
    p.charAt(1),
  ]);
  const wide = (s: string): string => s.replace(/\d/g, (d) => String.fromCharCode(d.charCodeAt(0) + 0xfee0));
  const gap = fc.constantFrom('', ' ', '　', '\u00a0');

  test('is one for all writings of a number, and another for another number', () => {
    fc.assert(
      fc.property(
        fc.constantFrom('国办发', '利政办发', '国办发明电', '岚综管规'),
        fc.integer({ min: 1950, max: 2050 }),
        fc.integer({ min: 1, max: 9999 }),
        fc.constantFrom(...pairs),
        fc.array(gap, { minLength: 5, maxLength: 5 }),
        fc.boolean(),
        fc.constantFrom('', '第', '0', '第00'),
        (organ, year, no, [open, close], gaps, isWide, before) => {
          const proper = `${organ}〔${year}〕${no}号`;
          const written = [organ, open + year, close, before + no, '号'].map((part, i) => part + gaps[i]).join('');
          expect(docNoKey(isWide ? wide(written) : written)).toBe(docNoKey(proper));
          expect(docNoKey(`${organ}〔${year}〕${no + 1}号`)).not.toBe(docNoKey(proper));
          expect(docNoKey(`${organ}〔${year + 1}〕${no}号`)).not.toBe(docNoKey(proper));
        },
      ),
    );
  });

  test.each([
    ['国令第707号', '国务院令第707号', 'two names of one order'],
    ['中华人民共和国国务院令第711号', '国务院令第711号', 'the full name of the state'],
    ['国务院第711号令', '国务院令第711号', 'the number before the word'],
    ['国办发2018 115号', '国办发〔2018〕115号', 'typed without brackets'],
    ['（国办发〔2018〕115号）', '国办发〔2018〕115号', 'copied with the brackets about it'],
    ['ＡＢ字〔2018〕1号', 'ab字〔2018〕1号', 'letters of any size'],
  ])('%s and %s are one: %s', (a, b) => {
    expect(docNoKey(a)).toBe(docNoKey(b));
  });

  test.each([
    ['国发〔2018〕1号', '国办发〔2018〕1号', 'the office is not the State Council'],
    ['国发〔2018〕11号', '国发〔2018〕1号', 'a prefix is not the number'],
    ['财政部令第94号', '国务院令第94号', 'a ministry’s order'],
  ])('%s and %s are two: %s', (a, b) => {
    expect(docNoKey(a)).not.toBe(docNoKey(b));
  });
});

describe('document numbers in running text', () => {
  test.each([
    ['（国办发〔2018〕127号）', ['国办发〔2018〕127号'], 'in brackets'],
    ['根据楚政办发[2016]12号文件', ['楚政办发〔2016〕12号'], 'after 根据'],
    ['和国发（2010）12号', ['国发〔2010〕12号'], 'after 和'],
    ['依照和政发〔2020〕1号', ['和政发〔2020〕1号'], 'the code of 和县 begins with the same character'],
    ['2011年12月16号，长财农指[2011]207号', ['长财农指〔2011〕207号'], 'a day before it is no number'],
    ['2020年5月5日国办发〔2020〕3号', ['国办发〔2020〕3号'], 'the 日 of a date'],
    ['印发了日政办发〔2021〕2号', ['日政办发〔2021〕2号'], 'the 日 of 日照'],
    ['《办法》（国务院令第711号）和财政部令第101号', ['国务院令第711号', '财政部令第101号'], 'orders'],
    ['依据财政部公告2019年第39号', ['财政部公告2019年第39号'], 'an announcement'],
    ['国发〔2021〕5、6号', ['国发〔2021〕5号', '国发〔2021〕6号'], 'two documents in one breath'],
    ['下发了（涟交）处罚决定〔2017〕第049号', ['（涟交）处罚决定〔2017〕49号'], 'brackets in the code'],
    ['国发〔 2012 〕 24 号', ['国发〔2012〕24号'], 'spaces inside'],
    ['明河小区(2018)5号楼', [], 'a house'],
    ['（2017）11号', [], 'no organ'],
    ['见附件〔2020〕', [], 'no serial'],
  ])('in %s: %j, %s', (text, numbers) => {
    expect(findDocNos(text).map((f) => f.normalised)).toEqual(numbers);
  });

  test('the place found is the place in the text', () => {
    const text = '为落实　国发［２０１８］３号，根据国务院令（第７１１号）办理。';
    expect(findDocNos(text)).toEqual([
      { at: 4, raw: '国发［２０１８］３号', normalised: '国发〔2018〕3号' },
      { at: 17, raw: '国务院令（第７１１号）', normalised: '国务院令第711号' },
    ]);
    for (const f of findDocNos(text)) expect(text.slice(f.at, f.at + f.raw.length)).toBe(f.raw);
  });

  test('a long text without any is done in seconds of work', () => {
    const before = process.cpuUsage();
    expect(findDocNos('政府信息公开工作'.repeat(25_000))).toEqual([]);
    expect(process.cpuUsage(before).user).toBeLessThan(5_000_000);
  });
});

const CORPUS = new URL('../../../shared/corpus/', import.meta.url);
const absent = !existsSync(CORPUS) && process.env.CI !== 'true';
if (absent) console.warn('the collection of real documents is not here: document numbers in it are not tried');

describe.skipIf(absent)('the real documents', () => {
  const read = (path: string): Buffer => readFileSync(new URL(path, CORPUS));
  type Row = { docNo?: string | null; docno?: string; text?: string; title?: string };
  const index = (path: string): Row[] => JSON.parse(read(path).toString());
  const documents = absent ? [] : [...index('documents/index.json'), ...index('pingtan/index.json')];
  const circulars = absent
    ? []
    : gunzipSync(read('policy_documents.jsonl.gz'))
        .toString()
        .trim()
        .split('\n')
        .map((line) => JSON.parse(line) as Row);

  test('every number of both indexes is read without a finding', () => {
    const numbers = [...documents.map((r) => r.docNo), ...circulars.map((r) => r.docno)].filter(
      (n) => n && !/^\d{4}-\d{2}-\d{2}$/.test(n),
    );
    expect(numbers.length).toBeGreaterThan(80);
    for (const n of numbers) expect(parseDocNo(n ?? ''), n ?? '').toMatchObject({ normalised: n, findings: [] });
  });

  test('the dates that stand in the number field of two documents are not taken for numbers', () => {
    const dates = documents.map((r) => r.docNo ?? '').filter((n) => /^\d{4}-/.test(n));
    expect(dates).toHaveLength(2);
    for (const n of dates) expect(parseDocNo(n).form).toBe('none');
  });

  test('a circular that names its own number in its text is found by it', () => {
    const naming = circulars.filter((r) => r.text?.includes(r.docno ?? '?'));
    expect(naming.length).toBeGreaterThan(20);
    for (const r of naming) expect(findDocNos(r.text ?? '').map((f) => f.normalised)).toContain(r.docno);
  });
});
