import type { ComponentChildren } from 'preact';
import type { PageMeta, SiteInfo, ViewEnv } from '../types.ts';

/** Address of a mode link: a plain GET that sets a cookie and comes back. */
export const modeHref = (change: { elder?: 0 | 1 | 2; theme?: ViewEnv['theme'] }, back: string): string => {
  const q = new URLSearchParams();
  if (change.elder !== undefined) q.set('elder', String(change.elder));
  if (change.theme !== undefined) q.set('theme', change.theme);
  q.set('back', back);
  return `/mode?${q.toString()}`;
};

/** JSON that cannot leave its script element: `<`, `>` and `&` become escapes that mean the same in JSON. */
export const safeJson = (data: unknown): string =>
  JSON.stringify(data).replace(/[<>&\u2028\u2029]/g, (c) => `\\u${c.charCodeAt(0).toString(16).padStart(4, '0')}`);

const asset = (name: string, env: ViewEnv) =>
  env.assetVersion === undefined ? `/assets/${name}` : `/assets/${name}?v=${env.assetVersion}`;

type DocumentProps = {
  env: ViewEnv;
  site?: SiteInfo | undefined;
  /** The whole text of the title element. */
  title: string;
  meta?: PageMeta | undefined;
  /** Which bundle: `portal` or `console`. */
  bundle: 'portal' | 'console';
  /** Prints on A4 landscape: the ledger, coverage, wide tables. */
  wide?: boolean | undefined;
  /** Further scripts (the editor), by name under /assets. */
  scripts?: string[] | undefined;
  children: ComponentChildren;
};

/** html, head and body. The caller puts the doctype before it. */
export const Document = (p: DocumentProps) => (
  <html
    lang="zh-CN"
    data-elder={p.bundle === 'portal' && p.env.elder > 0 ? String(p.env.elder) : undefined}
    data-theme={p.env.theme === 'auto' ? undefined : p.env.theme}
  >
    <head>
      <meta charset="utf-8" />
      <meta name="viewport" content="width=device-width, initial-scale=1" />
      <title>{p.title}</title>
      <meta name="format-detection" content="telephone=no" />
      {p.meta?.description && <meta name="description" content={p.meta.description} />}
      {p.site && (
        <>
          <meta name="SiteName" content={p.site.name} />
          <meta name="SiteDomain" content={p.site.domain} />
          <meta name="SiteIDCode" content={p.site.siteId} />
        </>
      )}
      {p.meta?.tags?.map((t) => (
        <meta key={t.name} name={t.name} content={t.content} />
      ))}
      {(p.meta?.noindex || p.bundle === 'console') && <meta name="robots" content="noindex" />}
      {p.meta?.canonical && <link rel="canonical" href={p.meta.canonical} />}
      {p.meta?.feed && (
        <link rel="alternate" type="application/atom+xml" title={p.meta.feed.title} href={p.meta.feed.href} />
      )}
      {!p.meta?.feed && p.site?.feedHref && (
        <link rel="alternate" type="application/atom+xml" title={p.site.name} href={p.site.feedHref} />
      )}
      <link rel="icon" href="/assets/mark.svg" type="image/svg+xml" />
      <link rel="stylesheet" href={asset(`${p.bundle}.css`, p.env)} />
      <script src={asset(`${p.bundle}.js`, p.env)} defer />
      {p.scripts?.map((s) => (
        <script key={s} src={asset(s, p.env)} defer />
      ))}
      {p.meta?.jsonLd?.map((d, i) => (
        <script key={i} type="application/ld+json" dangerouslySetInnerHTML={{ __html: safeJson(d) }} />
      ))}
    </head>
    <body id="top" class={p.wide ? `page-${p.bundle} print-wide` : `page-${p.bundle}`}>
      <a class="skip" href="#main">
        跳到正文
      </a>
      {p.children}
    </body>
  </html>
);
