import { existsSync, readFileSync } from 'node:fs';
import { gunzipSync } from 'node:zlib';
import { describe, expect, test } from 'vitest';
import { catalogue } from '../law/catalogue/index.ts';
import { day } from '../src/lib/day.ts';
import { readNumber } from '../src/lib/numerals.ts';
import { organMeans } from '../src/modules/catalogue/rules/organs.ts';
import { fieldsOn, itemsOn } from '../src/modules/catalogue/rules/read.ts';

const LAWS = new URL('../../shared/corpus/laws.jsonl.gz', import.meta.url);
const absent = !existsSync(LAWS) && process.env.CI !== 'true';
if (absent) console.warn('the texts of the laws are not here: the articles that the catalogue cites are not looked up');

const { items, fields } = catalogue;
const of = (key: string) => items.filter((i) => i.field === key);
const rosters = items.flatMap((i) =>
  i.elements
    .filter((e) => e.type === 'table' && e.columns?.some((c) => /姓名|户主/.test(c.label)))
    .map((e) => ({ i, e })),
);

describe('the catalogue in law/', () => {
  test.each([
    ['2019-05-14', 0, 0, 'before the regulation of 2019'],
    ['2019-05-15', 1, 30, 'its first day: Articles 20 and 21'],
    ['2020-01-01', 27, 530, 'the regulation and the 26 fields'],
    ['2026-03-31', 28, 560, 'with the schools'],
  ])('on %s there are %i fields and at least %i items: %s', (on, n, least) => {
    expect(fieldsOn(catalogue, day(on))).toHaveLength(n);
    expect(itemsOn(catalogue, day(on)).length).toBeGreaterThanOrEqual(least);
  });

  test('the fifteen items of Article 20 and the duties of Article 21 are all there, with their numbers', () => {
    const twenty = of('regulation').filter((i) => i.basis[0]?.article?.startsWith('第二十条'));
    expect(twenty.map((i) => readNumber(/第（(.+)）项/.exec(i.basis[0]?.article ?? '')?.[1] ?? ''))).toEqual(
      Array.from({ length: 15 }, (_, n) => n + 1),
    );
    const names = (level: string) =>
      of('regulation')
        .filter((i) => i.level1.startsWith(level))
        .map((i) => i.level2);
    expect(names('县级')).toEqual(['市政建设', '公共服务', '公益事业', '土地征收', '房屋征收', '治安管理', '社会救助']);
    expect(names('乡镇')).toHaveLength(8);
  });

  test.each(fields.map((f) => [f.name, f.key, f.from, f.to] as const))(
    '%s has items all the time it bears its name',
    (_, key, from, to) => {
      const on = (d: string) => itemsOn(catalogue, day(d)).filter((i) => i.field === key).length;
      expect(on(from)).toBeGreaterThanOrEqual(8);
      expect(on(to ?? '2026-03-31')).toBeGreaterThanOrEqual(8);
    },
  );

  test('ids run through without a gap, so that a new row takes the next', () => {
    for (const f of new Set(fields.map((x) => x.no))) {
      const own = items.filter((i) => i.id.startsWith(`${f}-`)).map((i) => Number(i.id.slice(f.length + 1)));
      expect(own).toEqual(own.map((_, n) => n + 1));
    }
  });

  test('an item is told from the others of its field by its two names', () => {
    for (const on of ['2020-01-01', '2026-03-31']) {
      const names = itemsOn(catalogue, day(on)).map((i) => `${i.field}/${i.level1}/${i.level2}`);
      expect(names.filter((n, k) => names.indexOf(n) !== k)).toEqual([]);
    }
  });

  test('organs are at home on the levels of the item', () => {
    const kinds = (i: (typeof items)[number]) =>
      i.organs.map((o) => catalogue.organs.find((x) => x.key === o)?.kinds ?? []);
    for (const i of items) {
      // An item of the village alone needs a village or town that publishes it.
      if (!i.levels.includes('county'))
        expect([
          i.id,
          kinds(i)
            .flat()
            .some((k) => k === 'township' || k === 'village' || k === 'department'),
        ]).toEqual([i.id, true]);
    }
  });

  test('every organ is used, or means the whole tree', () => {
    const used = new Set(items.flatMap((i) => i.organs));
    const spare = catalogue.organs.filter((o) => !used.has(o.key)).map((o) => o.key);
    expect(spare).toEqual(['office', 'industry', 'commerce', 'veterans', 'statistics']);
  });

  test('no department is meant by an organ that is not its own', () => {
    const unit = (name: string) => ({ kind: 'department', names: [name] });
    const meant = (name: string) =>
      catalogue.organs.filter((o) => o.names !== undefined && organMeans(o, unit(name))).map((o) => o.key);
    expect(meant('明河区教育局')).toEqual(['education']);
    expect(meant('明河区住房和城乡建设局')).toEqual(['housing']);
    expect(meant('明河区审批服务管理局')).toEqual(['public-resources', 'approval']);
    expect(meant('明河区农业农村局')).toEqual(['agriculture', 'rural-revival']);
    expect(meant('明河区人力资源和社会保障局')).toEqual(['human-resources']);
  });
});

describe('what the forms ask for', () => {
  test('no list of persons asks for what must not go out', () => {
    const asked = rosters.flatMap(({ i, e }) =>
      (e.columns ?? [])
        .filter(
          (c) =>
            /身份证|证件号|银行|账号|手机|门牌|出生日期|病|残疾等级|致贫/.test(c.label) &&
            !/执法证件号|准考证/.test(c.label),
        )
        .map((c) => `${i.id} ${c.label}`),
    );
    expect(asked).toEqual([]);
  });

  test('lists of persons who receive something say the village and how names are written', () => {
    const paid = rosters.filter(
      ({ i, e }) =>
        ['social-assistance', 'farm-subsidies', 'unsafe-housing', 'disaster-relief', 'rural-revival'].includes(
          i.field,
        ) &&
        e.columns?.some((c) => /姓名|户主/.test(c.label)) &&
        !/灾害信息员/.test(e.label),
    );
    expect(paid.length).toBeGreaterThan(30);
    for (const { i, e } of paid) {
      expect([i.id, e.columns?.some((c) => /村|社区/.test(c.label))]).toEqual([i.id, true]);
      expect([i.id, /只写到村/.test(e.hint ?? '')]).toEqual([i.id, true]);
    }
  });

  test('amounts are money, in yuan', () => {
    const typed = items.flatMap((i) =>
      i.elements.flatMap((e) => [e, ...(e.columns ?? [])].map((c) => ({ id: i.id, ...c }))),
    );
    for (const t of typed) {
      if (/（元）$/.test(t.label)) expect([t.id, t.label, t.type]).toEqual([t.id, t.label, 'money']);
      if (/日期$/.test(t.label)) expect([t.id, t.label, t.type]).toEqual([t.id, t.label, 'date']);
      if (/电话$/.test(t.label)) expect([t.id, t.label, t.type]).toEqual([t.id, t.label, 'phone']);
    }
  });

  test('a farm subsidy gives its policy, its guide, its result and its supervision', () => {
    for (const i of of('farm-subsidies').filter((x) => x.content.includes('申请指南')))
      expect([i.id, [...new Set(i.elements.map((e) => e.part))]]).toEqual([
        i.id,
        ['政策依据', '申请指南', '补贴结果', '监督渠道'],
      ]);
  });

  test.each([
    [
      '08-01',
      ['收入', '支出', '本级支出', '本级基本支出', '税收返还和转移支付', '一般债务限额和余额'],
      'the general budget',
    ],
    ['08-02', ['收入', '支出', '本级政府性基金支出', '转移支付', '专项债务限额和余额'], 'the funds'],
    [
      '08-16',
      ['财政拨款收支总体', '一般公共预算支出', '基本支出', '三公', '政府性基金', '国有资本经营'],
      'a department',
    ],
  ])('%s holds the tables of the budget rules (%j): %s', (id, tables) => {
    const labels =
      items
        .find((i) => i.id === id)
        ?.elements.filter((e) => e.type === 'table')
        .map((e) => e.label) ?? [];
    for (const t of tables)
      expect(
        labels.some((l) => l.includes(t)),
        `${t} in ${labels}`,
      ).toBe(true);
  });
});

test.skipIf(absent)('every article that the catalogue cites is in the law, where the collection has its text', () => {
  const texts = new Map<string, string>();
  for (const line of gunzipSync(readFileSync(LAWS)).toString('utf8').split('\n')) {
    if (line === '') continue;
    const law = JSON.parse(line) as { title: string; kind: string; issued: string | null; text: string };
    if (['法律', '行政法规', '部门规章'].includes(law.kind))
      texts.set(law.title, `${texts.get(law.title) ?? ''}\n${law.text}`);
  }
  let looked = 0;
  const wrong = new Set<string>();
  for (const i of items)
    for (const b of i.basis) {
      const text = texts.get(b.law.slice(1, -1));
      const article = /^第[^条]+条/.exec(b.article ?? '')?.[0];
      if (text === undefined || article === undefined) continue;
      looked++;
      if (!new RegExp(`(^|\\n)[\\s*]*${article}[\\s\\u3000*]`).test(text)) wrong.add(`${i.id} ${b.law}${article}`);
    }
  expect([...wrong]).toEqual([]);
  expect(looked).toBeGreaterThan(500);
});
