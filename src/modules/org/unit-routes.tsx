import { addDays, type Day, dayIn } from '../../lib/day.ts';
import { secondOf } from '../../lib/moments.ts';
import type { Refusal, Ruling } from '../../lib/ruling.ts';
import { auditRows } from '../../platform/audit.ts';
import { AppError } from '../../platform/errors.ts';
import { seeOther } from '../../platform/http/answer.ts';
import { get, post } from '../../platform/http/routes.ts';
import type { Answer, Form, Req, Route } from '../../platform/http/types.ts';
import { Button, ButtonLink } from '../../ui/components/button.tsx';
import { ErrorSummary } from '../../ui/components/error-summary.tsx';
import { Checkbox, Input, Select, Textarea } from '../../ui/components/form.tsx';
import { Panel, PanelRows } from '../../ui/components/panel.tsx';
import { DataTable } from '../../ui/components/table.tsx';
import { saveUnit } from './actions/admin.ts';
import { dropFormerName, type FormerName, formerNames, keepFormerName } from './former-names.ts';
import { FormerNamesPanel } from './former-names-panel.tsx';
import { sayOrg } from './say.ts';
import { consoleShell } from './shell.tsx';
import * as store from './store.ts';

const KINDS: [store.UnitKind, string][] = [
  ['district', '区县'],
  ['department', '部门'],
  ['township', '乡镇街道'],
  ['village', '村、社区'],
  ['school', '学校'],
  ['hospital', '医院'],
  ['other', '其他'],
];
const words = (text: string): string[] => text.split(/[\s、，,]+/).filter(Boolean);

function unitOf(f: Form, before: store.Unit | undefined): store.Unit {
  const kind = KINDS.find(([k]) => k === f.text('kind'))?.[0] ?? 'other';
  return {
    id: before?.id ?? f.text('id'),
    parentId: f.text('parentId') || null,
    kind,
    name: f.text('name'),
    shortName: f.text('shortName').trim() || null,
    aliases: words(f.text('aliases')),
    codeLetters: words(f.text('codeLetters')),
    phone: f.text('phone'),
    address: f.text('address'),
    hours: f.text('hours'),
    duties: f.text('duties'),
    position: Number(f.text('position')) || 0,
    active: f.text('active') === '1',
    threePeople: f.text('threePeople') === '1',
  };
}

async function unitsPage(c: Req): Promise<Answer> {
  const all = [...(await store.unitsById(c.system.db)).values()];
  const depth = (u: store.Unit): number => {
    const up = all.find((x) => x.id === u.parentId);
    return up ? depth(up) + 1 : 0;
  };
  const ordered: store.Unit[] = [];
  const add = (parent: string | null): void => {
    for (const u of all.filter((x) => x.parentId === parent)) {
      ordered.push(u);
      add(u.id);
    }
  };
  add(null);
  return consoleShell(c, {
    current: '/console/admin/units',
    title: '单位',
    lead: `${all.length}个`,
    actions: (
      <ButtonLink href="/console/admin/units/new" kind="primary" icon="plus">
        加一个单位
      </ButtonLink>
    ),
    children: (
      <DataTable
        caption="单位"
        captionHidden
        rows={ordered}
        rowKey={(u: store.Unit) => u.id}
        columns={[
          {
            head: '名称',
            cell: (u: store.Unit) => <a href={`/console/admin/units/${u.id}`}>{`${'　'.repeat(depth(u))}${u.name}`}</a>,
          },
          { head: '类别', cell: (u: store.Unit) => KINDS.find(([k]) => k === u.kind)?.[1] ?? '' },
          { head: '简称', cell: (u: store.Unit) => u.shortName ?? '' },
          { head: '三审三校', cell: (u: store.Unit) => (u.threePeople ? '三人' : '可兼任') },
          { head: '状态', cell: (u: store.Unit) => (u.active ? '在用' : '已撤并') },
        ]}
      />
    ),
  });
}

async function unitPage(
  c: Req,
  unit: store.Unit | undefined,
  refusals: readonly Refusal[] = [],
  status = 200,
  former: readonly Refusal[] = [],
): Promise<Answer> {
  const all = await store.unitTree(c.system.db);
  const past = unit
    ? await auditRows(c.system.db, { action: 'org.unit', outcome: 'done', subject: `unit:${unit.id}` }, 20)
    : [];
  const isNew = c.params.id === undefined;
  const names = unit && !isNew ? await formerNames(c.system.db, unit.id) : [];
  return consoleShell(c, {
    current: '/console/admin/units',
    title: unit?.name || '加一个单位',
    breadcrumbs: [{ text: '单位', href: '/console/admin/units' }],
    status,
    children: (
      <>
        <Panel title="单位">
          <ErrorSummary errors={refusals.map((r) => ({ text: sayOrg(r) }))} />
          <form method="post" action={isNew ? '/console/admin/units' : `/console/admin/units/${unit?.id}`}>
            {isNew && <Input name="id" label="代号" hint="小写字母，定了不改。例：minzheng" value={unit?.id} />}
            <Input name="name" label="全称" value={unit?.name} />
            <Input name="shortName" label="简称" value={unit?.shortName ?? ''} optional />
            <Input
              name="aliases"
              label="别的叫法"
              hint="现在还用的写法，用空格隔开；从前的名称写在下面的“曾用名”"
              value={unit?.aliases.join(' ')}
              optional
            />
            <Input name="codeLetters" label="机关代字" hint="例：明民发" value={unit?.codeLetters.join(' ')} optional />
            <Select
              name="kind"
              label="类别"
              value={unit?.kind ?? 'department'}
              options={KINDS.map(([value, text]) => ({ value, text }))}
            />
            <Select
              name="parentId"
              label="上级"
              empty="没有（区县本身）"
              value={unit?.parentId ?? ''}
              options={all.filter((u) => u.id !== unit?.id).map((u) => ({ value: u.id, text: u.name }))}
            />
            <Input name="phone" label="电话" value={unit?.phone} optional />
            <Input name="address" label="地址" value={unit?.address} optional />
            <Input name="hours" label="办公时间" value={unit?.hours} optional />
            <Textarea name="duties" label="职能" value={unit?.duties} rows={4} optional />
            <Input name="position" label="排序" value={String(unit?.position ?? 0)} inputmode="numeric" short />
            <Checkbox
              name="threePeople"
              label="写稿、审核、签发必须是三个人（三审三校）"
              checked={unit?.threePeople ?? true}
            />
            <Checkbox name="active" label="在用" checked={unit?.active ?? true} />
            <Button kind="primary">保存单位</Button>
          </form>
        </Panel>
        {unit && !isNew && <FormerNamesPanel c={c} unitId={unit.id} names={names} refusals={former} />}
        {past.length > 0 && (
          <Panel title="改动经过" note="最近20次">
            <PanelRows
              rows={past.map((r) => ({
                main:
                  typeof r.detail.renamedFrom === 'string'
                    ? renamed(r.detail.renamedFrom, String(r.detail.to), dayIn(r.at), names)
                    : '改了资料',
                note: `${secondOf(r.at)}　${r.actorLabel}`,
              }))}
            />
          </Panel>
        )}
      </>
    ),
  });
}

/** A change of name that nobody has kept as a former one yet leads to the form that does. */
const renamed = (from: string, to: string, on: Day, names: readonly FormerName[]) => (
  <>
    {`“${from}”改名“${to}”`}
    {!names.some((f) => f.name === from) && (
      <>
        　<a href={`?${new URLSearchParams({ formerName: from, formerTo: addDays(on, -1) })}#former`}>记为曾用名</a>
      </>
    )}
  </>
);

/** Keeps or drops a former name; on a no the page comes back with what was typed. */
const former =
  (run: (c: Req, unitId: string) => Promise<Ruling<unknown>>) =>
  async (c: Req): Promise<Answer> => {
    const unit = await store.unitById(c.system.db, c.params.id ?? '');
    if (!unit) throw new AppError('not_found', c.path);
    const out = await run(c, unit.id);
    return out.ok ? seeOther(`/console/admin/units/${unit.id}#former`) : unitPage(c, unit, [], 422, out.refusals);
  };

export const unitRoutes: readonly Route[] = [
  get('/console/admin/units', 'org:admin', unitsPage),
  get('/console/admin/units/new', 'org:admin', (c) => unitPage(c, undefined)),
  post('/console/admin/units', 'org:admin', async (c) => {
    const unit = unitOf(c.form, undefined);
    const out = await saveUnit(c.system, c.actor, { unit, isNew: true }, c.requestId);
    return out.ok ? seeOther('/console/admin/units') : unitPage(c, unit, out.refusals, 422);
  }),
  get('/console/admin/units/:id', 'org:admin', async (c) => {
    const unit = await store.unitById(c.system.db, c.params.id ?? '');
    if (!unit) throw new AppError('not_found', c.path);
    return unitPage(c, unit);
  }),
  post('/console/admin/units/:id', 'org:admin', async (c) => {
    const before = await store.unitById(c.system.db, c.params.id ?? '');
    if (!before) throw new AppError('not_found', c.path);
    const unit = unitOf(c.form, before);
    const out = await saveUnit(c.system, c.actor, { unit, isNew: false }, c.requestId);
    return out.ok ? seeOther('/console/admin/units') : unitPage(c, unit, out.refusals, 422);
  }),
  post(
    '/console/admin/units/:id/former',
    'org:admin',
    former((c, unitId) => {
      const of = (name: string): string => c.form.text(`former${name}`);
      const input = { unitId, name: of('Name'), from: of('From'), to: of('To'), source: of('Source') };
      return keepFormerName(c.system, c.actor, input, c.requestId);
    }),
  ),
  post(
    '/console/admin/units/:id/former/drop',
    'org:admin',
    former((c, unitId) => dropFormerName(c.system, c.actor, { unitId, name: c.form.text('formerName') }, c.requestId)),
  ),
];
