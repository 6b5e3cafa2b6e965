import { type Day, isDay, sayDay } from '../../lib/day.ts';
import type { Req } from '../../platform/http/types.ts';
import { Button, ButtonLink } from '../../ui/components/button.tsx';
import { type HeatCell, HeatFigures, type HeatGap, HeatGaps, HeatMap } from '../../ui/components/heat-map.tsx';
import { EmptyState } from '../../ui/components/state-box.tsx';
import { DataTable } from '../../ui/components/table.tsx';
import { Segmented } from '../../ui/components/tabs.tsx';
import type { Unit } from '../org/index.ts';
import type { Coverage } from './coverage.ts';
import { type Grid, type GridCell, type GridOptions, type GridRow, gridOf, type RowsShown } from './grid.ts';
import { fieldName, knownOn } from './national.ts';
import { wordOf } from './rules/summary.ts';
import { STATUS_NAMES, sayState } from './say.ts';

/** What a map's address says. */
export type Asked = GridOptions & {
  base: string;
  on: Day;
  table: boolean;
  unit?: string;
  field?: string;
  item?: string;
};

const ROWS: readonly RowsShown[] = ['main', 'villages', 'schools'];

/** Reads the address; what makes no sense is as if it were not there. A day to come is today. */
export function askedOf(c: Req, base: string): Asked {
  const text = (name: string): string => (c.query.get(name) ?? '').slice(0, 80);
  const today = c.system.clock.today();
  const on = text('on');
  const rows = ROWS.find((r) => r === text('rows')) ?? 'main';
  const pick = (name: 'unit' | 'field' | 'item' | 'open') => (text(name) ? { [name]: text(name) } : {});
  return {
    base,
    on: isDay(on) && on < today && knownOn(on) ? on : today,
    rows,
    gaps: text('gaps') === '1',
    table: text('view') === 'table',
    ...pick('open'),
    ...pick('unit'),
    ...pick('field'),
    ...pick('item'),
  };
}

/** The same map with something changed; `null` takes a part out. */
export function hrefWith(a: Asked, today: Day, over: Record<string, string | null>): string {
  const all: Record<string, string | null | undefined> = {
    rows: a.rows === 'main' ? null : a.rows,
    open: a.open,
    gaps: a.gaps ? '1' : null,
    view: a.table ? 'table' : null,
    on: a.on === today ? null : a.on,
    ...over,
  };
  const query = new URLSearchParams(
    Object.entries(all).flatMap(([k, v]): [string, string][] => (v ? [[k, v]] : [])),
  ).toString();
  return query ? `${a.base}?${query}` : a.base;
}

export const nameOf = (u: Unit): string => (u.shortName ?? u.name).replace(/^区(?!人民政府|委)/, '');

const cellHref = (a: Asked, today: Day, unit: Unit, cell: GridCell): string =>
  `${hrefWith(a, today, {
    unit: unit.id,
    field: cell.field,
    ...(a.open ? { item: cell.column.key } : {}),
  })}#cell`;

const says = (unit: Unit, cell: GridCell): string => {
  const { summary: s } = cell;
  const state =
    s.status === 'published' || s.status === 'later'
      ? s.published > 0
        ? `已公开${s.published}件`
        : '还没到期限'
      : sayState(s);
  return `${nameOf(unit)}，${cell.column.name}：${state}`;
};

const isOpen = (a: Asked, unit: Unit, cell: GridCell): boolean =>
  a.unit === unit.id && a.field === cell.field && (!a.open || a.item === cell.column.key);

function heatCell(a: Asked, today: Day, unit: Unit, cell: GridCell | undefined): HeatCell | undefined {
  if (!cell) return undefined;
  const { summary: s } = cell;
  return {
    state: s.status === 'later' && s.published > 0 ? 'published' : s.status,
    word: wordOf(s),
    published: s.published,
    says: says(unit, cell),
    href: cellHref(a, today, unit, cell),
    open: isOpen(a, unit, cell),
  };
}

const gapsOf = (a: Asked, today: Day, g: Grid): HeatGap[] =>
  g.groups
    .flatMap((x) => x.rows)
    .flatMap((r) =>
      r.cells.flatMap((c): (HeatGap & { rank: number })[] =>
        c && (c.summary.status === 'overdue' || c.summary.status === 'never' || c.summary.status === 'soon')
          ? [
              {
                unit: nameOf(r.unit),
                what: `${c.column.name}：${sayState(c.summary)}`,
                word: wordOf(c.summary),
                state: c.summary.status,
                href: cellHref(a, today, r.unit, c),
                rank: RANK[c.summary.status],
              },
            ]
          : [],
      ),
    )
    .sort((x, y) => x.rank - y.rank);

const RANK = { overdue: 0, never: 1, soon: 2 } as const;
const MOST_GAPS = 40;

const Figures = ({ g, soonDays }: { g: Grid; soonDays: number }) => (
  <HeatFigures
    figures={[
      { n: g.counts.published, text: '已公开，在期限内', state: 'published' },
      { n: g.counts.soon, text: `快到期（${soonDays}天内）`, state: 'soon' },
      { n: g.counts.overdue, text: '逾期', state: 'overdue' },
      { n: g.counts.never, text: '从未公开', state: 'never' },
      ...(g.counts.later > 0 ? [{ n: g.counts.later, text: '没到期限', state: 'later' as const }] : []),
      { n: g.blank, text: '不归这个单位', state: 'blank' },
    ]}
  />
);

/** Which rows, only gaps, map or table: links, no script. */
const Tools = ({ a, today }: { a: Asked; today: Day }) => (
  <div class="heat-tools">
    <Segmented
      label="看哪些单位"
      items={[
        { text: '部门和乡镇', href: hrefWith(a, today, { rows: null }), current: a.rows === 'main' },
        { text: '展开到村、社区', href: hrefWith(a, today, { rows: 'villages' }), current: a.rows === 'villages' },
        { text: '学校和医院', href: hrefWith(a, today, { rows: 'schools' }), current: a.rows === 'schools' },
      ]}
    />
    <Segmented
      label="全部还是有缺口的"
      items={[
        { text: '全部', href: hrefWith(a, today, { gaps: null }), current: !a.gaps },
        { text: '只看有缺口的', href: hrefWith(a, today, { gaps: '1' }), current: a.gaps },
      ]}
    />
    <Segmented
      label="图还是表"
      items={[
        { text: '图', href: hrefWith(a, today, { view: null }), current: !a.table },
        { text: '表', href: hrefWith(a, today, { view: 'table' }), current: a.table },
      ]}
    />
  </div>
);

type Line = { row: GridRow; cell: GridCell };

const AsTable = ({ a, today, g }: { a: Asked; today: Day; g: Grid }) => (
  <DataTable
    caption="每个单位每类事项公开得怎样"
    captionHidden
    rowKey={(l: Line) => `${l.row.unit.id} ${l.cell.column.key}`}
    rows={g.groups.flatMap((x) =>
      x.rows.flatMap((row) => row.cells.flatMap((cell): Line[] => (cell ? [{ row, cell }] : []))),
    )}
    columns={[
      { head: '单位', cell: (l: Line) => nameOf(l.row.unit) },
      {
        head: a.open ? '事项' : '领域',
        cell: (l: Line) => <a href={cellHref(a, today, l.row.unit, l.cell)}>{l.cell.column.name}</a>,
      },
      { head: '事项数', num: true, cell: (l: Line) => l.cell.summary.items },
      { head: '已公开件数', num: true, cell: (l: Line) => l.cell.summary.published },
      {
        head: '情况',
        cell: (l: Line) =>
          l.cell.summary.status === 'published' || l.cell.summary.status === 'later'
            ? STATUS_NAMES[l.cell.summary.status]
            : sayState(l.cell.summary),
      },
    ]}
  />
);

/** Each township with villages has a page of its own: items down, its villages across. */
const OneTownship = ({ a, map }: { a: Asked; map: Coverage }) => {
  const townships = map.units.filter(
    (u) => u.kind === 'township' && map.units.some((x) => x.kind === 'village' && x.parentId === u.id),
  );
  return townships.length === 0 ? null : (
    <p class="link-row">
      <span>只看一个乡镇：</span>
      {townships.map((u) => (
        <a key={u.id} href={`${a.base}/${u.id}/villages`}>
          {nameOf(u)}
        </a>
      ))}
    </p>
  );
};

/** “20个单位 × 20类事项，共241格。” */
export const leadOf = (a: Asked, g: Grid): string => {
  const units = g.groups.reduce((n, x) => n + x.rows.length, 0);
  return `${units}个单位 × ${g.columns.length}${a.open ? '个' : '类'}事项，共${g.theirs}格。每格点开就是依据、期限和公开的原件。`;
};

const NOTE =
  '格中数字：已公开为件数；“3天”为离期限的天数；“!3”为逾期的工作日数；“未”为从未公开；“待”为还没到期限；空白为不归这个单位。颜色只是帮忙，文字都写了。';

export type MapView = {
  a: Asked;
  today: Day;
  map: Coverage;
  /** Where a unit's name leads. */
  unitHref: (u: Unit) => string;
};

/** Over the map and the opened cell: the sums, and which part of the whole is shown. */
export const CoverageHead = ({ a, today, map }: Omit<MapView, 'unitHref'>) => (
  <>
    <Figures g={gridOf(map, a)} soonDays={map.setting.soonDays} />
    <Tools a={a} today={today} />
  </>
);

export const CoverageMap = (v: MapView) => {
  const { a, today } = v;
  const g = gridOf(v.map, a);
  const gaps = gapsOf(a, today, g);
  return (
    <>
      {a.rows === 'villages' && <OneTownship a={a} map={v.map} />}
      {a.open && (
        <p>
          现在看的是“{fieldName(a.open, a.on)}”的各个事项。<a href={hrefWith(a, today, { open: null })}>回到全部领域</a>
        </p>
      )}
      {g.theirs === 0 ? (
        <EmptyState title={a.gaps ? '没有缺口' : '这里还没有单位采用公开事项'}>
          <p>
            {a.gaps
              ? '这些单位该公开的都公开了，也没有快到期的。'
              : '单位在“公开目录”里采用了事项，这里才有格子；没采用之前看不出缺不缺。'}
          </p>
        </EmptyState>
      ) : (
        <>
          <HeatGaps gaps={gaps.slice(0, MOST_GAPS)} empty="该公开的都公开了，也没有快到期的。" />
          {a.table ? (
            <AsTable a={a} today={today} g={g} />
          ) : (
            <HeatMap
              caption={`${sayDay(a.on)}各单位公开得怎样`}
              flat={a.open !== undefined}
              columns={g.columns.map((k) => ({
                name: k.name,
                ...(a.open ? {} : { href: hrefWith(a, today, { open: k.key }) }),
              }))}
              groups={g.groups.map((x) => ({
                title: x.title,
                rows: x.rows.map((r) => ({
                  name: nameOf(r.unit),
                  href: v.unitHref(r.unit),
                  below: r.below,
                  cells: r.cells.map((c) => heatCell(a, today, r.unit, c)),
                })),
              }))}
              note={NOTE}
            />
          )}
        </>
      )}
    </>
  );
};

/** The map as it was on a day: one small form. */
export const DayForm = ({ a }: { a: Asked }) => (
  <form method="get" action={a.base} class="heat-day">
    {a.rows !== 'main' && <input type="hidden" name="rows" value={a.rows} />}
    {a.open && <input type="hidden" name="open" value={a.open} />}
    <input class="input" name="on" value={a.on} inputmode="numeric" aria-label="看哪一天，例2026-03-31" />
    <Button small>看这一天</Button>
  </form>
);

export const XlsxLink = ({ a, today }: { a: Asked; today: Day }) => (
  <ButtonLink href={hrefWith({ ...a, base: `${a.base}.xlsx` }, today, {})} icon="download">
    表格
  </ButtonLink>
);
