import { addDays, type Day, endOfMonth, sayWeekday, yearOf } from '../../lib/day.ts';
import type { Reader } from '../../platform/db/connection.ts';
import { AppError } from '../../platform/errors.ts';
import type { Answer, Req } from '../../platform/http/types.ts';
import { type Unit, unitTree } from '../org/index.ts';
import { count, type Listed, list } from '../publication/index.ts';
import { type Frame, frameOf, has } from './frame.ts';
import { ElderHome } from './home-elder.tsx';
import { Home, HomeHero } from './home-page.tsx';
import { validityOf } from './lines.tsx';
import { PLACES } from './places.ts';
import { draw } from './shell.tsx';
import { type Topic, topicsOf } from './store.ts';

type DayGroup = { day: Day; count: number; shown: Listed[] };
export type Month = { from: Day; to: Day; count: number };
export type HomeData = {
  f: Frame;
  today: Day;
  days: DayGroup[];
  months: Month[];
  policies: Listed[];
  words: ReadonlyMap<number, Listed>;
  notices: Listed[];
  responses: Listed[];
  consultations: Listed[];
  units: Unit[];
  topics: Topic[];
  /** Whether the year's work plan is open to the public. */
  ledger: boolean;
  newest: Listed | undefined;
};

const MONTHS = 6;

/** Today's pieces and the last day before that had any. */
async function lately(db: Reader, today: Day): Promise<DayGroup[]> {
  const [mine, before] = await Promise.all([
    list(db, { from: today, to: today }, 5),
    list(db, { to: addDays(today, -1) }, 1),
  ]);
  const groups: DayGroup[] = [
    { day: today, count: mine.length < 5 ? mine.length : await count(db, { from: today, to: today }), shown: mine },
  ];
  const last = before[0]?.publishedOn;
  if (last) {
    const wanted = Math.max(3, 8 - mine.length);
    const [shown, n] = await Promise.all([
      list(db, { from: last, to: last }, wanted),
      count(db, { from: last, to: last }),
    ]);
    groups.push({ day: last, count: n, shown });
  }
  return groups;
}

/** The last six calendar months, this one included: how many pieces came out in each. */
export async function monthly(db: Reader, today: Day, unitId?: string): Promise<Month[]> {
  const months = Array.from({ length: MONTHS }, (_, i) => {
    const index = yearOf(today) * 12 + Number(today.slice(5, 7)) - 1 - (MONTHS - 1 - i);
    const to = endOfMonth(Math.floor(index / 12), (index % 12) + 1);
    return { from: `${to.slice(0, 8)}01` as Day, to };
  });
  return Promise.all(
    months.map(async (m) => ({
      ...m,
      count: await count(db, { ...m, withWithdrawn: true, ...(unitId ? { unitId } : {}) }),
    })),
  );
}

/** Documents that are in force today, and say what they mean, before those without such a word; newest first within each. */
const inForceFirst = (documents: readonly Listed[], today: Day): Listed[] => {
  const rank = (p: Listed): number =>
    ['valid', 'expiring', 'future'].includes(validityOf(p, today) ?? '') && p.answer ? 0 : 1;
  return [...documents].sort((a, b) => rank(a) - rank(b));
};

/** Interpretations of some policies, by what they interpret. */
async function wordsFor(db: Reader, policies: readonly Listed[]): Promise<Map<number, Listed>> {
  const found = await Promise.all(policies.map((p) => list(db, { interprets: p.no }, 1)));
  return new Map(found.flat().flatMap((w) => (w.interprets === null ? [] : [[w.interprets, w]])));
}

/** Whether the year's work plan is open: asked at its own public address, since a lower module may not import a higher one. */
async function ledgerOpen(c: Req): Promise<boolean> {
  const route = c.system.modules
    .flatMap((m) => [...(m.routes ?? [])])
    .find((r) => r.method === 'GET' && r.path === '/ledger' && r.may === 'public');
  if (!route) return false;
  return route.run(c).then(
    (a) => a.status < 400,
    (e: unknown) => {
      if (e instanceof AppError && e.code === 'not_found') return false;
      throw e;
    },
  );
}

export async function homePage(c: Req): Promise<Answer> {
  const db = c.system.readDb;
  const today = c.system.clock.today();
  const f = await frameOf(c.system);
  const from = (place: keyof typeof PLACES, n: number): Promise<Listed[]> =>
    has(f, place) ? list(db, { column: PLACES[place] }, n) : Promise.resolve([]);
  const documents = await list(
    db,
    { kind: '政策文件', ...(has(f, 'policies') ? { column: PLACES.policies } : {}) },
    12,
  );
  const policies = inForceFirst(documents, today).slice(0, 3);
  const [days, months, words, notices, responses, consultations, units, ledger, newest, topics] = await Promise.all([
    lately(db, today),
    monthly(db, today),
    wordsFor(db, policies),
    from('notices', 4),
    from('responses', 3),
    from('consultations', 2),
    unitTree(db),
    ledgerOpen(c),
    list(db, {}, 1),
    topicsOf(db),
  ]);
  const data: HomeData = {
    f,
    today,
    days,
    months,
    policies,
    words,
    notices,
    responses,
    consultations,
    units,
    topics,
    ledger,
    newest: newest[0],
  };
  const elder = c.modes.elder > 0;
  return draw(c, f, {
    title: '首页',
    current: 'home',
    search: false,
    meta: {
      description: `${f.site.name}网站：${sayWeekday(today)}公开${days[0]?.count ?? 0}件，登记册共${f.registered}件。`,
      canonical: `${c.origin}/`,
      jsonLd: [
        {
          '@context': 'https://schema.org',
          '@type': 'GovernmentOrganization',
          name: f.site.name,
          url: `${c.origin}/`,
          ...(f.site.address ? { address: f.site.address } : {}),
          ...(f.site.phone ? { telephone: f.site.phone } : {}),
        },
        {
          '@context': 'https://schema.org',
          '@type': 'WebSite',
          name: f.site.name,
          url: `${c.origin}/`,
          inLanguage: 'zh-CN',
          potentialAction: {
            '@type': 'SearchAction',
            target: `${c.origin}/search?q={q}`,
            'query-input': 'required name=q',
          },
        },
      ],
    },
    hero: elder ? undefined : <HomeHero d={data} />,
    children: elder ? <ElderHome d={data} /> : <Home d={data} />,
  });
}
