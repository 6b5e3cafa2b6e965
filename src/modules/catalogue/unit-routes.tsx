import type { Refusal } from '../../lib/ruling.ts';
import { AppError } from '../../platform/errors.ts';
import { seeOther } from '../../platform/http/answer.ts';
import { get, post } from '../../platform/http/routes.ts';
import type { Answer, Req, Route } from '../../platform/http/types.ts';
import { may, reachOf } from '../../platform/permission.ts';
import { ErrorSummary } from '../../ui/components/error-summary.tsx';
import { Note } from '../../ui/components/note.tsx';
import { EmptyState } from '../../ui/components/state-box.tsx';
import { DataTable } from '../../ui/components/table.tsx';
import { consoleShell, type Unit, unitById, unitTree } from '../org/index.ts';
import * as actions from './actions.ts';
import { type OfferedItem, offered } from './coverage.ts';
import { sayAll } from './coverage-routes.tsx';
import { publishCatalogue } from './release.ts';
import { parseBasis } from './rules/basis.ts';
import { readElements } from './rules/own.ts';
import { parseTiming } from './rules/timing.ts';
import { CARRIERS, type Carrier } from './rules/types.ts';
import * as store from './store.ts';
import { ItemPage, Meanwhile } from './unit-item-view.tsx';
import { OwnPage, type OwnTyped } from './unit-own-view.tsx';
import { type Narrow, narrowed, UnitPage, UnitSide, unitHref } from './unit-view.tsx';
import { tablesOf, type UploadRead, uploadCatalogue } from './upload.ts';

const BASE = '/console/catalogue';
const BIG = 60 * 1024 * 1024;
const TRAIL = { text: '公开目录', href: BASE };

async function unitOf(c: Req): Promise<Unit> {
  const unit = await unitById(c.system.db, c.params.unit ?? '');
  if (!unit?.active) throw new AppError('not_found', c.path);
  return unit;
}
const at = (c: Req, what: string, unit: Unit): boolean => may(c.system.permissions, c.actor, what, unit.id);

/** Whose catalogue: those the person answers for first, then all others to read. */
async function listPage(c: Req): Promise<Answer> {
  const reach = reachOf(c.system.permissions, c.actor, 'catalogue:write');
  const units = (await unitTree(c.system.db)).filter((u) => u.kind !== 'district' || reach === 'all');
  const mine = new Set(reach === 'all' ? units.map((u) => u.id) : reach);
  const [decided] = await Promise.all([store.adoptions(c.system.db)]);
  const n = (u: Unit, s: string): number => decided.filter((a) => a.unitId === u.id && a.state === s).length;
  const rows = [...units.filter((u) => mine.has(u.id)), ...units.filter((u) => !mine.has(u.id))];
  return consoleShell(c, {
    current: BASE,
    title: '公开目录',
    lead: '每个单位该公开什么、多久公开。自己的单位在最前面。',
    children:
      rows.length === 0 ? (
        <EmptyState title="还没有录入单位">
          <p>系统管理员录入单位后，这里列出每个单位的目录。</p>
        </EmptyState>
      ) : (
        <DataTable
          caption="各单位的公开目录"
          captionHidden
          rowKey={(u: Unit) => u.id}
          rows={rows}
          columns={[
            { head: '单位', cell: (u: Unit) => <a href={unitHref(u.id)}>{u.name}</a> },
            { head: '已采用', num: true, cell: (u: Unit) => n(u, 'adopted') },
            { head: '不采用', num: true, cell: (u: Unit) => n(u, 'dropped') },
            { head: '您能改', cell: (u: Unit) => (mine.has(u.id) ? '能' : '') },
          ]}
        />
      ),
  });
}

const STATES = ['all', 'open', 'adopted', 'dropped'] as const;
const narrowOf = (c: Req): Narrow => ({
  q: (c.query.get('q') ?? '').trim().slice(0, 80),
  field: c.query.get('field') ?? '',
  state: STATES.find((s) => s === c.query.get('state')) ?? 'all',
});

export async function unitPage(
  c: Req,
  refusals: readonly Refusal[] = [],
  notes: readonly string[] = [],
  status = 200,
): Promise<Answer> {
  const unit = await unitOf(c);
  const today = c.system.clock.today();
  const [all, release] = await Promise.all([offered(c.system.db, unit, today), store.releaseOf(c.system.db, unit.id)]);
  const v = {
    unit,
    today,
    all,
    n: narrowOf(c),
    writes: at(c, 'catalogue:write', unit),
    publishes: at(c, 'catalogue:publish', unit),
    release,
  };
  return consoleShell(c, {
    current: BASE,
    title: `${unit.name}的公开目录`,
    lead: `${all.length}个事项归这个单位公开。采用后写稿时按要素填，到期前会提醒。`,
    breadcrumbs: [TRAIL],
    status,
    aside: <UnitSide {...v} />,
    children: (
      <>
        <ErrorSummary title="没有办成" errors={sayAll(refusals)} />
        {notes.map((n) => (
          <Note tone="help" key={n}>
            <p>{n}</p>
          </Note>
        ))}
        <UnitPage {...v} />
      </>
    ),
  });
}

async function itemOf(c: Req): Promise<{ unit: Unit; o: OfferedItem }> {
  const unit = await unitOf(c);
  const o = (await offered(c.system.db, unit, c.system.clock.today())).find((x) => x.item.id === c.params.item);
  if (!o) throw new AppError('not_found', c.path);
  return { unit, o };
}

async function itemPage(c: Req, refusals: readonly Refusal[] = [], status = 200): Promise<Answer> {
  const { unit, o } = await itemOf(c);
  const sent = c.form.entries().length > 0;
  const a = o.adoption;
  const typed = (name: string, stored: string): string =>
    sent && c.form.entries().some(([k]) => k === name) ? c.form.text(name) : stored;
  const carriers = sent && c.form.text('act') === 'adapt' ? c.form.all('carrier') : (a?.carriers ?? o.item.carriers);
  return consoleShell(c, {
    current: BASE,
    title: `${o.item.id} ${o.item.level2}`,
    lead: `${unit.name}　${o.item.level1}`,
    breadcrumbs: [TRAIL, { text: unit.shortName ?? unit.name, href: unitHref(unit.id) }],
    status,
    children: (
      <>
        <ErrorSummary title="没有办成，您写的都在" errors={sayAll(refusals)} />
        {a && refusals.some((r) => r.code === 'changed_meanwhile') && <Meanwhile a={a} item={o.item} />}
        {a?.state === 'dropped' && (
          <Note tone="warn">
            <p>现在不采用，原因：{a.reason}</p>
          </Note>
        )}
        <ItemPage
          unit={unit}
          o={o}
          // The page that comes back shows what stands now, so pressing once more is a decision.
          seen={actions.seenOf(a)}
          writes={at(c, 'catalogue:write', unit)}
          typed={{
            content: typed('content', a?.content ?? o.item.content),
            timing: typed('timing', a?.timingText ?? o.item.timing.text),
            contact: typed('contact', a?.contact ?? ''),
            carriers,
            reason: typed('reason', a?.reason ?? ''),
          }}
        />
      </>
    ),
  });
}

const carriersOf = (c: Req): Carrier[] => {
  const sent = new Set(c.form.all('carrier'));
  return CARRIERS.filter((k) => sent.has(k));
};

async function decide(c: Req): Promise<Answer> {
  const { unit, o } = await itemOf(c);
  const sent = c.form.entries().some(([k]) => k === 'seen');
  const input = { unitId: unit.id, itemId: o.item.id, ...(sent ? { seen: c.form.text('seen') } : {}) };
  const run = async () => {
    if (c.form.text('act') === 'drop')
      return actions.dropItem(c.system, c.actor, { ...input, reason: c.form.text('reason') }, c.requestId);
    const { timing, unread } = parseTiming(c.form.text('timing'));
    const change = {
      content: c.form.text('content'),
      timing,
      unread,
      carriers: carriersOf(c),
      contact: c.form.text('contact'),
    };
    return actions.adaptItem(c.system, c.actor, { ...input, change }, c.requestId);
  };
  const out = await run();
  return out.ok
    ? seeOther(`${unitHref(unit.id)}?field=${encodeURIComponent(o.item.field)}`)
    : itemPage(c, out.refusals, 422);
}

async function adopt(c: Req): Promise<Answer> {
  const unit = await unitOf(c);
  const today = c.system.clock.today();
  const chosen = c.form.text('all')
    ? narrowed(await offered(c.system.db, unit, today), narrowOf(c))
        .filter((o) => !o.adoption)
        .map((o) => o.item.id)
    : c.form.all('item');
  const out = await actions.adoptItems(c.system, c.actor, { unitId: unit.id, itemIds: chosen }, c.requestId);
  return out.ok ? seeOther(unitHref(unit.id)) : unitPage(c, out.refusals, [], 422);
}

const OWN_FIELDS = ['field', 'level1', 'level2', 'content', 'elements', 'basis', 'timing', 'contact'] as const;
const ownTyped = (c: Req): OwnTyped => ({
  ...(Object.fromEntries(OWN_FIELDS.map((f) => [f, c.form.text(f)])) as Record<(typeof OWN_FIELDS)[number], string>),
  carriers: c.form.entries().length > 0 ? c.form.all('carrier') : ['政府网站'],
});

async function ownPage(c: Req, refusals: readonly Refusal[] = [], status = 200): Promise<Answer> {
  const unit = await unitOf(c);
  return consoleShell(c, {
    current: BASE,
    title: '自己增加一个事项',
    lead: unit.name,
    breadcrumbs: [TRAIL, { text: unit.shortName ?? unit.name, href: unitHref(unit.id) }],
    status,
    children: (
      <>
        <ErrorSummary title="还差这些，您写的都在" errors={sayAll(refusals)} />
        <OwnPage unit={unit} typed={ownTyped(c)} today={c.system.clock.today()} />
      </>
    ),
  });
}

async function addOwn(c: Req): Promise<Answer> {
  const unit = await unitOf(c);
  const typed = ownTyped(c);
  const { elements, refusals } = readElements(typed.elements);
  if (refusals.length > 0) return ownPage(c, refusals, 422);
  const { timing, unread } = parseTiming(typed.timing);
  const out = await actions.addOwnItem(
    c.system,
    c.actor,
    {
      unitId: unit.id,
      contact: typed.contact,
      unread,
      item: {
        field: typed.field,
        level1: typed.level1.trim() || typed.level2.trim(),
        level2: typed.level2.trim(),
        content: typed.content.trim(),
        elements,
        basis: typed.basis.split('\n').flatMap((line) => parseBasis(line)),
        timing,
        carriers: carriersOf(c),
        audience: 'all',
      },
    },
    c.requestId,
  );
  return out.ok ? seeOther(unitHref(unit.id)) : ownPage(c, out.refusals, 422);
}

async function release(c: Req): Promise<Answer> {
  const unit = await unitOf(c);
  const input = { unitId: unit.id, reason: c.form.text('reason') };
  const out = await publishCatalogue(c.system, c.actor, input, c.requestId);
  return out.ok ? seeOther(`/p/${out.value.no}`) : unitPage(c, out.refusals, [], 422);
}

const sayUpload = (u: UploadRead): string[] => [
  `读入了目录：${u.matched}个对上国家目录，${u.own}个作为自己增加的事项${u.known > 0 ? `，${u.known}个以前决定过，没有动` : ''}。`,
  ...(u.wider.length > 0
    ? [`${u.wider.length}个事项的时限比目录宽，按目录的时限采用：${u.wider.slice(0, 20).join('；')}`]
    : []),
  ...u.remarks.slice(0, 20),
  ...(u.remarks.length > 20 ? [`另有${u.remarks.length - 20}处提示。`] : []),
];

async function upload(c: Req): Promise<Answer> {
  const unit = await unitOf(c);
  const file = c.form.file('table');
  if (!file) return unitPage(c, [{ code: 'no_upload', basis: '上传的目录' }], [], 422);
  const grids = await tablesOf({ name: file.name, bytes: file.bytes });
  if (!grids.ok) return unitPage(c, grids.refusals, [], 422);
  const out = await uploadCatalogue(c.system, c.actor, { unitId: unit.id, grids: grids.value }, c.requestId);
  return out.ok ? unitPage(c, [], sayUpload(out.value)) : unitPage(c, out.refusals, [], 422);
}

export const unitRoutes: readonly Route[] = [
  get(BASE, 'catalogue:read', listPage),
  get(`${BASE}/:unit`, 'catalogue:read', (c) => unitPage(c)),
  post(`${BASE}/:unit/adopt`, 'catalogue:write', adopt),
  post(`${BASE}/:unit/publish`, 'catalogue:publish', release),
  post(`${BASE}/:unit/upload`, 'catalogue:write', upload, { maxBody: BIG }),
  get(`${BASE}/:unit/own`, 'catalogue:write', (c) => ownPage(c)),
  post(`${BASE}/:unit/own`, 'catalogue:write', addOwn),
  get(`${BASE}/:unit/items/:item`, 'catalogue:read', (c) => itemPage(c)),
  post(`${BASE}/:unit/items/:item`, 'catalogue:write', decide),
];
