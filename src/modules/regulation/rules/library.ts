import type { Day } from '../../../lib/day.ts';
import { foldWidth } from '../../../lib/hanzi.ts';
import type { LawRecord } from './record.ts';
import type { Law, Library, Version } from './types.ts';

/** A title as it is looked up: one width, no spaces, no quotation marks inside, without the country's name in front. */
export function nameKey(title: string): string {
  return foldWidth(title)
    .replace(/[\s《》〈〉<>“”"']/g, '')
    .replace(/^中华人民共和国(?=.{2})/, '');
}

/** An in-memory library; `aliases` are further names that texts use (治安处罚法). */
export function libraryOf(laws: readonly Law[], aliases: readonly { name: string; lawId: string }[] = []): Library {
  const names = new Map<string, Law[]>();
  const orders = new Map<string, Law[]>();
  const put = <K>(map: Map<K, Law[]>, key: K, law: Law): void => {
    const list = map.get(key);
    if (!list) map.set(key, [law]);
    else if (!list.includes(law)) list.push(law);
  };
  const byId = new Map(laws.map((l) => [l.id, l]));
  for (const law of laws) {
    put(names, nameKey(law.title), law);
    for (const o of law.orders) put(orders, `${o.organ}${o.no}`, law);
  }
  for (const a of aliases) {
    const law = byId.get(a.lawId);
    if (law) put(names, nameKey(a.name), law);
  }
  const tails = new Set<string>();
  for (const name of names.keys()) for (let i = 1; name.length - i >= 3; i++) tails.add(name.slice(i));
  return {
    byName: (name) => names.get(nameKey(name)) ?? [],
    byOrder: (organ, no) => orders.get(`${organ}${no}`) ?? [],
    isTail: (words) => tails.has(words),
    byId: (id) => byId.get(id),
    size: laws.length,
  };
}

type Text = { id: string; from: Day | null; issued: Day | null; numbers: readonly string[] };

/** Parts of one law (民法典 is kept book by book) that begin on one day are one version with all their articles. */
export const mergedParts = (texts: readonly Text[]): Law['versions'] =>
  [...Map.groupBy(texts, (v) => `${v.from}|${v.issued}`).values()].flatMap((same) => {
    const last = same.at(-1);
    return last
      ? [{ id: last.id, from: last.from, issued: last.issued, articles: new Set(same.flatMap((v) => v.numbers)) }]
      : [];
  });

/** Records of a collection as laws, without a database: those of one title and region are one law, under the first one's group. */
export function lawsOfRecords(records: readonly LawRecord[]): Law[] {
  const byDay = (a: Day | null, b: Day | null): number => (a ?? '').localeCompare(b ?? '');
  return [...Map.groupBy(records, (r) => `${r.title}|${r.region}`).values()].flatMap((same) => {
    const [first] = same;
    if (!first) return [];
    const sorted = [...same].sort(
      (a, b) => byDay(a.from, b.from) || byDay(a.issued, b.issued) || (a.id < b.id ? -1 : 1),
    );
    const orders = same.flatMap((r) => r.orders);
    return [
      {
        id: first.group,
        title: first.title,
        kind: first.kind,
        region: first.region,
        firstIssued: same.flatMap((r) => r.firstIssued ?? []).sort()[0] ?? null,
        orders: orders
          .filter((o, i) => orders.findIndex((x) => x.organ === o.organ && x.no === o.no) === i)
          .sort((a, b) => byDay(a.on, b.on)),
        versions: mergedParts(sorted.map((r) => ({ ...r, numbers: r.articles.map((a) => a.no) }))),
        repealed: sorted.at(-1)?.lapsed ?? false,
      },
    ];
  });
}

/** The version in force on a day; undefined when none is known to be. */
export const versionOn = (law: Law, on: Day): Version | undefined =>
  law.versions.findLast((v) => v.from !== null && v.from <= on) ??
  // A text without a date is the only one there is.
  (law.versions.length === 1 && law.versions[0]?.from === null ? law.versions[0] : undefined);

/** The day from which anything of the law was known to be in force. */
export const firstDay = (law: Law): Day | null => {
  const days = [law.firstIssued, ...law.versions.map((v) => v.from ?? v.issued), ...law.orders.map((o) => o.on)].filter(
    (d): d is Day => d !== null,
  );
  return days.sort()[0] ?? null;
};
