/** Links of this site that lead nowhere. */
import type { Link } from '../../lib/specimen.ts';
import type { Reader } from '../../platform/db/connection.ts';
import { unitById } from '../org/index.ts';
import { listedMany } from '../publication/index.ts';
import { columnByPath, topicsOf } from '../sites/index.ts';

export type DeadLink = { href: string; why: string };

const PIECE = /^\/p\/(\d{1,15})(?:[/?#]|$)/;
const COLUMN = /^\/c\/([a-z0-9/-]+?)(?:\/feed\.xml)?(?:[?#]|$)/;
const TOPIC = /^\/t\/([a-z0-9-]+)(?:[?#]|$)/;
const UNIT = /^\/u\/([A-Za-z0-9-]+)(?:[?#]|$)/;

/** Those of the links that stay on this site, each once: a path, or an address under `origin`. */
export const localHrefs = (links: readonly Pick<Link, 'href'>[], origin?: string): string[] => [
  ...new Set(links.map((l) => l.href).filter((href) => pathOf(href, origin) !== undefined)),
];

function pathOf(href: string, origin?: string): string | undefined {
  const path = origin && href.startsWith(`${origin}/`) ? href.slice(origin.length) : href;
  return path.startsWith('/') && !path.startsWith('//') ? path : undefined;
}

/** Which of these lead nowhere, and why. Pieces are asked for all at once, columns and units once each. */
export async function deadAmong(db: Reader, hrefs: readonly string[], origin?: string): Promise<DeadLink[]> {
  const local = hrefs.flatMap((href) => {
    const path = pathOf(href, origin);
    return path === undefined ? [] : [{ href, path }];
  });
  const numbers = local.flatMap((l) => {
    const no = PIECE.exec(l.path)?.[1];
    return no === undefined ? [] : [Number(no)];
  });
  const pieces = new Map((numbers.length > 0 ? await listedMany(db, numbers) : []).map((l) => [l.no, l.state]));
  const topics = new Set(local.some((l) => TOPIC.test(l.path)) ? (await topicsOf(db)).map((t) => t.slug) : []);
  const dead: DeadLink[] = [];
  for (const { href, path } of local) {
    const why = await whyDead(db, path, pieces, topics);
    if (why) dead.push({ href, why });
  }
  return dead;
}

async function whyDead(
  db: Reader,
  path: string,
  pieces: ReadonlyMap<number, string>,
  topics: ReadonlySet<string>,
): Promise<string | undefined> {
  const no = PIECE.exec(path)?.[1];
  if (no !== undefined) {
    const state = pieces.get(Number(no));
    if (state === undefined) return '没有登记过这一件，请核对地址。';
    if (state === 'published') return undefined;
    if (state === 'withdrawn') return '这一件已经撤下，点开只看得到撤下的说明。';
    return state === 'erased' ? '这一件的内容已按规定删除。' : '这一件正在核查，暂时不能看。';
  }
  const column = COLUMN.exec(path)?.[1];
  if (column !== undefined) return (await columnByPath(db, column)) ? undefined : '没有这个栏目，请核对地址。';
  const topic = TOPIC.exec(path)?.[1];
  if (topic !== undefined) return topics.has(topic) ? undefined : '没有这个专题，或者已经归档。';
  const unit = UNIT.exec(path)?.[1];
  if (unit !== undefined) return (await unitById(db, unit)) ? undefined : '没有这个单位，请核对地址。';
  return undefined;
}
