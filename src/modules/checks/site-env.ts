import type { Day } from '../../lib/day.ts';
import type { CheckEnv } from '../../lib/finding.ts';
import type { Specimen } from '../../lib/specimen.ts';
import type { Reader } from '../../platform/db/connection.ts';
import type { Module } from '../../platform/module.ts';
import type { System } from '../../platform/system.ts';
import { unitById, unitTree } from '../org/index.ts';
import { listedMany, openWork } from '../publication/index.ts';
import { columnByPath, topicsOf } from '../sites/index.ts';
import { textOfPiece } from './fingerprint.ts';
import { shownText } from './rules/layers.ts';
import { sketchOf } from './rules/shingles.ts';
import { similar } from './store.ts';

/** Share of the sketch that must be in common: with less, the measured share stays far under what is worth saying. */
const ENOUGH = 0.4;
const MOST_NEAR = 5;

/**
 * What the database knows about a specimen: names of units, links that lead nowhere, what is already out and like it.
 * What the other modules know is added when `system` is given.
 * @param about `piece` its facts when it is one; `no` the work it corrects, which it may resemble; `origin` the site's own
 *   address, so that absolute links to it are looked at too.
 */
export async function siteEnv(
  db: Reader,
  about: { today: Day; specimen: Specimen; piece?: CheckEnv['piece']; no?: number; origin?: string; system?: System },
): Promise<CheckEnv> {
  const [units, dead, near, others] = await Promise.all([
    unitNames(db),
    deadLinks(db, about.specimen, about.origin),
    nearOnes(db, about.specimen, about.no),
    othersKnow(db, about),
  ]);
  return {
    today: about.today,
    ...(about.piece ? { piece: about.piece } : {}),
    units,
    links: { dead },
    near,
    ...others,
  };
}

/** One module after the other: on one connection, what runs at once waits for each other anyway. */
async function othersKnow(
  db: Reader,
  { system, ...about }: Parameters<NonNullable<Module['checkEnv']>>[2] & { system?: System },
): Promise<Partial<CheckEnv>> {
  let known: Partial<CheckEnv> = {};
  for (const m of system?.modules ?? [])
    if (system && m.checkEnv) known = { ...known, ...(await m.checkEnv(system, db, about)) };
  return known;
}

/** A name kept as 原…  among a unit's other names is what it was called; all others are in use. */
async function unitNames(db: Reader): Promise<NonNullable<CheckEnv['units']>> {
  const tree = await unitTree(db);
  const former = tree.flatMap((u) =>
    u.aliases.flatMap((a) => (a.startsWith('原') && a.length > 4 ? [{ name: a.slice(1), now: u.name }] : [])),
  );
  return { current: tree.flatMap((u) => [u.name, ...u.aliases.filter((a) => !a.startsWith('原'))]), former };
}

const PIECE = /^\/p\/(\d{1,15})(?:[/?#]|$)/;
const COLUMN = /^\/c\/([a-z0-9/-]+?)(?:\/feed\.xml)?(?:[?#]|$)/;
const TOPIC = /^\/t\/([a-z0-9-]+)(?:[?#]|$)/;
const UNIT = /^\/u\/([A-Za-z0-9-]+)(?:[?#]|$)/;

async function deadLinks(db: Reader, s: Specimen, origin?: string): Promise<NonNullable<CheckEnv['links']>['dead']> {
  const hrefs = [...new Set(s.links.map((l) => l.href))];
  const local = hrefs.flatMap((href) => {
    const path = origin && href.startsWith(`${origin}/`) ? href.slice(origin.length) : href;
    return path.startsWith('/') && !path.startsWith('//') ? [{ href, path }] : [];
  });
  const numbers = local.flatMap((l) => {
    const no = PIECE.exec(l.path)?.[1];
    return no === undefined ? [] : [Number(no)];
  });
  const pieces = new Map((numbers.length > 0 ? await listedMany(db, numbers) : []).map((l) => [l.no, l.state]));
  const topics = new Set(local.some((l) => TOPIC.test(l.path)) ? (await topicsOf(db)).map((t) => t.slug) : []);
  const dead: { href: string; why: string }[] = [];
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
    return state === 'published' ? undefined : '这一件已经撤下，点开只看得到撤下的说明。';
  }
  const column = COLUMN.exec(path)?.[1];
  if (column !== undefined) return (await columnByPath(db, column)) ? undefined : '没有这个栏目，请核对地址。';
  const topic = TOPIC.exec(path)?.[1];
  if (topic !== undefined) return topics.has(topic) ? undefined : '没有这个专题，或者已经归档。';
  const unit = UNIT.exec(path)?.[1];
  if (unit !== undefined) return (await unitById(db, unit)) ? undefined : '没有这个单位，请核对地址。';
  return undefined;
}

async function nearOnes(db: Reader, s: Specimen, no?: number): Promise<NonNullable<CheckEnv['near']>> {
  const sketch = sketchOf(shownText(s));
  if (sketch.length === 0) return [];
  const found = await similar(db, sketch, Math.ceil(sketch.length * ENOUGH), MOST_NEAR + 1);
  const near: NonNullable<CheckEnv['near']>[number][] = [];
  for (const f of found) {
    if (f.no === no) continue;
    const open = await openWork(db, f.no);
    const content = open?.current.content;
    if (!content || open.work.state !== 'published') continue;
    near.push({
      title: content.title,
      href: `/p/${f.no}`,
      unitName: content.unitName,
      ...(content.docNo ? { docNo: content.docNo } : {}),
      ...(content.issuedOn ? { issuedOn: content.issuedOn } : {}),
      publishedOn: open.listing.publishedOn,
      text: textOfPiece(content.html),
    });
  }
  return near.slice(0, MOST_NEAR);
}
