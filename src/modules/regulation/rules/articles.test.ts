import { describe, expect, test } from 'vitest';
import { articlesOf, wordsAt } from './articles.ts';

const LAW = `## 第一章 总则

第一条 为了节约用水，制定本条例。

第二条 本条例所称节约用水，是指下列活动：

（一）采取措施减少用水；

（二）提高用水效率：
1.改造管网；
2.使用节水器具。

前款规定的活动由区水务局负责。

第二条之一 依照第一条办理的，从其规定。

### 第一节 用水

第３条　居民应当节约用水。
`;

describe('a law is cut into', () => {
  const [first, second, between, third] = articlesOf(LAW);
  test('articles, also one put in between and one in other digits', () => {
    expect(articlesOf(LAW).map((a) => a.no)).toEqual(['1', '2', '2-1', '3']);
    expect(between?.text).toBe('依照第一条办理的，从其规定。');
  });

  test('paragraphs and items, a subitem staying with its item', () => {
    expect(second?.paragraphs.map((p) => p.items.length)).toEqual([2, 0]);
    expect(second && wordsAt(second, 1, 2)).toBe('（二）提高用水效率：\n1.改造管网；\n2.使用节水器具。');
    expect(second && wordsAt(second, 2)).toBe('前款规定的活动由区水务局负责。');
    expect(second && wordsAt(second, undefined, 1)).toBe('（一）采取措施减少用水；');
    expect(second && wordsAt(second, 3)).toBeUndefined();
  });

  test('chapters and sections that it stands in', () => {
    expect(first?.heading).toEqual(['第一章 总则']);
    expect(third?.heading).toEqual(['第一章 总则', '第一节 用水']);
  });

  test('nothing, where there are no articles', () => expect(articlesOf('关于停水的通知\n明天停水。')).toEqual([]));
});
