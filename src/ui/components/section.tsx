import type { ComponentChildren } from 'preact';
import type { TextLink } from '../types.ts';

/** Text, or a link when it has an address. */
export const MaybeLink = ({ text, href }: TextLink) => (href ? <a href={href}>{text}</a> : <span>{text}</span>);

type SectionProps = {
  title: ComponentChildren;
  id?: string | undefined;
  /** Quiet words after the title: a count, a promise. */
  note?: ComponentChildren;
  more?: { text: string; href: string } | undefined;
  /** 2 for main sections, 3 for rails and inner parts. */
  level?: 2 | 3 | undefined;
  /** A rail's smaller head. */
  small?: boolean | undefined;
  children: ComponentChildren;
};

/** A section under a two-pixel ink rule. */
export const Section = ({ title, id, note, more, level = 2, small = false, children }: SectionProps) => {
  const H = level === 2 ? 'h2' : 'h3';
  return (
    <section class={small ? 'section section-small' : 'section'} id={id}>
      <div class="section-head">
        <H>{title}</H>
        {note && <span class="section-note">{note}</span>}
        {more && (
          <a class="section-more" href={more.href}>
            {more.text}
          </a>
        )}
      </div>
      {children}
    </section>
  );
};

type PageHeadProps = {
  title: ComponentChildren;
  /** A line above the title, e.g. 申请编号. */
  over?: ComponentChildren;
  lead?: ComponentChildren;
  actions?: ComponentChildren;
};

/** The one h1 of a service page, in sans. */
export const PageHead = ({ title, over, lead, actions }: PageHeadProps) => (
  <header class="page-head">
    <div>
      {over && <p class="page-over">{over}</p>}
      <h1>{title}</h1>
      {lead && <p class="page-lead">{lead}</p>}
    </div>
    {actions && <div class="page-actions">{actions}</div>}
  </header>
);

export type ColumnsProps = {
  /** The widths of section 6: home 348, article 304, request 330, gazette 320 at the right; search 232 at the left. */
  kind: 'home' | 'article' | 'request' | 'gazette' | 'search';
  main: ComponentChildren;
  rail: ComponentChildren;
  railLabel?: string | undefined;
};

/** Main column and rail; below 1080 px the rail follows the main column. */
export const Columns = ({ kind, main, rail, railLabel = '相关信息' }: ColumnsProps) =>
  kind === 'search' ? (
    <div class="columns columns-search">
      <div class="columns-rail">{rail}</div>
      <div class="columns-main">{main}</div>
    </div>
  ) : (
    <div class={`columns columns-${kind}`}>
      <div class="columns-main">{main}</div>
      <aside class="columns-rail" aria-label={railLabel}>
        {rail}
      </aside>
    </div>
  );

/** Equal columns of sections (政府公报, 通知公告, 回应关切); one below the other on phones. */
export const Thirds = ({ children }: { children: ComponentChildren }) => <div class="thirds">{children}</div>;

type LinkListItem = {
  text: ComponentChildren;
  href: string;
  /** Right-aligned: a date, a page number. */
  aside?: ComponentChildren;
  /** Under the title. */
  under?: ComponentChildren;
};

/** Plain rows of links on hairlines. */
export const LinkList = ({ items }: { items: LinkListItem[] }) => (
  <ul class="link-list">
    {items.map((i) => (
      <li key={i.href}>
        <span class="link-list-main">
          <a href={i.href}>{i.text}</a>
          {i.under && <span class="link-list-under">{i.under}</span>}
        </span>
        {i.aside && <span class="link-list-aside">{i.aside}</span>}
      </li>
    ))}
  </ul>
);

export type Fact = { label: string; value: ComponentChildren };
/** Names and what they stand for, in the looks of the class. */
export const Facts = ({ rows, look }: { rows: readonly Fact[]; look?: string }) => (
  <dl class={look}>
    {rows.map((r) => (
      <div key={r.label}>
        <dt>{r.label}</dt>
        <dd>{r.value}</dd>
      </div>
    ))}
  </dl>
);

/** Term and links on one line: 部门 发展改革局 教育局 … */
export const LinkRows = ({ rows }: { rows: { label: string; links: { text: string; href: string }[] }[] }) => (
  <Facts
    look="link-rows"
    rows={rows.map((r) => ({
      label: r.label,
      value: r.links.map((l) => (
        <a key={l.href} href={l.href}>
          {l.text}
        </a>
      )),
    }))}
  />
);

/** Label and value pairs on hairlines, for rails and confirmation pages. */
export const FactRows = ({ rows }: { rows: readonly Fact[] }) => <Facts look="fact-rows" rows={rows} />;
