import { type Day, sayDay } from '../../lib/day.ts';
import { AppError } from '../../platform/errors.ts';
import { get } from '../../platform/http/routes.ts';
import type { Answer, Req, Route } from '../../platform/http/types.ts';
import { ButtonLink } from '../../ui/components/button.tsx';
import { PageHead, Section } from '../../ui/components/section.tsx';
import { EmptyState } from '../../ui/components/state-box.tsx';
import { DataTable } from '../../ui/components/table.tsx';
import { type Unit, unitById } from '../org/index.ts';
import { listedMany } from '../publication/index.ts';
import { portalShell } from '../sites/index.ts';
import { CellPanel, StateTag, whyHref } from './cell-panel.tsx';
import { coverage, type ItemCell, lastOf, unitItem } from './coverage.ts';
import { whyCell, workbook } from './coverage-routes.tsx';
import { type Asked, askedOf, CoverageHead, CoverageMap, leadOf, XlsxLink } from './coverage-view.tsx';
import { gridOf } from './grid.ts';
import { fieldName } from './national.ts';
import { itemName } from './rules/preset.ts';
import { countStates } from './rules/summary.ts';
import { itemTitle, sayDue } from './say.ts';
import * as store from './store.ts';
import { WhyView } from './why-view.tsx';

const BASE = '/coverage';
const TRAIL = [{ text: '首页', href: '/' }];

/** The public sees today, without buttons. */
const askedHere = (c: Req): Asked => ({ ...askedOf(c, BASE), on: c.system.clock.today() });

/** 公开得怎样: the map of the whole district as anyone may see it. */
async function publicMap(c: Req): Promise<Answer> {
  const today = c.system.clock.today();
  const a = askedHere(c);
  const db = c.system.readDb;
  const [map, sent] = await Promise.all([
    coverage(db, today, c.system.calendar),
    store.reminders(db, a.unit ? [a.unit] : []),
  ]);
  return portalShell(c, {
    title: '公开得怎样',
    breadcrumbs: [...TRAIL, { text: '公开得怎样' }],
    meta: { description: '每个单位该公开的事项，公开了没有，缺什么，哪天到期。', canonical: `${c.origin}${BASE}` },
    wide: true,
    children: (
      <>
        <PageHead
          title="该公开的，公开了没有"
          lead={
            <>
              {leadOf(a, gridOf(map, a))}
              <span class="nobr">{`截至${sayDay(today)}。`}</span>
            </>
          }
          actions={<XlsxLink a={a} today={today} />}
        />
        <CoverageHead a={a} today={today} map={map} />
        <div class="coverage-cols">
          <div>
            <CoverageMap a={a} today={today} map={map} unitHref={(u) => `${BASE}/${u.id}`} />
          </div>
          <aside class="coverage-side" aria-label="点开的一格">
            <CellPanel
              a={a}
              map={map}
              today={today}
              calendar={c.system.calendar}
              reminders={sent}
              may={{ urge: false, write: false, piece: false }}
            />
          </aside>
        </div>
      </>
    ),
  });
}

/** A unit that is no more owes nothing; its old pieces still name it, so they lead here and on to what it published. */
const closedUnit = (c: Req, unit: Unit): Promise<Answer> =>
  portalShell(c, {
    title: `${unit.name}公开得怎样`,
    breadcrumbs: [...TRAIL, { text: '公开得怎样', href: BASE }, { text: unit.name }],
    children: (
      <>
        <PageHead title={`${unit.name}公开得怎样`} lead="这个单位已经不再设置，以后的由接手的单位公开。" />
        <p>
          它公开过的都还在：<a href={`/u/${unit.id}`}>{unit.name}</a>
        </p>
      </>
    ),
  });

/** One unit: each of its items with its state, its deadline and the last piece; what it left out, and why. */
async function publicUnit(c: Req): Promise<Answer> {
  const today = c.system.clock.today();
  const db = c.system.readDb;
  const unit = await unitById(db, c.params.unit ?? '');
  if (!unit) throw new AppError('not_found', c.path);
  if (!unit.active) return closedUnit(c, unit);
  const [map, decided, release] = await Promise.all([
    coverage(db, today, c.system.calendar, [unit.id]),
    store.adoptions(db, [unit.id]),
    store.releaseOf(db, unit.id),
  ]);
  const cells = map.cells.get(unit.id) ?? [];
  const dropped = decided.filter((a) => a.state === 'dropped');
  const out = release ? (await listedMany(db, [release.no]))[0] : undefined;
  const n = countStates(cells);
  const lead =
    cells.length === 0
      ? '还没有采用公开事项，看不出缺不缺。'
      : `${cells.length}个事项：${n.published}个已公开，${n.soon}个快到期，${n.overdue}个逾期，${n.never}个从未公开。截至${sayDay(today)}。`;
  return portalShell(c, {
    title: `${unit.name}公开得怎样`,
    breadcrumbs: [...TRAIL, { text: '公开得怎样', href: BASE }, { text: unit.shortName ?? unit.name }],
    meta: { description: lead, canonical: `${c.origin}${BASE}/${unit.id}` },
    wide: true,
    children: (
      <>
        <PageHead title={`${unit.name}公开得怎样`} lead={lead} />
        <p class="link-row">
          <a href={`/u/${unit.id}`}>单位主页</a>
          {unit.kind === 'township' && <a href={`${BASE}/${unit.id}/villages`}>各村、社区公开得怎样</a>}
          {unit.kind === 'village' && <a href={`${BASE}/${unit.id}/lists`}>镇里名册中本村的部分</a>}
          {out?.state === 'published' && <a href={`/p/${out.no}`}>本单位的公开目录</a>}
        </p>
        {cells.length === 0 ? (
          <EmptyState title="还没有采用公开事项">
            <p>采用以后，这里会列出每个事项哪天到期、上一次公开的原件。</p>
          </EmptyState>
        ) : (
          <Section title="各个事项">
            <div class="coverage-items">
              <ItemTable cells={cells} c={c} />
            </div>
          </Section>
        )}
        {dropped.length > 0 && (
          <Section title="没有采用的事项，和原因">
            <DataTable
              caption="没有采用的事项"
              captionHidden
              rowKey={(a: store.Adoption) => a.itemId}
              rows={dropped}
              columns={[
                { head: '事项', cell: (a: store.Adoption) => nameOfDropped(a, c.system.clock.today()) },
                { head: '原因', cell: (a: store.Adoption) => a.reason },
                { head: '谁定的', cell: (a: store.Adoption) => a.updatedBy },
              ]}
            />
          </Section>
        )}
      </>
    ),
  });
}

/** An item that is no longer in force keeps its number only. */
const nameOfDropped = (a: store.Adoption, today: Day): string => {
  const item = unitItem(a, today);
  return item ? `${item.id} ${itemName(item)}` : a.itemId;
};

const ItemTable = ({ cells, c }: { cells: readonly ItemCell[]; c: Req }) => {
  const today = c.system.clock.today();
  return (
    <DataTable
      caption="各个事项公开得怎样"
      captionHidden
      rowKey={(x: ItemCell) => x.item.id}
      rows={[...cells]}
      columns={[
        { head: '事项', cell: (x: ItemCell) => <span id={`i-${x.item.id}`}>{itemTitle(x)}</span> },
        { head: '领域', cell: (x: ItemCell) => fieldName(x.item.field, today) },
        { head: '情况', cell: (x: ItemCell) => <StateTag c={x} /> },
        {
          head: '应公开',
          cell: (x: ItemCell) =>
            x.due && x.why ? <a href={whyHref(BASE, x, today, today)}>{sayDue(x, today)}</a> : x.item.timing.text,
        },
        {
          head: '上一次',
          cell: (x: ItemCell) => {
            const last = lastOf(x);
            return last ? (
              <>
                {last.publishedOn} <a href={`/p/${last.no}`}>{last.title}</a>
              </>
            ) : (
              '还没有'
            );
          },
        },
      ]}
    />
  );
};

async function publicWhy(c: Req): Promise<Answer> {
  const { cell, name } = await whyCell(c, BASE);
  const title = `${name}：${cell.item.level2}，为什么是这天`;
  return portalShell(c, {
    title,
    breadcrumbs: [...TRAIL, { text: '公开得怎样', href: BASE }, { text: name, href: `${BASE}/${cell.unitId}` }],
    meta: { noindex: true },
    children: (
      <>
        <PageHead title={title} />
        <WhyView c={cell} today={c.system.clock.today()} calendar={c.system.calendar} />
        <p>
          <ButtonLink href={`${BASE}/${cell.unitId}`}>看这个单位的全部事项</ButtonLink>
        </p>
      </>
    ),
  });
}

/** Kept, and drawn anew when anything public or anything of the catalogue changes: both tell (`tell.ts`). */
const kept = (path: string, run: Route['run']): Route =>
  get(path, 'public', run, { keep: 'any change', perMinute: 60 });

export const publicRoutes: readonly Route[] = [
  kept(BASE, publicMap),
  get(`${BASE}.xlsx`, 'public', (c) => workbook(c, askedHere(c)), { perMinute: 20 }),
  kept(`${BASE}/why`, publicWhy),
  kept(`${BASE}/:unit`, publicUnit),
];
