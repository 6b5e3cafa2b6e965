import { sayDay } from '../../lib/day.ts';
import { pageOf } from '../../platform/http/query.ts';
import type { Answer, Req } from '../../platform/http/types.ts';
import { Pagination } from '../../ui/components/pagination.tsx';
import {
  AppliedFilters,
  FilterGroup,
  Filters,
  ResultsHead,
  SearchResult,
  SearchResults,
} from '../../ui/components/search.tsx';
import { Columns, PageHead } from '../../ui/components/section.tsx';
import { EmptyState } from '../../ui/components/state-box.tsx';
import { ValidityTag } from '../../ui/components/tag.tsx';
import { portalShell } from '../sites/index.ts';
import { kindsFound, type LawLine, lawsFound, librarySize } from './library-store.ts';

const PAGE = 20;
const LONGEST = 60;

const HOME = { text: '首页', href: '/' };
export const LAWS_CRUMB = { text: '法规库', href: '/laws' };

const hrefFor = (s: { q: string; kind: string }, page = 1): string => {
  const q = new URLSearchParams();
  if (s.q) q.set('q', s.q);
  if (s.kind) q.set('kind', s.kind);
  if (page > 1) q.set('page', String(page));
  const text = q.toString();
  return text ? `/laws?${text}` : '/laws';
};

const Line = ({ l }: { l: LawLine }) => (
  <SearchResult
    kind={l.kind}
    tag={l.repealed ? <ValidityTag validity="lapsed" text="来源标明失效" /> : undefined}
    title={l.title}
    href={`/laws/${encodeURIComponent(l.id)}`}
    passage={[]}
    meta={[
      ...(l.region ? [l.region] : []),
      ...(l.newestFrom ? [`${sayDay(l.newestFrom)}起施行的文本`] : []),
      ...(l.versions > 1 ? [`${l.versions}个文本`] : []),
    ]}
    past={l.repealed}
  />
);

/** Not a search landmark of its own: that is the site's, in the head. */
const FindLaw = ({ q, kind }: { q: string; kind: string }) => (
  <form class="search search-page" action="/laws" method="get">
    <label for="laws-q" class="search-label">
      名称、简称或者令号
    </label>
    <span class="search-row">
      <input
        id="laws-q"
        name="q"
        type="search"
        value={q}
        placeholder="如：政府信息公开条例，国务院令第711号"
        maxlength={LONGEST}
        autocomplete="off"
      />
      {kind && <input type="hidden" name="kind" value={kind} />}
      <button type="submit">找法规</button>
    </span>
  </form>
);

/** `/laws`: the library, by name, other name or order number. An empty one says so and how to go on. */
export async function lawsPage(c: Req): Promise<Answer> {
  const db = c.system.readDb;
  const s = { q: (c.query.get('q') ?? '').trim().slice(0, LONGEST), kind: (c.query.get('kind') ?? '').slice(0, 20) };
  const page = pageOf(c.query);
  const [size, kinds, items] = await Promise.all([
    librarySize(db),
    kindsFound(db, s.q),
    lawsFound(db, s, PAGE, (page - 1) * PAGE),
  ]);
  const total = kinds.filter((k) => !s.kind || k.kind === s.kind).reduce((n, k) => n + k.n, 0);
  const head = (
    <PageHead
      title="法规库"
      lead="文件引用的法律、法规、规章，按日子看当时有效的文本，两个文本可以逐条对照。文字和是否有效都按来源，正式版本以国家法律法规数据库和国家行政法规库为准。"
    />
  );
  if (size === 0)
    return portalShell(c, {
      title: '法规库',
      breadcrumbs: [HOME, { text: '法规库' }],
      children: (
        <>
          {head}
          <EmptyState title="法规库里还没有收进法规。">
            <p>
              收进来以后，文件里引用的法规点开就能看到当时的条文。现在请到
              <a href="https://flk.npc.gov.cn/">国家法律法规数据库</a>查。
            </p>
          </EmptyState>
        </>
      ),
    });
  return portalShell(c, {
    title: s.q ? `法规库：${s.q}` : '法规库',
    breadcrumbs: [HOME, { text: '法规库' }],
    meta: { noindex: s.q !== '' || s.kind !== '' || page > 1 },
    children: (
      <>
        {head}
        <FindLaw q={s.q} kind={s.kind} />
        <Columns
          kind="search"
          rail={
            <Filters on={s.kind ? 1 : 0}>
              <FilterGroup
                title="哪一类"
                options={kinds.map((k) => ({
                  text: k.kind,
                  count: k.n,
                  on: s.kind === k.kind,
                  href: hrefFor({ q: s.q, kind: s.kind === k.kind ? '' : k.kind }),
                }))}
              />
            </Filters>
          }
          main={
            <>
              <ResultsHead count={total} note={s.q ? `名称、简称或令号里有“${s.q}”` : '全国的在前，按名称排'} />
              <AppliedFilters
                items={s.kind ? [{ text: s.kind, removeHref: hrefFor({ q: s.q, kind: '' }) }] : []}
                clearHref={hrefFor({ q: s.q, kind: '' })}
              />
              {items.length > 0 ? (
                <SearchResults>
                  {items.map((l) => (
                    <Line key={l.id} l={l} />
                  ))}
                </SearchResults>
              ) : (
                <p>
                  没有找到。可以少写几个字再找，或者<a href="/laws">看全部{size}部</a>。
                </p>
              )}
              <Pagination page={page} pages={Math.ceil(total / PAGE)} hrefFor={(n) => hrefFor(s, n)} />
            </>
          }
        />
      </>
    ),
  });
}
