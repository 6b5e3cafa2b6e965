import type { ComponentChildren } from 'preact';
import { Icon } from './icon.tsx';
import { StubLine } from './stub.tsx';

type SearchBoxProps = {
  action: string;
  value?: string | undefined;
  placeholder?: string | undefined;
  /** header: in the site's head · hero: the home question · page: on the results page, with a visible label */
  size?: 'header' | 'hero' | 'page' | undefined;
  label?: string | undefined;
  /** Other parameters kept with the search. */
  hidden?: { name: string; value: string }[] | undefined;
  id?: string | undefined;
  /** Where suggestions come from; the site's search unless told. */
  suggest?: string | undefined;
};

/** One field and one button; suggestions are added by portal.js where it runs. */
export const SearchBox = (p: SearchBoxProps) => {
  const size = p.size ?? 'header';
  const id = p.id ?? `q-${size}`;
  return (
    // biome-ignore lint/a11y/useSemanticElements: old phones do not know the search element
    <form
      class={`search search-${size}`}
      action={p.action}
      method="get"
      role="search"
      aria-label={p.label}
      data-suggest={p.suggest ?? '/search/suggest'}
    >
      <label for={id} class={size === 'page' ? 'search-label' : 'sr-only'}>
        {p.label ?? '搜索'}
      </label>
      <span class="search-row">
        <input
          id={id}
          name="q"
          type="search"
          value={p.value}
          placeholder={p.placeholder ?? '搜文件、政策、文号'}
          autocomplete="off"
          maxlength={200}
        />
        <button type="submit">
          <Icon name="search" size={22} />
          <span>搜索</span>
        </button>
      </span>
      {p.hidden?.map((h) => (
        <input key={h.name} type="hidden" name={h.name} value={h.value} />
      ))}
    </form>
  );
};

/** A passage in parts; hits are marked. Marks go in passages, never in titles. */
type Passage = { text: string; hit?: boolean | undefined }[];

const PassageText = ({ parts }: { parts: Passage }) => (
  <>{parts.map((p, i) => (p.hit ? <mark key={i}>{p.text}</mark> : <span key={i}>{p.text}</span>))}</>
);

type SearchResultProps = {
  kind: string;
  /** A ValidityTag or another tag. */
  tag?: ComponentChildren;
  title: string;
  href: string;
  passage: Passage;
  /** Unit, date, number, place of the hit, in this order. */
  meta: ComponentChildren[];
  stubNo?: number | undefined;
  stubHref?: string | undefined;
  /** No longer in force: the title is grey, never hidden. */
  past?: boolean | undefined;
};

export const SearchResult = (p: SearchResultProps) => (
  <li class={p.past ? 'result result-past' : 'result'}>
    <p class="result-kind">
      {p.kind} {p.tag}
    </p>
    <h3>
      <a href={p.href}>{p.title}</a>
    </h3>
    {p.passage.length > 0 && (
      <p class="result-passage">
        <PassageText parts={p.passage} />
      </p>
    )}
    <p class="result-meta">
      {p.meta.map((m, i) => (
        <span key={i}>{m}</span>
      ))}
      {p.stubNo !== undefined && <StubLine no={p.stubNo} href={p.stubHref} />}
    </p>
  </li>
);

export const SearchResults = ({ children }: { children: ComponentChildren }) => <ol class="results">{children}</ol>;

export type FilterOption = { text: string; count: number; href: string; on?: boolean | undefined };
type FilterGroupProps = {
  title: string;
  options: FilterOption[];
  more?: { text: string; href: string } | undefined;
};

/** Filters are links; one with nothing behind it is text. */
const Option = ({ o }: { o: FilterOption }) => {
  const inner = (
    <>
      <span class={o.on ? 'box box-on' : 'box'}>{o.on && <Icon name="check" size={18} />}</span>
      <span class="filter-text">
        {o.on && <span class="sr-only">已选：</span>}
        {o.text}
      </span>
      <span class="filter-count">{o.count}</span>
    </>
  );
  return (
    <li>
      {o.count === 0 && !o.on ? (
        <span class="filter">{inner}</span>
      ) : (
        <a class="filter" href={o.href} rel="nofollow">
          {inner}
        </a>
      )}
    </li>
  );
};

/** How many stand in a group before the rest folds behind one line: the counts still add up. */
const SHOWN = 12;

/** One sort of filter with its counts. A long one folds; one of the folded that is on opens it. */
export const FilterGroup = ({ title, options, more }: FilterGroupProps) => {
  const fold = options.length > SHOWN + 2 ? options.slice(SHOWN) : [];
  const items = (some: FilterOption[]) => (
    <ul>
      {some.map((o) => (
        <Option key={o.text} o={o} />
      ))}
    </ul>
  );
  return (
    <section class="filter-group">
      <h2>{title}</h2>
      {items(options.slice(0, options.length - fold.length))}
      {fold.length > 0 && (
        <details open={fold.some((o) => o.on)}>
          <summary class="filter">{`还有${fold.length}个`}</summary>
          {items(fold)}
        </details>
      )}
      {more && (
        <p>
          <a href={more.href}>{more.text}</a>
        </p>
      )}
    </section>
  );
};

/** All groups; on phones behind one button, opened by its address, so no script is needed. */
export const Filters = ({ on, children }: { on: number; children: ComponentChildren }) => (
  <div class="filters-wrap">
    <p class="filters-open">
      <a class="btn btn-secondary" href="#filters">
        <Icon name="filter" />
        筛选{on > 0 && `（${on}）`}
      </a>
    </p>
    <nav class="filters" id="filters" aria-label="筛选">
      {children}
      <p class="filters-close">
        <a class="btn btn-secondary btn-wide" href="#results">
          看结果
        </a>
      </p>
    </nav>
  </div>
);

type ResultsHeadProps = {
  count: number;
  /** e.g. 用时0.02秒 */
  note?: ComponentChildren;
  sort?: { text: string; href: string; current?: boolean | undefined }[] | undefined;
};

export const ResultsHead = ({ count, note, sort }: ResultsHeadProps) => (
  <div class="results-head" id="results">
    <h2>
      {count.toLocaleString('en-US')}件 {note && <span>{note}</span>}
    </h2>
    {sort && (
      <p class="results-sort">
        {sort.map((s) =>
          s.current ? (
            <b key={s.text}>{s.text}</b>
          ) : (
            <a key={s.text} href={s.href} rel="nofollow">
              {s.text}
            </a>
          ),
        )}
      </p>
    )}
  </div>
);

/** The filters that are on, each with a link that takes it off. */
export const AppliedFilters = (p: { items: { text: string; removeHref: string }[]; clearHref: string }) =>
  p.items.length === 0 ? null : (
    <ul class="applied">
      {p.items.map((i) => (
        <li key={i.text}>
          <a href={i.removeHref} rel="nofollow">
            <span class="sr-only">去掉筛选：</span>
            {i.text}
            <Icon name="close" size={18} />
          </a>
        </li>
      ))}
      <li>
        <a class="applied-clear" href={p.clearHref} rel="nofollow">
          全部清除
        </a>
      </li>
    </ul>
  );
