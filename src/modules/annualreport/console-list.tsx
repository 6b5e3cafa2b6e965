import { daysBetween, sayDay, sayMonthDay, yearOf } from '../../lib/day.ts';
import type { Refusal } from '../../lib/ruling.ts';
import { seeOther } from '../../platform/http/answer.ts';
import type { Answer, Req } from '../../platform/http/types.ts';
import { may } from '../../platform/permission.ts';
import { Button, ButtonLink } from '../../ui/components/button.tsx';
import { ErrorSummary } from '../../ui/components/error-summary.tsx';
import { Input } from '../../ui/components/form.tsx';
import { Panel } from '../../ui/components/panel.tsx';
import { DataTable } from '../../ui/components/table.tsx';
import { Segmented } from '../../ui/components/tabs.tsx';
import { Tag } from '../../ui/components/tag.tsx';
import type { Tone } from '../../ui/types.ts';
import { consoleShell } from '../org/index.ts';
import { listedMany } from '../publication/index.ts';
import * as act from './actions.ts';
import { reportHref } from './duties.ts';
import { addUpWhole, liveReports, type Units, unitsFor } from './figures.ts';
import { dueOf } from './law.ts';
import { driftOf } from './rules/consolidate.ts';
import type { State } from './rules/life.ts';
import { NO_TEXTS } from './rules/sections.ts';
import type { Report } from './rules/types.ts';
import { STATE_NAMES, sayReport } from './say.ts';
import * as store from './store.ts';
import { takeInAllReports } from './take-in.ts';
import { beforeOf, failuresOf, isGone, isSettled, readYear } from './view.ts';

export const LIST = '/console/annual-reports';

const TONES: Readonly<Record<State | 'none', Tone>> = {
  none: 'plain',
  draft: 'plain',
  review: 'help',
  approved: 'help',
  published: 'good',
};

export const StateTag = ({ state }: { state: State | 'none' }) => (
  <Tag tone={TONES[state]} icon={state === 'published' ? 'check-circle' : undefined}>
    {STATE_NAMES[state]}
  </Tag>
);

type Line = {
  unitId: string;
  name: string;
  state: State | 'none';
  due: string;
  late: boolean;
  report: Report;
  errors: number;
  warnings: number;
  moved: number;
};

/** One line a unit, all from one question a module for this year and one for the last. */
async function linesOf(c: Req, units: Units, year: number): Promise<Line[]> {
  const db = c.system.db;
  const today = c.system.clock.today();
  const [live, rows, setting, last, lastRows] = await Promise.all([
    liveReports(db, c.system, units, year),
    store.reportsOf(db, year),
    store.settingOf(db),
    liveReports(db, c.system, units, year - 1),
    store.reportsOf(db, year - 1),
  ]);
  const works = await listedMany(
    db,
    rows.flatMap((r) => r.publishedNo ?? []),
  );
  const gone = new Set(works.filter(isGone).map((w) => w.no));
  const [byUnit, lastByUnit] = [rows, lastRows].map((all) => new Map(all.map((r) => [r.unitId, r]))) as [
    Map<string, store.ReportRow>,
    Map<string, store.ReportRow>,
  ];
  const whole = addUpWhole(units, year, live, rows).built.report;
  const lastWhole = addUpWhole(units, year - 1, last, lastRows).built.report;
  return units.reporting.flatMap((u): Line[] => {
    const government = u.id === units.root?.id;
    const now = government ? whole : live.get(u.id)?.report;
    if (!now) return [];
    const row = byUnit.get(u.id);
    const settled = isSettled(row) ? row?.frozen : undefined;
    const report = settled?.report ?? now;
    const before = beforeOf(lastByUnit.get(u.id), government ? lastWhole : last.get(u.id)?.report);
    const failures = failuresOf(report, settled?.texts ?? row?.texts ?? NO_TEXTS, before?.report);
    const due = dueOf(government ? 'government' : 'unit', year, setting).on;
    const away = row?.publishedNo != null && gone.has(row.publishedNo);
    const done = away ? undefined : (row?.publishedOn ?? undefined);
    const left = daysBetween(today, due);
    return [
      {
        unitId: u.id,
        name: u.name,
        state: row?.state ?? 'none',
        due: away
          ? '公开的页面撤下了'
          : done
            ? `${sayMonthDay(done)}公布${done > due ? '，晚了' : ''}`
            : left < 0
              ? `${sayMonthDay(due)}到期，过期${-left}天`
              : `${sayMonthDay(due)}到期${left <= 60 ? `，还有${left}天` : ''}`,
        late: away || (done ? done > due : left < 0),
        report,
        errors: failures.filter((f) => f.severity === 'error').length,
        warnings: failures.filter((f) => f.severity === 'warning').length,
        moved: settled ? driftOf(settled.ledger ?? settled.report, now).length : 0,
      },
    ];
  });
}

const Checks = ({ l }: { l: Line }) => {
  if (l.errors + l.warnings + l.moved === 0) return <>都对得上</>;
  return (
    <>
      {[
        l.errors > 0 ? `${l.errors}处不平` : '',
        l.warnings > 0 ? `${l.warnings}处提醒` : '',
        l.moved > 0 ? `台账后来变了${l.moved}格` : '',
      ]
        .filter(Boolean)
        .join('，')}
    </>
  );
};

export async function listPage(c: Req, refusals: readonly Refusal[] = [], taken = ''): Promise<Answer> {
  const today = c.system.clock.today();
  const year = readYear(c.params.year ?? String(yearOf(today) - 1), today);
  const db = c.system.db;
  const units = await unitsFor(db);
  const [lines, known, setting] = await Promise.all([linesOf(c, units, year), store.years(db), store.settingOf(db)]);
  const done = lines.filter((l) => l.state === 'published').length;
  const years = [...new Set([yearOf(today), yearOf(today) - 1, ...known, year])].sort((a, b) => b - a).slice(0, 6);
  return consoleShell(c, {
    current: LIST,
    title: `${year}年政府信息公开工作年度报告`,
    lead: `${lines.length}份报告，已公布${done}份${year >= yearOf(today) ? '。这一年还没有过完，数字到今天为止' : ''}`,
    actions: units.root && <ButtonLink href={reportHref(units.root.id, year)}>看全区汇总</ButtonLink>,
    status: refusals.length > 0 ? 422 : 200,
    children: (
      <>
        <ErrorSummary title="没有存" errors={refusals.map((r) => ({ text: `${sayReport(r)}（${r.basis}）` }))} />
        <div class="list-tools">
          <Segmented
            label="哪一年"
            items={years.map((y) => ({ text: `${y}年`, href: `${LIST}/${y}`, current: y === year }))}
          />
        </div>
        <Panel title="各单位" note="数字来自台账，已审定的按审定的数">
          <DataTable
            caption={`${year}年度报告，各单位`}
            captionHidden
            rowKey={(l: Line) => l.unitId}
            rows={lines}
            columns={[
              {
                head: '单位',
                cell: (l: Line) => <a href={reportHref(l.unitId, year)}>{l.name}</a>,
              },
              { head: '到哪一步', cell: (l: Line) => <StateTag state={l.state} /> },
              {
                head: '期限',
                cell: (l: Line) => <span class={l.late ? 'late' : undefined}>{l.due}</span>,
              },
              { head: '新收', num: true, cell: (l: Line) => l.report.table3.new.total },
              { head: '办结', num: true, cell: (l: Line) => l.report.table3.resultTotal.total },
              { head: '结转', num: true, cell: (l: Line) => l.report.table3.carriedOut.total },
              { head: '核对', cell: (l: Line) => <Checks l={l} /> },
            ]}
          />
        </Panel>
        {may(c.system.permissions, c.actor, 'report:setting') && (
          <>
            <TakeInPanel said={taken} />
            <SettingPanel c={c} year={year} s={setting} />
          </>
        )}
      </>
    ),
  });
}

/** Reports that were public before the platform wrote them: their tables are read from their pages. */
const TakeInPanel = ({ said }: { said: string }) => (
  <Panel title="以前的年报">
    <p>本站已经公开、但不是在这里写的年报，可以读进来：明年好比较，开放数据里也有。页面不变，可以重复读。</p>
    {said && <p role="status">{said}</p>}
    <form method="post" action={`${LIST}/take-in`}>
      <Button>读进已经公开的年报</Button>
    </form>
  </Panel>
);

export async function takeInPage(c: Req): Promise<Answer> {
  const out = await takeInAllReports(c.system, c.actor);
  const not = out.refused.map((r) => `没有读进《${r.title}》：${r.say}`).join('');
  return listPage(c, [], `读进${out.taken.length}份。${not}`);
}

const SettingPanel = ({ c, year, s }: { c: Req; year: number; s: store.Setting }) => {
  const t = (name: string, or: string): string =>
    c.method === 'POST' && c.path.endsWith('/setting') ? c.form.text(name) : or;
  const law = {
    unit: dueOf('unit', year, { unitDue: null, governmentDue: null }),
    government: dueOf('government', year, { unitDue: null, governmentDue: null }),
  };
  return (
    <Panel title="本区设定" note="这些数没有全国统一规定">
      <form method="post" action={`${LIST}/setting`} data-guard>
        <input type="hidden" name="year" value={String(year)} />
        <div class="field-row">
          <Input
            name="unitDue"
            label="各单位最晚哪天公布"
            hint={`写成01-20。不填就按法定的${sayDay(law.unit.on)}`}
            value={t('unitDue', s.unitDue ?? '')}
            short
            optional
          />
          <Input
            name="governmentDue"
            label="区政府最晚哪天公布"
            hint={`不填就按法定的${sayDay(law.government.on)}`}
            value={t('governmentDue', s.governmentDue ?? '')}
            short
            optional
          />
        </div>
        <div class="field-row">
          <Input
            name="partOneChars"
            label="总体情况超过多少字提醒"
            value={t('partOneChars', String(s.partOneChars))}
            inputmode="numeric"
            short
          />
          <Input
            name="changePercent"
            label="比上年变化百分之多少要写原因"
            value={t('changePercent', String(s.changePercent))}
            inputmode="numeric"
            short
          />
          <Input
            name="changeLeast"
            label="且至少变化多少件"
            value={t('changeLeast', String(s.changeLeast))}
            inputmode="numeric"
            short
          />
        </div>
        <Button>保存设定</Button>
      </form>
    </Panel>
  );
};

export async function saveSettingPage(c: Req): Promise<Answer> {
  const number = (name: string): number => (/^\d{1,6}$/.test(c.form.text(name)) ? Number(c.form.text(name)) : 0);
  const date = (name: string): string | null => c.form.text(name).trim() || null;
  const out = await act.changeSetting(
    c.system,
    c.actor,
    {
      partOneChars: number('partOneChars'),
      changePercent: number('changePercent'),
      changeLeast: number('changeLeast'),
      unitDue: date('unitDue'),
      governmentDue: date('governmentDue'),
    },
    c.requestId,
  );
  const year = /^\d{4}$/.test(c.form.text('year')) ? c.form.text('year') : '';
  if (out.ok) return seeOther(year ? `${LIST}/${year}` : LIST);
  return listPage(year ? { ...c, params: { year } } : { ...c, params: {} }, out.refusals);
}
