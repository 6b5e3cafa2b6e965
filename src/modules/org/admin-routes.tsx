import { type Day, isDay } from '../../lib/day.ts';
import type { Refusal } from '../../lib/ruling.ts';
import { type AuditFilter, type AuditRow, auditRows, countAudit } from '../../platform/audit.ts';
import { verifyAuditChain } from '../../platform/db/audit-chain.ts';
import { AppError } from '../../platform/errors.ts';
import { download, seeOther } from '../../platform/http/answer.ts';
import type { Answer, Form, Req, Route } from '../../platform/http/types.ts';
import { Button, ButtonLink } from '../../ui/components/button.tsx';
import { ErrorSummary } from '../../ui/components/error-summary.tsx';
import { Checkbox, Input, Select, Textarea } from '../../ui/components/form.tsx';
import { Note } from '../../ui/components/note.tsx';
import { Pagination } from '../../ui/components/pagination.tsx';
import { Panel } from '../../ui/components/panel.tsx';
import { DataTable } from '../../ui/components/table.tsx';
import * as actions from './actions.ts';
import { ROLE_NAMES, ROLES, type Role } from './permissions.ts';
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
          { head: '名称', cell: (u: store.Unit) => <a href={`/console/admin/units/${u.id}`}>{`${'　'.repeat(depth(u))}${u.name}`}</a> },
          { head: '类别', cell: (u: store.Unit) => KINDS.find(([k]) => k === u.kind)?.[1] ?? '' },
          { head: '简称', cell: (u: store.Unit) => u.shortName ?? '' },
          { head: '三审三校', cell: (u: store.Unit) => (u.threePeople ? '三人' : '可兼任') },
          { head: '状态', cell: (u: store.Unit) => (u.active ? '在用' : '已撤并') },
        ]}
      />
    ),
  });
}

async function unitPage(c: Req, unit: store.Unit | undefined, refusals: readonly Refusal[] = [], status = 200): Promise<Answer> {
  const all = await store.unitTree(c.system.db);
  const isNew = c.params.id === undefined;
  return consoleShell(c, {
    current: '/console/admin/units',
    title: unit?.name || '加一个单位',
    breadcrumbs: [{ text: '单位', href: '/console/admin/units' }],
    status,
    children: (
      <Panel title="单位">
        <ErrorSummary errors={refusals.map((r) => ({ text: sayOrg(r) }))} />
        <form method="post" action={isNew ? '/console/admin/units' : `/console/admin/units/${unit?.id}`}>
          {isNew && <Input name="id" label="代号" hint="小写字母，定了不改。例：minzheng" value={unit?.id} />}
          <Input name="name" label="全称" value={unit?.name} />
          <Input name="shortName" label="简称" value={unit?.shortName ?? ''} optional />
          <Input name="aliases" label="别的叫法" hint="文件里常见的写法，用空格隔开" value={unit?.aliases.join(' ')} optional />
          <Input name="codeLetters" label="机关代字" hint="例：明民发" value={unit?.codeLetters.join(' ')} optional />
          <Select name="kind" label="类别" value={unit?.kind ?? 'department'} options={KINDS.map(([value, text]) => ({ value, text }))} />
          <Select name="parentId" label="上级" empty="没有（区县本身）" value={unit?.parentId ?? ''} options={all.filter((u) => u.id !== unit?.id).map((u) => ({ value: u.id, text: u.name }))} />
          <Input name="phone" label="电话" value={unit?.phone} optional />
          <Input name="address" label="地址" value={unit?.address} optional />
          <Input name="hours" label="办公时间" value={unit?.hours} optional />
          <Textarea name="duties" label="职能" value={unit?.duties} rows={4} optional />
          <Input name="position" label="排序" value={String(unit?.position ?? 0)} inputmode="numeric" short />
          <Checkbox name="threePeople" label="写稿、审核、签发必须是三个人（三审三校）" checked={unit?.threePeople ?? true} />
          <Checkbox name="active" label="在用" checked={unit?.active ?? true} />
          <Button kind="primary">保存单位</Button>
        </form>
      </Panel>
    ),
  });
}

async function peoplePage(c: Req, x: { refusals?: readonly Refusal[]; password?: string; who?: string } = {}, status = 200): Promise<Answer> {
  const db = c.system.db;
  const [all, roles, units] = await Promise.all([store.people(db), store.rolesHeld(db), store.unitsById(db)]);
  const unitOptions = [...units.values()].filter((u) => u.active).map((u) => ({ value: u.id, text: u.name }));
  const name = (id: string): string => units.get(id)?.shortName ?? units.get(id)?.name ?? id;
  const now = c.system.clock.now();
  return consoleShell(c, {
    current: '/console/admin/people',
    title: '人员和角色',
    lead: `${all.length}个账号`,
    status,
    children: (
      <>
        <ErrorSummary title="没有办成" errors={(x.refusals ?? []).map((r) => ({ text: sayOrg(r) }))} />
        {x.password && (
          <Note tone="good" live title={`${x.who}的密码，只显示这一次，第一次登录后要换：`}>
            <p class="mono">{x.password}</p>
          </Note>
        )}
        <Panel title="加一个账号">
          <form method="post" action="/console/admin/people">
            <Input name="login" label="账号" value={x.refusals ? c.form.text('login') : ''} />
            <Input name="label" label="怎么称呼" hint="写岗位，不写姓名。例：民政局·信息员" value={x.refusals ? c.form.text('label') : ''} />
            <Select name="unitId" label="单位" options={unitOptions} value={c.form.text('unitId')} />
            <Input name="email" type="email" label="工作邮箱" hint="收提醒用" value={x.refusals ? c.form.text('email') : ''} optional />
            <Button kind="primary">加这个账号</Button>
          </form>
        </Panel>
        <Panel title="账号" flush>
          <DataTable
            caption="账号"
            captionHidden
            rows={all}
            rowKey={(p: store.Person) => p.id}
            columns={[
              { head: '账号', cell: (p: store.Person) => `${p.label}（${p.login}）` },
              { head: '单位', cell: (p: store.Person) => name(p.unitId) },
              {
                head: '角色',
                cell: (p: store.Person) => (
                  <>
                    {roles
                      .filter((r) => r.personId === p.id)
                      .map((r) => (
                        <form method="post" action={`/console/admin/people/${p.id}/role`} key={`${r.unitId}${r.role}`}>
                          <input type="hidden" name="unitId" value={r.unitId} />
                          <input type="hidden" name="role" value={r.role} />
                          <Button small name="on" value="">{`去掉${name(r.unitId)}${ROLE_NAMES[r.role]}`}</Button>
                        </form>
                      ))}
                    <form method="post" action={`/console/admin/people/${p.id}/role`}>
                      <Select id={`unit-${p.id}`} name="unitId" label="在" value={p.unitId} options={unitOptions} />
                      <Select id={`role-${p.id}`} name="role" label="任" options={ROLES.map((value) => ({ value, text: ROLE_NAMES[value] }))} />
                      <Button small name="on" value="1">
                        加这个角色
                      </Button>
                    </form>
                  </>
                ),
              },
              {
                head: '状态',
                cell: (p: store.Person) => [p.active ? '' : '已停用', p.lockedUntil && p.lockedUntil > now ? '锁住了' : '', p.totpOn ? '有动态码' : ''].filter(Boolean).join('、') || '正常',
              },
              {
                head: '办理',
                cell: (p: store.Person) => (
                  <form method="post" action={`/console/admin/people/${p.id}`}>
                    <Button small name="act" value={p.active ? 'deactivate' : 'activate'}>
                      {p.active ? '停用账号' : '恢复账号'}
                    </Button>
                    <Button small name="act" value="unlock">
                      解锁
                    </Button>
                    <Button small name="act" value="reset_password">
                      重设密码
                    </Button>
                    <Button small name="act" value="reset_totp">
                      清除动态码
                    </Button>
                    <Button small name="act" value="sign_out">
                      让所有登录退出
                    </Button>
                    {c.system.config.oidc && (
                      <>
                        <Input id={`subject-${p.id}`} name="subject" label="统一身份标识" value={p.oidcSubject ?? ''} optional />
                        <Button small name="act" value="link">
                          保存标识
                        </Button>
                      </>
                    )}
                  </form>
                ),
              },
            ]}
          />
        </Panel>
      </>
    ),
  });
}

function filterOf(c: Req): AuditFilter {
  const text = (name: string): string | undefined => c.query.get(name)?.trim() || undefined;
  const from = text('from');
  const to = text('to');
  const pairs = { actor: text('actor'), unitId: text('unit'), action: text('action'), outcome: text('outcome'), subject: text('subject') };
  return {
    ...(Object.fromEntries(Object.entries(pairs).filter(([, v]) => v !== undefined)) as AuditFilter),
    ...(from && isDay(from) ? { from: from as Day } : {}),
    ...(to && isDay(to) ? { to: to as Day } : {}),
  };
}

const OUTCOMES: Record<string, string> = { done: '办成', refused: '被拒', forbidden: '无权', failed: '失败' };
const moment = (at: Date): string => new Date(at.getTime() + 8 * 3_600_000).toISOString().slice(0, 19).replace('T', ' ');
const PAGE = 50;

async function auditPage(c: Req): Promise<Answer> {
  const f = filterOf(c);
  const pageNo = Math.max(1, Number(c.query.get('page')) || 1);
  const [found, total, units] = await Promise.all([auditRows(c.system.db, f, PAGE, (pageNo - 1) * PAGE), countAudit(c.system.db, f), store.unitsById(c.system.db)]);
  const chain = c.query.get('verify') ? await verifyAuditChain(c.system.db) : undefined;
  const query = (over: Record<string, string>): string => `/console/admin/audit?${new URLSearchParams({ ...Object.fromEntries(c.query), ...over })}`;
  return consoleShell(c, {
    current: '/console/admin/audit',
    title: '审计',
    lead: `${total.toLocaleString('zh-CN')}条，谁也改不了`,
    actions: (
      <>
        <ButtonLink href={query({ verify: '1' })} icon="shield">
          核对有没有被改过
        </ButtonLink>
        <ButtonLink href={`/console/admin/audit.csv?${c.query}`} icon="download">
          下载表格
        </ButtonLink>
      </>
    ),
    flash: chain ? (chain.ok ? { tone: 'good', text: `从第一条到最后一条共${chain.rows}条，一条不少，没有改过。` } : { tone: 'bad', text: `第${chain.faults.map((x) => x.id).join('、')}条对不上，请保留现场并报告。` }) : undefined,
    children: (
      <>
        <form method="get" action="/console/admin/audit" class="inline-form">
          <Input name="actor" label="谁" value={f.actor} optional />
          <Input name="action" label="做什么" hint="例：piece" value={f.action} optional />
          <Select name="outcome" label="结果" empty="全部" value={f.outcome} options={Object.entries(OUTCOMES).map(([value, text]) => ({ value, text }))} optional />
          <Select name="unit" label="单位" empty="全部" value={f.unitId} options={[...units.values()].map((u) => ({ value: u.id, text: u.name }))} optional />
          <Input name="subject" label="对象" value={f.subject} optional />
          <Input name="from" label="从" value={f.from} short optional />
          <Input name="to" label="到" value={f.to} short optional />
          <Button small>筛选</Button>
        </form>
        <DataTable
          caption="审计记录"
          captionHidden
          phone="scroll"
          rows={found}
          rowKey={(r: AuditRow) => String(r.id)}
          columns={[
            { head: '序号', cell: (r: AuditRow) => r.id },
            { head: '时间', cell: (r: AuditRow) => moment(r.at) },
            { head: '谁', cell: (r: AuditRow) => r.actorLabel },
            { head: '单位', cell: (r: AuditRow) => (r.unitId ? (units.get(r.unitId)?.shortName ?? r.unitId) : '') },
            { head: '做什么', cell: (r: AuditRow) => r.action },
            { head: '对象', cell: (r: AuditRow) => r.subject ?? '' },
            { head: '结果', cell: (r: AuditRow) => OUTCOMES[r.outcome] ?? r.outcome },
            { head: '说明', cell: (r: AuditRow) => (Object.keys(r.detail).length > 0 ? JSON.stringify(r.detail) : '') },
          ]}
        />
        <Pagination page={pageNo} pages={Math.ceil(total / PAGE)} hrefFor={(n) => query({ page: String(n) })} />
      </>
    ),
  });
}

/** A cell that a spreadsheet would take for a formula is made text; quotes are doubled (RFC 4180). */
export const csvCell = (value: unknown): string => {
  const text = String(value ?? '');
  const safe = /^[=+\-@\t\r]/.test(text) ? `'${text}` : text;
  return `"${safe.replaceAll('"', '""')}"`;
};

async function auditCsv(c: Req): Promise<Answer> {
  const all = await auditRows(c.system.db, filterOf(c), 100_000);
  const head = ['序号', '时间', '谁', '账号', '单位', '做什么', '对象', '结果', '说明'];
  const lines = all.map((r) => [r.id, moment(r.at), r.actorLabel, r.actorId, r.unitId, r.action, r.subject, OUTCOMES[r.outcome], JSON.stringify(r.detail)]);
  const body = [head, ...lines].map((l) => l.map(csvCell).join(',')).join('\r\n');
  return download(`\uFEFF${body}\r\n`, 'text/csv; charset=utf-8', `审计-${c.system.clock.today()}.csv`);
}

export const adminRoutes: readonly Route[] = [
  { method: 'GET', path: '/console/admin/units', may: 'org:admin', run: unitsPage },
  { method: 'GET', path: '/console/admin/units/new', may: 'org:admin', run: (c) => unitPage(c, undefined) },
  {
    method: 'POST',
    path: '/console/admin/units',
    may: 'org:admin',
    run: async (c) => {
      const unit = unitOf(c.form, undefined);
      const out = await actions.saveUnit(c.system, c.actor, { unit, isNew: true }, c.requestId);
      return out.ok ? seeOther('/console/admin/units') : unitPage(c, unit, out.refusals, 422);
    },
  },
  {
    method: 'GET',
    path: '/console/admin/units/:id',
    may: 'org:admin',
    run: async (c) => {
      const unit = await store.unitById(c.system.db, c.params.id ?? '');
      if (!unit) throw new AppError('not_found', c.path);
      return unitPage(c, unit);
    },
  },
  {
    method: 'POST',
    path: '/console/admin/units/:id',
    may: 'org:admin',
    run: async (c) => {
      const before = await store.unitById(c.system.db, c.params.id ?? '');
      if (!before) throw new AppError('not_found', c.path);
      const unit = unitOf(c.form, before);
      const out = await actions.saveUnit(c.system, c.actor, { unit, isNew: false }, c.requestId);
      return out.ok ? seeOther('/console/admin/units') : unitPage(c, unit, out.refusals, 422);
    },
  },
  { method: 'GET', path: '/console/admin/people', may: 'org:admin', run: (c) => peoplePage(c) },
  {
    method: 'POST',
    path: '/console/admin/people',
    may: 'org:admin',
    run: async (c) => {
      const f = c.form;
      const out = await actions.addPerson(c.system, c.actor, { login: f.text('login'), label: f.text('label'), unitId: f.text('unitId'), email: f.text('email').trim() || null }, c.requestId);
      return out.ok ? peoplePage(c, { password: out.value.password, who: f.text('label') }) : peoplePage(c, { refusals: out.refusals }, 422);
    },
  },
  {
    method: 'POST',
    path: '/console/admin/people/:id/role',
    may: 'org:admin',
    run: async (c) => {
      const input = { personId: c.params.id ?? '', unitId: c.form.text('unitId'), role: c.form.text('role') as Role, on: c.form.text('on') === '1' };
      if (!(await store.personById(c.system.db, input.personId)) || !(await store.unitById(c.system.db, input.unitId))) throw new AppError('not_found', c.path);
      const out = await actions.setRole(c.system, c.actor, input, c.requestId);
      return out.ok ? seeOther('/console/admin/people') : peoplePage(c, { refusals: out.refusals }, 422);
    },
  },
  {
    method: 'POST',
    path: '/console/admin/people/:id',
    may: 'org:admin',
    run: async (c) => {
      const act = c.form.text('act') as actions.PersonChange['act'];
      const out = await actions.changePerson(c.system, c.actor, { personId: c.params.id ?? '', act, subject: c.form.text('subject') }, c.requestId);
      if (!out.ok) return peoplePage(c, { refusals: out.refusals }, 422);
      const who = (await store.personById(c.system.db, c.params.id ?? ''))?.label ?? '';
      return out.value.password ? peoplePage(c, { password: out.value.password, who }) : seeOther('/console/admin/people');
    },
  },
  { method: 'GET', path: '/console/admin/audit', may: 'org:audit', run: auditPage },
  { method: 'GET', path: '/console/admin/audit.csv', may: 'org:audit', run: auditCsv },
];
