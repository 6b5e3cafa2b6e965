/** Whether what a text cites was in force on a day, and what is right instead. 政府网站发展指引; 2021要点 三（一）. */
import { type Day, sayDay } from '../../../lib/day.ts';
import { sayNumber } from '../../../lib/numerals.ts';
import { firstDay, versionOn } from './library.ts';
import type { CiteStatus, Law, Pin } from './types.ts';

export type Judgement = { status: CiteStatus; say: string; version?: string };

/** 第32条, 第32条之1 for `32`, `32-1`. */
export const sayArticle = (no: string): string => {
  const [n, sub] = no.split('-');
  return `第${n}条${sub ? `之${sub}` : ''}`;
};
/** 第三十二条, 第三十二条之一: as a law prints it. */
export const printArticle = (no: string): string => {
  const [n, sub] = no.split('-').map(Number);
  return `第${sayNumber(n ?? 0)}条${sub ? `之${sayNumber(sub)}` : ''}`;
};
export const sayPin = (p: Pin): string => sayArticle(p.article);

/** The order that gave the law its form on a day: a later revision without an order of its own counts too. */
function orderOutdated(
  law: Law,
  order: { organ: string; no: number },
  on: Day,
): { since: Day; now: string } | undefined {
  const cited = law.orders.find((o) => o.organ === order.organ && o.no === order.no);
  if (!cited) return undefined;
  const later = law.orders.filter((o) => o.on > cited.on && o.on <= on).at(-1);
  // A revision comes into force later than it is issued; what counts is the day in force.
  const version = law.versions.findLast((v) => v.from !== null && v.from <= on && (v.issued ?? v.from) > cited.on);
  if (!version?.from) return undefined;
  return { since: version.from, now: later ? `${later.organ}令第${later.no}号` : '修订后的文本' };
}

/**
 * Judges one citation. Order of reasons: not yet in force, repealed, an older order number, no such article.
 * A version whose text is not kept (before the library begins) is taken as cited rightly: nothing is claimed that cannot be shown.
 */
export function judge(law: Law, on: Day, cited: { order?: { organ: string; no: number }; pin?: Pin }): Judgement {
  const version = versionOn(law, on);
  const at = version ? { version: version.id } : {};
  const first = firstDay(law);
  const newest = law.versions.at(-1);
  if (!version && newest?.from && on < newest.from && (first === null || on < first || first === newest.issued))
    return { status: 'future', say: `《${law.title}》${sayDay(newest.from)}起施行，${sayDay(on)}还没有生效。` };
  if (law.repealed && version && version === newest)
    return { status: 'repealed', say: `《${law.title}》已经废止或失效，请核对现行规定。`, ...at };
  const old = cited.order && orderOutdated(law, cited.order, on);
  if (old && cited.order)
    return {
      status: 'outdated',
      say: `${cited.order.organ}令第${cited.order.no}号是旧文本，${sayDay(old.since)}起执行${old.now}。`,
      ...at,
    };
  if (cited.pin && version?.articles && version.articles.size > 0 && !version.articles.has(cited.pin.article)) {
    const before = law.versions.some((v) => v !== version && v.articles?.has(cited.pin?.article ?? ''));
    return {
      status: 'no-such-article',
      say: `《${law.title}》现行文本没有${sayPin(cited.pin)}${before ? '，旧文本才有' : ''}，共${version.articles.size}条。`,
      ...at,
    };
  }
  return { status: 'current', say: '', ...at };
}
