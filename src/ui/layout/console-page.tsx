import type { ComponentChildren } from 'preact';
import { Breadcrumb } from '../components/breadcrumb.tsx';
import { ConsoleNav } from '../components/console-nav.tsx';
import { Icon } from '../components/icon.tsx';
import { Mark } from '../components/mark.tsx';
import { Note } from '../components/note.tsx';
import type { ConsoleNavGroup, TextLink, Tone, ViewEnv } from '../types.ts';
import { Document } from './document.tsx';

export type Flash = { tone: Tone; text: ComponentChildren; title?: ComponentChildren };

type ConsolePageProps = {
  env: ViewEnv;
  /** Full name of the person's unit, e.g. 明河区民政局. */
  unit: string;
  /** Role as shown, e.g. 民政局 · 信息员; leads to the person's own page. */
  person: { text: string; href: string; logoutHref?: string | undefined };
  nav: ConsoleNavGroup[];
  /** Key of the current entry. */
  current: string;
  title: string;
  /** The h1 when it says more than the title: 3月31日，今天要办4件. */
  heading?: ComponentChildren;
  /** Small line above the heading. */
  over?: ComponentChildren;
  breadcrumbs?: TextLink[] | undefined;
  lead?: ComponentChildren;
  actions?: ComponentChildren;
  children: ComponentChildren;
  aside?: ComponentChildren;
  /** Width of the side panel: work 300 · editor 372 · coverage 258. */
  layout?: 'work' | 'editor' | 'coverage' | undefined;
  flash?: Flash | undefined;
  searchHref?: string | undefined;
  helpHref?: string | undefined;
  /** CSRF token for the sign-out form. */
  csrf?: string | undefined;
  scripts?: string[] | undefined;
  /** Prints on A4 landscape. */
  wide?: boolean | undefined;
};

/** A whole page of the staff console. */
export const ConsolePage = (p: ConsolePageProps) => (
  <Document env={p.env} title={`${p.title} - 公开工作台`} bundle="console" scripts={p.scripts} wide={p.wide}>
    <header class="con-bar">
      <a class="con-brand" href="/console">
        <Mark size={32} inverse />
        <b>公开工作台</b>
      </a>
      <span class="con-unit">{p.unit}</span>
      {/* biome-ignore lint/a11y/useSemanticElements: old phones do not know the search element */}
      <form class="con-search" action={p.searchHref ?? '/console/search'} method="get" role="search">
        <label class="sr-only" for="con-q">
          找稿件、申请、文号
        </label>
        <Icon name="search" size={18} />
        <input id="con-q" name="q" type="search" placeholder="找稿件、申请、文号" data-slash autocomplete="off" />
        <span class="con-key" aria-hidden="true">
          按 /
        </span>
      </form>
      <nav class="con-me" aria-label="我">
        {p.helpHref && (
          <a class="con-help" href={p.helpHref}>
            <Icon name="question" size={18} />
            帮助
          </a>
        )}
        <a href={p.person.href}>
          <Icon name="user" size={18} />
          {p.person.text}
        </a>
        {p.person.logoutHref && (
          <form method="post" action={p.person.logoutHref}>
            {p.csrf && <input type="hidden" name="_csrf" value={p.csrf} />}
            <button type="submit">退出</button>
          </form>
        )}
      </nav>
    </header>
    <div class="con-frame">
      <ConsoleNav groups={p.nav} current={p.current} />
      <main id="main" class="con-main" tabindex={-1}>
        {p.breadcrumbs && <Breadcrumb items={p.breadcrumbs} />}
        <div class="con-head">
          <div>
            {p.over && <p class="page-over">{p.over}</p>}
            <h1>{p.heading ?? p.title}</h1>
            {p.lead && <p class="con-lead">{p.lead}</p>}
          </div>
          {p.actions && <div class="con-actions">{p.actions}</div>}
        </div>
        {p.flash && (
          <Note tone={p.flash.tone} title={p.flash.title} live>
            <p>{p.flash.text}</p>
          </Note>
        )}
        {p.aside ? (
          <div class={`con-cols con-cols-${p.layout ?? 'work'}`}>
            <div class="con-cols-main">{p.children}</div>
            <aside class="con-cols-side" aria-label="旁边">
              {p.aside}
            </aside>
          </div>
        ) : (
          p.children
        )}
      </main>
    </div>
  </Document>
);
