import type { Day } from '../../lib/day.ts';
import { Icon } from '../../ui/components/icon.tsx';
import { Pagination } from '../../ui/components/pagination.tsx';
import {
  AppliedFilters,
  FilterGroup,
  Filters,
  ResultsHead,
  SearchResult,
  SearchResults,
} from '../../ui/components/search.tsx';
import { Columns } from '../../ui/components/section.tsx';
import type { Listed } from '../publication/index.ts';
import type { Frame } from './frame.ts';
import { hrefOf, validityOf, validityTag } from './lines.tsx';
import { type ListPage, listHref, PAGE_SIZE } from './lists.ts';

const PAST = new Set(['repealed', 'lapsed']);

/** Pieces as results: kind and validity, title, what it means, who and when. */
export const Pieces = ({ items, today }: { items: readonly Listed[]; today: Day }) => (
  <SearchResults>
    {items.map((p) => (
      <SearchResult
        key={p.no}
        kind={p.kind}
        tag={validityTag(p, today)}
        title={p.title}
        href={hrefOf(p.no)}
        passage={p.answer ? [{ text: p.answer }] : []}
        meta={[p.unitName, p.publishedOn, ...(p.docNo ? [p.docNo] : [])]}
        stubNo={p.no}
        stubHref={`${hrefOf(p.no)}#stub`}
        past={PAST.has(validityOf(p, today) ?? '')}
      />
    ))}
  </SearchResults>
);

type FilteredProps = {
  f: Frame;
  l: ListPage;
  base: string;
  today: Day;
  unitName: (id: string) => string;
  feed?: string | undefined;
  /** On a unit's own page: years only, above the list, since the page has a rail of its own. */
  oneUnit?: boolean | undefined;
};

const MANY = 12;

/** A list with its filters at the left: units and years as links whose counts add up. */
export const Filtered = ({ l, base, today, unitName, feed, oneUnit }: FilteredProps) => {
  const { s } = l;
  const shown =
    s.unit && !l.units.slice(0, MANY).some((u) => u.key === s.unit)
      ? [...l.units.slice(0, MANY), { key: s.unit, n: l.units.find((u) => u.key === s.unit)?.n ?? 0 }]
      : l.units.slice(0, MANY);
  const applied = [
    ...(s.unit ? [{ text: unitName(s.unit), removeHref: listHref(base, s, { unit: '' }) }] : []),
    ...(s.year ? [{ text: `${s.year}年`, removeHref: listHref(base, s, { year: '' }) }] : []),
  ];
  if (oneUnit)
    return (
      <>
        <p class="link-row">
          {l.years.map((y) =>
            s.year === y.key ? (
              <b key={y.key}>{`${y.key}年${y.n}件`}</b>
            ) : (
              <a key={y.key} href={listHref(base, s, { year: y.key })}>{`${y.key}年${y.n}件`}</a>
            ),
          )}
          {s.year && <a href={base}>全部年份</a>}
        </p>
        {l.items.length > 0 ? <Pieces items={l.items} today={today} /> : <p>这一年没有公开。</p>}
        <Pagination page={s.page} pages={l.pages} hrefFor={(page) => listHref(base, s, { page })} />
      </>
    );
  return (
    <Columns
      kind="search"
      rail={
        <Filters on={applied.length}>
          <FilterGroup
            title="谁公开的"
            options={shown.map((u) => ({
              text: unitName(u.key),
              count: u.n,
              on: s.unit === u.key,
              href: listHref(base, s, { unit: s.unit === u.key ? '' : u.key }),
            }))}
          />
          <FilterGroup
            title="哪一年"
            options={l.years.map((y) => ({
              text: `${y.key}年`,
              count: y.n,
              on: s.year === y.key,
              href: listHref(base, s, { year: s.year === y.key ? '' : y.key }),
            }))}
          />
        </Filters>
      }
      main={
        <>
          <ResultsHead
            count={l.total}
            note={l.pages > 1 ? `第${s.page}页，共${l.pages}页，每页${PAGE_SIZE}件` : '新的在前'}
          />
          <AppliedFilters items={applied} clearHref={base} />
          {l.items.length > 0 ? (
            <Pieces items={l.items} today={today} />
          ) : (
            <p>
              这样筛没有一件。<a href={base}>去掉筛选</a>
            </p>
          )}
          <Pagination page={s.page} pages={l.pages} hrefFor={(page) => listHref(base, s, { page })} />
          {feed && (
            <p class="link-row">
              <a href={feed}>
                <Icon name="rss" size={18} /> 订阅
              </a>
              <a href="/help/subscribe">怎样订阅</a>
            </p>
          )}
        </>
      }
    />
  );
};
