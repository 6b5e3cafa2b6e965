/** `/coverage/:unit/lists`: what the lists of the township say of one village, from the published works themselves. */
import { sayDay } from '../../lib/day.ts';
import { grouped } from '../../lib/numerals.ts';
import type { Reader } from '../../platform/db/connection.ts';
import { specimenOfHtml } from '../../platform/documents/index.ts';
import { AppError } from '../../platform/errors.ts';
import { get } from '../../platform/http/routes.ts';
import type { Answer, Req, Route } from '../../platform/http/types.ts';
import { PageHead, Section } from '../../ui/components/section.tsx';
import { EmptyState } from '../../ui/components/state-box.tsx';
import { DataTable } from '../../ui/components/table.tsx';
import { type Unit, unitById } from '../org/index.ts';
import { type EditionContent, standing } from '../publication/index.ts';
import { portalShell } from '../sites/index.ts';
import { nameOf } from './coverage-view.tsx';
import { type ListTable, rowsOf, villageNames } from './rules/village-rows.ts';
import * as store from './store.ts';

/** Works of the township looked through, the newest first. */
const MOST_WORKS = 60;
const MOST_ROWS = 300;

type VillageList = { no: number; title: string; publishedOn: string; tables: ListTable[] };

/** Every table of a work: those of its elements, then those in its text. */
function tablesOf(content: EditionContent): ListTable[] {
  const filled = (content.elements ?? []).flatMap((e) => ('rows' in e ? [{ head: e.head, rows: e.rows }] : []));
  const grids = specimenOfHtml(content.html, { name: '', title: '' }).grids;
  return [...filled, ...grids.map((g) => ({ head: g.head, rows: g.rows.slice(g.headRows) }))];
}

async function listsOf(db: Reader, village: Unit, township: Unit): Promise<VillageList[]> {
  const names = villageNames(village, township);
  const works = (await store.evidence(db, [township.id])).slice(-MOST_WORKS);
  const out = await standing(
    db,
    works.map((w) => w.no),
  );
  return works.toReversed().flatMap(({ no }): VillageList[] => {
    const work = out.get(no);
    if (!work) return [];
    const tables = tablesOf(work.content).flatMap((t) => rowsOf(t, names) ?? []);
    if (tables.length === 0) return [];
    return [{ no, title: work.content.title, publishedOn: work.listing.publishedOn, tables }];
  });
}

const isFigure = (t: ListTable, column: number): boolean => t.rows.every((r) => /^-?[\d,.]+$/.test(r[column] ?? ''));

const Table = ({ t, title }: { t: ListTable; title: string }) => (
  <DataTable
    caption={title}
    captionHidden
    rowKey={(r: { i: number }) => String(r.i)}
    rows={t.rows.slice(0, MOST_ROWS).map((cells, i) => ({ i, cells }))}
    columns={t.head.map((head, k) => ({
      head,
      num: isFigure(t, k),
      cell: (r: { cells: readonly string[] }) => {
        const text = r.cells[k] ?? '';
        return isFigure(t, k) && !text.includes(',') ? grouped(text) : text;
      },
    }))}
  />
);

async function page(c: Req): Promise<Answer> {
  const db = c.system.readDb;
  const village = await unitById(db, c.params.unit ?? '');
  const township = village?.kind === 'village' && village.parentId ? await unitById(db, village.parentId) : undefined;
  if (!village?.active || !township) throw new AppError('not_found', c.path);
  const lists = await listsOf(db, village, township);
  const title = `${township.shortName ?? township.name}的名册里，${nameOf(village)}的部分`;
  const lead =
    lists.length === 0
      ? `${township.name}公开的名册里，还没有写到${nameOf(village)}的。`
      : `从${township.name}公开的${lists.length}份名册里筛出来，和原件是同一份数据，不另外填报。`;
  return portalShell(c, {
    title,
    breadcrumbs: [
      { text: '首页', href: '/' },
      { text: '公开得怎样', href: '/coverage' },
      { text: nameOf(village), href: `/coverage/${village.id}` },
      { text: '名册里的本村部分' },
    ],
    meta: { description: lead, canonical: `${c.origin}/coverage/${village.id}/lists` },
    wide: true,
    children: (
      <>
        <PageHead title={title} lead={lead} />
        {lists.length === 0 ? (
          <EmptyState title="没有筛到">
            <p>名册里要有“村、社区”或“住址”一栏，写到本村的行才筛得出来。</p>
          </EmptyState>
        ) : (
          lists.map((l) => (
            <Section key={l.no} title={l.title}>
              <p>
                {`${sayDay(l.publishedOn as Parameters<typeof sayDay>[0])}公开，`}
                <a href={`/p/${l.no}`}>{`看整份名册（登记号${l.no}）`}</a>
              </p>
              {l.tables.map((t, i) => (
                <Table key={i} t={t} title={l.title} />
              ))}
            </Section>
          ))
        )}
      </>
    ),
  });
}

export const villageListRoutes: readonly Route[] = [
  get('/coverage/:unit/lists', 'public', page, { keep: 'any change', perMinute: 60 }),
];
