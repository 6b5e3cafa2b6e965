import { existsSync, readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { planFromText } from './blocks.ts';
import { parsePlan } from './plan.ts';
import type { Plan, PlanItem } from './types.ts';

// From the repository's root, where the tests are started.
const CORPUS = '../shared/corpus';
const present = existsSync(CORPUS);
const plans = new Map<string, Plan>();

function plan(file: string): Plan {
  const known = plans.get(file);
  if (known) return known;
  const made = parsePlan({ blocks: planFromText(readFileSync(`${CORPUS}/${file}`, 'utf8')) });
  plans.set(file, made);
  return made;
}
const item = (file: string, no: string): PlanItem => {
  const found = plan(file).items.find((i) => i.no === no);
  if (!found) throw new Error(`${file} has no item ${no}`);
  return found;
};
const names = (list: string[]): string => list.join('、');
const due = (i: PlanItem): string => i.deadlines.map((d) => `${d.text}=${d.due ?? d.recurs ?? '?'}`).join(' ');

test.runIf(process.env.CI === 'true')('the corpus is there in CI', () => expect(present).toBe(true));

describe.skipIf(!present)('the real work plan (利通区2021年政务公开工作要点)', () => {
  const FILE = 'documents/litong-2021-work-plan.txt';
  const ALL = '各乡镇人民政府、政府各部门';

  test('its head is that of the plan, its notice is kept', () => {
    expect(plan(FILE)).toMatchObject({
      title: '利通区2021年政务公开工作要点',
      noticeTitle: '吴忠市利通区人民政府办公室关于印发《利通区2021年政务公开工作要点》的通知',
      issuer: '吴忠市利通区人民政府办公室',
      year: 2021,
      issuedOn: '2021-06-25',
      findings: [],
    });
  });

  test('it has 17 tasks in four sections', () => {
    const counts = Map.groupBy(plan(FILE).items, (i) => i.section);
    expect([...counts].map(([section, items]) => [section, items.length])).toEqual([
      ['持续深化重点领域政府信息公开', 5],
      ['不断加大政策解读回应力度', 4],
      ['不断完善公开平台载体建设', 5],
      ['深化监督指导落实', 3],
    ]);
  });

  test.each([
    ['一（一）', '做好各类规划（计划）公开', '区发改局', ALL, '', 'its bracket closes half-width'],
    ['一（二）', '做好市场监管执法信息公开', '市市场监管分局', ALL, '', "the city's branch, not a typing error"],
    ['一（三）', '做好财政信息公开', '区财政局', ALL, '', 'lead and groups'],
    ['一（四）', '做好疫情防控信息公开', '区卫生健康局', ALL, '', 'lead and groups'],
    ['一（五）', '做好教育领域信息公开', '区教育局', ALL, '', 'lead and groups'],
    ['二（一）', '加强重要政策措施解读', '', '政府各部门', '', 'nobody leads'],
    ['二（二）', '丰富形式进行解读', '', '政府各部门', '', 'nobody leads'],
    ['二（三）', '加强政策咨询服务', '', '政府各部门', '', 'bookmark noise before its number'],
    ['二（四）', '主动回应社会关切', '区政府办、区委网信办', ALL, '', 'two leads'],
    ['三（一）', '规范政务信息管理', '区政府办、司法局', ALL, '2021年底前=2021-12-31', 'a date in the text'],
    ['三（二）', '规范公开平台建设', '区政府办', ALL, '2021年底前=2021-12-31', 'IPv6 by the end of the year'],
    [
      '三（三）',
      '规范政府开放活动',
      '区司法局',
      '政府各部门、各乡镇人民政府',
      '每年9月=yearly:09 从明年开始，每年9月份=yearly:09@2022',
      'every September; rotating from 2022',
    ],
    ['三（四）', '规范政府信息公开申请办理', '', ALL, '', 'nobody leads'],
    ['三（五）', '规范办好政府公报', '', '区政府办公室', '', 'one unit carries it out'],
    ['四（一）', '加强工作指导', '区政府办', ALL, '', 'lead and groups'],
    ['四（二）', '加强教育培训', '区政府办', ALL, '', 'lead and groups'],
    ['四（三）', '加强任务落实', '区政府办', ALL, '', 'the last one; closing words are not its own'],
  ])('%s %s: lead %s, responsible %s, %s (%s)', (no, title, lead, responsible, deadlines) => {
    const i = item(FILE, no);
    expect(i.title).toBe(title);
    expect(names(i.lead)).toBe(lead);
    expect(names(i.responsible)).toBe(responsible);
    expect(due(i)).toBe(deadlines);
    expect(i.unclear).toEqual([]);
  });

  test('every word of a task is kept, the noise and the closing words are not', () => {
    const { items, closing } = plan(FILE);
    expect(items[0]?.text).toMatch(/^做好各类规划（计划）公开。区发改局.*负责落实\)$/s);
    expect(items.map((i) => i.text).join('')).not.toContain('bookmark');
    expect(items.at(-1)?.text.endsWith('负责落实）')).toBe(true);
    expect(closing).toMatch(/^各乡镇、各部门贯彻落实本要点/);
  });
});

describe.skipIf(!present)('every other document with responsibility marks', () => {
  test.each([
    ['documents/国发_2019_3.txt', 21, 21, 2019, '2019-01-12', 'numbered 1. to 21. across sections'],
    ['documents/国发_2018_38.txt', 53, 53, 2018, '2018-11-07', '（负责部门：…；适用范围：…）'],
    ['documents/国发_2018_39.txt', 15, 15, 2018, '2018-11-16', '（一） runs on across sections'],
    ['documents/国发_2018_42.txt', 18, 18, 2018, '2018-12-21', 'general demands 一（一）（二） are no tasks'],
    ['documents/国办发_2018_121.txt', 16, 21, 2018, '2018-12-11', 'several marks in one paragraph are its parts'],
    ['documents/国办发_2018_128.txt', 6, 39, 2018, '2018-12-29', 'unnumbered paragraphs with marks of their own'],
    ['documents/国办发_2020_24.txt', 20, 20, 2020, '2020-07-15', 'paragraphs joined into one line'],
    ['documents/国办发_2020_43.txt', 97, 99, 2020, '2020-11-01', '25 tasks with marks, 72 measures under them'],
    ['documents/摘录_北京市2018年政务公开工作要点.txt', 1, 4, 2018, '2018-05-11', 'four marks under one number'],
    ['pingtan/plan-gongkai-2022-table.txt', 18, 18, 2022, '2022-06-07', 'a table with an often empty lead'],
    ['pingtan/plan-private-economy-2023.txt', 28, 28, 2023, '2023-10-24', 'lines 责任单位：…'],
    ['pingtan/plan-xinwuranwu-2023-excerpt.txt', 7, 7, 2023, '2023-03-30', 'tasks also among 保障措施'],
    ['pingtan/cleanup-property-2018.txt', 10, 10, 2018, '2018-08-27', 'only the list with 责任单位 is tasks'],
    ['documents/国办发_2019_4.txt', 0, 0, 2019, '2019-01-16', 'prose about who does what holds no marks'],
    ['documents/国发_2004_18.txt', 0, 0, 2004, '2004-06-26', 'rules of procedure are no plan'],
    ['documents/国发_2019_4.txt', 0, 0, 2019, '2019-01-24', 'an aside （…负责） in mid-sentence is no mark'],
  ])('%s: %i tasks, %i marks, %i, %s (%s)', (file, tasks, marks, year, issuedOn) => {
    const p = plan(file);
    expect(p.items.length).toBe(tasks);
    expect(p.items.reduce((n, i) => n + Math.max(1, i.parts.length), 0)).toBe(marks);
    expect([p.year, p.issuedOn]).toEqual([year, issuedOn]);
    expect(p.items.filter((i) => i.lead.length + i.responsible.length === 0)).toEqual([]);
  });

  test.each([
    ['documents/国发_2019_3.txt', '四（一）1', '税务总局', '财政部、海关总署', '', '排在第一位的部门为牵头部门'],
    ['documents/国发_2019_3.txt', '四（五）21', '海关总署', '商务部、有关部门', '', '下同 still holds twenty tasks on'],
    ['documents/国发_2018_38.txt', '一（十六）', '', '发展改革委、粮食和储备局', '', '适用范围 is not a unit'],
    [
      'documents/国发_2018_39.txt',
      '二（五）',
      '人力资源社会保障部',
      '有关部门和单位',
      '',
      '列第一位者为牵头单位，下同',
    ],
    [
      'documents/国发_2018_39.txt',
      '五（十二）',
      '',
      '各省级人民政府',
      '印发之日起30日内=2018-12-16',
      'a group cannot lead',
    ],
    [
      'documents/国发_2018_42.txt',
      '八（十八）',
      '农业农村部、工业和信息化部',
      '',
      '',
      'two leads by name beat the rule',
    ],
    ['documents/国办发_2018_121.txt', '二（八）', '', '体育总局、文化和旅游部', '', '和 inside a name'],
    ['documents/国办发_2018_128.txt', '二（三）', '', '试点城市政府', '到2020年=2020-12-31', '以下均需…落实，不再列出'],
    ['documents/国办发_2020_24.txt', '一（一）', '国家发展改革委', '国务院相关部门、各地区', '', '及 parts two groups'],
    [
      'documents/国办发_2020_24.txt',
      '四（十一）',
      '',
      '人力资源社会保障部、市场监管总局、住房城乡建设部、国务院相关部门、各地区',
      '2021年6月底前=2021-06-30',
      'a deadline next year',
    ],
    [
      'documents/国办发_2020_43.txt',
      '一（一）5',
      '市场监管总局、民政部',
      '国务院相关部门、各地区',
      '2020年底前=2020-12-31 2021年3月底前=2021-03-31',
      'number 5．runs into 2020年',
    ],
    [
      'documents/国办发_2020_43.txt',
      '四（十九）2',
      '',
      '国家医保局、各地区',
      '2021年6月底前=2021-06-30 12月底前=2021-12-31',
      'the year carries to 12月底前',
    ],
    ['documents/国办发_2020_43.txt', '三（十三）1', '', '国家药监局、各地区', '每年=yearly', 'every year'],
    [
      'documents/摘录_北京市2018年政务公开工作要点.txt',
      '一（一）',
      '',
      '市规划国土委、市发展改革委、市经济信息化委、市环保局、市教委、市卫生计生委、市人力社保局、市交通委、市重大项目办、市体育局',
      '',
      '分别负责落实, half-width brackets',
    ],
    [
      'pingtan/plan-gongkai-2022-table.txt',
      '一1',
      '',
      '区直各有关单位、各区属事业单位、各片区管理局、各乡镇人民政府（街道办事处）',
      '',
      'the lead cell is empty, not inherited',
    ],
    [
      'pingtan/plan-gongkai-2022-table.txt',
      '一3',
      '区经济发展局、区行政审批局',
      '区直各有关单位、各区属事业单位、各片区管理局、各乡镇人民政府（街道办事处）',
      '',
      'two leads parted by a space',
    ],
    [
      'pingtan/plan-gongkai-2022-table.txt',
      '五14',
      '区社会事业局',
      '区直各有关单位、各区属事业单位、各片区管理局、各乡镇人民政府（街道办事处）',
      '',
      'merged first cell inherits',
    ],
    [
      'pingtan/plan-private-economy-2023.txt',
      '五27',
      '',
      '区工商联、区经济发展局、投资促进委员会、党工委宣传影视部、区人大工委、政协工委',
      '',
      'commas and list marks mixed',
    ],
    [
      'pingtan/plan-private-economy-2023.txt',
      '三14',
      '',
      '区交通建设局、社会事业局、国资局、各区属国企',
      '',
      '三年内 is a span, no deadline',
    ],
    [
      'pingtan/plan-xinwuranwu-2023-excerpt.txt',
      '二（一）1',
      '区资源生态局',
      '各片区',
      '2023年底前=2023-12-31',
      'half-width semicolon in the mark',
    ],
    [
      'pingtan/plan-xinwuranwu-2023-excerpt.txt',
      '二（二）4',
      '区资源生态局',
      '各片区',
      '',
      '以下均需各片区配合落实; half-width bracket',
    ],
    [
      'pingtan/plan-xinwuranwu-2023-excerpt.txt',
      '三（四）',
      '区资源生态局',
      '有关部门、各片区',
      '',
      'numbers （一）（四）: a gap loses nothing',
    ],
    ['pingtan/cleanup-property-2018.txt', '二5', '', '区两岸发展公司', '', 'a company'],
  ])('%s %s: lead %s, responsible %s, %s (%s)', (file, no, lead, responsible, deadlines) => {
    const i = item(file, no);
    expect(names(i.lead)).toBe(lead);
    expect(names(i.responsible)).toBe(responsible);
    expect(due(i)).toBe(deadlines);
  });

  test('parts of a task keep their own units and words', () => {
    const parts = item('documents/国办发_2018_121.txt', '三（十）').parts;
    expect(parts.map((p) => names(p.responsible))).toEqual([
      '市场监管总局',
      '体育总局、教育部',
      '体育总局、网信办、科技部、工业和信息化部',
    ]);
    expect(parts[0]?.text.startsWith('鼓励创新创业。大力推进商事制度改革')).toBe(true);
  });

  test('guiding units are told apart from those who carry it out', () => {
    const i = item('documents/国办发_2018_128.txt', '二（一）');
    expect(i.lead).toEqual(['生态环境部']);
    expect(i.participants).toContain('国家统计局');
    expect(i.guides).toContain('财政部');
    expect(i.responsible).not.toContain('财政部');
  });

  test('a measure knows its task', () => {
    expect(item('documents/国办发_2020_43.txt', '一（一）5').under).toBe('一（一）');
  });

  test('a misspelt unit is kept as the plan writes it', () => {
    expect(item('pingtan/plan-gongkai-2022-table.txt', '六15').responsible).toEqual([
      '各区属事业单位',
      '各区属国有企企',
    ]);
  });

  test('deadlines outside the tasks are pointed out', () => {
    const said = plan('documents/国办发_2018_128.txt').findings.map((f) => f.what);
    expect(said).toHaveLength(2);
    expect(said[1]).toContain('2021年3月底前');
    expect(plan('documents/国办发_2020_24.txt').findings[0]?.what).toContain('年底前');
  });

  test('a table of other things is not taken for tasks', () => {
    const p = plan('pingtan/training-annual-check-2023.txt');
    expect(p.items).toEqual([]);
    expect(p.findings.map((f) => f.what).join()).toContain('没有“任务”和“责任单位”两列');
  });

  test('every responsibility mark of the longest plan is found', () => {
    const text = readFileSync(`${CORPUS}/documents/国办发_2020_43.txt`, 'utf8');
    const marks = text.match(/负责）/g)?.length;
    const found = plan('documents/国办发_2020_43.txt').items.reduce((n, i) => n + Math.max(1, i.parts.length), 0);
    expect(found).toBe(marks);
  });
});
