import type { Day } from '../../../lib/day.ts';
import { foldWidth } from '../../../lib/hanzi.ts';
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
  const tails = new Set<string>();
  for (const name of names.keys()) for (let i = 1; name.length - i >= 3; i++) tails.add(name.slice(i));
  for (const a of aliases) {
    const law = byId.get(a.lawId);
    if (law) put(names, nameKey(a.name), law);
  }
  return {
    byName: (name) => names.get(nameKey(name)) ?? [],
    byOrder: (organ, no) => orders.get(`${organ}${no}`) ?? [],
    isTail: (words) => tails.has(words),
    byId: (id) => byId.get(id),
    size: laws.length,
  };
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
