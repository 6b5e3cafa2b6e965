import { secondOf } from '../../lib/moments.ts';
import type { Refusal } from '../../lib/ruling.ts';
import { AppError } from '../../platform/errors.ts';
import type { Answer, Req } from '../../platform/http/types.ts';
import { Button } from '../../ui/components/button.tsx';
import { ErrorSummary } from '../../ui/components/error-summary.tsx';
import { Input, type Option, Select } from '../../ui/components/form.tsx';
import { Note } from '../../ui/components/note.tsx';
import { Panel, PanelFigures, PanelRows } from '../../ui/components/panel.tsx';
import { ROLE_NAMES, ROLES } from './permissions.ts';
import { sayOrg } from './say.ts';
import { consoleShell } from './shell.tsx';
import * as store from './store.ts';

export const unitOptions = (units: ReadonlyMap<string, store.Unit>): Option[] =>
  [...units.values()].filter((u) => u.active).map((u) => ({ value: u.id, text: u.name }));

export const stateOf = (p: store.Person, now: Date): string =>
  [
    p.active ? '在用' : '已停用',
    p.lockedUntil && p.lockedUntil > now ? `锁到${secondOf(p.lockedUntil).slice(11, 16)}` : '',
    p.mustChange ? '还没换第一次的密码' : '',
    p.totpOn ? '有动态码' : '',
  ]
    .filter(Boolean)
    .join('，');

type Extra = { refusals?: readonly Refusal[]; password?: string };

/** One account: what it may do, and the acts of an administrator on it. */
export async function personPage(c: Req, id: string, x: Extra = {}, status = 200): Promise<Answer> {
  const db = c.system.db;
  const [p, held, units, sessions] = await Promise.all([
    store.personById(db, id),
    store.rolesHeld(db, id),
    store.unitsById(db),
    store.sessionsOf(db, id),
  ]);
  if (!p) throw new AppError('not_found', c.path);
  const name = (unitId: string): string => units.get(unitId)?.shortName ?? units.get(unitId)?.name ?? unitId;
  return consoleShell(c, {
    current: '/console/admin/people',
    title: p.label,
    lead: `账号${p.login}，${units.get(p.unitId)?.name ?? p.unitId}`,
    breadcrumbs: [{ text: '人员和角色', href: '/console/admin/people' }],
    status,
    flash: c.query.get('done') ? { tone: 'good', text: '办好了。' } : undefined,
    children: (
      <>
        <ErrorSummary title="没有办成" errors={(x.refusals ?? []).map((r) => ({ text: sayOrg(r) }))} />
        {x.password && (
          <Note tone="good" live title="第一次的密码，只显示这一次。请当面或打电话告诉本人，登录后要换。">
            <p class="mono">{x.password}</p>
          </Note>
        )}
        <Panel title="角色" note="在哪个单位任，就管到哪个单位和它的下级">
          <PanelRows
            rows={held.map((r) => ({
              main: `${name(r.unitId)}　${ROLE_NAMES[r.role]}`,
              note: (
                <form method="post" action={`/console/admin/people/${p.id}/role`}>
                  <input type="hidden" name="unitId" value={r.unitId} />
                  <input type="hidden" name="role" value={r.role} />
                  <Button small>{`去掉${ROLE_NAMES[r.role]}`}</Button>
                </form>
              ),
            }))}
          />
        </Panel>
        <Panel title="加一个角色">
          <form method="post" action={`/console/admin/people/${p.id}/role`}>
            <input type="hidden" name="on" value="1" />
            <Select name="unitId" label="单位" value={p.unitId} options={unitOptions(units)} />
            <Select name="role" label="角色" options={ROLES.map((value) => ({ value, text: ROLE_NAMES[value] }))} />
            <Button>加这个角色</Button>
          </form>
        </Panel>
        <Panel title="账号">
          <PanelFigures
            rows={[
              { label: '状态', value: stateOf(p, c.system.clock.now()) },
              { label: '工作邮箱', value: p.email ?? '没有写' },
              { label: '正在登录', value: `${sessions.length}处` },
            ]}
          />
          <form method="post" action={`/console/admin/people/${p.id}`}>
            <div class="btn-row">
              <Button name="act" value="unlock">
                解锁账号
              </Button>
              <Button name="act" value="reset_password" confirm="重设后，原来的密码马上不能用，别处的登录都会退出。">
                重设密码
              </Button>
              {p.totpOn && (
                <Button name="act" value="reset_totp" confirm="清除后，这个账号只要密码就能登录，直到本人重新设置。">
                  清除动态码
                </Button>
              )}
              <Button name="act" value="sign_out">
                让所有登录退出
              </Button>
              {p.active ? (
                <Button
                  kind="danger"
                  name="act"
                  value="deactivate"
                  confirm="停用后马上退出登录，也不能再登录；做过的事都留着。"
                >
                  停用账号
                </Button>
              ) : (
                <Button name="act" value="activate">
                  恢复账号
                </Button>
              )}
            </div>
          </form>
        </Panel>
        {c.system.config.oidc && (
          <Panel title={c.system.config.oidc.label}>
            <form method="post" action={`/console/admin/people/${p.id}`}>
              <Input
                name="subject"
                label="对方的身份标识（subject）"
                hint="对上以后，本人可以从统一身份登录。清空就是断开。"
                value={p.oidcSubject ?? ''}
                optional
              />
              <Button name="act" value="link">
                保存身份标识
              </Button>
            </form>
          </Panel>
        )}
      </>
    ),
  });
}
