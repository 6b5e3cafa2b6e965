import type { Answer, Req, Route } from '../../platform/http/types.ts';
import { columnsApi, pieceApi, piecesApi, unitsApi } from './api.ts';
import { articlePage, versionPage } from './article.tsx';
import { checkPage, stubJson } from './check.tsx';
import { anyColumn, disclosurePage, topicPage, topicsPage } from './columns.tsx';
import { comparePage } from './compare.tsx';
import { addColumnPage, archiveColumnPage, columnsPage, editColumnPage, saveColumnPage } from './console-columns.tsx';
import { answerPage, reportPage, reportsPage } from './console-reports.tsx';
import { saveSitePage, sitePage } from './console-site.tsx';
import { addTopicPage, saveTopicPage, topicConsole, topicsConsole } from './console-topics.tsx';
import { askForError, errorReceipt, takeError } from './error-report.tsx';
import { columnFeed, siteFeed } from './feeds.ts';
import { publishedFile } from './files.ts';
import { accessibilityHelp, checkHelp, identityHelp, subscribeHelp } from './help.tsx';
import { homePage } from './home.tsx';
import { openApi } from './openapi.ts';
import { registerPage } from './register.tsx';
import { robots, sitemapIndex, sitemapPage, sitemapPart } from './sitemap.tsx';
import { leavePage, setMode } from './small.tsx';
import { unitPage, unitsPage } from './units.tsx';
import { whyPage } from './why.tsx';

type Run = (c: Req) => Promise<Answer>;

/** A public page that is kept until something that it reads changes, and served while the database is away. */
const kept = (path: string, run: Run): Route => ({ method: 'GET', path, may: 'public', keep: 'what it reads', run });
/** Public, but made anew each time: its answer depends on the moment or on more than the address. */
const fresh = (path: string, run: Run, perMinute?: number): Route => ({
  method: 'GET',
  path,
  may: 'public',
  run,
  ...(perMinute ? { perMinute } : {}),
});
const office = (method: Route['method'], path: string, run: Run): Route => ({ method, path, may: 'site:manage', run });

const API_PER_MINUTE = 120;
const REPORTS_PER_MINUTE = 5;

/** Columns and their feeds share one wildcard, since a path has any depth. */
const columnOrFeed: Run = (c) => {
  const feed = /^(.+)\/feed\.xml$/.exec(c.params['*'] ?? '')?.[1];
  return feed === undefined ? anyColumn(c) : columnFeed(c, feed);
};

export const routes: readonly Route[] = [
  kept('/', homePage),
  kept('/feed.xml', siteFeed),
  kept('/zfxxgk', disclosurePage),
  kept('/c/*', columnOrFeed),
  kept('/t', topicsPage),
  kept('/t/:slug', topicPage),
  kept('/u', unitsPage),
  kept('/u/:id', unitPage),
  kept('/p/:no', articlePage),
  kept('/p/:no/v/:version', versionPage),
  kept('/p/:no/compare', comparePage),
  kept('/p/:no/why', whyPage),
  fresh('/p/:no/check', checkPage),
  fresh('/p/:no/stub.json', stubJson),
  fresh('/files/:sha256/:name', publishedFile),
  kept('/register', registerPage),
  kept('/sitemap', sitemapPage),
  kept('/sitemap.xml', sitemapIndex),
  fresh('/sitemaps/:part', sitemapPart),
  kept('/robots.txt', robots),
  kept('/help/accessibility', accessibilityHelp),
  kept('/help/subscribe', subscribeHelp),
  kept('/help/check', checkHelp),
  kept('/help/identity', identityHelp),
  fresh('/mode', setMode),
  fresh('/go', leavePage),
  fresh('/error-report', askForError),
  { method: 'POST', path: '/error-report', may: 'public', perMinute: REPORTS_PER_MINUTE, run: takeError },
  fresh('/error-report/:id', errorReceipt),
  kept('/api/v1/openapi.json', openApi),
  fresh('/api/v1/pieces', piecesApi, API_PER_MINUTE),
  fresh('/api/v1/pieces/:no', pieceApi, API_PER_MINUTE),
  fresh('/api/v1/columns', columnsApi, API_PER_MINUTE),
  fresh('/api/v1/units', unitsApi, API_PER_MINUTE),
  office('GET', '/console/site', sitePage),
  office('POST', '/console/site', saveSitePage),
  office('GET', '/console/columns', (c) => columnsPage(c)),
  office('POST', '/console/columns', addColumnPage),
  office('GET', '/console/columns/edit', editColumnPage),
  office('POST', '/console/columns/edit', saveColumnPage),
  office('POST', '/console/columns/archive', archiveColumnPage),
  office('GET', '/console/topics', (c) => topicsConsole(c)),
  office('POST', '/console/topics', addTopicPage),
  office('GET', '/console/topics/:slug', (c) => topicConsole(c)),
  office('POST', '/console/topics/:slug', saveTopicPage),
  office('GET', '/console/error-reports', reportsPage),
  office('GET', '/console/error-reports/:id', (c) => reportPage(c)),
  office('POST', '/console/error-reports/:id', answerPage),
];
