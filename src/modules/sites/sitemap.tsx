import { escapeMarkup } from '../../lib/markup.ts';
import { AppError } from '../../platform/errors.ts';
import { text } from '../../platform/http/answer.ts';
import type { Answer, Req } from '../../platform/http/types.ts';
import { LinkList, LinkRows, PageHead, Section } from '../../ui/components/section.tsx';
import { unitTree } from '../org/index.ts';
import { count, list } from '../publication/index.ts';
import { childrenOf, type Frame, frameOf, isShown } from './frame.ts';
import { unitRows } from './home-page.tsx';
import { columnHref } from './places.ts';
import { draw, HOME } from './shell.tsx';
import { allTopics } from './store.ts';

const XML = 'application/xml; charset=utf-8';
/** The protocol allows 50,000; smaller parts are made faster and fetched one by one. */
const CHUNK = 10_000;
const HEAD = '<?xml version="1.0" encoding="UTF-8"?>\n';
const NS = 'xmlns="http://www.sitemaps.org/schemas/sitemap/0.9"';

const below = (f: Frame, path: string): { text: string; href: string }[] =>
  childrenOf(f, path)
    .filter((c) => isShown(f, c))
    .flatMap((c) => [{ text: c.name, href: columnHref(c.path) }, ...below(f, c.path)]);

/** `/sitemap`: 网站地图. */
export async function sitemapPage(c: Req): Promise<Answer> {
  const f = await frameOf(c.system);
  const [units, topics] = await Promise.all([unitTree(c.system.readDb), allTopics(c.system.readDb)]);
  const open = topics.filter((t) => t.active && t.archivedAt === null);
  return draw(c, f, {
    title: '网站地图',
    breadcrumbs: [HOME, { text: '网站地图' }],
    meta: { description: `${f.site.name}网站的全部栏目、单位和专题`, canonical: `${c.origin}/sitemap` },
    children: (
      <>
        <PageHead title="网站地图" lead="所有栏目、单位、专题和帮助。" />
        <Section title="栏目">
          <LinkRows
            rows={childrenOf(f, null)
              .filter((k) => isShown(f, k))
              .map((k) => ({
                label: k.name,
                links: [{ text: `${k.name}首页`, href: columnHref(k.path) }, ...below(f, k.path)],
              }))}
          />
        </Section>
        {units.length > 0 && (
          <Section title="部门和乡镇" more={{ text: '全部单位', href: '/u' }}>
            <LinkRows rows={unitRows(units)} />
          </Section>
        )}
        {open.length > 0 && (
          <Section title="专题" more={{ text: '全部专题', href: '/t' }}>
            <LinkList items={open.map((t) => ({ text: t.name, href: `/t/${t.slug}`, under: t.lead }))} />
          </Section>
        )}
        <Section title="核对和帮助">
          <LinkList
            items={[
              { text: '登记册', href: '/register', under: '每一件的登记号、时间和指纹' },
              ...(f.coverage ? [{ text: '公开得怎样', href: '/coverage', under: '每个单位该公开的，公开了没有' }] : []),
              ...(f.explained
                ? [{ text: '政策解读覆盖', href: '/interpretations/coverage', under: '政策文件都解读了没有' }]
                : []),
              ...(f.laws ? [{ text: '法规库', href: '/laws', under: '文件引用的法规，按日子看当时的文本' }] : []),
              { text: '怎样核对一件', href: '/help/check' },
              { text: '订阅与开放数据', href: '/help/subscribe' },
              { text: '无障碍说明', href: '/help/accessibility' },
              { text: '网站标识', href: '/help/identity' },
              { text: '我为政府网站找错', href: '/error-report' },
            ]}
          />
        </Section>
      </>
    ),
  });
}

const url = (loc: string, mod?: string): string =>
  `<url><loc>${escapeMarkup(loc)}</loc>${mod ? `<lastmod>${mod}</lastmod>` : ''}</url>`;

/** `/sitemap.xml`: an index; part 0 holds columns, topics and units, the others ten thousand pieces each. */
export async function sitemapIndex(c: Req): Promise<Answer> {
  const parts = Math.ceil((await count(c.system.readDb, {})) / CHUNK);
  const at = Array.from(
    { length: parts + 1 },
    (_, i) => `<sitemap><loc>${escapeMarkup(`${c.origin}/sitemaps/${i}.xml`)}</loc></sitemap>`,
  );
  return text(`${HEAD}<sitemapindex ${NS}>${at.join('')}</sitemapindex>`, XML);
}

export async function sitemapPart(c: Req): Promise<Answer> {
  const n = /^(\d{1,5})\.xml$/.exec(c.params.part ?? '')?.[1];
  if (n === undefined) throw new AppError('not_found', c.path);
  const db = c.system.readDb;
  if (n === '0') {
    const f = await frameOf(c.system);
    const [units, topics] = await Promise.all([unitTree(db), allTopics(db)]);
    const paths = [
      ...['/', '/u', '/t', '/register', '/sitemap', '/help/check', '/help/subscribe', '/help/accessibility'],
      ...f.columns.filter((k) => isShown(f, k)).map((k) => columnHref(k.path)),
      ...topics.filter((t) => t.active).map((t) => `/t/${t.slug}`),
      ...(f.explained ? ['/interpretations/coverage'] : []),
      ...(f.laws ? ['/laws'] : []),
      ...(f.coverage ? ['/coverage', ...units.map((u) => `/coverage/${u.id}`)] : []),
      ...units.map((u) => `/u/${u.id}`),
    ];
    return text(`${HEAD}<urlset ${NS}>${paths.map((p) => url(`${c.origin}${p}`)).join('')}</urlset>`, XML);
  }
  const pieces = await list(db, {}, CHUNK, (Number(n) - 1) * CHUNK);
  if (pieces.length === 0) throw new AppError('not_found', c.path);
  return text(
    `${HEAD}<urlset ${NS}>${pieces.map((p) => url(`${c.origin}/p/${p.no}`, p.changedAt.toISOString())).join('')}</urlset>`,
    XML,
  );
}

export const robots = async (c: Req): Promise<Answer> =>
  text(
    [
      'User-agent: *',
      ...['/console', '/search', '/mode', '/go', '/error-report'].map((p) => `Disallow: ${p}`),
      `Sitemap: ${c.origin}/sitemap.xml`,
      '',
    ].join('\n'),
  );
