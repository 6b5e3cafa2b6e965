// What a hostile reader tried: no word, column or mark beside a number of a person makes it silent.
import { describe, expect, test } from 'vitest';
import type { Specimen } from '../../../lib/specimen.ts';
import { checkSpecimen, maskText } from '../checks.ts';
import { ENV, grid, inventCard, inventId, listSpecimen, textSpecimen } from '../fixtures.ts';
import { numberChecks } from './personal-numbers.ts';

const M = '13900000001';
const ID = inventId('19391104', '001');
const CARD = inventCard('622202123456789012');
const kinds = (s: Specimen): string[] =>
  checkSpecimen(s, ENV, numberChecks).findings.map((f) => f.rule.slice('personal.'.length));

/** Eleven figures behind a short one so that all together pass Luhn, as one figure in ten does. */
const LOCAL = Array.from({ length: 100 }, (_, n) => String(62345600 + n)).find(
  (n) => inventCard(`${n}${M}`.slice(0, -1)) === `${n}${M}`,
);

describe('a mobile telephone beside', () => {
  test.each([
    // Amounts.
    [`低收入户张三${M}`, 'a word of an amount within a word of who somebody is'],
    [`投资人张三电话${M}`, 'the same'],
    [`电话：${M}\n户主：李四`, 'a unit that begins the next line'],
    [`张三 ${M} 万小红`, 'a unit that begins a name'],
    [`张三 ${M}元小红`, 'another'],
    [`张三${M}元旦值班`, 'a feast'],
    [`张三${M}\n万元以下`, 'the next line'],
    [`张三${M}\t亩数12`, 'the next cell'],
    [`张三 ${M} 个人`, 'a counting word'],
    [`张三${M}次日到岗`, 'a counting word of a day'],
    [`张三${M}度假村`, 'a counting word of a place'],
    [`李四负责预算${M}`, 'what somebody has to do with'],
    [`招商投资：${M}`, 'a contact by field'],
    [`财务支出 ${M}`, 'a contact by field, a blank'],
    [`张三，低收入 ${M}`, 'who somebody is, a blank'],
    [`张三，低收入：${M}`, 'who somebody is, a colon'],
    [`总计\t${M}`, 'a cell that names a sum'],
    [`总额确认人李四${M}`, 'who confirms a sum'],
    [`领取金额300元，${M}`, 'an amount that has its figure'],
    [`金额300元 ${M}`, 'the same, a blank'],
    [`合计后请联系${M}`, 'a sum of another sentence'],
    [`补贴资金联系人张三 ${M}`, 'who pays'],
    [`人民币捐款人 王五 ${M}`, 'who gives'],
    [`累计确诊 王五${M}`, 'a count and a name'],
    [`张三${M}吨位5`, 'a unit that goes on'],
    [`张三${M}人社局职工`, 'a unit that begins an office'],
    [`投资5000万元 ${M}`, 'an amount in front'],
    // Codes.
    [`张三办许可证 ${M}`, 'a paper without its number'],
    [`李四取发票 ${M}`, 'a paper without its number'],
    [`王五档案 ${M}`, 'a paper without its number'],
    [`登记号码：${M}`, 'a number somebody left'],
    [`注册号码 ${M}`, 'a number somebody left'],
    [`编号：3，${M}`, 'a code that has its figure'],
    [`准考证号\t${M}`, 'the cell of a code'],
    [`考号：\n${M}`, 'a code on the line above'],
    [`项目负责人张三${M}`, 'a project'],
    [`代码A12 ${M}`, 'a code in front'],
    // Days.
    [`张三 ${M} 2024-05-06`, 'a day behind'],
    [`2024-05-06 ${M}`, 'a day in front'],
    [`2024年5月6日张三${M}`, 'a day in words'],
    [`张三 139-00000001 2024-05-06`, 'a day behind groups'],
    [`张三 139-00000001 139-00000002 139-00000003`, 'others in groups'],
    [`张三 139-00000001/138-00000002`, 'another behind a stroke'],
    [`张三 139 00000001/138 00000002`, 'another behind a stroke, blanks'],
    ['139 00000001\n138 00000002\n137 00000003', 'others, one a line'],
    [`5月6日8:30 ${M}`, 'an hour'],
    // Addresses, of houses and of the web.
    [`张三,zhangsan@163.com,${M}`, 'an e-mail and a comma'],
    [`张三;zhangsan@163.com;${M}`, 'an e-mail and a semicolon'],
    [`zhangsan@gov.cn/${M}`, 'an e-mail and a stroke'],
    [`zhangsan@163.com|${M}`, 'an e-mail and a bar'],
    [`${M}@163.com`, 'an e-mail that is the telephone'],
    [`微信zhangsan.com(${M})`, 'a bracket'],
    [`www.example.com，${M}`, 'an address and a comma'],
    [`www.example.com ${M}`, 'an address and a blank'],
    [`https://www.example.gov.cn/x?user=${M}`, 'who asks for a page'],
    [`tel:${M}`, 'the address of a telephone'],
    [`柳河村3组12号${M}`, 'a house'],
    [`柳河村3组12号 ${M} 人民路`, 'a house and a road'],
    [`文化路12号 ${M} 万家村`, 'a village that begins with a unit'],
    // Services, where it is somebody who uses them.
    [`举报人李四${M}`, 'who reports'],
    [`服务对象李四 ${M}`, 'who is served'],
    [`报名者李四 ${M}`, 'who takes part'],
    [`信访人王五：${M}`, 'who complains'],
    [`受理人员李四 ${M}`, 'who takes it in'],
    [`咨询电话：李四 ${M}`, 'whom to ask, by name'],
    [`业务 ${M}`, 'what somebody does'],
    [`应急：${M}`, 'whom to call'],
    [`办公张三 ${M}`, 'where somebody sits'],
    [`报名：${M}`, 'who takes part'],
    [`联络 ${M}`, 'who keeps in touch'],
    [`值班人员${M}`, 'who is on duty'],
    [`公布监督结果${M}`, 'a task of an office'],
    [`接到举报 ${M}`, 'a task of an office'],
    [`做好咨询服务、老年${M}`, 'a task of an office'],
    // Other figures.
    [`张三 ${LOCAL} ${M}`, 'a local number; all is right as a card by chance'],
    [`张三 ${LOCAL}/${M}`, 'the same, a stroke'],
    [`张三 ${LOCAL},${M}`, 'the same, a comma'],
    [`张三 ${LOCAL}    ${M}`, 'the same, another column'],
    [`张三 ${LOCAL} 139 0000 0001`, 'the same, in groups'],
    [`张三\n${LOCAL}\n${M}`, 'the same, lines'],
    [`身份证${ID} ${M}`, 'an identity number'],
    [`${CARD} ${M}`, 'a card'],
    [`${CARD},${M}`, 'a card and a comma'],
    [`张三o${M}`, 'a bullet that was a letter'],
    [`张三I${M}`, 'a line that was a letter'],
    [`张三l139 0000 0001`, 'a line before groups'],
    [`张三 ${M}l李四`, 'a line behind'],
    [`序号1 ${M}`, 'a figure in front'],
    [`张三${M}***`, 'stars behind all of it'],
    [`张三${M}*********`, 'stars behind all of it'],
    [`张三${M}x`, 'a sign like the last place of an identity number'],
    [`张三${M}X13900000002`, 'the same between two'],
    [`张三${M}13900000002`, 'another that touches it'],
    [`1. ${M}`, 'a number of a list'],
    [`张三,9,${M},300`, 'figures between commas'],
    [`张三\t300\t${M}\t元`, 'cells of a line'],
  ])('%j: %s', (text) => {
    expect(kinds(textSpecimen(text))).toContain('mobile');
    expect(maskText(text).text.replace(/\D/g, '')).not.toContain(M);
  });

  test.each<[string[], string[][], string]>([
    [['低收入户联系电话'], [[M], ['13900000002']], 'a head with a word of an amount'],
    [['姓名', '电话', '住址'], [['张大山', M, '万家村']], 'a neighbour that begins with a unit'],
    [['姓名', '电话', '住址'], [['张大山', M, '人民路']], 'a neighbour that begins with a unit'],
    [['姓名', '补贴金额'], [['张大山', M]], 'a cell that slipped'],
    [['姓名', '编号'], [['张大山', M]], 'a head of codes among people'],
    [['纳税人', '备注'], [['张大山', M]], 'who pays taxes'],
    [
      ['单位', '备注'],
      [
        ['甲', '12'],
        ['乙', '30'],
        ['丙', M],
      ],
      'small figures',
    ],
    [
      ['单位', '备注'],
      [
        ['甲', '12.5'],
        ['乙', '1,300'],
        ['丙', M],
      ],
      'small figures with points and commas',
    ],
    [
      ['单位', '列2'],
      [
        ['甲', '1390000003'],
        ['乙', '13900000002'],
        ['丙', M],
      ],
      'one with a slip of the pen',
    ],
    [['单位', '额外备注'], [['甲', M]], 'a word of an amount within another'],
    [['楼栋', '单元'], [['甲', M]], 'the same'],
    [['企业', '税务联络'], [['甲', M]], 'the same'],
    [['项目', '资金负责'], [['甲', M]], 'the same'],
    [['序号', '投资人'], [['1', M]], 'who invests'],
  ])('%j %j: %s', (head, rows) => {
    expect(kinds(listSpecimen(head, rows))).toContain('mobile');
    // A sheet of which no text came along.
    expect(kinds({ ...textSpecimen(''), layers: [], grids: [grid(head, rows)] })).toContain('mobile');
  });

  test.each([
    [`合计${M}元`, 'an amount'],
    [`合计 ${M}`, 'a sum'],
    [`总投资：${M}`, 'a sum'],
    [`金额达${M}元整`, 'an amount'],
    [`拨付${M}元。`, 'an amount'],
    [`产量 ${M}吨`, 'a weight'],
    [`发票号码：${M}`, 'a code'],
    [`订单号${M}`, 'a code'],
    [`考生编号 ${M}`, 'a code'],
    [`监督电话：${M}`, 'a telephone for everyone'],
    [`业务电话：${M}`, 'a telephone for everyone'],
    [`咨询热线 ${M}`, 'a telephone for everyone'],
    [`https://www.example.gov.cn/2026/${M}.html`, 'a page'],
  ])('%s is let through: %s', (text) => expect(kinds(textSpecimen(text))).toEqual([]));
});

describe('an identity number or a card of which all is right, beside', () => {
  test.each([
    [`合计${ID}元`, 'id-number', 'an amount'],
    [`张三${ID}万元`, 'id-number', 'an amount'],
    [`编号：${ID}`, 'id-number', 'a code'],
    [`统一社会信用代码：${ID}`, 'id-number', 'a code of another kind'],
    [`订单流水号 ${ID}`, 'id-number', 'a code'],
    [`张三,zhangsan@163.com,${ID}`, 'id-number', 'an e-mail'],
    [`https://www.example.gov.cn/q?id=${ID}`, 'id-number', 'an address of the web'],
    [`${ID} ${M}`, 'id-number', 'a telephone'],
    [`张三o${ID}`, 'id-number', 'a bullet that was a letter'],
    [`${ID}l张三`, 'id-number', 'a line that was a letter'],
    [`2024-05-06 ${ID}`, 'id-number', 'a day'],
    [`柳河村3组12号${ID}`, 'id-number', 'a house'],
    [`合计${CARD}元`, 'bank-card', 'an amount'],
    [`张三 ${CARD} 2024-05-06`, 'bank-card', 'a day'],
    [`卡号${CARD}l张三`, 'bank-card', 'a line that was a letter'],
    [`张三${CARD}x`, 'bank-card', 'a sign that is the last of other numbers'],
    [`张三${CARD}*******`, 'bank-card', 'stars behind all of it'],
    [`张三${ID}*******`, 'id-number', 'stars behind all of it'],
    [`张三o${CARD}`, 'bank-card', 'a bullet that was a letter'],
  ])('%j: %s (%s)', (text, kind) => expect(kinds(textSpecimen(text))).toContain(kind));

  const RIGHT = inventId('19900307', '123');
  const near = (last: string): string => `999901199003071${last}`;
  test('others in a column of codes: an error where people are listed, a question where none are', () => {
    const rows = [RIGHT, near('240'), near('251'), near('262')].filter((n, i) => i === 0 || n !== RIGHT);
    const severity = (head: string, names: readonly string[]): string[] =>
      checkSpecimen(
        listSpecimen(
          [head, '编号'],
          rows.map((n, i) => [names[i] ?? '', n]),
        ),
        ENV,
        numberChecks,
      ).findings.map((f) => `${f.rule} ${f.severity}`);
    expect(severity('姓名', ['张大山', '李小河', '王小雨', '赵大海'])).toEqual(['personal.id-number error']);
    expect(severity('项目', ['甲', '乙', '丙', '丁'])).toEqual(['personal.id-number warning']);
  });
});

test('letters and figures without end are read once', () => {
  const before = process.cpuUsage();
  kinds(textSpecimen(`${'1O'.repeat(50_000)}z`));
  // In the time of the processor, whoever else uses it. Read from each figure on, 16 kB took four seconds, and this forty times that.
  expect(process.cpuUsage(before).user / 1e6).toBeLessThan(20);
});
