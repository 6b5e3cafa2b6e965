import type { Day } from '../../lib/day.ts';
import type { CheckEnv, FormerUnitName } from '../../lib/finding.ts';
import type { Specimen } from '../../lib/specimen.ts';
import type { Reader } from '../../platform/db/connection.ts';
import type { Module } from '../../platform/module.ts';
import type { System } from '../../platform/system.ts';
import { formerNames, unitTree } from '../org/index.ts';
import { type EditionContent, openWork } from '../publication/index.ts';
import { deadAmong, localHrefs } from './dead-links.ts';
import { textOfPiece } from './fingerprint.ts';
import { shownText } from './rules/layers.ts';
import { sketchOf } from './rules/shingles.ts';
import { similar } from './store.ts';

/** Share of the sketch that must be in common: with less, the measured share stays far under what is worth saying. */
export const ENOUGH = 0.4;
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
    deadAmong(db, localHrefs(about.specimen.links, about.origin), about.origin),
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

/** Former names with their days; a name kept as 原… among a unit's other names is one whose days nobody wrote down. */
async function unitNames(db: Reader): Promise<NonNullable<CheckEnv['units']>> {
  const [tree, kept] = await Promise.all([unitTree(db), formerNames(db)]);
  const now = new Map(tree.map((u) => [u.id, u.name]));
  const dated = kept.flatMap((f): FormerUnitName[] => {
    const name = now.get(f.unitId);
    if (!name) return [];
    const { from, to, source } = f;
    return [{ name: f.name, now: name, ...(from ? { from } : {}), ...(to ? { to } : {}), source }];
  });
  const known = new Set(dated.map((f) => f.name));
  const undated = tree.flatMap((u) =>
    u.aliases.flatMap((a) =>
      a.startsWith('原') && a.length > 4 && !known.has(a.slice(1)) ? [{ name: a.slice(1), now: u.name }] : [],
    ),
  );
  const former = [...dated, ...undated];
  return { current: tree.flatMap((u) => [u.name, ...u.aliases.filter((a) => !a.startsWith('原'))]), former };
}

type Near = NonNullable<CheckEnv['near']>[number];

/** A work that is out, as the rule of duplicates holds a text against it. */
export const asNear = (no: number, publishedOn: Day, content: EditionContent): Near => ({
  title: content.title,
  href: `/p/${no}`,
  unitName: content.unitName,
  ...(content.docNo ? { docNo: content.docNo } : {}),
  ...(content.issuedOn ? { issuedOn: content.issuedOn } : {}),
  publishedOn,
  text: textOfPiece(content.html),
});

async function nearOnes(db: Reader, s: Specimen, no?: number): Promise<Near[]> {
  const sketch = sketchOf(shownText(s));
  if (sketch.length === 0) return [];
  const found = await similar(db, sketch, Math.ceil(sketch.length * ENOUGH), MOST_NEAR + 1);
  const near: Near[] = [];
  for (const f of found) {
    if (f.no === no) continue;
    const open = await openWork(db, f.no);
    const content = open?.current.content;
    if (!content || open.work.state !== 'published') continue;
    near.push(asNear(f.no, open.listing.publishedOn, content));
  }
  return near.slice(0, MOST_NEAR);
}
