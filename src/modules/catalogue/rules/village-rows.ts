/** The rows of a township's list that are about one village: the village's list is a filtered view, never a second entry. */

export type ListTable = { head: readonly string[]; rows: readonly (readonly string[])[] };

const PLACE = /村|社区|居委|住址|地址|单位|所在地/;
const bare = (text: string): string => text.replace(/[\s\u3000]+/g, '');

/** How a village is called in a list of its township: 白塔镇前塔村村民委员会 → 前塔村, 白塔镇前塔村. Longest first. */
export function villageNames(
  village: { name: string; shortName: string | null; aliases: readonly string[] },
  township: { name: string; shortName: string | null },
): string[] {
  const town = [township.shortName ?? '', township.name, township.name.replace(/人民政府$|街道办事处$/, '')].filter(
    Boolean,
  );
  const own = [village.name, village.shortName ?? '', ...village.aliases]
    .filter(Boolean)
    .flatMap((n) => [n, n.replace(/(?:村民委员会|居民委员会|村委会|居委会)$/, '')]);
  const short = own.flatMap((n) => town.filter((t) => n.startsWith(t)).map((t) => n.slice(t.length)));
  return [...new Set([...own, ...short].map(bare))].filter((n) => n.length >= 2).sort((a, b) => b.length - a.length);
}

/** Whether a cell names the village itself, or a group or house of it (前塔村3组); 前塔村东 is another place. */
const names = (cell: string, of: readonly string[]): boolean => {
  const text = bare(cell);
  return of.some(
    (n) =>
      text === n || (text.startsWith(n) && /^(?:第?[\d一二三四五六七八九十]|村民?小?组|组)/.test(text.slice(n.length))),
  );
};

/** The table with only the rows about the village; undefined when none of its columns of places names it. */
export function rowsOf(table: ListTable, of: readonly string[]): ListTable | undefined {
  const places = table.head.flatMap((h, i) => (PLACE.test(h) ? [i] : []));
  const rows = table.rows.filter((r) => places.some((i) => names(r[i] ?? '', of)));
  return rows.length > 0 ? { head: table.head, rows } : undefined;
}
