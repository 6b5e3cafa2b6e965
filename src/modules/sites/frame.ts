import type { Reader } from '../../platform/db/connection.ts';
import { dependOn, drawnAt, recording } from '../../platform/depends.ts';
import type { Req } from '../../platform/http/types.ts';
import type { System } from '../../platform/system.ts';
import type { FooterGroup, NavItem, SiteInfo } from '../../ui/types.ts';
import { type Unit, unitsById } from '../org/index.ts';
import { ANY, countsBy, revision } from '../publication/index.ts';
import { size as registerSize } from '../translog/index.ts';
import { columnHref, PLACES } from './places.ts';
import { DISCLOSURE } from './rules.ts';
import { allColumns, type Site, type SiteColumn, siteOf } from './store.ts';

/** What every page of the portal shows around its own content. */
export type Frame = {
  site: Site;
  columns: readonly SiteColumn[];
  byPath: ReadonlyMap<string, SiteColumn>;
  /** How many pieces each column has, those below it included; a page that asks depends on that column. */
  counts: Pick<ReadonlyMap<string, number>, 'get'>;
  /** Every unit there ever was. */
  units: Pick<ReadonlyMap<string, Unit>, 'get'>;
  /** Columns that have any; a page that asks depends on which have. */
  filled: Pick<ReadonlySet<string>, 'has'>;
  /** How many publications, corrections and withdrawals are registered; the number of the newest. A page that asks depends on all. */
  readonly registered: number;
  /** The same for the foot of a page, where it is filled in late. */
  readonly size: number;
  /** Whether a module shows the public what is out and what is missing. */
  coverage: boolean;
  /** Whether there is a register of policy documents and a place for drafts before the public. */
  policies: boolean;
  /** Whether annual reports stand in one list. */
  reports: boolean;
  /** Whether a module takes questions. */
  asks: boolean;
  /** Whether a module takes requests for information. */
  requests: boolean;
  /** Whether there is a law library, and figures of how policies are explained. */
  laws: boolean;
  explained: boolean;
};

const kept = new WeakMap<System, { revision: number; frame: Promise<Frame> }>();
const last = new WeakMap<System, Frame>();

type Offered = Pick<Frame, 'coverage' | 'policies' | 'reports' | 'asks' | 'requests' | 'laws' | 'explained'>;

async function read(db: Reader, offered: Offered): Promise<Frame> {
  const [site, columns, counts, entries, units] = await Promise.all([
    siteOf(db),
    allColumns(db),
    countsBy(db, 'column'),
    registerSize(db),
    unitsById(db),
  ]);
  // Entry 0 opens the register; pieces are numbered from 1.
  const size = entries - 1;
  return {
    site,
    columns,
    byPath: new Map(columns.map((c) => [c.path, c])),
    counts: {
      get(path) {
        dependOn(`column:${path}`);
        return counts.get(path);
      },
    },
    units: {
      get(id) {
        dependOn(`unit-record:${id}`);
        return units.get(id);
      },
    },
    filled: {
      has(path) {
        dependOn('filled');
        return counts.has(path);
      },
    },
    get registered() {
      dependOn(ANY);
      return size;
    },
    size,
    ...offered,
  };
}

/** Whether some module answers at a public address: a lower module may not import a higher one to ask. */
export const offers = (system: System, path: string): boolean =>
  system.modules.some((m) => m.routes?.some((r) => r.method === 'GET' && r.path === path && r.may === 'public'));

const offeredBy = (system: System): Offered => ({
  coverage: offers(system, '/coverage'),
  policies: offers(system, '/policies'),
  reports: offers(system, '/annual-reports'),
  asks: offers(system, '/ask'),
  requests: offers(system, '/foi'),
  laws: offers(system, '/laws'),
  explained: offers(system, '/interpretations/coverage'),
});

/** The frame, read again whenever anything public has changed. Throws when the database is away. */
export async function frameOf(system: System): Promise<Frame> {
  const now = drawnAt() ?? (await revision(system.readDb));
  const found = kept.get(system);
  if (found?.revision === now) return found.frame;
  // Its own reads are those of all pages and not of the one that happens to come first.
  const frame = recording(() => read(system.readDb, offeredBy(system))).then(({ value }) => {
    last.set(system, value);
    return value;
  });
  kept.set(system, { revision: now, frame });
  frame.catch(() => kept.delete(system));
  return frame;
}

/** The frame as it was last seen, without asking the database: for failures. */
export const lastFrame = (system: System): Frame | undefined => last.get(system);

export const isOpen = (c: SiteColumn): boolean => c.archivedAt === null;
/** Shown in navigation and lists: open, and not empty unless the law wants it there. */
export const isShown = (f: Frame, c: SiteColumn): boolean => isOpen(c) && (c.fixed || f.filled.has(c.path));
export const childrenOf = (f: Frame, path: string | null): SiteColumn[] => f.columns.filter((c) => c.parent === path);
export const columnIn = (f: Frame, path: string): SiteColumn | undefined => f.byPath.get(path);

/** 首页 and the first-level columns that the office put there. */
export function navOf(f: Frame): NavItem[] {
  // Every page that has it depends on which columns have anything, also when it was put together for another one.
  dependOn('filled');
  const found = navs.get(f);
  if (found) return found;
  const nav = [
    { key: 'home', text: '首页', href: '/' },
    ...f.columns
      .filter((c) => c.parent === null && c.inNav && isShown(f, c))
      .map((c) => ({ key: c.path, text: c.name, href: columnHref(c.path) })),
  ];
  navs.set(f, nav);
  return nav;
}
const navs = new WeakMap<Frame, NavItem[]>();

const footerOf = (f: Frame, [total, newest]: readonly [string, string]): FooterGroup[] => [
  {
    title: '政府信息公开',
    items: childrenOf(f, DISCLOSURE)
      .filter((c) => c.fixed)
      .map((c) => ({ text: c.name.replace(/^政府信息/, ''), href: columnHref(c.path) }))
      .concat(
        f.policies
          ? [
              { text: '规范性文件台账', href: '/policies' },
              { text: '征求意见', href: '/drafts' },
            ]
          : [],
      )
      .concat(f.reports ? [{ text: '历年年报和数字', href: '/annual-reports' }] : []),
  },
  {
    title: '帮助',
    items: [
      ...(f.requests ? [{ text: '申请公开信息', href: '/foi' }] : []),
      ...(f.asks
        ? [
            { text: '咨询政策', href: '/ask' },
            { text: '咨询问答', href: '/answers' },
          ]
        : []),
      { text: '怎样核对一件', href: '/help/check' },
      { text: '订阅与开放数据', href: '/help/subscribe' },
      { text: '无障碍说明', href: '/help/accessibility' },
    ],
  },
  {
    title: '这个网站可以核对',
    items: [
      { text: `登记总数 ${total} 件` },
      ...(f.size > 0 ? [{ text: `最新登记号 ${newest}` }] : []),
      { text: '查看登记册', href: '/register' },
      ...(f.coverage ? [{ text: '公开得怎样', href: '/coverage' }] : []),
    ],
  },
];

/** What the foot says of the register: how many, and the newest number. */
export const registerWords = (f: Frame): readonly [string, string] => [f.size.toLocaleString('en-US'), String(f.size)];

/** Where an error of a page is reported. */
export const errorReportHref = (c: Req): string =>
  c.path.startsWith('/error-report') ? '/error-report' : `/error-report?page=${encodeURIComponent(c.path)}`;

/** The marks and addresses of every page. `foot`: what it says of the register. */
export const infoOf = (f: Frame, foot = registerWords(f)): SiteInfo => ({
  name: f.site.name,
  tagline: f.site.tagline,
  domain: f.site.domain,
  siteId: f.site.siteCode,
  icp: f.site.icp,
  police: f.site.police,
  badgeHref: f.site.badgeHref || '/help/identity',
  errorReportHref: '/error-report',
  siteMapHref: '/sitemap',
  accessibilityHref: '/help/accessibility',
  ipv6: f.site.ipv6,
  organizer: f.site.organiser,
  address: [f.site.address, f.site.postcode && `邮编 ${f.site.postcode}`].filter(Boolean).join('，'),
  phone: [f.site.contact, f.site.phone].filter(Boolean).join(' '),
  hours: f.site.hours,
  footer: footerOf(f, foot),
  feedHref: '/feed.xml',
  searchHref: '/search',
});

/** SiteInfo for others: mails, feeds of other modules. */
export const siteInfo = async (db: Reader): Promise<SiteInfo> =>
  infoOf(
    await read(db, {
      coverage: false,
      policies: false,
      reports: false,
      asks: false,
      requests: false,
      laws: false,
      explained: false,
    }),
  );

/** Whether the portal has this column with something in it. */
export const has = (f: Frame, place: keyof typeof PLACES): boolean => {
  const c = columnIn(f, PLACES[place]);
  return c !== undefined && isShown(f, c);
};
