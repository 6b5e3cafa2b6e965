import { describe, expect, test } from 'vitest';
import fields from '../../../../law/catalogue/fields.json' with { type: 'json' };
import organs from '../../../../law/catalogue/organs.json' with { type: 'json' };
import { day } from '../../../lib/day.ts';
import { organMeans } from './organs.ts';
import { fieldsOn, itemsOn, readCatalogue } from './read.ts';

const ROW = {
  id: '05-01',
  field: 'social-assistance',
  level1: '最低生活保障',
  level2: '审批信息',
  content: '低保对象名单及相关信息',
  elements: [
    { key: 'asof', label: '截至日期', type: 'date', required: true },
    { key: 'kind', label: '类别', type: 'choice', required: false, choices: ['城市', '农村'] },
    {
      key: 'roster',
      label: '名单',
      type: 'table',
      required: true,
      columns: [{ key: 'name', label: '姓名', type: 'text', required: true }],
    },
  ],
  basis: [{ law: '《社会救助暂行办法》', article: '第十一条' }],
  timing: { text: '及时公开', rules: [{ kind: 'prompt' }] },
  organText: '民政部门',
  organs: ['civil-affairs'],
  carriers: ['政府网站'],
  audience: 'all',
  mode: 'active',
  levels: ['county'],
  from: '2019-12-26',
  source: '标准指引',
  mark: 'known',
};
const read = (...rows: unknown[]) => readCatalogue({ organs, fields, items: [rows] });
const element = (over: object): object => ({ elements: [{ ...ROW.elements[0], ...over }] });

describe('rows of law/catalogue', () => {
  test('a whole row is read as it is', () => {
    expect(read(ROW).items).toEqual([ROW]);
  });

  test.each([
    [{ elemnts: [] }, 'not a row', 'a field that is not known'],
    [{ id: '5-1' }, '(id)', 'an id of another shape'],
    [{ level2: ' 审批信息' }, '(level2)', 'space around a name'],
    [{ content: '' }, '(content)', 'nothing to publish'],
    [{ elements: [] }, '(elements)', 'a form that asks for nothing'],
    [element({ type: 'datum' }), '(elements)', 'a type that is not known'],
    [element({ key: '截至' }), '(elements)', 'a key that is no slug'],
    [element({ hints: '字' }), '(elements)', 'an element field that is not known'],
    [element({ choices: ['甲'] }), '(elements)', 'choices of a date'],
    [element({ type: 'choice' }), '(elements)', 'a choice of nothing'],
    [element({ type: 'choice', choices: ['甲', '甲'] }), '(elements)', 'a choice twice'],
    [element({ type: 'table' }), '(elements)', 'a table without columns'],
    [{ elements: [ROW.elements[0], ROW.elements[0]] }, '(elements)', 'a key twice'],
    [
      element({ type: 'table', columns: [{ key: 'a', label: '甲', type: 'file', required: true }] }),
      '(elements)',
      'a file in a cell',
    ],
    [{ basis: [] }, '(basis)', 'no basis'],
    [{ basis: [{ law: '《甲法》', articel: '第一条' }] }, '(basis)', 'a slip inside the basis'],
    [{ timing: { text: '及时公开', rules: [{ kind: 'soon' }] } }, '(timing)', 'a rule that is not known'],
    [{ timing: { text: '及时公开', rules: [{ kind: 'live' }] } }, 'means', 'rules that the words do not give'],
    [{ timing: { text: '视情况', rules: [{ kind: 'prompt' }] } }, 'not understood', 'words without rules'],
    [{ organs: ['ministry'] }, 'organs.json', 'an organ that is not known'],
    [{ carriers: ['报纸'] }, '(carriers)', 'a carrier off the list'],
    [{ carriers: ['政府网站', '政府网站'] }, '(carriers)', 'a carrier twice'],
    [{ carriers: ['其他'] }, '其他', 'other, but not said which'],
    [{ otherCarriers: ['信用中国网站'] }, '其他', 'said which, but not chosen'],
    [{ audienceText: '申请人' }, 'for all', 'certain ones of all'],
    [{ mode: 'both' }, '(mode)', 'a mode that is not known'],
    [{ levels: [] }, '(levels)', 'no level'],
    [{ from: '2019-02-29' }, '(from)', 'a day that does not exist'],
    [{ to: '2019-01-01' }, 'ends before', 'an end before the beginning'],
    [{ field: 'budgets' }, 'does not belong', 'the number of another field'],
    [{ field: 'nowhere' }, 'does not belong', 'a field that is not known'],
    [{ mark: 'sure' }, '(mark)', 'a mark that is not known'],
  ])('%j is refused: %s, %s', (over, message) => {
    expect(() => read({ ...ROW, ...over })).toThrow(message);
  });

  test('an id stands once, in one file or in two', () => {
    expect(() => read(ROW, ROW)).toThrow('05-01');
    expect(() => readCatalogue({ organs, fields, items: [[ROW], [ROW]] })).toThrow('05-01');
  });

  test('a field has one name on a day', () => {
    const twice = [...fields, { ...fields[0], from: '2024-01-01' }];
    expect(() => readCatalogue({ organs, fields: twice, items: [] })).toThrow('two names');
  });

  test('an organ stands once', () => {
    expect(() => readCatalogue({ organs: [...organs, organs[0]], fields, items: [] })).toThrow('twice');
  });

  test.each([[null], [{}], ['rows']])('%j is no list of rows', (items) => {
    expect(() => readCatalogue({ organs, fields, items: [items] })).toThrow(TypeError);
  });

  test('an item ends, and the field changes its name', () => {
    const old = { ...ROW, id: '26-01', field: 'rural-revival', to: '2021-02-24' };
    const c = read(old);
    expect(itemsOn(c, day('2021-02-24'))).toHaveLength(1);
    expect(itemsOn(c, day('2021-02-25'))).toHaveLength(0);
    const name = (d: string) => fieldsOn(c, day(d)).find((f) => f.no === '26')?.name;
    expect([name('2021-02-24'), name('2021-02-25')]).toEqual(['扶贫', '乡村振兴']);
  });
});

describe('which units an organ means', () => {
  const { organs: all } = read();
  const units = [
    { kind: 'district', names: ['明河区人民政府'] },
    { kind: 'department', names: ['明河区民政局', '民政局'] },
    { kind: 'department', names: ['明河区人民政府办公室', '政府办'] },
    { kind: 'department', names: ['明河区农业农村局'] },
    { kind: 'other', names: ['国家税务总局明河区税务局'] },
    { kind: 'township', names: ['白塔镇人民政府'] },
    { kind: 'village', names: ['白塔村村民委员会'] },
    { kind: 'school', names: ['明河区第一中学'] },
  ];
  test.each([
    ['government', ['明河区人民政府'], 'the government itself'],
    ['office', ['明河区人民政府办公室'], 'its office, by name'],
    ['civil-affairs', ['明河区民政局'], 'a department'],
    ['rural-revival', ['明河区农业农村局'], 'merged into another'],
    ['tax', ['国家税务总局明河区税务局'], 'not under the district'],
    ['township', ['白塔镇人民政府'], 'every town'],
    ['village', ['白塔村村民委员会'], 'every village'],
    ['school', ['明河区第一中学'], 'every school'],
    ['builder', [], 'nobody in the tree'],
  ])('%s means %j: %s', (key, names) => {
    const organ = all.find((o) => o.key === key);
    expect(units.filter((u) => organ && organMeans(organ, u)).map((u) => u.names[0])).toEqual(names);
  });
});
