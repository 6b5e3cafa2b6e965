import { type Day, sayMonthDay } from '../../lib/day.ts';
import type { Answer, Req } from '../../platform/http/types.ts';
import { Panel, PanelFigures } from '../../ui/components/panel.tsx';
import { EmptyState } from '../../ui/components/state-box.tsx';
import { DataTable } from '../../ui/components/table.tsx';
import { consoleShell, unitById } from '../org/index.ts';
import { monthsBack } from './dashboard.tsx';
import { measured, measuresOf, sayValue } from './measured.ts';

const sayMonth = (day: Day): string => `${Number(day.slice(5, 7))}月`;

async function unitOf(c: Req): Promise<{ id: string | undefined; name: string }> {
  const unit = c.actor.unitId ? await unitById(c.system.db, c.actor.unitId) : undefined;
  return { id: unit?.id ?? c.actor.unitId, name: unit?.shortName ?? unit?.name ?? '本单位' };
}

/** The unit's month in a few lines: what counts most, and whatever is not as it should be. */
export async function mainFigures(c: Req, today: Day) {
  const unit = await unitOf(c);
  const period = { from: `${today.slice(0, 8)}01` as Day, to: today };
  const told = measuresOf(c.system).filter((m) => m.main || m.bad);
  const shown = (await measured(c.system.db, told, [period], unit.id)).filter(({ m, values: [n] }) => m.main || n);
  return (
    <Panel title={`${unit.name}${sayMonth(today)}`} actions={<a href="/console/figures">明细</a>}>
      <PanelFigures rows={shown.map(({ m, values: [n] }) => ({ label: m.title, value: sayValue(m, n) }))} />
    </Panel>
  );
}

/** `/console/figures`: every figure of the unit, this month beside the last one. */
export async function figuresPage(c: Req): Promise<Answer> {
  const today = c.system.clock.today();
  const unit = await unitOf(c);
  const months = monthsBack(today, 2);
  const [before, now] = months;
  const rows = await measured(c.system.db, measuresOf(c.system), months, unit.id);
  return consoleShell(c, {
    current: '/console',
    title: `${unit.name}的数字`,
    lead: `截至${sayMonthDay(today)}，和上个月比`,
    breadcrumbs: [{ text: '我的工作', href: '/console' }],
    children: (
      <Panel title="各项数字" flush>
        {rows.length === 0 ? (
          <EmptyState title="还没有可以数的">
            <p>有了公开、答复和台账，数字就在这里。</p>
          </EmptyState>
        ) : (
          <DataTable
            caption="各项数字"
            captionHidden
            rowKey={(r) => r.m.name}
            rows={rows}
            columns={[
              { head: '指标', cell: (r) => r.m.title },
              { head: now ? sayMonth(now.from) : '本月', num: true, cell: (r) => sayValue(r.m, r.values[1]) },
              {
                head: before ? sayMonth(before.from) : '上月',
                num: true,
                cell: (r) => sayValue(r.m, r.values[0]),
              },
            ]}
          />
        )}
      </Panel>
    ),
  });
}
