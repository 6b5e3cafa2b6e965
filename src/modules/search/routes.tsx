import { addDays } from '../../lib/day.ts';
import { json, seeOther } from '../../platform/http/answer.ts';
import { get, post } from '../../platform/http/routes.ts';
import type { Answer, Req, Route } from '../../platform/http/types.ts';
import type { System } from '../../platform/system.ts';
import { Button } from '../../ui/components/button.tsx';
import { ErrorSummary } from '../../ui/components/error-summary.tsx';
import { Input } from '../../ui/components/form.tsx';
import { Panel, PanelRows } from '../../ui/components/panel.tsx';
import { EmptyState } from '../../ui/components/state-box.tsx';
import { consoleShell, unitsById } from '../org/index.ts';
import { columnByPath, offers, portalShell } from '../sites/index.ts';
import { addSynonyms, addWord, countQuestion, removeSynonyms, removeWord, saySearch } from './actions.ts';
import { SearchBody, SearchHero, SearchStart, stateOf } from './pages.tsx';
import { ask, suggest } from './query.ts';
import { askedInVain, hotQuestions, synonyms, words } from './store.ts';

const PAGE = 10;
const LATELY_DAYS = 30;

async function searchPage(c: Req): Promise<Answer> {
  const s = stateOf(c);
  const db = c.system.readDb;
  const shell = { title: s.q ? `搜索：${s.q}` : '搜索', current: 'search', search: false, meta: { noindex: true } };
  if (!s.q) {
    const hot = await hotQuestions(db, addDays(c.system.clock.today(), -LATELY_DAYS), 8);
    return portalShell(c, {
      ...shell,
      hero: <SearchHero s={s} added={[]} />,
      children: <SearchStart hot={hot.map((h) => h.query)} />,
    });
  }
  const started = performance.now();
  const r = await ask(
    c.system,
    {
      text: s.q,
      kinds: s.kinds,
      units: s.units,
      year: s.year,
      order: s.order,
      exact: s.exact,
      column: s.column,
    },
    PAGE,
    (s.page - 1) * PAGE,
  );
  const seconds = (performance.now() - started) / 1000;
  // A statistic must not cost the reader the answer.
  if (s.page === 1)
    await countQuestion(c.system, s.q, r.total).catch((e: unknown) =>
      c.system.log.warn({ error: e }, 'question not counted'),
    );
  const [names, column] = await Promise.all([unitsById(db), s.column ? columnByPath(db, s.column) : undefined]);
  return portalShell(c, {
    ...shell,
    hero: <SearchHero s={s} added={r.added} />,
    children: (
      <SearchBody
        s={s}
        r={r}
        seconds={seconds}
        pages={Math.ceil(r.total / PAGE)}
        columnName={column?.name ?? s.column}
        requests={offers(c.system, '/foi/apply')}
        unitName={(id) => names.get(id)?.shortName ?? names.get(id)?.name ?? id}
      />
    ),
  });
}

async function managePage(c: Req, problems: string[] = [], status = 200): Promise<Answer> {
  const db = c.system.db;
  const [groups, own, vain] = await Promise.all([
    synonyms(db),
    words(db),
    askedInVain(db, addDays(c.system.clock.today(), -LATELY_DAYS)),
  ]);
  return consoleShell(c, {
    current: '/console/search-words',
    title: '搜索用词',
    lead: '同义词一起查，专名不拆开。改完一分钟内生效。',
    status,
    children: (
      <>
        <ErrorSummary title="没有保存" errors={problems.map((text) => ({ text }))} />
        <Panel title="同义词">
          <form method="post" action="/console/search-words" class="inline-form">
            <Input
              name="synonyms"
              label="一组同义词"
              hint="用空格或顿号隔开。例：低保、最低生活保障"
              value={c.form.text('synonyms')}
            />
            <Button name="act" value="add-synonyms" small>
              加这一组
            </Button>
          </form>
          <PanelRows
            rows={groups.map((g) => ({
              main: g.words.join('、'),
              note: (
                <form method="post" action="/console/search-words">
                  <input type="hidden" name="id" value={String(g.id)} />
                  <Button name="act" value="remove-synonyms" small>{`删掉“${g.words[0]}”这组`}</Button>
                </form>
              ),
            }))}
          />
        </Panel>
        <Panel title="本区专名">
          <form method="post" action="/console/search-words" class="inline-form">
            <Input name="word" label="不要拆开的词" hint="单位名称已经自动加入。" value={c.form.text('word')} />
            <Button name="act" value="add-word" small>
              加这个词
            </Button>
          </form>
          <PanelRows
            rows={own.map((w) => ({
              main: w,
              note: (
                <form method="post" action="/console/search-words">
                  <input type="hidden" name="word" value={w} />
                  <Button name="act" value="remove-word" small>{`删掉“${w}”`}</Button>
                </form>
              ),
            }))}
          />
        </Panel>
        <Panel title="最近30天没查到的" note="加同义词，或者补一件公开">
          {vain.length === 0 ? (
            <EmptyState title="没有查不到的">
              <p>有人查了又没查到，会列在这里，不记是谁查的。</p>
            </EmptyState>
          ) : (
            <PanelRows rows={vain.map((v) => ({ main: v.query, note: `${v.times}次` }))} />
          )}
        </Panel>
      </>
    ),
  });
}

async function manage(c: Req): Promise<Answer> {
  const f = c.form;
  const out = await (f.text('act') === 'add-synonyms'
    ? addSynonyms(c.system, c.actor, { words: f.text('synonyms').split(/[\s、，,]+/) }, c.requestId)
    : f.text('act') === 'remove-synonyms'
      ? removeSynonyms(c.system, c.actor, { id: Number(f.text('id')) }, c.requestId)
      : f.text('act') === 'remove-word'
        ? removeWord(c.system, c.actor, { word: f.text('word') }, c.requestId)
        : addWord(c.system, c.actor, { word: f.text('word') }, c.requestId));
  return out.ok
    ? seeOther('/console/search-words')
    : managePage(
        c,
        out.refusals.map((r) => saySearch(r.code)),
        422,
      );
}

export const routes: readonly Route[] = [
  get('/search', 'public', searchPage, { perMinute: 120 }),
  get(
    '/search/suggest',
    'public',
    async (c) => json({ suggestions: await suggest(c.system, c.query.get('q') ?? '') }),
    { perMinute: 600 },
  ),
  get(
    '/api/v1/search',
    'public',
    async (c) =>
      json(
        await searchJson(
          c.system,
          c.query.get('q') ?? '',
          Math.max(1, Math.min(50, Math.trunc(Number(c.query.get('limit'))) || 10)),
          c.origin,
        ),
      ),
    { perMinute: 120 },
  ),
  get('/console/search-words', 'search:manage', (c) => managePage(c)),
  post('/console/search-words', 'search:manage', manage),
];

/** The same answer for the API and the command line, as the portal gives it. */
export async function searchJson(system: System, text: string, limit: number, origin: string) {
  const r = await ask(system, { text }, limit);
  return {
    total: r.total,
    results: r.found.map((f) => ({
      title: f.listed.title,
      unit: f.listed.unitName,
      url: `${origin}/p/${f.listed.no}`,
      publishedOn: f.listed.publishedOn,
      ...(f.listed.docNo ? { docNo: f.listed.docNo } : {}),
      passage: f.passage,
      score: f.hit.score,
    })),
  };
}
