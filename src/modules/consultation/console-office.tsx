import { periods } from '../../../law/index.ts';
import { periodInForce } from '../../lib/dated.ts';
import { sayMoment } from '../../lib/moments.ts';
import type { Refusal } from '../../lib/ruling.ts';
import { seeOther } from '../../platform/http/answer.ts';
import type { Answer, Req } from '../../platform/http/types.ts';
import { Button } from '../../ui/components/button.tsx';
import { ErrorSummary } from '../../ui/components/error-summary.tsx';
import { Checkbox, Input, Select } from '../../ui/components/form.tsx';
import { Note } from '../../ui/components/note.tsx';
import { Panel, PanelRows } from '../../ui/components/panel.tsx';
import { consoleShell } from '../org/index.ts';
import { makeKey, revokeKey } from './ask.ts';
import { saveChannel, saveSettings } from './office.ts';
import { RULE } from './rules/index.ts';
import { sayConsultation } from './say.ts';
import { apiKeys, channels, settingOf } from './settings.ts';

const errorsOf = (refusals: readonly Refusal[], field: Record<string, string> = {}) =>
  refusals.map((r) => ({ field: field[r.code], text: sayConsultation(r) }));

/** Settings, channels and keys. */
export async function officePage(c: Req, refusals: readonly Refusal[] = [], key?: string): Promise<Answer> {
  const db = c.system.db;
  const [s, ways, keys] = await Promise.all([settingOf(db), channels(db), apiKeys(db)]);
  const law = periodInForce(periods, RULE, c.system.clock.today());
  const today = c.system.clock.today();
  const number = (name: string, label: string, value: number, hint: string) => (
    <Input name={name} label={label} value={String(value)} hint={hint} inputmode="numeric" short />
  );
  return consoleShell(c, {
    current: '/console/consultation',
    title: '咨询设置',
    lead: `国家要求${law.number}个工作日答复（${law.basis}）。各渠道更短的时限是本地做法，核实后再勾“已核实”。`,
    status: refusals.length > 0 ? 422 : 200,
    children: (
      <>
        <ErrorSummary title="还没有改" errors={errorsOf(refusals)} />
        {key && (
          <Note tone="warn" title="密钥只显示这一次，请马上交给用它的系统。" live>
            <p class="mono">{key}</p>
          </Note>
        )}
        {ways.map((w) => (
          <Panel key={w.code} title={w.name} note={w.confirmed ? '已核实' : '时限未核实'}>
            <form method="post" action="/console/consultation/channels">
              <input type="hidden" name="code" value={w.code} />
              <Input
                name="transferDays"
                id={`transfer-${w.code}`}
                label="几个工作日内转办"
                value={String(w.transferDays)}
                inputmode="numeric"
                short
              />
              <Input
                name="answerDays"
                id={`answer-${w.code}`}
                label="几个工作日内答复"
                hint={`空着按国家要求的${law.number}个`}
                value={w.answerDays === null ? '' : String(w.answerDays)}
                inputmode="numeric"
                short
                optional
              />
              <Checkbox name="confirmed" id={`confirmed-${w.code}`} label="已核实" checked={w.confirmed} />
              <Button small>{`保存${w.name}的时限`}</Button>
            </form>
          </Panel>
        ))}
        <Panel title="其他设置">
          <form method="post" action="/console/consultation/settings">
            {number('keepContactDays', '联系方式保留几天', s.keepContactDays, '从答复那天算起，到期自动删除')}
            {number('repeats', '同一条有几个人问就要二次解读', s.repeats, '按不同的人算')}
            {number('perTenMinutes', '一个网络10分钟内最多提几条', s.perTenMinutes, '超过的请他稍后再提，写的不会丢')}
            {number('perDay', '一个网络一天最多提几条', s.perDay, '大厅、学校的电脑共用一个网络，不要太少')}
            <Button>保存设置</Button>
          </form>
        </Panel>
        <Panel title="接口密钥" note="大厅、热线、新媒体的系统用它提交咨询；库里只存指纹">
          {keys.length > 0 && (
            <PanelRows
              rows={keys.map((k) => ({
                main: `${k.name}（${ways.find((w) => w.code === k.channel)?.name ?? k.channel}）`,
                note: (
                  <>
                    {`${sayMoment(k.madeAt, today)}由${k.madeBy}发出，用过${k.uses}次${k.usedAt ? `，最近${sayMoment(k.usedAt, today)}` : ''}　`}
                    {k.revokedAt ? (
                      `${sayMoment(k.revokedAt, today)}停用`
                    ) : (
                      <form method="post" action={`/console/consultation/keys/${k.id}/revoke`}>
                        <Button small kind="danger" confirm="停用以后那个系统马上提交不了咨询，不能恢复。停用吗？">
                          {`停用${k.name}`}
                        </Button>
                      </form>
                    )}
                  </>
                ),
              }))}
            />
          )}
          <form method="post" action="/console/consultation/keys">
            <Input name="name" label="给谁用" hint="例：政务大厅叫号系统" value={c.form.text('name')} maxlength={60} />
            <Select
              name="channel"
              label="记作哪个渠道"
              options={ways.filter((w) => w.code !== 'portal').map((w) => ({ value: w.code, text: w.name }))}
              value={c.form.text('channel')}
            />
            <Button>发一把密钥</Button>
          </form>
        </Panel>
      </>
    ),
  });
}

const num = (text: string): number =>
  /^\d{1,7}$/.test(text.normalize('NFKC').trim()) ? Number(text.normalize('NFKC')) : Number.NaN;
const OFFICE = '/console/consultation';

export async function postSettings(c: Req): Promise<Answer> {
  const n = (name: string): number => num(c.form.text(name));
  const out = await saveSettings(
    c.system,
    c.actor,
    {
      keepContactDays: n('keepContactDays'),
      repeats: n('repeats'),
      perTenMinutes: n('perTenMinutes'),
      perDay: n('perDay'),
    },
    c.requestId,
  );
  return out.ok ? seeOther(OFFICE) : officePage(c, out.refusals);
}

export async function postChannel(c: Req): Promise<Answer> {
  const f = c.form;
  const out = await saveChannel(
    c.system,
    c.actor,
    {
      code: f.text('code'),
      transferDays: num(f.text('transferDays')),
      answerDays: f.text('answerDays').trim() === '' ? null : num(f.text('answerDays')),
      confirmed: f.text('confirmed') === '1',
    },
    c.requestId,
  );
  return out.ok ? seeOther(OFFICE) : officePage(c, out.refusals);
}

export async function postKey(c: Req): Promise<Answer> {
  const out = await makeKey(
    c.system,
    c.actor,
    { name: c.form.text('name'), channel: c.form.text('channel') },
    c.requestId,
  );
  return out.ok ? officePage(c, [], out.value.key) : officePage(c, out.refusals);
}

export async function postRevoke(c: Req): Promise<Answer> {
  const out = await revokeKey(c.system, c.actor, { id: c.params.id ?? '' }, c.requestId);
  return out.ok ? seeOther(OFFICE) : officePage(c, out.refusals);
}
