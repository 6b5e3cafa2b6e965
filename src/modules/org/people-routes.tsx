import type { Refusal } from '../../lib/ruling.ts';
import { AppError } from '../../platform/errors.ts';
import { seeOther } from '../../platform/http/answer.ts';
import { get, post } from '../../platform/http/routes.ts';
import type { Answer, Req, Route } from '../../platform/http/types.ts';
import { Button } from '../../ui/components/button.tsx';
import { ErrorSummary } from '../../ui/components/error-summary.tsx';
import { Choices, Input, Select } from '../../ui/components/form.tsx';
import { Panel } from '../../ui/components/panel.tsx';
import { DataTable } from '../../ui/components/table.tsx';
import { addPerson, changePerson, PERSON_ACTS, type PersonAct, setRole, setSecondFactor } from './actions/admin.ts';
import { ROLE_NAMES, ROLES } from './permissions.ts';
import { personPage, stateOf, unitOptions } from './person-page.tsx';
import type { SecondFactor } from './rules.ts';
import { sayOrg } from './say.ts';
import { consoleShell } from './shell.tsx';
import * as store from './store.ts';

const SECOND_FACTOR: readonly { value: SecondFactor; text: string; hint: string }[] = [
  { value: 'required', text: '签发和系统管理员必须用', hint: '没设好动态码之前，登录后只能去设动态码。' },
  { value: 'optional', text: '自己决定用不用', hint: '开了动态码的人，登录时要填。' },
  { value: 'off', text: '都不用', hint: '登录只要密码。' },
];

async function peoplePage(c: Req, refusals: readonly Refusal[] = [], status = 200): Promise<Answer> {
  const db = c.system.db;
  const [all, roles, units, setting] = await Promise.all([
    store.people(db),
    store.rolesHeld(db),
    store.unitsById(db),
    store.secondFactor(db),
  ]);
  const name = (id: string): string => units.get(id)?.shortName ?? units.get(id)?.name ?? id;
  const unitId = c.query.get('unit') ?? '';
  const shown = unitId ? all.filter((p) => p.unitId === unitId) : all;
  const kept = (field: string): string => (refusals.length > 0 ? c.form.text(field) : '');
  return consoleShell(c, {
    current: '/console/admin/people',
    title: '人员和角色',
    lead: `${all.length}个账号，${all.filter((p) => !p.active).length}个停用`,
    status,
    children: (
      <>
        <ErrorSummary title="没有办成" errors={refusals.map((r) => ({ text: sayOrg(r) }))} />
        <Panel title="账号" note={unitId ? name(unitId) : '全部'}>
          <DataTable
            caption="账号"
            captionHidden
            rows={shown}
            rowKey={(p: store.Person) => p.id}
            columns={[
              { head: '称呼', cell: (p: store.Person) => <a href={`/console/admin/people/${p.id}`}>{p.label}</a> },
              { head: '账号', cell: (p: store.Person) => <span class="mono">{p.login}</span> },
              {
                head: '单位',
                cell: (p: store.Person) => <a href={`/console/admin/people?unit=${p.unitId}`}>{name(p.unitId)}</a>,
              },
              {
                head: '角色',
                cell: (p: store.Person) =>
                  roles
                    .filter((r) => r.personId === p.id)
                    .map((r) => (r.unitId === p.unitId ? ROLE_NAMES[r.role] : `${name(r.unitId)}${ROLE_NAMES[r.role]}`))
                    .join('、') || '还没有角色',
              },
              { head: '状态', cell: (p: store.Person) => stateOf(p, c.system.clock.now()) },
            ]}
          />
        </Panel>
        <Panel title="加一个账号">
          <form method="post" action="/console/admin/people">
            <Input
              name="login"
              label="账号"
              hint="小写字母开头，例：mzj-xinxiyuan"
              value={kept('login')}
              autocomplete="off"
            />
            <Input name="label" label="怎么称呼" hint="写岗位，不写姓名。例：民政局·信息员" value={kept('label')} />
            <Select name="unitId" label="单位" options={unitOptions(units)} value={kept('unitId') || unitId} />
            <Input name="email" type="email" label="工作邮箱" hint="收提醒用" value={kept('email')} optional />
            <Button kind="primary">加这个账号</Button>
          </form>
        </Panel>
        <Panel title="动态码（第二步验证）" note="全站规则">
          <form method="post" action="/console/admin/second-factor">
            <Choices name="value" legend="谁要用" options={[...SECOND_FACTOR]} chosen={setting} />
            <Button>保存规则</Button>
          </form>
        </Panel>
      </>
    ),
  });
}

const idOf = (c: Req): string => c.params.id ?? '';

export const peopleRoutes: readonly Route[] = [
  get('/console/admin/people', 'org:admin', (c) => peoplePage(c)),
  post('/console/admin/people', 'org:admin', async (c) => {
    const f = c.form;
    const input = {
      login: f.text('login'),
      label: f.text('label'),
      unitId: f.text('unitId'),
      email: f.text('email').trim() || null,
    };
    const out = await addPerson(c.system, c.actor, input, c.requestId);
    // Shown in this very answer: the password stands nowhere else, so there is nothing a redirect could show.
    return out.ok ? personPage(c, out.value.id, { password: out.value.password }) : peoplePage(c, out.refusals, 422);
  }),
  get('/console/admin/people/:id', 'org:admin', (c) => personPage(c, idOf(c))),
  post('/console/admin/people/:id/role', 'org:admin', async (c) => {
    const role = ROLES.find((r) => r === c.form.text('role'));
    if (!role) throw new AppError('bad_request', `role ${c.form.text('role')}`);
    const input = { personId: idOf(c), unitId: c.form.text('unitId'), role, on: c.form.text('on') === '1' };
    const out = await setRole(c.system, c.actor, input, c.requestId);
    return out.ok
      ? seeOther(`/console/admin/people/${idOf(c)}?done=1`)
      : personPage(c, idOf(c), { refusals: out.refusals }, 422);
  }),
  post('/console/admin/people/:id', 'org:admin', async (c) => {
    const act: PersonAct | undefined = PERSON_ACTS.find((a) => a === c.form.text('act'));
    if (!act) throw new AppError('bad_request', `act ${c.form.text('act')}`);
    const out = await changePerson(
      c.system,
      c.actor,
      { personId: idOf(c), act, subject: c.form.text('subject') },
      c.requestId,
    );
    if (!out.ok) return personPage(c, idOf(c), { refusals: out.refusals }, 422);
    return out.value.password
      ? personPage(c, idOf(c), { password: out.value.password })
      : seeOther(`/console/admin/people/${idOf(c)}?done=1`);
  }),
  post('/console/admin/second-factor', 'org:admin', async (c) => {
    const value = SECOND_FACTOR.find((o) => o.value === c.form.text('value'))?.value;
    if (!value) throw new AppError('bad_request', `second factor ${c.form.text('value')}`);
    await setSecondFactor(c.system, c.actor, { value }, c.requestId);
    return seeOther('/console/admin/people');
  }),
];
