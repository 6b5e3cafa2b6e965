import { randomUUID } from 'node:crypto';
import type { ComponentChildren } from 'preact';
import { page } from '../../platform/http/answer.ts';
import type { Answer, Req } from '../../platform/http/types.ts';
import { utf8 } from '../../platform/http/utf8.ts';
import type { System } from '../../platform/system.ts';
import { PortalPage, type PortalPageProps } from '../../ui/layout/portal-page.tsx';
import type { SiteInfo, TextLink } from '../../ui/types.ts';
import { viewEnv } from '../org/index.ts';
import { columnIn, errorReportHref, type Frame, frameOf, infoOf, navOf, registerWords } from './frame.ts';
import { columnHref } from './places.ts';
import type { SiteColumn } from './store.ts';

type PortalView = {
  /** Without the site's name, which is added. */
  title: string;
  /** `home`, or the path of a first-level column; anything else marks nothing. */
  current?: string | undefined;
  meta?: PortalPageProps['meta'];
  breadcrumbs?: TextLink[] | undefined;
  /** The header's search field; yes unless told. */
  search?: boolean | undefined;
  hero?: ComponentChildren;
  aside?: ComponentChildren;
  layout?: PortalPageProps['layout'];
  /** A page of wide tables: printed across. */
  wide?: boolean | undefined;
  status?: number | undefined;
  children: ComponentChildren;
};

/** Stand for the register's figures at the foot until the page is drawn. By chance, so that no text can hold them. */
const MARK = `\u{e000}${randomUUID()}`;
const MARKS = [`${MARK}1`, `${MARK}2`] as const;
const MARK_BYTES = Buffer.from(MARK);
const ONE = '1'.charCodeAt(0);

/**
 * The foot of every page says how many pieces are registered. Those words are filled in late, so that a publication does
 * not make every page be drawn again.
 */
function withLate(system: System, f: Frame, answer: Answer): Answer {
  // Bytes from here on: the text is encoded once, and the words are written over their marks, which are longer.
  const body = utf8(String(answer.body));
  const words = registerWords(f);
  const marks: (0 | 1)[] = [];
  const holes: [number, number][] = [];
  let written = 0;
  let read = 0;
  for (let at = body.indexOf(MARK_BYTES); at >= 0; at = body.indexOf(MARK_BYTES, read)) {
    if (written < read) body.copyWithin(written, read, at);
    const start = written + at - read;
    read = at + MARK_BYTES.length + 1;
    const which = body[read - 1] === ONE ? 0 : 1;
    written = start + body.write(words[which], start);
    marks.push(which);
    holes.push([start, written]);
  }
  if (written < read) body.copyWithin(written, read);
  const fill = async (): Promise<string[]> => {
    const now = registerWords(await frameOf(system));
    return marks.map((i) => now[i]);
  };
  return { ...answer, body: body.subarray(0, body.length - read + written), late: { holes, fill } };
}

const infos = new WeakMap<Frame, SiteInfo>();
/** What surrounds every page of a frame, put together once. */
function infoAround(f: Frame): SiteInfo {
  const info = infos.get(f) ?? { ...infoOf(f, MARKS), of: f };
  infos.set(f, info);
  return info;
}

/** Draws a page within a frame that is already there. */
export const draw = (c: Req, f: Frame, v: PortalView): Answer =>
  withLate(
    c.system,
    f,
    page(
      <PortalPage
        site={{ ...infoAround(f), errorReportHref: errorReportHref(c) }}
        env={viewEnv(c)}
        nav={navOf(f)}
        title={v.title}
        current={v.current ?? ''}
        meta={v.meta}
        breadcrumbs={v.breadcrumbs}
        search={v.search}
        hero={v.hero}
        aside={v.aside}
        layout={v.layout}
      >
        {v.wide ? <div class="print-wide">{v.children}</div> : v.children}
      </PortalPage>,
      v.status ?? 200,
    ),
  );

/** A whole page of the portal around a module's own content; throws when the database is away. */
export const portalShell = async (c: Req, v: PortalView): Promise<Answer> => draw(c, await frameOf(c.system), v);

export const HOME: TextLink = { text: '首页', href: '/' };

/** The columns from the first level down to this one. */
const trailOf = (f: Frame, path: string): SiteColumn[] =>
  path
    .split('/')
    .map((_, i, parts) => parts.slice(0, i + 1).join('/'))
    .flatMap((p) => columnIn(f, p) ?? []);

export const crumbsOf = (f: Frame, path: string): TextLink[] => [
  HOME,
  ...trailOf(f, path).map((c) => ({ text: c.name, href: columnHref(c.path) })),
];

/** On a column's own page it is where the reader is: no link leads there. */
export const crumbsHere = (f: Frame, path: string): TextLink[] =>
  crumbsOf(f, path).map((b, i, all) => (i === all.length - 1 ? { text: b.text } : b));

/** Page tags of a column (网页标签规范). */
export const columnTags = (c: SiteColumn): { name: string; content: string }[] => [
  { name: 'ColumnName', content: c.name },
  { name: 'ColumnDescription', content: c.description || c.name },
  { name: 'ColumnKeywords', content: (c.keywords.length > 0 ? c.keywords : [c.name]).join(',') },
  { name: 'ColumnType', content: c.class },
];
