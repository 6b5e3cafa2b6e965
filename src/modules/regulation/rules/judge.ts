/** Whether what a text cites was in force on a day, and what is right instead. 政府网站发展指引; 2021要点 三（一）. */
import { type Day, sayDay } from '../../../lib/day.ts';
import { sayNumber } from '../../../lib/numerals.ts';
import { firstDay, versionOn } from './library.ts';
import type { CiteStatus, Law, Pin, Version } from './types.ts';

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
/** 第23条第1款第2项. */
export const sayPin = (p: Pin): string =>
  `${sayArticle(p.article)}${p.paragraph === undefined ? '' : `第${p.paragraph}款`}${p.item === undefined ? '' : `第${p.item}项`}`;

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

/** The first day of the text an order issued, when that is still to come: the order stands in the gazette and not yet in force. */
function orderToCome(law: Law, order: { organ: string; no: number }, on: Day): Day | undefined {
  const cited = law.orders.find((o) => o.organ === order.organ && o.no === order.no);
  const text = cited && law.versions.find((v) => v.issued === cited.on);
  const first = text?.from ?? cited?.on;
  return first && first > on ? first : undefined;
}

/** Where the article a citation names stands, when the text of the day has none of that number. */
function elsewhere(law: Law, version: Version, article: string): string {
  const at = law.versions.indexOf(version);
  const has = (v: Version): boolean => v.articles?.has(article) === true;
  const later = law.versions.slice(at + 1).find(has);
  if (later?.from) return `，${sayDay(later.from)}起施行的文本才有`;
  return law.versions.slice(0, Math.max(0, at)).some(has) ? '，旧文本才有' : '';
}

/**
 * Judges one citation. Order of reasons: not yet in force (the law, or the order cited), repealed, an older order
 * number, no such article.
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
  const coming = cited.order && orderToCome(law, cited.order, on);
  if (coming && cited.order)
    return {
      status: 'future',
      say: `${cited.order.organ}令第${cited.order.no}号${sayDay(coming)}起施行，${sayDay(on)}还没有生效。`,
      ...at,
    };
  const old = cited.order && orderOutdated(law, cited.order, on);
  if (old && cited.order)
    return {
      status: 'outdated',
      say: `${cited.order.organ}令第${cited.order.no}号是旧文本，${sayDay(old.since)}起执行${old.now}。`,
      ...at,
    };
  if (cited.pin && version?.articles && version.articles.size > 0 && !version.articles.has(cited.pin.article)) {
    return {
      status: 'no-such-article',
      say: `《${law.title}》现行文本没有${sayArticle(cited.pin.article)}（共${version.articles.size}条）${elsewhere(law, version, cited.pin.article)}。`,
      ...at,
    };
  }
  return { status: 'current', say: '', ...at };
}
