import { Feed } from 'feed';
import { escapeMarkup, withoutControls } from '../../lib/markup.ts';
import { AppError } from '../../platform/errors.ts';
import { text } from '../../platform/http/answer.ts';
import type { Answer, Req } from '../../platform/http/types.ts';
import { goneSince, type Listed, list } from '../publication/index.ts';
import { columnIn, type Frame, frameOf } from './frame.ts';
import { columnHref } from './places.ts';

const ATOM = 'application/atom+xml; charset=utf-8';
const ENTRIES = 30;

/** Permanent and the same whatever address the site is reached by (RFC 4151). */
const tag = (f: Frame, rest: string): string => `tag:${f.site.domain || 'site'},2026:${rest}`;

function atom(
  c: Req,
  f: Frame,
  o: { id: string; title: string; about: string; self: string; page: string },
  pieces: readonly Listed[],
  gone: readonly Listed[],
): Answer {
  const newest = [...pieces, ...gone].reduce<Date | undefined>(
    (a, p) => (a && a > p.changedAt ? a : p.changedAt),
    undefined,
  );
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
      title: escapeMarkup(withoutControls(p.title)),
      id: tag(f, `p/${p.no}`),
      link: `${c.origin}/p/${p.no}`,
      date: p.changedAt,
      published: p.firstPublishedAt,
      description: escapeMarkup(
        withoutControls(
          [p.answer, p.docNo, p.version > 1 ? `更正过，现行第${p.version}版` : ''].filter(Boolean).join(' '),
        ) || withoutControls(p.title),
      ),
      author: [{ name: withoutControls(p.unitName) }],
    });
  // Under the id it had: a reader's program puts this in the place of what it fetched before.
  for (const p of gone) {
    const erased = p.state === 'erased';
    feed.addItem({
      title: erased ? `内容已删除：第${p.no}号` : `正在核查，暂时不能看：第${p.no}号`,
      id: tag(f, `p/${p.no}`),
      link: `${c.origin}/p/${p.no}`,
      date: p.changedAt,
      published: p.firstPublishedAt,
      description: erased
        ? '里面有不应公开的内容，已经删除，登记号保留。您的订阅工具里如果还存着原来的内容，请删掉，不要再传。'
        : '两个人核查定下来以前先不给看。',
      author: [{ name: withoutControls(p.unitName) }],
    });
  }
  return text(feed.atom1(), ATOM);
}

/** Long enough for a program that asks once a month. */
const TELL_DAYS = 60;
const goneLately = (c: Req, column: string | undefined): Promise<Listed[]> =>
  goneSince(c.system.readDb, new Date(c.system.clock.now().getTime() - TELL_DAYS * 86_400_000), column, ENTRIES);

/** `/feed.xml`: everything that is published. */
export async function siteFeed(c: Req): Promise<Answer> {
  const f = await frameOf(c.system);
  const o = { id: 'all', title: f.site.name, about: `${f.site.name}新公开的件`, self: '/feed.xml', page: '/' };
  return atom(c, f, o, await list(c.system.readDb, {}, ENTRIES), await goneLately(c, undefined));
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
  return atom(c, f, o, await list(c.system.readDb, { column: path }, ENTRIES), await goneLately(c, path));
}
