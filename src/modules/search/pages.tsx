import { pageOf } from '../../platform/http/query.ts';
import type { Req } from '../../platform/http/types.ts';
import { Hero } from '../../ui/components/article.tsx';
import { Note } from '../../ui/components/note.tsx';
import { Pagination } from '../../ui/components/pagination.tsx';
import {
  AppliedFilters,
  FilterGroup,
  type FilterOption,
  Filters,
  ResultsHead,
  SearchBox,
  SearchResult,
  SearchResults,
} from '../../ui/components/search.tsx';
import { Columns } from '../../ui/components/section.tsx';
import { type Validity, ValidityTag } from '../../ui/components/tag.tsx';
import type { Found, Result } from './query.ts';
import { mark, typed } from './rules.ts';

type SearchState = {
  q: string;
  kinds: string[];
  units: string[];
  year: string;
  /** Path of a column; what stands below it is meant too. */
  column: string;
  order: 'score' | 'date';
  exact: boolean;
  page: number;
};

/** What the address says; everything else is left out, so one state has one address. */
export function stateOf(c: Req): SearchState {
  const all = (name: string): string[] => [...new Set(c.query.getAll(name).filter(Boolean))].slice(0, 20);
  return {
    q: (c.query.get('q') ?? '').trim().slice(0, 200),
    kinds: all('kind'),
    units: all('unit'),
    year: c.query.get('year') ?? '',
    column: typed(c.query.get('column') ?? '').slice(0, 200),
    order: c.query.get('order') === 'date' ? 'date' : 'score',
    exact: c.query.get('exact') === '1',
    page: pageOf(c.query, 500),
  };
}

function hrefOf(s: SearchState, over: Partial<SearchState> = {}): string {
  const n = { ...s, page: 1, ...over };
  const p = new URLSearchParams({ q: n.q });
  for (const k of n.kinds) p.append('kind', k);
  for (const u of n.units) p.append('unit', u);
  if (n.year) p.set('year', n.year);
  if (n.column) p.set('column', n.column);
  if (n.order === 'date') p.set('order', 'date');
  if (n.exact) p.set('exact', '1');
  if (n.page > 1) p.set('page', String(n.page));
  return `/search?${p}`;
}

const toggled = (list: string[], value: string): string[] =>
  list.includes(value) ? list.filter((v) => v !== value) : [...list, value];

export const SearchHero = ({ s, added }: { s: SearchState; added: readonly string[] }) => (
  <Hero>
    <h1 class="sr-only">搜索</h1>
    <SearchBox action="/search" value={s.q} size="page" placeholder="文件名、文号、事情或问题" />
    {added.length > 0 && (
      <p class="search-added">
        同时查了{added.map((w) => `“${w}”`).join('')}（同义词）。<a href={hrefOf(s, { exact: true })}>只查原词</a>
      </p>
    )}
    {s.exact && (
      <p class="search-added">
        只查原词。<a href={hrefOf(s, { exact: false })}>同义词也查</a>
      </p>
    )}
  </Hero>
);

const VALIDITY: Record<string, Validity> = {
  有效: 'valid',
  尚未生效: 'future',
  已修改: 'amended',
  废止: 'repealed',
  失效: 'lapsed',
  宣布失效: 'lapsed',
};
const PAST = new Set(['废止', '失效', '宣布失效']);

const Hit = ({ f, words }: { f: Found; words: string[] }) => {
  const status = f.listed.validStatus ?? '';
  const tag = VALIDITY[status];
  return (
    <SearchResult
      kind={f.byDocNo ? `${f.listed.kind}　按文号找到` : f.listed.kind}
      tag={tag ? <ValidityTag validity={tag} /> : undefined}
      title={f.listed.title}
      href={`/p/${f.listed.no}`}
      passage={mark(f.passage, words)}
      meta={[f.listed.unitName, f.listed.publishedOn, ...(f.listed.docNo ? [f.listed.docNo] : [])]}
      stubNo={f.listed.no}
      stubHref={`/p/${f.listed.no}#stub`}
      past={PAST.has(status)}
    />
  );
};

type SearchView = {
  s: SearchState;
  r: Result;
  seconds: number;
  pages: number;
  unitName: (id: string) => string;
  /** Name of the column chosen, or its path when there is none of that path. */
  columnName: string;
  /** Whether what is not out can be asked for here. */
  requests: boolean;
};

export const SearchBody = (v: SearchView) => {
  const { s, r } = v;
  const option = (text: string, count: number, on: boolean, href: string): FilterOption => ({ text, count, on, href });
  const kinds = withChosen(r.facets.kinds, s.kinds);
  const units = withChosen(r.facets.units, s.units);
  const years = withChosen(r.facets.years, s.year ? [s.year] : []);
  const applied = [
    ...s.kinds.map((k) => ({ text: k, removeHref: hrefOf(s, { kinds: toggled(s.kinds, k) }) })),
    ...s.units.map((u) => ({ text: v.unitName(u), removeHref: hrefOf(s, { units: toggled(s.units, u) }) })),
    ...(s.year ? [{ text: `${s.year}年`, removeHref: hrefOf(s, { year: '' }) }] : []),
    ...(s.column ? [{ text: v.columnName, removeHref: hrefOf(s, { column: '' }) }] : []),
  ];
  return (
    <Columns
      kind="search"
      rail={
        <Filters on={applied.length}>
          <FilterGroup
            title="类别"
            options={kinds.map((k) =>
              option(k.key, k.n, s.kinds.includes(k.key), hrefOf(s, { kinds: toggled(s.kinds, k.key) })),
            )}
          />
          <FilterGroup
            title="谁公开的"
            options={units.map((u) =>
              option(v.unitName(u.key), u.n, s.units.includes(u.key), hrefOf(s, { units: toggled(s.units, u.key) })),
            )}
          />
          <FilterGroup
            title="什么时候"
            options={years.map((y) =>
              option(`${y.key}年`, y.n, s.year === y.key, hrefOf(s, { year: s.year === y.key ? '' : y.key })),
            )}
          />
        </Filters>
      }
      main={
        <>
          <ResultsHead
            count={r.total}
            note={`用时${v.seconds.toFixed(2)}秒`}
            sort={[
              { text: '按相关程度', href: hrefOf(s, { order: 'score' }), current: s.order === 'score' },
              { text: '按日期', href: hrefOf(s, { order: 'date' }), current: s.order === 'date' },
            ]}
          />
          <AppliedFilters items={applied} clearHref={hrefOf(s, { kinds: [], units: [], year: '', column: '' })} />
          {r.some && r.found.length > 0 && (
            <Note>
              <p>没有一件同时写到您问的每个词，下面是写到其中几个的。</p>
            </Note>
          )}
          {r.found.length > 0 && (
            <SearchResults>
              {r.found.map((f) => (
                <Hit key={f.listed.no} f={f} words={r.words} />
              ))}
            </SearchResults>
          )}
          <Pagination page={s.page} pages={v.pages} hrefFor={(n) => hrefOf(s, { page: n })} />
          {r.found.length === 0 ? (
            <NothingFound s={s} words={r.words} requests={v.requests} />
          ) : (
            <Elsewhere requests={v.requests} />
          )}
        </>
      }
    />
  );
};

/** A filter that is on stays in its list even with nothing behind it, so that it can be taken off. */
const withChosen = (facets: { key: string; n: number }[], chosen: readonly string[]): { key: string; n: number }[] => [
  ...facets,
  ...chosen.filter((k) => !facets.some((f) => f.key === k)).map((key) => ({ key, n: 0 })),
];

const NothingFound = ({ s, words, requests }: { s: SearchState; words: string[]; requests: boolean }) => (
  <Note>
    <p class="note-title">没有找到“{s.q}”。</p>
    <p>{words.length > 0 ? `查过这些词：${words.join('、')}，标题、正文、文号都查了。` : '没有可查的词。'}</p>
    <ul>
      <li>换个说法，或者少写几个词。</li>
      {(s.kinds.length > 0 || s.units.length > 0 || s.year || s.column) && (
        <li>
          <a href={hrefOf(s, { kinds: [], units: [], year: '', column: '' })}>去掉筛选再查</a>。
        </li>
      )}
      <li>
        从<a href="/sitemap">网站地图</a>一层一层找，或看<a href="/register">登记册</a>。
      </li>
      {requests && (
        <li>
          没公开的信息，可以<a href="/foi/apply">依法申请</a>。
        </li>
      )}
    </ul>
  </Note>
);

const Elsewhere = ({ requests }: { requests: boolean }) => (
  <Note>
    <p>
      没找到？换个说法再查，或从<a href="/sitemap">网站地图</a>找；
      {requests && (
        <>
          没公开的信息可以<a href="/foi/apply">依法申请</a>；
        </>
      )}
      也可以<a href="/help/subscribe">订阅栏目</a>，有新公开的就告诉您。
    </p>
  </Note>
);

export const SearchStart = ({ hot }: { hot: readonly string[] }) => (
  <Note>
    <p class="note-title">写文件名、文号，或者说说是什么事。</p>
    {hot.length > 0 && (
      <p class="link-row">
        大家常查：
        {hot.map((h) => (
          <a key={h} href={`/search?${new URLSearchParams({ q: h })}`}>
            {h}
          </a>
        ))}
      </p>
    )}
  </Note>
);
