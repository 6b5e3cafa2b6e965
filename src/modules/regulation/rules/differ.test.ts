import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { articlesOf } from './articles.ts';
import { diffArticles } from './differ.ts';
import type { Article } from './types.ts';

const TOPICS = [
  '区水务局负责全区节约用水的监督管理工作，编制年度用水计划并向社会公布',
  '新建、改建、扩建建设项目应当配套建设节水设施，与主体工程同时设计、同时施工、同时投入使用',
  '居民生活用水实行阶梯水价，阶梯的级数和加价比例由发展改革部门会同水务部门确定',
  '洗车、洗浴、游泳场馆等特种用水行业应当安装循环用水设备，使用再生水',
  '供水企业应当每季度检测管网漏损，漏损率超过百分之十的要在六个月内完成改造',
  '学校、医院、机关食堂应当使用节水器具，每年开展一次用水审计并公开结果',
  '农业灌溉推广喷灌、滴灌技术，逐步淘汰大水漫灌，灌区管理单位按方计量收费',
  '任何单位和个人有权举报浪费用水的行为，受理机关应当在五个工作日内答复举报人',
];
const article = (no: number, text: string): Article => ({
  no: String(no),
  heading: [],
  paragraphs: [{ text, items: [] }],
  text,
});
const law = (texts: readonly string[]): Article[] => texts.map((t, i) => article(i + 1, `${t}。`));
const kinds = (old: readonly string[], now: readonly string[]): string[] =>
  diffArticles(law(old), law(now)).map(
    (c) => `${c.kind}${c.renumbered ? '*' : ''} ${c.old?.no ?? '-'}→${c.now?.no ?? '-'}`,
  );
const [a = '', b = '', c = '', d = '', e = ''] = TOPICS;

describe('two versions', () => {
  test.each<[string[], string[], string[], string]>([
    [[a, b], [a, b], ['same 1→1', 'same 2→2'], 'nothing changed'],
    [[a, b, c], [a, c], ['same 1→1', 'removed 2→-', 'same* 3→2'], 'one taken out: the next only got another number'],
    [[a, c], [a, b, c], ['same 1→1', 'added -→2', 'same* 2→3'], 'one put in'],
    [[a, b, c], [b, c, a], ['same* 2→1', 'same* 3→2', 'moved* 1→3'], 'one moved to the end'],
    [[a, b, c], [a, b.replace('同时施工', '同步施工'), c], ['same 1→1', 'changed 2→2', 'same 3→3'], 'a word changed'],
    [
      [a, b, c, d],
      [a, e, c, d],
      ['same 1→1', 'removed 2→-', 'added -→2', 'same 3→3', 'same 4→4'],
      'one replaced by another matter is not a change of it',
    ],
    [[], [a], ['added -→1'], 'from nothing'],
    [[a], [], ['removed 1→-'], 'to nothing'],
  ])('%#: %j', (old, now, want) => expect(kinds(old, now)).toEqual(want));

  test('punctuation and width alone are no change', () => {
    const now = law([a]).map((x) => ({ ...x, text: x.text.replaceAll('，', ', ') }));
    expect(diffArticles(law([a]), now)[0]).toMatchObject({ kind: 'same', likeness: 1 });
  });

  test('every article stands in the result exactly once, however the versions differ', () => {
    const some = fc.array(fc.tuple(fc.nat(TOPICS.length - 1), fc.nat(9)), { maxLength: 12 });
    const texts = (list: [number, number][]): string[] => list.map(([t, n]) => `${TOPICS[t]}${'补充'.repeat(n)}`);
    fc.assert(
      fc.property(some, some, (x, y) => {
        const old = law(texts(x));
        const now = law(texts(y));
        const found = diffArticles(old, now);
        expect(found.flatMap((f) => (f.old ? [f.old.no] : [])).sort()).toEqual(old.map((o) => o.no).sort());
        expect(found.flatMap((f) => (f.now ? [f.now.no] : []))).toEqual(now.map((n) => n.no));
      }),
      { numRuns: 200 },
    );
  });
});

test('a law read from its text is compared the same way', () => {
  const old = articlesOf(`第一条 ${a}。\n第二条 ${b}。`);
  const now = articlesOf(`第一条 ${b}。\n第二条 ${a}。`);
  expect(diffArticles(old, now).map((x) => x.kind)).toContain('moved');
});
