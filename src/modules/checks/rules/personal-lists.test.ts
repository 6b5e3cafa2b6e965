import { describe, expect, it } from 'vitest';
import type { Specimen } from '../../../lib/specimen.ts';
import { checkSpecimen } from '../checks.ts';
import { ENV, layer, listSpecimen, textSpecimen } from '../fixtures.ts';
import { cutAddress } from './address.ts';
import { authors, blind, carried } from './hidden.ts';
import { addresses, combinations, minors } from './personal-lists.ts';

const CHECKS = [minors, combinations, addresses];
const messages = (s: Specimen): string[] => checkSpecimen(s, ENV, CHECKS).findings.map((f) => f.message);

describe('lists that say too much', () => {
  it.each([
    [
      ['姓名', '班级'],
      [
        ['王小雨', '一年级2班'],
        ['李**', '一年级2班'],
      ],
      ['1个未成年人写了全名'],
      'a class of pupils',
    ],
    [
      ['姓名', '年龄', '补助金额'],
      [
        ['王小雨', '9', '300'],
        ['张大山', '61', '300'],
      ],
      ['1个未成年人写了全名'],
      'a child among grown-ups',
    ],
    [
      ['姓名', '出生日期'],
      [
        ['王小雨', '2015年3月1日'],
        ['张大山', '1961-03-01'],
      ],
      ['1个未成年人写了全名'],
      'by birth date',
    ],
    [
      ['姓名', '身份证号', '年龄'],
      [['王小雨', '640302190001010010', '9']],
      ['1个未成年人写了全名'],
      'the number says otherwise: one of them is wrong, and the age is what is left when it is masked',
    ],
    [['学生', '学校'], [['王小雨', '明河区第一小学']], ['1个未成年人写了全名'], 'the head says pupils'],
    [
      ['姓名', '致贫原因', '村'],
      [['张大山', '因病', '柳河村']],
      ['姓名和困难原因列在一张表里'],
      'why somebody is poor',
    ],
    [['姓名', '残疾等级'], [['张大山', '二级']], ['姓名和残疾情况列在一张表里'], 'a disability'],
    [['姓名', '残疾'], [['张大山', '二级']], ['姓名和残疾情况列在一张表里'], 'in one word'],
    [['户主', '低保原因'], [['张大山', '因病']], ['姓名和困难原因列在一张表里'], 'why they are poor'],
    [
      ['姓名', '出生年月', '村'],
      [['张大山', '1961.3', '柳河村']],
      ['姓名和出生日期、住的村（社区）列在一张表里'],
      'three columns that name one',
    ],
    [['姓名', '住址'], [['张大山', '云湖镇柳河村3组12号']], ['1个住址写到了门牌号'], 'a home'],
    [['纳税人', '住址'], [['张大山', '柳河村3组12号']], ['1个住址写到了门牌号'], 'a head with a word of an amount'],
    [['贷款户', '住址'], [['张大山', '柳河村3组12号']], ['1个住址写到了门牌号'], 'the same'],
    [['投资人', '住址'], [['张大山', '柳河村3组12号']], ['1个住址写到了门牌号'], 'the same'],
    [['户主', '地址'], [['张大山', '阳光小区2栋1单元301室']], ['1个住址写到了门牌号'], 'a flat'],
  ])('%j %j → %j (%s)', (head, rows, said) => expect(messages(listSpecimen(head, rows))).toEqual(said));

  it.each([
    [['姓名', '村', '金额（元）'], [['张大山', '柳河村', '600']], 'a subsidy list as it should be'],
    [['姓名', '班级'], [['王**', '一年级2班']], 'pupils with the surname only'],
    [['姓名', '准考证号', '成绩'], [['张大山', '2026001', '81']], 'candidates of an examination are grown up'],
    [
      ['学校名称', '地址', '办公电话'],
      [['明河区第一小学', '文化路12号', '0953-2034567']],
      'a school has a public address',
    ],
    [['姓名', '残疾等级'], [['张**', '二级']], 'nobody is named'],
    [['负责人', '残疾人数'], [['张大山', '12']], 'a count'],
    [['姓名', '住址'], [['张大山', '云湖镇柳河村3组']], 'a village group is no house'],
    [['姓名', '户数', '面积'], [['张大山', '12户', '3室1厅']], 'figures that are no house'],
    [['企业名称', '法定代表人', '住所'], [['明河商贸公司', '张大山', '文化路12号']], 'a company'],
  ])('%j %j is let through: %s', (head, rows) => expect(messages(listSpecimen(head, rows))).toEqual([]));

  it.each([
    ['王小雨（9岁）走失', 1, 'a child by age'],
    ['王小雨，女，2015年3月出生', 1, 'by birth date'],
    ['王小雨，女，２０１５年３月出生', 1, 'full-width figures'],
    ['干部看望慰问王小雨（9岁）', 1, 'what somebody does for a child'],
    ['资助王小雨（12岁）上学', 1, 'the same'],
    ['原告王小雨，9岁', 1, 'a party of a case'],
    ['同学王小雨，9岁', 1, 'who it is to others'],
    ['寄养的王小雨，9岁', 1, 'behind 的'],
    ['王小雨，9岁至今随祖母生活', 1, 'since that age, not a range of ages'],
    ['王小雨，9岁到县城上学', 1, 'the same'],
    ['发放的牛奶（6岁儿童）', 0, 'a thing'],
    ['孩子学会了游泳，8岁就参赛', 0, 'what somebody does'],
    ['养殖户的黄牛，3岁', 0, 'an animal'],
    ['学生，9岁至12岁', 0, 'a range of ages'],
    ['王小组，9岁至 12岁', 0, 'a range of ages'],
    ['孙女吴小琴，现年16岁，在读', 1, 'behind what she is to somebody'],
    ['凡年满14岁的儿童可以免费接种，6周岁以下优先', 0, 'an age of everybody, behind a word that could be a name'],
    ['只有1.1米的安全保护，2岁小孩都爬得过去', 0, 'the end of a word is no name'],
    ['离开这个地方，路上，9岁女儿说', 0, 'no name'],
    ['家庭住址：明河区云湖镇柳河村3组12号', 1, 'a home in a sentence'],
    ['张大山，男，住明河区文化路12号', 1, 'a party of a case'],
    ['户籍所在地：明河区文化路１８号院３号楼２单元501', 1, 'full-width figures'],
    ['张大山，云湖镇柳河村三组十二号', 1, 'figures in words'],
    ['张大山，云湖镇柳河村3组12号', 1, 'a line of a list'],
    ['"张大山，云湖镇柳河村3组12号"', 1, 'in quotes, as a program keeps it'],
    ['张大山 男 阳光小区2栋301室', 1, 'a line of a list'],
    ['张大山，男，61岁', 0, 'a grown-up'],
    ['受理窗口：政务大厅，文化路12号', 0, 'an office behind a comma'],
    ['文化路12号、人民街8号', 0, 'streets without a name'],
    ['不满16周岁的未成年人', 0, 'the law speaks of everybody'],
    ['年满18周岁的居民，16岁以下免票', 0, 'an age without a name'],
    ['张大山，男，1975年3月生，大学学历', 0, 'the vita of an official'],
    ['公司住所：明河区文化路12号', 0, 'a company has its seat'],
    ['入住率达到95%，保障性住房12号楼', 0, 'housing'],
    ['办公地址：明河区文化路12号', 0, 'an office'],
  ])('%s: %i (%s)', (text, n) => expect(messages(textSpecimen(text))).toHaveLength(n));

  it('cuts an address at the village, never in the house', () => {
    expect(cutAddress('明河区云湖镇柳河村3组12号')).toBe('明河区云湖镇柳河村');
    expect(cutAddress('北街社区阳光小区2栋301室')).toBe('北街社区');
    expect(cutAddress('明河区文化路12号')).toBe('明河区文化路');
    expect(cutAddress('明河区文化路十二号')).toBe('明河区文化路');
    expect(cutAddress('12号楼301室')).toBe('');
  });

  it('names what a file carries beside what it shows', () => {
    const s = textSpecimen('公示', {
      format: 'xlsx',
      layers: [
        layer('公示'),
        layer('底稿', 'hidden-sheet', '工作表“底稿”（隐藏）'),
        layer('张大山', 'metadata', '属性“作者”'),
      ],
      blind: [{ code: 'password', say: '嵌入的文件有密码，打不开。' }],
    });
    expect(checkSpecimen(s, ENV, [carried, authors, blind]).findings).toMatchObject([
      { severity: 'warning', message: '文件里有隐藏的工作表', at: '工作表“底稿”（隐藏）' },
      { severity: 'warning', message: '嵌入的文件有密码，打不开。' },
      { severity: 'hint', quote: '张*' },
    ]);
  });
});
