import QRCode from 'qrcode';
import { type Day, isDay } from '../../lib/day.ts';
import { secondOf } from '../../lib/moments.ts';
import type { Refusal } from '../../lib/ruling.ts';
import { AppError } from '../../platform/errors.ts';
import { seeOther } from '../../platform/http/answer.ts';
import { get, post } from '../../platform/http/routes.ts';
import type { Answer, Req, Route } from '../../platform/http/types.ts';
import { Button } from '../../ui/components/button.tsx';
import { ErrorSummary } from '../../ui/components/error-summary.tsx';
import { Input, Select } from '../../ui/components/form.tsx';
import { Note } from '../../ui/components/note.tsx';
import { Panel, PanelRows } from '../../ui/components/panel.tsx';
import * as actions from './actions/account.ts';
import { sayAgent } from './agent.ts';
import { ROLE_NAMES, ROLES } from './permissions.ts';
import { delegationActive, mayDelegateTo } from './rules.ts';
import { sayOrg } from './say.ts';
import { SIGN_IN } from './settings.ts';
import { consoleShell } from './shell.tsx';
import * as store from './store.ts';

type Extra = { refusals?: readonly Refusal[]; qr?: string; secret?: string; codes?: string[]; done?: string };

async function accountPage(c: Req, x: Extra = {}, status = 200): Promise<Answer> {
  const db = c.system.db;
  const [me, sessions, given, held, units, everyone, setting] = await Promise.all([
    store.personById(db, c.actor.id),
    store.sessionsOf(db, c.actor.id),
    store.delegations(db, c.actor.id),
    store.rolesHeld(db, c.actor.id),
    store.unitsById(db),
    store.people(db),
    store.secondFactor(db),
  ]);
  const name = (id: string): string => everyone.find((p) => p.id === id)?.label ?? id;
  const unit = (id: string): string => units.get(id)?.shortName ?? units.get(id)?.name ?? id;
  const today = c.system.clock.today();
  const parents = new Map([...units.values()].map((u) => [u.id, u.parentId]));
  const done = x.done ?? c.query.get('done');
  return consoleShell(c, {
    current: '',
    title: '我的账号',
    lead: c.actor.label,
    status,
    flash: done ? { tone: 'good', text: '办好了。' } : undefined,
    aside: (
      <Panel title="登录在这些地方">
        <PanelRows
          rows={sessions.map((s) => ({
            main: s.id === c.actor.sessionId ? '这里' : sayAgent(s.agent),
            note: (
              <>
                {`${s.ip}　最近${secondOf(s.seenAt).slice(0, 16)}`}
                {s.id !== c.actor.sessionId && (
                  <form method="post" action="/console/account/session-end">
                    <input type="hidden" name="id" value={s.id} />
                    <Button small>让它退出</Button>
                  </form>
                )}
              </>
            ),
          }))}
        />
      </Panel>
    ),
    children: (
      <>
        <ErrorSummary title="没有办成" errors={(x.refusals ?? []).map((r) => ({ text: sayOrg(r) }))} />
        <Panel title="密码">
          <form method="post" action="/console/account/password">
            <Input name="old" type="password" label="现在的密码" autocomplete="current-password" required />
            <Input
              name="next"
              type="password"
              label="新密码"
              hint={`至少${SIGN_IN.minPassword}个字符，一句话也行。换了以后别处的登录都会退出。`}
              autocomplete="new-password"
              required
            />
            <Button>换密码</Button>
          </form>
        </Panel>
        <Panel title="动态码（第二步验证）" id="totp">
          {x.codes ? (
            <Note tone="good" title="动态码已开启。下面8个恢复码只显示这一次，请抄下来放好。">
              <p class="mono">{x.codes.join('　')}</p>
            </Note>
          ) : x.qr && x.secret ? (
            <form method="post" action="/console/account/totp-confirm">
              <p>用手机上的动态码软件扫这个码，或者手工输入：</p>
              <div
                class="totp-code"
                role="img"
                aria-label="动态码的二维码"
                dangerouslySetInnerHTML={{ __html: x.qr }}
              />
              <p class="mono">{x.secret}</p>
              <Input
                name="code"
                label="软件上现在的6位数"
                autocomplete="one-time-code"
                inputmode="numeric"
                short
                required
              />
              <Button kind="primary">开启动态码</Button>
            </form>
          ) : me?.totpOn ? (
            <form method="post" action="/console/account/totp-off">
              <p>已开启。换手机时先关掉，再设置一次。手机丢了请找系统管理员清除。</p>
              <Input
                name="password"
                id="totp-password"
                type="password"
                label="密码"
                autocomplete="current-password"
                required
              />
              <Button>关掉动态码</Button>
            </form>
          ) : setting === 'off' ? (
            <p>本网站没有启用动态码。</p>
          ) : (
            <form method="post" action="/console/account/totp">
              <p>没有开启。开启后，登录除了密码还要手机上的6位数。</p>
              <Button>设置动态码</Button>
            </form>
          )}
        </Panel>
        <Panel title="我不在时" note="把自己的角色委托给别人一段时间，经过里会写明是代办">
          {given.length === 0 ? (
            <p>现在没有委托。</p>
          ) : (
            <PanelRows
              rows={given.map((d) => ({
                main: `${name(d.fromId)} → ${name(d.toId)}：${unit(d.unitId)} ${ROLE_NAMES[d.role]}`,
                note: (
                  <>
                    {`${d.starts}至${d.ends}　${d.ended ? '已收回' : delegationActive(d, today) ? '现在有效' : d.starts > today ? '还没开始' : '已结束'}`}
                    {!d.ended && d.fromId === c.actor.id && d.ends >= today && (
                      <form method="post" action="/console/account/delegation-end">
                        <input type="hidden" name="id" value={String(d.id)} />
                        <Button small>收回这次委托</Button>
                      </form>
                    )}
                  </>
                ),
              }))}
            />
          )}
        </Panel>
        {held.length > 0 && (
          <Panel title="委托一次">
            <form method="post" action="/console/account/delegation">
              <Select
                name="held"
                label="哪个角色"
                value={c.form.text('held')}
                options={held.map((h) => ({
                  value: `${h.unitId}|${h.role}`,
                  text: `${unit(h.unitId)} ${ROLE_NAMES[h.role]}`,
                }))}
              />
              <Select
                name="to"
                label="委托给"
                value={c.form.text('to')}
                hint="本单位或上级单位的人"
                options={everyone
                  .filter(
                    (p) =>
                      p.active &&
                      p.id !== c.actor.id &&
                      mayDelegateTo(
                        held.map((h) => h.unitId),
                        p.unitId,
                        parents,
                      ),
                  )
                  .map((p) => ({ value: p.login, text: `${p.label}（${unit(p.unitId)}）` }))}
              />
              <Input name="starts" label="从" hint="例：2026-04-01" value={c.form.text('starts')} short />
              <Input name="ends" label="到（含这一天）" value={c.form.text('ends')} short />
              <Button>委托这个角色</Button>
            </form>
          </Panel>
        )}
      </>
    ),
  });
}

const offerOf = async (o: { secret: string; uri: string }): Promise<{ secret: string; qr: string }> => ({
  secret: o.secret,
  qr: await QRCode.toString(o.uri, { type: 'svg', margin: 2, width: 200 }),
});

const back = seeOther('/console/account?done=1');
const change = (path: string, run: Route['run']): Route =>
  post(`/console/account/${path}`, 'signed-in', run, { perMinute: 30 });

export const accountRoutes: readonly Route[] = [
  get('/console/account', 'signed-in', (c) => accountPage(c)),
  change('password', async (c) => {
    const out = await actions.changePassword(
      c.system,
      c.actor,
      { old: c.form.text('old'), next: c.form.text('next') },
      c.requestId,
    );
    return out.ok ? back : accountPage(c, { refusals: out.refusals }, 422);
  }),
  change('totp', async (c) => {
    const out = await actions.offerTotp(c.system, c.actor, {}, c.requestId);
    if (!out.ok) return accountPage(c, { refusals: out.refusals }, 422);
    return accountPage(c, await offerOf(out.value));
  }),
  change('totp-confirm', async (c) => {
    const out = await actions.confirmTotp(c.system, c.actor, { code: c.form.text('code') }, c.requestId);
    if (out.ok) return accountPage(c, { codes: out.value.codes });
    const pending = await actions.pendingTotp(c.system, c.actor.id);
    return accountPage(c, { refusals: out.refusals, ...(pending ? await offerOf(pending) : {}) }, 422);
  }),
  change('totp-off', async (c) => {
    const out = await actions.dropTotp(c.system, c.actor, { password: c.form.text('password') }, c.requestId);
    return out.ok ? back : accountPage(c, { refusals: out.refusals }, 422);
  }),
  change('session-end', async (c) => {
    await actions.revokeSession(c.system, c.actor, { id: c.form.text('id') }, c.requestId);
    return back;
  }),
  change('delegation', async (c) => {
    const [unitId = '', role = ''] = c.form.text('held').split('|');
    const starts = c.form.text('starts').trim();
    const ends = c.form.text('ends').trim();
    if (!isDay(starts) || !isDay(ends))
      return accountPage(c, { refusals: [{ code: 'bad_days', basis: '本系统登录规则' }] }, 422);
    const known = ROLES.find((r) => r === role);
    if (!known) throw new AppError('bad_request', `role ${role}`);
    const input = { toLogin: c.form.text('to'), unitId, role: known, starts: starts as Day, ends: ends as Day };
    const out = await actions.delegate(c.system, c.actor, input, c.requestId);
    return out.ok ? back : accountPage(c, { refusals: out.refusals }, 422);
  }),
  change('delegation-end', async (c) => {
    await actions.endDelegation(c.system, c.actor, { id: Number.parseInt(c.form.text('id'), 10) || 0 }, c.requestId);
    return back;
  }),
];
