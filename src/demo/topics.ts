import type { DemoPiece, DemoTopic } from './types.ts';

const TOPICS: [slug: string, name: string, lead: string][] = [
  ['zhaosheng', '义务教育招生', '孩子几岁上学、去哪个学校、带什么材料、什么时候出结果，按办事的顺序排在一起。'],
  ['huimin-butie', '惠民补贴', '有哪些补贴、谁能领、多少钱、发给了谁。先看政策，再看名册。'],
  ['shuangsuiji', '双随机一公开', '抽什么、怎么抽、抽到谁、查出什么，从清单到结果一条线看完。'],
];

/** Topic pages; a piece names the topics it belongs to. Newest first. */
export function buildTopics(pieces: readonly DemoPiece[]): DemoTopic[] {
  return TOPICS.map(([slug, name, lead]) => ({
    slug,
    name,
    lead,
    pieceIds: pieces
      .filter((x) => x.topics?.includes(slug))
      .map((x) => x.id)
      .reverse(),
  }));
}
