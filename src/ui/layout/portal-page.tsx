import type { ComponentChildren } from 'preact';
import { Breadcrumb } from '../components/breadcrumb.tsx';
import { Columns, type ColumnsProps } from '../components/section.tsx';
import type { NavItem, PageMeta, SiteInfo, TextLink, ViewEnv } from '../types.ts';
import { Document } from './document.tsx';
import { ElderFooter, PortalFooter } from './portal-footer.tsx';
import { ElderHeader, PortalHeader } from './portal-header.tsx';

export type PortalPageProps = {
  site: SiteInfo;
  env: ViewEnv;
  /** Without the site's name, which is added. */
  title: string;
  meta?: PageMeta | undefined;
  /** From 首页 to this page; none on the home page. */
  breadcrumbs?: TextLink[] | undefined;
  nav: NavItem[];
  /** Key of the current entry of `nav`; `home` makes the 大字版 show the site's name. */
  current: string;
  /** The header's search field (default yes; no on home and search). */
  search?: boolean | undefined;
  /** Full-width part above the columns (Hero). */
  hero?: ComponentChildren;
  children: ComponentChildren;
  /** The rail; the text before it in reading order. Dropped in 大字版, where pages are shorter. */
  aside?: ComponentChildren;
  /** Prints on A4 landscape. */
  wide?: boolean | undefined;
  /** Width of the rail, see Columns. */
  layout?: ColumnsProps['kind'] | undefined;
};

/** A whole page of the portal. The page itself gives the one h1 (PageHead, ArticleHead or Hero). */
export const PortalPage = (p: PortalPageProps) => {
  const elder = p.env.elder > 0;
  return (
    <Document
      env={p.env}
      site={p.site}
      title={`${p.title} - ${p.site.name}`}
      meta={p.meta}
      bundle="portal"
      wide={p.wide}
    >
      {elder ? (
        <ElderHeader site={p.site} env={p.env} home={p.current === 'home'} />
      ) : (
        <PortalHeader site={p.site} env={p.env} nav={p.nav} current={p.current} search={p.search ?? true} />
      )}
      {!elder && p.breadcrumbs && p.breadcrumbs.length > 0 && (
        <div class="wrap">
          <Breadcrumb items={p.breadcrumbs} />
        </div>
      )}
      <main id="main" tabindex={-1}>
        {p.hero}
        <div class="wrap main-wrap">
          {p.aside && !elder ? <Columns kind={p.layout ?? 'article'} main={p.children} rail={p.aside} /> : p.children}
        </div>
      </main>
      {elder ? <ElderFooter site={p.site} env={p.env} /> : <PortalFooter site={p.site} />}
    </Document>
  );
};
