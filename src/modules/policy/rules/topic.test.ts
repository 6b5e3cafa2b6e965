import { expect, test } from 'vitest';
import { sayArticle, sortOf, topicOf } from './topic.ts';

test.each<[string, string[], string, string]>([
  ['为了支持老年人居家养老，制定本办法。', ['第一章 总则'], '目的', 'it says so itself'],
  ['本区户籍、年满60周岁的老年人，可以依照本办法申请补贴。', [], '对象', 'who may have it'],
  ['失能老年人，每人每月300元。', [], '标准', 'how much'],
  ['虚报、冒领补贴的，追回资金。', [], '责任', 'before 资金, which is in it too'],
  ['本办法自2026年3月20日起施行，有效期五年。', [], '施行和有效期', ''],
  ['村委会应当协助。', ['第三章 服务和标准'], '服务和标准', 'nothing fits: its chapter'],
  ['村委会应当协助。', [], '第十一条', 'nothing is claimed'],
])('%s → %3$s', (text, heading, want) => expect(topicOf({ no: '11', heading, text })).toBe(want));

test.each([
  ['8', '第八条'],
  ['32-1', '第三十二条之一'],
  ['103', '第103条'],
])('%s is written %s', (no, want) => expect(sayArticle(no)).toBe(want));

test.each([
  ['明河区居家养老服务补贴办法（2021年）', '办法'],
  ['明河区农村危房改造补助实施细则', '细则'],
  ['关于办法的说明', '文件'],
])('%s is a %s', (title, want) => expect(sortOf(title)).toBe(want));
