import { get, kept, post } from '../../platform/http/routes.ts';
import type { Route } from '../../platform/http/types.ts';
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

const API_PER_MINUTE = 120;
const REPORTS_PER_MINUTE = 5;

/** Columns and their feeds share one wildcard, since a path has any depth. */
const columnOrFeed: Route['run'] = (c) => {
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
  get('/p/:no/check', 'public', checkPage),
  get('/p/:no/stub.json', 'public', stubJson),
  get('/files/:sha256/:name', 'public', publishedFile),
  kept('/register', registerPage),
  kept('/sitemap', sitemapPage),
  kept('/sitemap.xml', sitemapIndex),
  get('/sitemaps/:part', 'public', sitemapPart),
  kept('/robots.txt', robots),
  kept('/help/accessibility', accessibilityHelp),
  kept('/help/subscribe', subscribeHelp),
  kept('/help/check', checkHelp),
  kept('/help/identity', identityHelp),
  get('/mode', 'public', setMode),
  get('/go', 'public', leavePage),
  get('/error-report', 'public', askForError),
  post('/error-report', 'public', takeError, { perMinute: REPORTS_PER_MINUTE }),
  get('/error-report/:id', 'public', errorReceipt),
  kept('/api/v1/openapi.json', openApi),
  get('/api/v1/pieces', 'public', piecesApi, { perMinute: API_PER_MINUTE }),
  get('/api/v1/pieces/:no', 'public', pieceApi, { perMinute: API_PER_MINUTE }),
  get('/api/v1/columns', 'public', columnsApi, { perMinute: API_PER_MINUTE }),
  get('/api/v1/units', 'public', unitsApi, { perMinute: API_PER_MINUTE }),
  get('/console/site', 'site:manage', sitePage),
  post('/console/site', 'site:manage', saveSitePage),
  get('/console/columns', 'site:manage', (c) => columnsPage(c)),
  post('/console/columns', 'site:manage', addColumnPage),
  get('/console/columns/edit', 'site:manage', editColumnPage),
  post('/console/columns/edit', 'site:manage', saveColumnPage),
  post('/console/columns/archive', 'site:manage', archiveColumnPage),
  get('/console/topics', 'site:manage', (c) => topicsConsole(c)),
  post('/console/topics', 'site:manage', addTopicPage),
  get('/console/topics/:slug', 'site:manage', (c) => topicConsole(c)),
  post('/console/topics/:slug', 'site:manage', saveTopicPage),
  get('/console/error-reports', 'site:manage', reportsPage),
  get('/console/error-reports/:id', 'site:manage', (c) => reportPage(c)),
  post('/console/error-reports/:id', 'site:manage', answerPage),
];
