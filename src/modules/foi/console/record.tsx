import { sayDay } from '../../../lib/day.ts';
import type { Refusal } from '../../../lib/ruling.ts';
import type { Answer, Req } from '../../../platform/http/types.ts';
import { reachOf } from '../../../platform/permission.ts';
import { PrintTool } from '../../../ui/components/article.tsx';
import { Button } from '../../../ui/components/button.tsx';
import { ErrorSummary } from '../../../ui/components/error-summary.tsx';
import { Checkbox, FileField, Input, Select, Textarea } from '../../../ui/components/form.tsx';
import { Note } from '../../../ui/components/note.tsx';
import { Panel } from '../../../ui/components/panel.tsx';
import { FactRows } from '../../../ui/components/section.tsx';
import { consoleShell, newToken, unitTree } from '../../org/index.ts';
import { recordApplication } from '../actions/index.ts';
import { APPLICANT_NAMES, CHANNEL_NAMES, FORM_NAMES, RECEIPT_RULES, WAY_NAMES } from '../names.ts';
import { RESIDENT_ID } from '../personal.ts';
import { CHANNELS } from '../rules/types.ts';
import { sayFoi } from '../say.ts';
import * as store from '../store/index.ts';
import { HERE } from './case.tsx';
import { readDay, textOf } from './parse.ts';

const FIELD: Readonly<Record<string, string>> = {
  no_channel: 'channel',
  bad_day: 'arrivedOn',
  future_day: 'arrivedOn',
  before_law: 'arrivedOn',
  sent_after_arrival: 'submittedOn',
  no_unit: 'unitId',
  no_kind: 'applicantKind',
  bad_identity: 'idNumber',
  bad_agent_identity: 'agentIdNumber',
  bad_file: 'proof',
  too_long: 'description',
  nothing_written: 'description',
};
/** The fields from top to bottom: what stands in the way is read in this order. */
const ORDER = [
  'channel',
  'arrivedOn',
  'submittedOn',
  'unitId',
  'description',
  'applicantKind',
  'name',
  'idKind',
  'idNumber',
  'phone',
  'email',
  'address',
  'proof',
  'agentName',
  'agentIdNumber',
  'agentPhone',
];
const fieldOf = (r: Refusal): string | undefined =>
  r.code === 'line_too_long' ? String(r.detail?.field) : FIELD[r.code];
const place = (r: Refusal): number => ORDER.indexOf(fieldOf(r) ?? '') + 1 || ORDER.length + 1;
const crumbs = [{ text: '依申请公开', href: HERE }, { text: '登记申请' }];
const optionsOf = (names: Readonly<Record<string, string>>) =>
  Object.entries(names).map(([value, text]) => ({ value, text }));

/** What came to the window, by post, fax or e-mail, as it came; what is missing is asked for afterwards. */
export async function recordPage(c: Req, refusals: readonly Refusal[] = []): Promise<Answer> {
  const f = c.form;
  const reach = reachOf(c.system.permissions, c.actor, 'foi:record');
  const units = (await unitTree(c.system.db)).filter((u) => u.active && (reach === 'all' || reach.includes(u.id)));
  const error = (field: string): string | undefined => refusals.filter((r) => fieldOf(r) === field).map(sayFoi)[0];
  const line = (name: string, label: string, hint?: string) => (
    <Input name={name} label={label} hint={hint} value={f.text(name)} error={error(name)} autocomplete="off" optional />
  );
  return consoleShell(c, {
    current: HERE,
    title: '登记申请',
    lead: '照申请上写的登记，不用问用途。缺的以后一次补正，不能因为缺就不收。',
    breadcrumbs: crumbs,
    status: refusals.length > 0 ? 422 : 200,
    children: (
      <form method="post" action={`${HERE}/record`} enctype="multipart/form-data" data-guard>
        <input type="hidden" name="once" value={f.text('once') || newToken()} />
        <ErrorSummary
          title="还没有登记"
          errors={[...refusals]
            .sort((a, b) => place(a) - place(b))
            .map((r) => ({ field: fieldOf(r), text: sayFoi(r) }))}
        />
        <Panel title="怎么来的">
          <Select
            name="channel"
            error={error('channel')}
            label="渠道"
            options={CHANNELS.filter((k) => k !== 'net').map((k) => ({ value: k, text: CHANNEL_NAMES[k] }))}
            value={f.text('channel') || 'counter'}
            hint="当面、签收的邮件，当天就算收到；平信、传真、电子邮件，双方确认那天才算收到。"
          />
          <Input
            name="arrivedOn"
            error={error('arrivedOn')}
            label="哪天到本单位"
            hint="例：2026-03-02"
            value={f.text('arrivedOn') || c.system.clock.today()}
            short
          />
          <Input
            name="submittedOn"
            label="申请上写的日期"
            error={error('submittedOn')}
            value={f.text('submittedOn')}
            short
            optional
          />
          <Select
            name="unitId"
            error={error('unitId')}
            label="向哪个单位申请"
            options={units.map((u) => ({ value: u.id, text: u.name }))}
            value={f.text('unitId') || c.actor.unitId}
          />
          <Checkbox
            name="filledByOffice"
            label="他写不了，口头提出，由我代填"
            checked={f.text('filledByOffice') === '1'}
            hint="条例第二十九条"
          />
          {line('helpOffered', '提供了什么帮助', '阅读、视听有困难的，应当提供必要的帮助（条例第四十三条）')}
        </Panel>
        <Panel title="要什么信息">
          <Textarea
            name="description"
            error={error('description')}
            label="名称、文号或者便于查询的其他描述"
            hint="照他的话记。"
            value={f.text('description')}
            rows={4}
          />
          <Select
            name="wantedForm"
            label="形式"
            empty="没有写"
            options={optionsOf(FORM_NAMES)}
            value={f.text('wantedForm')}
          />
          <Select
            name="wantedWay"
            label="怎么取"
            empty="没有写"
            options={optionsOf(WAY_NAMES)}
            value={f.text('wantedWay')}
          />
        </Panel>
        <Panel title="申请人" note="加密存放，只有承办人能看">
          <Select
            name="applicantKind"
            error={error('applicantKind')}
            label="是哪一类"
            options={optionsOf(APPLICANT_NAMES)}
            value={f.text('applicantKind') || 'naturalPerson'}
          />
          {line('name', '姓名或者名称')}
          <Input
            name="idKind"
            label="证件种类"
            value={f.text('idKind') || RESIDENT_ID}
            error={error('idKind')}
            short
            optional
          />
          {line('idNumber', '证件号码')}
          {line('phone', '电话')}
          {line('email', '邮箱')}
          {line('address', '通信地址')}
          <FileField
            name="proof"
            label="身份证明的照片或者PDF"
            accept=".pdf,.png,.jpg,.jpeg"
            error={error('proof')}
            optional
          />
          {f.file('proof') && (
            <Note tone="warn">
              <p>刚才选的“{f.file('proof')?.name}”没有保存，请再选一次。别的都还在。</p>
            </Note>
          )}
        </Panel>
        <Panel title="代理人" note="自己来的空着">
          {line('agentName', '姓名')}
          {line('agentIdNumber', '身份证号')}
          {line('agentPhone', '电话')}
        </Panel>
        <div class="btn-row">
          <Button kind="primary">登记申请</Button>
        </div>
      </form>
    ),
  });
}

export async function postRecord(c: Req): Promise<Answer> {
  const f = c.form;
  const file = f.file('proof');
  const agent = f.text('agentName').trim() + f.text('agentIdNumber').trim() + f.text('agentPhone').trim();
  const submitted = f.text('submittedOn').trim();
  const out = await recordApplication(
    c.system,
    c.actor,
    {
      // A hand-made form without a mark is one sending of its own.
      secret: f.text('once') || newToken(),
      unitId: f.text('unitId'),
      channel: f.text('channel'),
      arrivedOn: readDay(f.text('arrivedOn')),
      submittedOn: submitted === '' ? null : (readDay(submitted) ?? readDay('9999-12-31')),
      filledByOffice: f.text('filledByOffice') === '1',
      helpOffered: f.text('helpOffered'),
      applicantKind: f.text('applicantKind'),
      name: f.text('name'),
      idKind: f.text('idKind'),
      idNumber: f.text('idNumber'),
      phone: f.text('phone'),
      email: f.text('email'),
      address: f.text('address'),
      agent:
        agent === ''
          ? null
          : {
              name: f.text('agentName'),
              idKind: RESIDENT_ID,
              idNumber: f.text('agentIdNumber'),
              phone: f.text('agentPhone'),
            },
      description: textOf(f, 'description'),
      wantedForm: f.text('wantedForm'),
      wantedWay: f.text('wantedWay'),
      helpWanted: f.text('helpOffered').trim() !== '',
      proof: file ? { name: file.name, bytes: file.bytes } : null,
    },
    c.requestId,
  );
  if (!out.ok) return recordPage(c, out.refusals);
  const r = await store.requestById(c.system.db, out.value.id);
  const a = await store.applicationById(c.system.db, out.value.applicationId);
  return consoleShell(c, {
    current: HERE,
    title: '登记好了',
    breadcrumbs: crumbs,
    children: (
      <>
        {out.value.again && (
          <Note title="这张表刚才已经登记过，只算一件。">
            <p>编号和密码就是下面这个。要登记的是另一件的，请重新打开“登记申请”再填。</p>
          </Note>
        )}
        <Note tone="warn" title="密码只显示这一次，请打印或者抄给申请人。" />
        <Panel title="接收回执" actions={<PrintTool />}>
          <FactRows
            rows={[
              { label: '申请编号', value: <b class="mono">{out.value.no}</b> },
              { label: '查询密码', value: <b class="mono">{out.value.password}</b> },
              { label: '收到之日', value: r?.receivedOn ? sayDay(r.receivedOn) : '等双方确认' },
              ...(r?.due ? [{ label: '最晚答复', value: sayDay(r.due) }] : []),
            ]}
          />
          {a && <p>{RECEIPT_RULES[a.channel]}</p>}
          <p>查进度：{c.origin}/foi/status</p>
        </Panel>
        {out.value.lacks.length > 0 && (
          <Note tone="plain" title="还缺这些，可以在7个工作日内一次补正：">
            <ul>
              {out.value.lacks.map((code) => (
                <li key={code}>{sayFoi({ code, basis: '' })}</li>
              ))}
            </ul>
          </Note>
        )}
        <p class="link-row">
          <a href={`${HERE}/${out.value.id}`}>去办这件</a>
          <a href={`${HERE}/record`}>再登记一件</a>
        </p>
      </>
    ),
  });
}
