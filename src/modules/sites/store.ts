import { exec, maybe, one, type Reader, rows, sql, type Tx } from '../../platform/db/connection.ts';
import { dependOn } from '../../platform/depends.ts';
import type { ColumnClass } from './rules.ts';

export type Site = {
  name: string;
  tagline: string;
  organiser: string;
  contact: string;
  phone: string;
  address: string;
  postcode: string;
  hours: string;
  /** Without protocol. */
  domain: string;
  siteCode: string;
  icp: string;
  police: string;
  badgeHref: string;
  ipv6: boolean;
};

export type SiteColumn = {
  path: string;
  parent: string | null;
  name: string;
  description: string;
  keywords: string[];
  class: ColumnClass;
  position: number;
  inNav: boolean;
  /** Part of the disclosure section whose structure and names a State Council notice gives. */
  fixed: boolean;
  createdAt: Date;
  archivedAt: Date | null;
};

export type Topic = {
  slug: string;
  name: string;
  lead: string;
  position: number;
  active: boolean;
  archivedAt: Date | null;
};

const SITE = sql`name, tagline, organiser, contact, phone, address, postcode, hours, domain, site_code as "siteCode", icp, police,
  badge_href as "badgeHref", ipv6`;
const COLUMN = sql`path, parent, name, description, keywords, class, position, in_nav as "inNav", fixed,
  created_at as "createdAt", archived_at as "archivedAt"`;
const TOPIC = sql`slug, name, lead, position, active, archived_at as "archivedAt"`;

// Changes of the site's marks and columns stand on every page and are told without tags, so reading them adds none.
export const siteOf = (db: Reader): Promise<Site> => one<Site>(db, sql`select ${SITE} from sites.site`);

export const updateSite = (tx: Tx, s: Site): Promise<number> =>
  exec(
    tx,
    sql`update sites.site set name = ${s.name}, tagline = ${s.tagline}, organiser = ${s.organiser}, contact = ${s.contact},
          phone = ${s.phone}, address = ${s.address}, postcode = ${s.postcode}, hours = ${s.hours}, domain = ${s.domain},
          site_code = ${s.siteCode}, icp = ${s.icp}, police = ${s.police}, badge_href = ${s.badgeHref}, ipv6 = ${s.ipv6}`,
  );

/** Every column there ever was, parents before children, brothers in their order. */
export async function allColumns(db: Reader): Promise<SiteColumn[]> {
  const found = await rows<SiteColumn>(db, sql`select ${COLUMN} from sites.column order by position, path`);
  const under = Map.groupBy(found, (c) => c.parent);
  const walk = (parent: string | null): SiteColumn[] => (under.get(parent) ?? []).flatMap((c) => [c, ...walk(c.path)]);
  return walk(null);
}

/** Columns that take pieces, in the order of the tree. */
export const columnsOf = async (db: Reader): Promise<SiteColumn[]> =>
  (await allColumns(db)).filter((c) => c.archivedAt === null);

export const columnByPath = (db: Reader, path: string): Promise<SiteColumn | undefined> =>
  maybe<SiteColumn>(db, sql`select ${COLUMN} from sites.column where path = ${path}`);

/** Locks the columns' tree, so that no child is added while its parent is archived. */
export const lockColumns = (tx: Tx): Promise<number> =>
  exec(tx, sql`lock table sites.column in share row exclusive mode`);

export type ColumnRow = Pick<SiteColumn, 'path' | 'name' | 'description' | 'keywords' | 'class' | 'position' | 'inNav'>;

export const putColumn = (tx: Tx, c: ColumnRow, at: Date): Promise<number> =>
  exec(
    tx,
    sql`insert into sites.column (path, parent, name, description, keywords, class, position, in_nav, created_at)
        values (${c.path}, ${c.path.includes('/') ? c.path.replace(/\/[^/]+$/, '') : null}, ${c.name}, ${c.description},
          ${c.keywords}, ${c.class}, ${c.position}, ${c.inNav}, ${at})
        on conflict (path) do update set name = excluded.name, description = excluded.description, keywords = excluded.keywords,
          class = excluded.class, position = excluded.position, in_nav = excluded.in_nav`,
  );

export const archiveColumn = (tx: Tx, path: string, at: Date): Promise<number> =>
  exec(tx, sql`update sites.column set archived_at = ${at}, in_nav = false where path = ${path}`);

/** All topics, newest archived last. */
export function allTopics(db: Reader): Promise<Topic[]> {
  dependOn('topics');
  return rows<Topic>(db, sql`select ${TOPIC} from sites.topic order by archived_at nulls first, position, slug`);
}

/** Topics that take pieces. */
export const topicsOf = async (db: Reader): Promise<Topic[]> =>
  (await allTopics(db)).filter((t) => t.active && t.archivedAt === null);

export function topicBySlug(db: Reader, slug: string): Promise<Topic | undefined> {
  dependOn(`topic-record:${slug}`);
  return maybe<Topic>(db, sql`select ${TOPIC} from sites.topic where slug = ${slug}`);
}

export const putTopic = (tx: Tx, t: Topic): Promise<number> =>
  exec(
    tx,
    sql`insert into sites.topic (slug, name, lead, position, active, archived_at)
        values (${t.slug}, ${t.name}, ${t.lead}, ${t.position}, ${t.active}, ${t.archivedAt})
        on conflict (slug) do update set name = excluded.name, lead = excluded.lead, position = excluded.position,
          active = excluded.active, archived_at = excluded.archived_at`,
  );
