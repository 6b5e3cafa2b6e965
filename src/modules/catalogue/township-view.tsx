import { type Day, sayDay } from '../../lib/day.ts';
import { HeatFigures, type HeatGap, HeatGaps, HeatMap } from '../../ui/components/heat-map.tsx';
import { EmptyState } from '../../ui/components/state-box.tsx';
import { Segmented } from '../../ui/components/tabs.tsx';
import type { Unit } from '../org/index.ts';
import type { Coverage, ItemCell } from './coverage.ts';
import { nameOf } from './coverage-view.tsx';
import { wordOf } from './rules/summary.ts';
import { sayState } from './say.ts';
import type { Township } from './township.ts';

export type TownshipView = {
  /** `/coverage` or `/console/coverage`: where a cell opens. */
  base: string;
  /** This page without its query. */
  here: string;
  map: Coverage;
  t: Township;
  gaps: boolean;
  unitHref: (u: Unit) => string;
};

const summaryOf = (c: ItemCell) => ({
  status: c.status,
  published: c.published,
  items: 1,
  ...(c.days === undefined ? {} : { days: c.days }),
});

/** The map of all villages with this cell opened, its evidence beside it. */
const cellHref = (v: TownshipView, u: Unit, c: ItemCell): string =>
  `${v.base}?${new URLSearchParams({
    ...(u.kind === 'village' ? { rows: 'villages' } : {}),
    open: c.item.field,
    unit: u.id,
    field: c.item.field,
    item: c.item.id,
  })}#cell`;

/** 白塔镇前塔村 is 前塔村 on the page of 白塔镇. */
const short = (t: Township, u: Unit): string =>
  u !== t.unit && nameOf(u).startsWith(nameOf(t.unit)) ? nameOf(u).slice(nameOf(t.unit).length) : nameOf(u);

const RANK = { overdue: 0, never: 1, soon: 2 } as const;

function gapsOf(v: TownshipView): HeatGap[] {
  return v.t.groups
    .flatMap((g) => g.rows)
    .flatMap((r) =>
      r.cells.flatMap((c, i): (HeatGap & { rank: number })[] => {
        const u = v.t.units[i];
        if (!u || !c || (c.status !== 'overdue' && c.status !== 'never' && c.status !== 'soon')) return [];
        return [
          {
            unit: short(v.t, u),
            what: `${r.item.level2}：${sayState(c)}`,
            word: wordOf(summaryOf(c)),
            state: c.status,
            href: cellHref(v, u, c),
            rank: RANK[c.status],
          },
        ];
      }),
    )
    .sort((a, b) => a.rank - b.rank);
}

/** “5个村、社区，38个事项：…” */
export function townshipLead(t: Township, today: Day): string {
  const items = t.groups.reduce((n, g) => n + g.rows.length, 0);
  const { overdue, never, soon } = t.counts;
  const lacks = [
    overdue > 0 ? `${overdue}个逾期` : '',
    never > 0 ? `${never}个从未公开` : '',
    soon > 0 ? `${soon}个快到期` : '',
  ].filter(Boolean);
  return `${t.units.length - 1}个村、社区，${items}个事项。各村合起来${lacks.length > 0 ? lacks.join('、') : '没有缺口'}。截至${sayDay(today)}。`;
}

const MOST_GAPS = 40;

export const TownshipMap = (v: TownshipView) => {
  const { t } = v;
  const gaps = gapsOf(v);
  return (
    <>
      <HeatFigures
        figures={[
          { n: t.counts.published, text: '已公开，在期限内', state: 'published' },
          { n: t.counts.soon, text: `快到期（${v.map.setting.soonDays}天内）`, state: 'soon' },
          { n: t.counts.overdue, text: '逾期', state: 'overdue' },
          { n: t.counts.never, text: '从未公开', state: 'never' },
          ...(t.counts.later > 0 ? [{ n: t.counts.later, text: '没到期限', state: 'later' as const }] : []),
        ]}
      />
      <div class="heat-tools">
        <Segmented
          label="全部还是有缺口的"
          items={[
            { text: '全部', href: v.here, current: !v.gaps },
            { text: '只看有缺口的', href: `${v.here}?gaps=1`, current: v.gaps },
          ]}
        />
      </div>
      {t.silent.length > 0 && (
        <p>
          {`还没有采用公开事项，看不出缺不缺：`}
          {t.silent.map((u, i) => (
            <>
              {i > 0 && '、'}
              <a href={v.unitHref(u)}>{short(t, u)}</a>
            </>
          ))}
          。
        </p>
      )}
      {t.groups.length === 0 ? (
        <EmptyState title={v.gaps ? '没有缺口' : `${nameOf(t.unit)}的村、社区还没有采用公开事项`}>
          <p>
            {v.gaps
              ? '这些村、社区该公开的都公开了，也没有快到期的。'
              : '村、社区在“公开目录”里采用了事项，这里才看得出缺不缺。'}
          </p>
        </EmptyState>
      ) : (
        <>
          <HeatGaps gaps={gaps.slice(0, MOST_GAPS)} empty="该公开的都公开了，也没有快到期的。" />
          <HeatMap
            caption={`${nameOf(t.unit)}和各村、社区公开得怎样`}
            columns={t.units.map((u) => ({ name: short(t, u), href: v.unitHref(u) }))}
            groups={t.groups.map((g) => ({
              title: g.title,
              rows: g.rows.map((r) => ({
                name: `${r.item.id} ${r.item.level2}`,
                cells: r.cells.map((c, i) => {
                  const u = t.units[i];
                  if (!u || !c) return undefined;
                  const s = summaryOf(c);
                  return {
                    state: s.status === 'later' && s.published > 0 ? ('published' as const) : s.status,
                    word: wordOf(s),
                    published: s.published,
                    says: `${nameOf(u)}，${r.item.level2}：${sayState(c)}`,
                    href: cellHref(v, u, c),
                  };
                }),
              })),
            }))}
            note="一行是一个事项，一列是一个单位，第一列是乡镇自己。格中数字：已公开为件数；“3天”为离期限的天数；“!3”为逾期的工作日数；“未”为从未公开；“待”为还没到期限；空白为没有采用这个事项。"
          />
        </>
      )}
    </>
  );
};
