import type { Day } from '../lib/day.ts';

/** A piece of text that may lead somewhere. */
export type TextLink = { text: string; href?: string | undefined };

/** One entry of a navigation list. `key` is compared with the page's `current`. */
export type NavItem = { key: string; text: string; href: string };

/** A group of the console's navigation, e.g. 公开. */
export type ConsoleNavGroup = { title: string; items: ConsoleNavItem[] };
type ConsoleNavItem = NavItem & {
  icon: string;
  count?: number | undefined;
  /** Set when the count is of overdue or due-today things: shown solid red. */
  urgent?: boolean | undefined;
};

export type FooterGroup = { title: string; items: TextLink[] };

/** What stands on every page of the portal, statutory marks included (发展指引 5.4). */
export type SiteInfo = {
  /** 明河区人民政府 */
  name: string;
  /** The line under the name: 公开 · 每一件都可核对 */
  tagline: string;
  /** Without protocol, as the page tag `SiteDomain` asks. */
  domain: string;
  /** 网站标识码, ten characters. */
  siteId: string;
  icp: string;
  police: string;
  policeHref?: string | undefined;
  /** 党政机关网站标识: the certificate page. */
  badgeHref: string;
  /** 我为政府网站找错 */
  errorReportHref: string;
  siteMapHref: string;
  accessibilityHref: string;
  /** Whether the site really answers on IPv6; the words are shown only then. */
  ipv6: boolean;
  organizer: string;
  address: string;
  /** e.g. 政务公开办 0999-0000 0001 */
  phone: string;
  hours: string;
  /** The other footer groups: 政府信息公开, 帮助, 这个网站可以核对. */
  footer: FooterGroup[];
  /** Atom feed of the whole site. */
  feedHref?: string | undefined;
  searchHref: string;
  /** Stands for all of the above but `errorReportHref`: as long as it is the same object, so are they. */
  of?: object | undefined;
};

/** How this reader sees this page now. */
export type ViewEnv = {
  today: Day;
  /** `09:30` */
  now: string;
  /** 大字版: 0 off, 1 on, 2 the bigger step. */
  elder: 0 | 1 | 2;
  theme: 'auto' | 'light' | 'dark';
  /** Path and query of this page; mode links come back to it. */
  path: string;
  /** Appended to asset addresses, so that a new build is fetched. */
  assetVersion?: string | undefined;
};

/** Page tags of the 网页标签规范; the site's own tags are added by the layout. */
export type PageMeta = {
  description?: string | undefined;
  /** `<meta name>` pairs in order: ColumnName, ArticleTitle, PubDate … */
  tags?: { name: string; content: string }[] | undefined;
  canonical?: string | undefined;
  /** schema.org data, one object per script element. */
  jsonLd?: object[] | undefined;
  feed?: { title: string; href: string } | undefined;
  noindex?: boolean | undefined;
};

export type Tone = 'plain' | 'help' | 'good' | 'warn' | 'bad';
