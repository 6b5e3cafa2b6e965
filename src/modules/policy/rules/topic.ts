import { sayNumber } from '../../../lib/numerals.ts';

type Words = { heading: readonly string[]; text: string };

/**
 * What an article is about, in a word or two, for the head of its row: by words that open or fill articles of such documents;
 * else the chapter it stands in; else nothing is claimed and its place is named.
 */
const TOPICS: readonly [RegExp, string][] = [
  [/^为了?/, '目的'],
  [/自.{2,24}起施行|有效期/, '施行和有效期'],
  [/本办法所称|本规定所称|是指/, '名词'],
  [/年满|周岁|可以依照.{2,16}申请|适用于/, '对象'],
  [/虚报|冒领|骗取|追回|处罚|依法处理|责任/, '责任'],
  [/监督|检查|举报|投诉/, '监督'],
  [/标准为|每人每月|每月.{0,12}元|补贴标准|元以|不超过.{1,8}元/, '标准'],
  [/停发|终止|退出|取消/, '停发'],
  [/提交|申请人|提出申请|代为申请|申请表/, '申请'],
  [/评估|审核|核查|受理|初核|审批/, '受理和审核'],
  [/负责/, '职责'],
  [/发放|拨付|资金/, '资金'],
  [/公示|公布|公开/, '公开'],
  [/原则/, '原则'],
];

export function topicOf(a: (Words & { no: string }) | undefined): string {
  if (!a) return '';
  const topic = TOPICS.find(([form]) => form.test(a.text))?.[1];
  const chapter = a.heading.at(-1)?.replace(/^第.{1,4}[编章节]\s*/, '');
  return topic ?? (chapter || sayArticle(a.no));
}

const say = (n: string): string => (Number(n) < 100 ? sayNumber(Number(n)) : n);

/** `32-1` as 第三十二条之一; beyond ninety-nine in digits. */
export function sayArticle(no: string): string {
  const [main = '', sub] = no.split('-');
  return `第${say(main)}条${sub ? `之${say(sub)}` : ''}`;
}

/** What a document calls itself: 办法, 规定, 细则 …; 文件 when its title does not say. */
export const sortOf = (title: string): string =>
  /(办法|规定|细则|规则|意见|决定|通知|通告|标准)(?=(?:[（(].*)?$)/.exec(title)?.[1] ?? '文件';
