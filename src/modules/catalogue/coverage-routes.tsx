import { isDay } from '../../lib/day.ts';
import type { Refusal } from '../../lib/ruling.ts';
import { AppError } from '../../platform/errors.ts';
import { download, seeOther, XLSX } from '../../platform/http/answer.ts';
import { get, post } from '../../platform/http/routes.ts';
import type { Answer, Req, Route } from '../../platform/http/types.ts';
import { may } from '../../platform/permission.ts';
import { Button } from '../../ui/components/button.tsx';
import { ErrorSummary } from '../../ui/components/error-summary.tsx';
import { Input } from '../../ui/components/form.tsx';
import { Note } from '../../ui/components/note.tsx';
import { Panel } from '../../ui/components/panel.tsx';
import { consoleShell } from '../org/index.ts';
import * as actions from './actions.ts';
import { CellPanel, openedCell } from './cell-panel.tsx';
import { type Coverage, coverage, type ItemCell } from './coverage.ts';
import { type Asked, askedOf, CoverageHead, CoverageMap, DayForm, leadOf, nameOf, XlsxLink } from './coverage-view.tsx';
import { coverageXlsx } from './coverage-xlsx.ts';
import { gridOf } from './grid.ts';
import { sayCatalogue } from './say.ts';
import * as store from './store.ts';
import { WhyView } from './why-view.tsx';

const BASE = '/console/coverage';

export const sayAll = (refusals: readonly Refusal[]) =>
  refusals.map((r) => ({ text: `${sayCatalogue(r) ?? r.code}（${r.basis}）` }));

const allowed = (c: Req, what: string, unitId?: string): boolean =>
  Object.hasOwn(c.system.permissions, what) && may(c.system.permissions, c.actor, what, unitId);

async function page(c: Req, refusals: readonly Refusal[] = [], status = 200): Promise<Answer> {
  const today = c.system.clock.today();
  const a = askedOf(c, BASE);
  const [map, sent] = await Promise.all([
    coverage(c.system.db, a.on, c.system.calendar),
    store.reminders(c.system.db, a.unit ? [a.unit] : []),
  ]);
  const open = openedCell({ a, map });
  const at = (what: string): boolean => open !== undefined && allowed(c, what, open.unit.id);
  return consoleShell(c, {
    current: BASE,
    title: '该公开的，公开了没有',
    lead: leadOf(a, gridOf(map, a)),
    actions: (
      <>
        <DayForm a={a} />
        <XlsxLink a={a} today={today} />
      </>
    ),
    status,
    children: (
      <div class="print-wide">
        <ErrorSummary title="没有办成" errors={sayAll(refusals)} />
        {c.query.get('urged') === '1' && (
          <Note tone="good">
            <p>已经催办。信息员的待办里会标出来，负责人也收到抄送。</p>
          </Note>
        )}
        <CoverageHead a={a} today={today} map={map} />
        <div class="con-cols con-cols-coverage">
          <div class="con-cols-main">
            <CoverageMap a={a} today={today} map={map} unitHref={(u) => `/console/catalogue/${u.id}`} />
          </div>
          <aside class="con-cols-side" aria-label="点开的一格">
            <CellPanel
              a={a}
              map={map}
              today={a.on}
              calendar={c.system.calendar}
              reminders={sent}
              may={{ urge: allowed(c, 'catalogue:urge'), write: at('catalogue:write'), piece: at('piece:write') }}
            />
            {allowed(c, 'catalogue:urge') && <Settings map={map} />}
          </aside>
        </div>
      </div>
    ),
  });
}

const Settings = ({ map }: { map: Coverage }) => (
  <Panel title="本区的设置">
    <form method="post" action={`${BASE}/settings`}>
      <Input
        name="soonDays"
        label="到期前几天算快到期"
        value={String(map.setting.soonDays)}
        inputmode="numeric"
        short
      />
      <Input
        name="silenceDays"
        label="“及时”最长隔几天"
        hint="空着就是不限：多久没有新的也不算逾期。"
        value={map.setting.silenceDays === null ? '' : String(map.setting.silenceDays)}
        inputmode="numeric"
        optional
        short
      />
      <Button small>保存设置</Button>
    </form>
  </Panel>
);

/** The same page with the refusal on it: the address of a form carries which cell was open. */
async function refused(c: Req, refusals: readonly Refusal[]): Promise<Answer> {
  const query = new URLSearchParams({ unit: c.form.text('unit'), item: c.form.text('item') });
  const cell = await cellOf(c, query.get('unit') ?? '', query.get('item') ?? '');
  if (cell) query.set('field', cell.item.field);
  return page({ ...c, query } as Req, refusals, 422);
}

async function cellOf(c: Req, unitId: string, itemId: string): Promise<ItemCell | undefined> {
  const map = await coverage(c.system.db, c.system.clock.today(), c.system.calendar, [unitId]);
  return map.cells.get(unitId)?.find((x) => x.item.id === itemId);
}

async function back(c: Req, more: Record<string, string> = {}): Promise<Answer> {
  const [unit, item] = [c.form.text('unit'), c.form.text('item')];
  const cell = await cellOf(c, unit, item);
  return seeOther(
    `${BASE}?${new URLSearchParams({ unit, item, ...(cell ? { field: cell.item.field } : {}), ...more })}#cell`,
  );
}

export async function workbook(c: Req, a: Asked): Promise<Answer> {
  const map = await coverage(c.system.readDb, a.on, c.system.calendar);
  return download(await coverageXlsx(map, gridOf(map, a)), XLSX, `覆盖图${a.on}.xlsx`);
}

/** The cell that `why` is about; not found when the unit has no such item. */
export async function whyCell(c: Req, base: string): Promise<{ a: Asked; cell: ItemCell; name: string }> {
  const a = askedOf(c, base);
  const map = await coverage(c.system.readDb, a.on, c.system.calendar, [a.unit ?? '']);
  const unit = map.units[0];
  const cell = unit && map.cells.get(unit.id)?.find((x) => x.item.id === a.item);
  if (!unit || !cell) throw new AppError('not_found', c.path);
  return { a, cell, name: nameOf(unit) };
}

export const coverageRoutes: readonly Route[] = [
  get(BASE, 'catalogue:read', (c) => page(c)),
  get(`${BASE}.xlsx`, 'catalogue:read', (c) => workbook(c, askedOf(c, BASE))),
  get(`${BASE}/why`, 'catalogue:read', async (c) => {
    const { a, cell, name } = await whyCell(c, BASE);
    return consoleShell(c, {
      current: BASE,
      title: `${name}：${cell.item.level2}，为什么是这天`,
      breadcrumbs: [
        {
          text: '覆盖与指标',
          href: `${BASE}?${new URLSearchParams({ unit: cell.unitId, field: cell.item.field, item: cell.item.id })}`,
        },
      ],
      children: (
        <Panel title="一天一天地算">
          <WhyView c={cell} today={a.on} calendar={c.system.calendar} />
        </Panel>
      ),
    });
  }),
  post(`${BASE}/urge`, 'catalogue:urge', async (c) => {
    const input = { unitId: c.form.text('unit'), itemId: c.form.text('item') };
    const out = await actions.urge(c.system, c.actor, input, c.requestId);
    return out.ok ? back(c, { urged: '1' }) : refused(c, out.refusals);
  }),
  post(`${BASE}/happened`, 'catalogue:write', async (c) => {
    const on = c.form.text('happenedOn').trim();
    if (!isDay(on))
      return refused(c, [{ code: 'bad_happening_day', basis: '公开目录写明的时限', detail: { text: on } }]);
    const out = await actions.recordHappening(
      c.system,
      c.actor,
      {
        unitId: c.form.text('unit'),
        itemId: c.form.text('item'),
        on,
        what: c.form.text('what'),
        rule: Math.trunc(Number(c.form.text('rule'))) || 0,
      },
      c.requestId,
    );
    return out.ok ? back(c) : refused(c, out.refusals);
  }),
  post(`${BASE}/strike`, 'catalogue:write', async (c) => {
    const id = Number(c.form.text('id'));
    const out = await actions.strikeHappening(
      c.system,
      c.actor,
      { unitId: c.form.text('unit'), id: Number.isSafeInteger(id) && id < 2 ** 31 ? id : 0 },
      c.requestId,
    );
    return out.ok ? back(c) : refused(c, out.refusals);
  }),
  post(`${BASE}/settings`, 'catalogue:urge', async (c) => {
    const silence = c.form.text('silenceDays').trim();
    const out = await actions.saveSetting(
      c.system,
      c.actor,
      { soonDays: Number(c.form.text('soonDays')), silenceDays: silence === '' ? null : Number(silence) },
      c.requestId,
    );
    return out.ok ? seeOther(BASE) : refused(c, out.refusals);
  }),
];
