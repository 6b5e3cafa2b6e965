/**
 * Writes `law/workdays.json` from the package chinese-days: run it again after updating the package, and commit the result.
 *
 *   node scripts/law-workdays.ts
 */
import { readFileSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { fileURLToPath } from 'node:url';
import chineseDays from 'chinese-days';
import { addDays, type Day, day, weekday } from '../src/lib/day.ts';
import type { CalendarData, CalendarYear } from '../src/lib/workdays.ts';

/** The first year that has been compared day by day with a second collection of the notices. */
const FIRST = 2007;
/** Years ahead for which the holidays fixed by law are computed. */
const AHEAD = 4;

const require = createRequire(import.meta.url);
const home = require.resolve('chinese-days').replace(/dist[\\/].*$/, '');
const read = (path: string): string => readFileSync(`${home}${path}`, 'utf8');

type Package = { holidays: Record<string, string>; workdays: Record<string, string> };

/** The package writes `English,中文,days`, some festivals without 节. */
function holidayName(entry: string): string {
  const name = entry.split(',')[1];
  if (!name) throw new Error(`chinese-days has an entry of another shape: ${entry}`);
  return /^(清明|端午|中秋)$/.test(name) ? `${name}节` : name;
}

/** The addresses that stand in the comment above each year of the package's source. */
function sourcesByYear(): Map<number, string[]> {
  const found = new Map<number, string[]>();
  let year = 0;
  for (const line of read('src/holidays/generate.ts').split('\n')) {
    const head = /^\s*\* (20\d{2})\s*$/.exec(line);
    if (head) year = Number(head[1]);
    const address = /^\s*\*\s+(https?:\/\/\S+)\s*$/.exec(line)?.[1];
    if (address && year) found.set(year, [...(found.get(year) ?? []), address]);
  }
  return found;
}

const notice = (year: number, papers: number): string =>
  `国务院办公厅关于${year}年部分节假日安排的通知${papers > 1 ? '及其后的调整通知' : ''}`;

/** The holidays of one year as 全国年节及纪念日放假办法 (the version in force since 2025-01-01) fixes them. */
function fixedByLaw(year: number): Record<string, string> {
  const lunar = (date: string): Day => day(chineseDays.getSolarDateFromLunar(`${year}-${date}`).date);
  const newYear = lunar('01-01');
  const spring = [-1, 0, 1, 2].map((n) => [addDays(newYear, n), '春节']);
  return Object.fromEntries(
    [
      [`${year}-01-01`, '元旦'],
      ...spring,
      [chineseDays.getSolarTermDate(year, 4, 'pure_brightness'), '清明节'],
      [`${year}-05-01`, '劳动节'],
      [`${year}-05-02`, '劳动节'],
      [lunar('05-05'), '端午节'],
      [lunar('08-15'), '中秋节'],
      ...[1, 2, 3].map((n) => [`${year}-10-0${n}`, '国庆节']),
    ].sort(([a = ''], [b = '']) => a.localeCompare(b)),
  );
}

/** The contents of `law/workdays.json`, from the installed package. */
export function workdays(): CalendarData & { generatedFrom: string } {
  const all = JSON.parse(read('dist/chinese-days.json')) as Package;
  const version = (JSON.parse(read('package.json')) as { version: string }).version;
  const sources = sourcesByYear();
  const years: Record<string, CalendarYear> = {};
  const last = Math.max(...Object.keys(all.holidays).map((d) => Number(d.slice(0, 4))));
  for (let year = FIRST; year <= last; year++) {
    const from = sources.get(year);
    if (!from) throw new Error(`chinese-days names no notice for ${year}`);
    const ofYear = (days: Record<string, string>): Record<string, string> =>
      Object.fromEntries(
        Object.entries(days)
          .filter(([d]) => d.startsWith(`${year}-`))
          .sort(([a], [b]) => a.localeCompare(b))
          .map(([d, entry]) => [d, holidayName(entry)]),
      );
    const work = ofYear(all.workdays);
    for (const d of Object.keys(work)) if (weekday(day(d)) < 6) throw new Error(`${d} is no weekend day to make up`);
    years[year] = { notice: notice(year, from.length), sources: from, off: ofYear(all.holidays), work };
  }
  const ahead = Array.from({ length: AHEAD }, (_, i) => last + 1 + i);
  return {
    generatedFrom: `chinese-days ${version}, by scripts/law-workdays.ts`,
    years,
    expected: Object.fromEntries(ahead.map((year) => [year, fixedByLaw(year)])),
    expectedBasis: '《全国年节及纪念日放假办法》（国务院令第795号修订）',
  };
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const path = fileURLToPath(new URL('../law/workdays.json', import.meta.url));
  writeFileSync(path, `${JSON.stringify(workdays(), null, 1)}\n`);
  console.log(`wrote ${path}`);
}
