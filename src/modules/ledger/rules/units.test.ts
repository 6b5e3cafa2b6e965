import { expect, test } from 'vitest';
import { expandUnits, type UnitNode } from './units.ts';

const TREE: UnitNode[] = [
  { id: 'd', name: '明河区', kind: 'district' },
  { id: 'office', name: '区人民政府办公室', shortName: '区政府办', kind: 'department', parentId: 'd' },
  { id: 'fgj', name: '发展和改革局', shortName: '发改局', kind: 'department', parentId: 'd' },
  { id: 'wjj', name: '明河区卫生健康局', shortName: '卫健局', kind: 'department', parentId: 'd' },
  { id: 'sfj', name: '司法局', aliases: ['法制办'], kind: 'department', parentId: 'd' },
  { id: 'scj', name: '市场监督管理局', kind: 'department', parentId: 'd' },
  { id: 'wxb', name: '区委网络安全和信息化委员会办公室', shortName: '区委网信办', kind: 'department', parentId: 'd' },
  { id: 't1', name: '清水镇', kind: 'township', parentId: 'd' },
  { id: 't2', name: '石桥乡', kind: 'township', parentId: 'd' },
  { id: 't3', name: '河东街道办事处', shortName: '河东街道', kind: 'township', parentId: 'd' },
  { id: 'v1', name: '柳林村', kind: 'village', parentId: 't1' },
  { id: 's1', name: '明河区第一小学', kind: 'school', parentId: 'd' },
  { id: 'h1', name: '明河区人民医院', kind: 'hospital', parentId: 'd' },
];
const DEPARTMENTS = ['office', 'fgj', 'wjj', 'sfj', 'scj', 'wxb'];

test.each([
  ['发展和改革局', ['fgj'], 'the name itself'],
  ['区发改局', ['fgj'], 'a short name with the district mark in front'],
  ['明河区发改局', ['fgj'], 'a short name with the district in front'],
  ['吴州市明河区发展改革局', [], 'another district path is not ours to guess'],
  ['发展改革局', ['fgj'], 'the standard abbreviation without 和'],
  ['卫生健康局', ['wjj'], 'the tree writes the district, the plan does not'],
  ['区卫健局', ['wjj'], 'abbreviated, the tree writes the district'],
  ['区司法局（法制办）', ['sfj'], 'a second name in brackets'],
  ['区司法局(法制办)', ['sfj'], 'half-width brackets'],
  ['司法局', ['sfj'], 'a list drops 区 after its first name'],
  ['区市场监管局', ['scj'], 'abbreviated'],
  ['市市场监管分局', [], "the city's branch is not the district's bureau"],
  ['市市场监管局', [], "the city's bureau is not the district's either"],
  ['区政府办公室', ['office'], 'office written out'],
  ['区人民政府办公室', ['office'], 'office in full'],
  ['区委网信办', ['wxb'], 'a party office by its short name'],
  ['区人民政府', ['d'], 'the government itself'],
  ['清水镇人民政府', ['t1'], 'a town as its government'],
  ['河东街道', ['t3'], 'a street office by its short name'],
  ['各乡镇人民政府', ['t1', 't2'], 'towns and townships, not street offices'],
  ['各乡镇', ['t1', 't2'], 'the same, shorter'],
  ['各街道', ['t3'], 'street offices only'],
  ['各乡镇人民政府（街道办事处）', ['t1', 't2', 't3'], 'both'],
  ['各镇街', ['t1', 't2', 't3'], 'both, shorter'],
  ['政府各部门', DEPARTMENTS, 'all departments'],
  ['各部门', DEPARTMENTS, 'all departments'],
  ['区直各部门', DEPARTMENTS, 'all departments, from a notice'],
  ['各有关部门', DEPARTMENTS, 'to be narrowed by a person'],
  ['有关部门', DEPARTMENTS, 'to be narrowed by a person'],
  ['各单位', [...DEPARTMENTS, 't1', 't2', 't3'], 'departments and towns'],
  ['各行政执法单位', DEPARTMENTS, 'to be narrowed by a person'],
  ['各村（社区）', ['v1'], 'villages'],
  ['各学校', ['s1'], 'schools'],
  ['各医院', ['h1'], 'hospitals'],
  ['平潭海关', [], 'not in the tree'],
] as [string, string[], string][])('%s stands for %j: %s', (name, ids) => {
  const out = expandUnits([name], TREE);
  expect([...out.unitIds].sort()).toEqual([...ids].sort());
  expect(out.unresolved).toEqual(ids.length === 0 ? [name] : []);
});

test('only groups that name nobody in particular are vague', () => {
  const out = expandUnits(['各有关部门', '政府各部门', '区发改局'], TREE);
  expect(out.resolved.map((m) => [m.how, m.vague])).toEqual([
    ['group', true],
    ['group', false],
    ['other-name', false],
  ]);
});

test('units meant twice count once, and what is unknown is shown, never dropped', () => {
  const out = expandUnits(['区发改局', '发展和改革局', '区两岸发展公司', '各乡镇', ''], TREE);
  expect(out.unitIds).toEqual(['fgj', 't1', 't2']);
  expect(out.unresolved).toEqual(['区两岸发展公司']);
});

test('two units of one short name are left to a person', () => {
  const tree: UnitNode[] = [
    { id: 'a', name: '文化局', aliases: ['文旅局'], kind: 'department' },
    { id: 'b', name: '旅游局', aliases: ['文旅局'], kind: 'department' },
  ];
  expect(expandUnits(['文旅局'], tree).unresolved).toEqual(['文旅局']);
});

test('a group nobody belongs to is unresolved', () => {
  expect(expandUnits(['各医院'], [{ id: 'd', name: '明河区', kind: 'district' }]).unresolved).toEqual(['各医院']);
});
