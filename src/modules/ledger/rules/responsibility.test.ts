import { describe, expect, test } from 'vitest';
import { findBare, findMarks } from './marks.ts';
import { readMark, settle } from './responsibility.ts';
import { squeeze } from './text.ts';

const NONE = { firstLeads: false, standing: undefined };
const who = (inside: string): string => {
  const mark = readMark(inside);
  if (!mark) return 'no mark';
  const m = settle(mark, NONE).mark;
  const part = (label: string, names: string[]): string => (names.length > 0 ? `${label}:${names.join('、')}` : '');
  const list = [part('L', m.lead), part('R', m.responsible), part('P', m.participants), part('G', m.guides)];
  return list.filter((p) => p !== '').join(' ') + (m.open ? ' …' : '');
};

describe('the inside of a mark', () => {
  test.each([
    [
      '区发改局牵头，各乡镇人民政府、政府各部门负责落实',
      'L:区发改局 R:各乡镇人民政府、政府各部门',
      'lead and implementers',
    ],
    ['政府各部门负责落实', 'R:政府各部门', 'no lead'],
    ['区政府办,区委网信办牵头', 'L:区政府办、区委网信办', 'half-width comma between two leads'],
    ['财政部、人民银行按职责分工负责', 'R:财政部、人民银行', 'co-responsible'],
    ['税务总局、财政部负责，排在第一位的部门为牵头部门，下同', 'L:税务总局 R:财政部', 'the first one leads'],
    [
      '人力资源社会保障部、财政部负责。列第一位者为牵头单位，下同',
      'L:人力资源社会保障部 R:财政部',
      'the same in other words',
    ],
    ['各省级人民政府负责，排在第一位的为牵头部门', 'R:各省级人民政府', 'a group cannot lead'],
    ['生态环境部指导，试点城市政府负责落实', 'R:试点城市政府 G:生态环境部', 'guides owe no result'],
    ['商务部牵头，供销合作总社参与', 'L:商务部 R:供销合作总社 P:供销合作总社', 'participants carry it out too'],
    ['农业农村部、工业和信息化部牵头负责', 'L:农业农村部、工业和信息化部', 'two leads'],
    ['海关总署、商务部等有关部门负责', 'R:海关总署、商务部、有关部门 …', '等 opens the list and the rest is a group'],
    ['农业农村部、财政部等负责', 'R:农业农村部、财政部 …', '等 at the end'],
    ['教育部等5个部门负责', 'R:教育部 …', 'a counted 等'],
    ['银保监会及各地区按职责分工负责', 'R:银保监会、各地区', '及 before a group'],
    ['国务院相关部门和单位及各地区按职责分工负责', 'R:国务院相关部门和单位、各地区', '和 inside a group stays'],
    ['区财政局、粮食和储备局负责', 'R:区财政局、粮食和储备局', '和 inside a name stays'],
    ['区司法局（法制办）牵头，各乡镇（街道）负责', 'L:区司法局（法制办） R:各乡镇（街道）', 'brackets in names'],
    ['市发展改革委、市教委分别负责落实', 'R:市发展改革委、市教委', 'adverb before the verb'],
    ['区财政局牵头、区教育局配合', 'L:区财政局 R:区教育局 P:区教育局', 'a list mark where a comma should be'],
    ['区财政局会同区教育局负责', 'L:区财政局 R:区教育局 P:区教育局', '会同 makes the first lead'],
    ['责任单位：区财政局、交通建设局', 'R:区财政局、交通建设局', 'a label'],
    ['牵头单位:区财政局;配合单位:区教育局', 'L:区财政局 R:区教育局 P:区教育局', 'two labels, half-width'],
    [
      '负责部门：发展改革委、粮食和储备局，适用范围：浙江自贸试验区',
      'R:发展改革委、粮食和储备局',
      'a foreign label stops the list',
    ],
    ['由区财政局牵头', 'L:区财政局', 'a leading 由'],
    ['区发 改局牵头', 'L:区发改局', 'a space in a name is noise'],
    ['2021年底前完成', 'no mark', 'only a deadline'],
    ['', 'no mark', 'nothing'],
  ])('%s → %s: %s', (inside, want) => expect(who(inside)).toBe(want));

  test('deadline words in a mark are deadlines, not units', () => {
    expect(readMark('区财政局牵头，各乡镇负责，2020年底前完成')?.deadlines).toEqual(['2020年底前完成']);
    expect(readMark('区财政局负责，持续推进')?.deadlines).toEqual(['持续推进']);
    expect(readMark('责任单位：区财政局；完成时限：2021年9月')?.deadlines).toEqual(['2021年9月']);
  });

  test('a rule said with 下同 holds for later marks, without it for its own only', () => {
    const plain = readMark('海关总署、商务部负责');
    const carried = readMark('税务总局、财政部负责，排在第一位的部门为牵头部门，下同');
    const once = readMark('税务总局、财政部负责，排在第一位的部门为牵头部门');
    if (!plain || !carried || !once) throw new Error('a mark was not read');
    expect(settle(plain, settle(carried, NONE).carry).mark.lead).toEqual(['海关总署']);
    expect(settle(plain, settle(once, NONE).carry).mark.lead).toEqual([]);
  });

  test('a default implementer binds later marks, and is told apart', () => {
    const first = readMark('A部指导，试点城市政府负责落实。以下均需试点城市政府落实，不再列出');
    const later = readMark('商务部指导');
    if (!first || !later) throw new Error('a mark was not read');
    const out = settle(later, settle(first, NONE).carry);
    expect(out.mark.responsible).toEqual(['试点城市政府']);
    expect(out.inherited).toEqual(['试点城市政府']);
  });
});

describe('where marks stand', () => {
  const marks = (text: string): string[] =>
    findMarks(squeeze(text)).marks.map((f) => [...f.mark.lead, '|', ...f.mark.responsible].join(' '));
  test.each([
    ['做好公开。（区财政局牵头，各乡镇负责落实)', ['区财政局 | 各乡镇'], 'closing bracket half-width'],
    [
      '做好公开。(市交通委负责落实)推进普及。(市体育局负责落实)',
      ['| 市交通委', '| 市体育局'],
      'several in one paragraph',
    ],
    ['做好公开。\n责任单位：区财政局', ['| 区财政局'], 'a line of its own'],
    ['做好公开。\n牵头单位：区财政局\n配合单位：区教育局', ['区财政局 | 区教育局'], 'two lines are one mark'],
    ['做好公开。【区财政局牵头】', ['区财政局 |'], 'square brackets'],
    ['做好公开。（区财政局、区教育局）', ['| 区财政局 区教育局'], 'names alone, closing the paragraph'],
    ['做好公开。（区财政局牵头，各乡镇负责落实', ['区财政局 | 各乡镇'], 'never closed'],
    ['做好公开。区财政局牵头，各乡镇负责落实）', ['区财政局 | 各乡镇'], 'never opened'],
    ['技工院校（技工院校内由人社行政部门负责）也要公开。', [], 'an aside in mid-sentence'],
    ['修订办法（试行）。', [], 'not about duties'],
    ['坚持“谁执法、谁公示”原则（详见附件）', [], 'not about duties'],
  ])('%s → %j: %s', (text, want) => expect(marks(text)).toEqual(want));

  test('a last sentence without brackets is read, and says so', () => {
    const [found] = findBare(squeeze('做好公开。区财政局牵头，各乡镇负责落实。'));
    expect(found?.mark.lead).toEqual(['区财政局']);
    expect(found?.unclear[0]?.what).toContain('没有括号');
    expect(findBare(squeeze('做好公开。各单位要根据需要认真抓好落实。'))).toEqual([]);
  });

  test('a broken bracket says so', () => {
    const { marks: found } = findMarks(squeeze('做好公开。（区财政局牵头，各乡镇负责落实'));
    expect(found[0]?.unclear[0]?.what).toContain('没有收尾');
  });
});
