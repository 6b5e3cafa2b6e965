import type { ComponentChildren } from 'preact';
import { dayIn } from '../../lib/day.ts';
import { minuteOf, sayMoment } from '../../lib/moments.ts';
import { AppError } from '../../platform/errors.ts';
import { movedTo } from '../../platform/http/answer.ts';
import type { Answer, Req } from '../../platform/http/types.ts';
import type { PageMeta } from '../../ui/types.ts';
import {
  type Check,
  type Draft,
  type EditionContent,
  interpretationsIn,
  type Listed,
  listed,
  type OpenedWork,
  openVersion,
  openWork,
} from '../publication/index.ts';
import { GonePage, OldNotice, PreviewNotice } from './article-notices.tsx';
import { type ArticleView, Whole } from './article-page.tsx';
import { RemovedPage, UnreadablePage } from './article-removed.tsx';
import { columnIn, type Frame, frameOf } from './frame.ts';
import { hrefOf } from './lines.tsx';
import { officialText } from './official-text.ts';
import { decorated, partsOf } from './page-parts.ts';
import { leavesOf } from './rules.ts';
import { columnTags, crumbsOf, draw, HOME } from './shell.tsx';
import { proofOf } from './stub.tsx';

/** The number in an address, or not found: `/p/abc` names nothing. */
function numberOf(c: Req): number {
  const text = c.params.no ?? '';
  if (!/^\d{1,15}$/.test(text)) throw new AppError('not_found', c.path);
  return Number(text);
}

export async function opened(c: Req): Promise<OpenedWork> {
  const o = await openWork(c.system.readDb, numberOf(c));
  if (!o) throw new AppError('not_found', c.path, `登记册里没有第${c.params.no}号公开件。`);
  return o;
}

const ownHosts = (c: Req, f: Frame): string[] =>
  [f.site.domain, c.origin.replace(/^https?:\/\//, '').replace(/:\d+$/, '')]
    .filter(Boolean)
    .map((h) => h.toLowerCase());

const homeOf = (columns: readonly string[]): string => leavesOf(columns)[0] ?? '';

export const trailFor = (f: Frame, columns: readonly string[]) =>
  homeOf(columns) ? crumbsOf(f, homeOf(columns)) : [HOME];

function metaOf(c: Req, f: Frame, p: Listed, content: EditionContent, noindex: boolean): PageMeta {
  const column = columnIn(f, homeOf(content.columns));
  const source = content.source ?? content.unitName;
  const about = content.answer ?? content.title;
  return {
    description: about,
    canonical: `${c.origin}${hrefOf(p.no)}`,
    noindex,
    feed: column ? { title: `${f.site.name} ${column.name}`, href: `/c/${column.path}/feed.xml` } : undefined,
    tags: [
      ...(column ? columnTags(column) : []),
      { name: 'ArticleTitle', content: content.title },
      { name: 'PubDate', content: minuteOf(p.firstPublishedAt) },
      { name: 'ContentSource', content: source },
      { name: 'Description', content: about },
      { name: 'Url', content: `${c.origin}${hrefOf(p.no)}` },
    ],
    jsonLd: [
      {
        '@context': 'https://schema.org',
        '@type': 'Article',
        headline: content.title,
        inLanguage: 'zh-CN',
        identifier: content.docNo ?? String(p.no),
        datePublished: p.firstPublishedAt.toISOString(),
        dateModified: p.changedAt.toISOString(),
        description: about,
        mainEntityOfPage: `${c.origin}${hrefOf(p.no)}`,
        publisher: { '@type': 'GovernmentOrganization', name: content.unitName, url: `${c.origin}/u/${p.unitId}` },
        isAccessibleForFree: true,
      },
    ],
  };
}

/** Everything the page of an edition needs beside its content. */
async function viewOf(
  c: Req,
  f: Frame,
  o: OpenedWork,
  content: EditionContent,
  gone: ReadonlySet<string> = o.current.gone,
): Promise<ArticleView> {
  const db = c.system.readDb;
  const work = {
    no: o.work.no,
    unitId: o.work.unitId,
    kind: content.kind,
    title: content.title,
    html: content.html,
    publishedOn: o.listing.publishedOn,
    explainedBy: interpretationsIn(o).length,
  };
  const [explained, parts] = await Promise.all([
    content.interprets === undefined ? undefined : listed(db, content.interprets),
    partsOf(c, work),
  ]);
  const text = officialText(content.html, ownHosts(c, f));
  return {
    parts,
    f,
    today: c.system.clock.today(),
    origin: c.origin,
    content,
    text: { ...text, html: await decorated(c, work, text.html, parts) },
    listing: o.listing,
    editions: o.editions,
    unreadable: o.unreadable,
    gone,
    proof: proofOf(o, c.system.calendar, c.system.clock.today()),
    words: interpretationsIn(o),
    explained: explained?.state === 'published' ? explained : undefined,
    unit: f.units.get(o.work.unitId),
    elder: c.modes.elder > 0,
    full: c.modes.elder === 0 || c.query.get('full') === '1' || !content.answer,
  };
}

/**
 * The page in the place of what was erased or is hidden. Erased: 410, so that whoever keeps copies knows it is for good.
 * Hidden: 404, which says nothing about later; a 503 would make search engines keep what they have.
 */
async function removedPage(
  c: Req,
  f: Frame,
  o: OpenedWork,
  page: { current?: string | undefined; breadcrumbs: ReturnType<typeof trailFor>; version?: number; check: Check },
): Promise<Answer> {
  const { version, check, ...rest } = page;

  const today = c.system.clock.today();
  const answer = await draw(c, f, {
    title:
      check === 'hidden'
        ? '正在核查，暂时不能看'
        : `${check === 'erased' ? '内容已删除' : '内容读不出来'}：第${o.work.no}号${version ? `第${version}版` : ''}`,
    ...rest,
    meta: { noindex: true },
    children:
      check === 'differs' ? (
        <UnreadablePage o={o} proof={proofOf(o, c.system.calendar, today)} />
      ) : (
        <RemovedPage o={o} check={check} version={version} proof={proofOf(o, c.system.calendar, today)} today={today} />
      ),
  });
  return {
    ...answer,
    status: check === 'hidden' ? 404 : check === 'erased' ? 410 : 200,
    headers: { ...answer.headers, 'x-robots-tag': 'noindex, noarchive', 'cache-control': 'no-store' },
  };
}

/** `/p/:no`: a published piece with its stub. Withdrawn or erased: a notice with the date, the reason and the number. */
export async function articlePage(c: Req): Promise<Answer> {
  const o = await opened(c);
  const f = await frameOf(c.system);
  const content = o.current.content;
  const trail = trailFor(f, o.listing.columns);
  const current = homeOf(o.listing.columns).split('/')[0];
  if (!content) return removedPage(c, f, o, { current, breadcrumbs: trail, check: o.current.check });
  // A notice and not an error: the address is good, and says what became of the piece. Lists and robots leave it out.
  if (o.work.state !== 'published')
    return draw(c, f, {
      title: `已撤下：${o.listing.title}`,
      current,
      breadcrumbs: trail,
      meta: { noindex: true },
      children: (
        <GonePage o={o} proof={proofOf(o, c.system.calendar, c.system.clock.today())} today={c.system.clock.today()} />
      ),
    });
  const v = await viewOf(c, f, o, content);
  return draw(c, f, {
    title: content.title,
    current,
    breadcrumbs: trail,
    meta: metaOf(c, f, o.listing, content, false),
    ...Whole(v),
  });
}

/** `/p/:no/v/:version`: an edition as it was, under a notice that leads to the present one. */
export async function versionPage(c: Req): Promise<Answer> {
  const o = await opened(c);
  const version = Number(/^\d{1,6}$/.exec(c.params.version ?? '')?.[0] ?? 0);
  const e = o.editions.find((x) => x.version === version);
  if (!e) throw new AppError('not_found', c.path, `这一件没有第${c.params.version}版。`);
  if (o.editions.at(-1)?.id === e.id) return movedTo(hrefOf(o.work.no));
  const f = await frameOf(c.system);
  const edition = await openVersion(c.system.readDb, o.work.no, version);
  const trail = trailFor(f, o.listing.columns);
  if (!edition?.content)
    return removedPage(c, f, o, { breadcrumbs: trail, version, check: edition?.check ?? 'erased' });
  const v = await viewOf(c, f, o, edition.content, edition.gone);
  const next = o.editions.find((x) => x.version === version + 1);
  return draw(c, f, {
    title: `${edition.content.title}（第${version}版）`,
    breadcrumbs: [...trail, { text: edition.content.title, href: hrefOf(o.work.no) }, { text: `第${version}版` }],
    meta: metaOf(c, f, o.listing, edition.content, true),
    ...Whole({
      ...v,
      old: true,
      notice: (
        <OldNotice
          no={o.work.no}
          version={version}
          latest={o.editions.length}
          withdrawn={o.work.state === 'withdrawn'}
          check={edition.check}
          when={next ? sayMoment(next.publishedAt, v.today) : ''}
          reason={next?.reason ?? ''}
        />
      ),
    }),
  });
}

/** A draft drawn as the page it will be, or a hidden edition as it was, for the console. Nothing of it is public. */
export async function previewPage(
  c: Req,
  draft: Draft,
  opts: { back: string; title?: string; notice?: ComponentChildren },
): Promise<Answer> {
  const f = await frameOf(c.system);
  const db = c.system.readDb;
  const now = c.system.clock.now();
  const explained = draft.interprets === undefined ? undefined : await listed(db, draft.interprets);
  const content: EditionContent = { ...draft, v: 1, edition: '', version: 1, act: 'publish', at: now.toISOString() };
  return draw(c, f, {
    title: opts.title ?? `预览：${draft.title}`,
    breadcrumbs: trailFor(f, draft.columns),
    meta: { noindex: true },
    ...Whole({
      f,
      today: dayIn(now),
      origin: c.origin,
      content,
      text: officialText(draft.html, ownHosts(c, f)),
      editions: [],
      parts: [],
      unreadable: new Set(),
      gone: new Set(),
      words: [],
      explained,
      unit: f.units.get(draft.unitId),
      elder: false,
      full: true,
      notice: opts.notice ?? <PreviewNotice back={opts.back} />,
    }),
  });
}
