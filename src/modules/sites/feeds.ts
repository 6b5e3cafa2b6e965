import { Feed } from 'feed';
import { AppError } from '../../platform/errors.ts';
import { text } from '../../platform/http/answer.ts';
import type { Answer, Req } from '../../platform/http/types.ts';
import { type Listed, list } from '../publication/index.ts';
import { columnIn, type Frame, frameOf } from './frame.ts';
import { columnHref } from './places.ts';
import { escapeText, withoutControls } from './xml.ts';

const ATOM = 'application/atom+xml; charset=utf-8';
const ENTRIES = 30;

/** Permanent and the same whatever address the site is reached by (RFC 4151). */
const tag = (f: Frame, rest: string): string => `tag:${f.site.domain || 'site'},2026:${rest}`;

function atom(
  c: Req,
  f: Frame,
  o: { id: string; title: string; about: string; self: string; page: string },
  pieces: readonly Listed[],
): Answer {
  const newest = pieces.reduce<Date | undefined>((a, p) => (a && a > p.changedAt ? a : p.changedAt), undefined);
  const feed = new Feed({
    id: tag(f, o.id),
    title: withoutControls(o.title),
    description: withoutControls(o.about),
    link: `${c.origin}${o.page}`,
    feed: `${c.origin}${o.self}`,
    // The newest change and not now: readers ask again and again, and nothing has changed.
    updated: newest ?? new Date(0),
    generator: false,
    author: { name: withoutControls(f.site.name) },
  });
  for (const p of pieces)
    feed.addItem({
      // The package marks titles and summaries as HTML, so plain text has to be escaped once more.
      title: escapeText(withoutControls(p.title)),
      id: tag(f, `p/${p.no}`),
      link: `${c.origin}/p/${p.no}`,
      date: p.changedAt,
      published: p.firstPublishedAt,
      description: escapeText(
        withoutControls(
          [p.answer, p.docNo, p.version > 1 ? `更正过，现行第${p.version}版` : ''].filter(Boolean).join(' '),
        ) || withoutControls(p.title),
      ),
      author: [{ name: withoutControls(p.unitName) }],
    });
  return text(feed.atom1(), ATOM);
}

/** `/feed.xml`: everything that is published. */
export async function siteFeed(c: Req): Promise<Answer> {
  const f = await frameOf(c.system);
  const o = { id: 'all', title: f.site.name, about: `${f.site.name}新公开的件`, self: '/feed.xml', page: '/' };
  return atom(c, f, o, await list(c.system.readDb, {}, ENTRIES));
}

/** `/c/<path>/feed.xml`: a column and everything below it. */
export async function columnFeed(c: Req, path: string): Promise<Answer> {
  const f = await frameOf(c.system);
  const column = columnIn(f, path);
  if (!column) throw new AppError('not_found', c.path);
  const o = {
    id: `c/${path}`,
    title: `${f.site.name} ${column.name}`,
    about: column.description || column.name,
    self: `/c/${path}/feed.xml`,
    page: columnHref(path),
  };
  return atom(c, f, o, await list(c.system.readDb, { column: path }, ENTRIES));
}
