import { periods } from '../../../law/index.ts';
import { periodInForce } from '../../lib/dated.ts';
import type { Refusal } from '../../lib/ruling.ts';
import { AppError } from '../../platform/errors.ts';
import { download, seeOther } from '../../platform/http/answer.ts';
import type { Answer, Req } from '../../platform/http/types.ts';
import { may } from '../../platform/permission.ts';
import { PrintTool } from '../../ui/components/article.tsx';
import { Button } from '../../ui/components/button.tsx';
import { ErrorSummary } from '../../ui/components/error-summary.tsx';
import { Checkbox, FileField, Input, Select, Textarea } from '../../ui/components/form.tsx';
import { Note } from '../../ui/components/note.tsx';
import { Panel, PanelRows } from '../../ui/components/panel.tsx';
import { LinkList } from '../../ui/components/section.tsx';
import { DataTable } from '../../ui/components/table.tsx';
import { consoleShell } from '../org/index.ts';
import { interpretationsOf } from '../publication/index.ts';
import { closeSecond, doneFollowing } from './again.ts';
import { makeKey, recordQuestion, revokeKey } from './ask.ts';
import { FIELD } from './ask-page.tsx';
import { importCsv, type RowReport, TEMPLATE } from './csv-import.ts';
import { sayMoment } from './moments.ts';
import { workTitles } from './names.ts';
import { saveChannel, saveSettings } from './office.ts';
import { clauseIdOf, workNoIn } from './policy.ts';
import { ReceiptFacts, receiptFacts } from './receipt-page.tsx';
import { KINDS, RULE, shorten } from './rules/index.ts';
import { sayConsultation } from './say.ts';
import { secondById } from './second.ts';
import { apiKeys, channels, settingOf } from './settings.ts';
import { questionsOn } from './store.ts';

const HERE = '/console/questions';
const crumbs = (text: string) => [{ text: '咨询', href: HERE }, { text }];
const errorsOf = (refusals: readonly Refusal[], field: Record<string, string> = {}) =>
  refusals.map((r) => ({ field: field[r.code], text: sayConsultation(r) }));

/** 窗口代录 */
export async function recordPage(c: Req, refusals: readonly Refusal[] = []): Promise<Answer> {
  const f = c.form;
  const ways = (await channels(c.system.db)).filter((w) => w.code !== 'portal');
  return consoleShell(c, {
    current: HERE,
    title: '窗口代录',
    lead: '替来窗口、打电话的人记下问题，把编号和密码交给他。',
    breadcrumbs: crumbs('窗口代录'),
    status: refusals.length > 0 ? 422 : 200,
    children: (
      <>
        <ErrorSummary errors={errorsOf(refusals, FIELD)} />
        <Panel title="问题">
          <form method="post" action={`${HERE}/record`} data-guard>
            <Select
              name="channel"
              label="从哪里来"
              options={ways.map((w) => ({ value: w.code, text: w.name }))}
              value={f.text('channel') || 'window'}
            />
            <Textarea name="words" label="问什么" hint="照他的话记，不写身份证号。" value={f.text('words')} rows={5} />
            <Input name="about" label="哪份文件" hint="登记号或网址" value={f.text('about')} optional short />
            <Input name="clause" label="哪一条" hint="例：第八条" value={f.text('clause')} optional short />
            <Select
              name="kind"
              label="哪方面"
              options={KINDS.map((k) => ({ value: k, text: k }))}
              value={f.text('kind') || '其他'}
            />
            <Input
              name="contact"
              label="怎么告诉他"
              hint="手机号或邮箱，加密存放"
              value={f.text('contact')}
              optional
              autocomplete="off"
              maxlength={100}
            />
            <Checkbox name="publish" label="他同意去掉个人信息以后公开" checked={f.text('publish') === '1'} />
            <Button kind="primary">记下问题</Button>
          </form>
        </Panel>
      </>
    ),
  });
}

export async function record(c: Req): Promise<Answer> {
  const f = c.form;
  const about = f.text('about').trim();
  const clause = f.text('clause').trim();
  const out = await recordQuestion(
    c.system,
    c.actor,
    {
      channel: f.text('channel') === 'portal' ? '' : f.text('channel'),
      workNo: about === '' ? null : (workNoIn(about) ?? 0),
      clause: clause === '' ? null : clauseIdOf(clause),
      kind: f.text('kind'),
      words: f.text('words').replace(/\r\n/g, '\n'),
      contact: f.text('contact'),
      mayPublish: f.text('publish') === '1',
    },
    c.requestId,
  );
  if (!out.ok) return recordPage(c, out.refusals);
  const facts = await receiptFacts(c, out.value);
  return consoleShell(c, {
    current: HERE,
    title: '记下了',
    breadcrumbs: crumbs('记下了'),
    children: (
      <>
        <Note tone="warn" title="密码只显示这一次，请打印或抄给他。" />
        <Panel title="回执" actions={<PrintTool />}>
          <ReceiptFacts {...facts} />
          <p>查答复：{c.origin}/ask/status</p>
        </Panel>
        <p class="link-row">
          <a href={`${HERE}/record`}>再记一条</a>
        </p>
      </>
    ),
  });
}

const OUTCOME: Record<RowReport['outcome'], string> = { taken: '登记了', again: '以前登记过', refused: '没有登记' };

export async function importPage(
  c: Req,
  refusals: readonly Refusal[] = [],
  rows: readonly RowReport[] = [],
): Promise<Answer> {
  return consoleShell(c, {
    current: HERE,
    title: '导入表格',
    lead: '热线、新媒体等渠道导出的咨询，一行一条，进同一本登记。',
    breadcrumbs: crumbs('导入表格'),
    status: refusals.length > 0 ? 422 : 200,
    children: (
      <>
        <ErrorSummary errors={errorsOf(refusals, { no_csv: 'file', csv_head: 'file', csv_long: 'file' })} />
        {rows.length > 0 && (
          <Panel
            title={`${rows.filter((r) => r.outcome === 'taken').length}条登记了`}
            note="没有登记的行，改好后连同原表再传一次就行，不会重复"
            flush
          >
            <DataTable
              caption="每一行的结果"
              captionHidden
              columns={[
                { head: '第几行', cell: (r) => r.row },
                { head: '外部编号', cell: (r) => r.outside },
                { head: '结果', cell: (r) => OUTCOME[r.outcome] },
                { head: '查询编号或原因', cell: (r) => r.no ?? r.refusals.map(sayConsultation).join('') },
              ]}
              rows={[...rows]}
              rowKey={(r) => String(r.row)}
            />
          </Panel>
        )}
        <Panel title="选表格">
          <form method="post" action={`${HERE}/import`} enctype="multipart/form-data">
            <FileField name="file" label="CSV表格" hint="用Excel另存为CSV。第一行是表头。" accept=".csv,text/csv" />
            <div class="btn-row">
              <Button kind="primary">导入</Button>
              <a href={`${HERE}/import/template.csv`}>下载样表</a>
            </div>
          </form>
        </Panel>
      </>
    ),
  });
}

export async function importFile(c: Req): Promise<Answer> {
  const out = await importCsv(c.system, c.actor, c.form.file('file')?.bytes ?? Buffer.alloc(0));
  return out.ok ? importPage(c, [], out.value) : importPage(c, out.refusals);
}

export const template = async (): Promise<Answer> =>
  download(`\uFEFF${TEMPLATE.map((r) => r.join(',')).join('\r\n')}\r\n`, 'text/csv; charset=utf-8', '咨询导入样表.csv');

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

/** 二次解读: the questions about one clause beside what is to be explained. */
export async function secondPage(c: Req, refusals: readonly Refusal[] = []): Promise<Answer> {
  const db = c.system.db;
  const id = /^\d{1,9}$/.test(c.params.id ?? '') ? Number(c.params.id) : 0;
  const s = await secondById(db, id);
  if (!s) throw new AppError('not_found', c.path);
  if (!may(c.system.permissions, c.actor, 'consult:read', s.unitId)) throw new AppError('forbidden', c.path);
  const [asked, titles, words] = await Promise.all([
    questionsOn(db, s.workNo, s.clause),
    workTitles(db, [s.workNo, s.explainedBy]),
    interpretationsOf(db, s.workNo, 50),
  ]);
  const handles = may(c.system.permissions, c.actor, 'consult:handle', s.unitId);
  const title = titles.get(s.workNo)?.title ?? `登记号${s.workNo}`;
  return consoleShell(c, {
    current: HERE,
    title: `二次解读：${s.clauseLabel}`,
    lead: `${title}。${s.askers}个人问过这一条，原来的解读不够。`,
    breadcrumbs: crumbs('二次解读'),
    status: refusals.length > 0 ? 422 : 200,
    children: (
      <>
        <ErrorSummary
          errors={errorsOf(refusals, {
            no_interpretation: 'explainedBy',
            no_second_note: 'note',
            no_follow_day: 'followOn',
          })}
        />
        <Panel title="他们问的">
          <LinkList items={asked.map((q) => ({ text: shorten(q.words, 80), href: `${HERE}/${q.id}`, under: q.no }))} />
        </Panel>
        {s.closedAt === null ? (
          <Panel title="解读好了">
            {handles ? (
              <form method="post" action={`/console/second/${s.id}`}>
                <Select
                  name="explainedBy"
                  label="新的解读是哪一件"
                  hint="先写稿公开，稿件里选“解读的文件”。"
                  empty={words.length === 0 ? '还没有公开的解读' : '选一件'}
                  options={words.map((w) => ({ value: String(w.no), text: `${w.title}（登记号${w.no}）` }))}
                  value={c.form.text('explainedBy')}
                />
                <Textarea name="note" label="这次讲清楚了什么" value={c.form.text('note')} rows={2} />
                <Input
                  name="followOn"
                  label="哪天再看大家懂了没有"
                  hint="跟踪解读。例：2026-06-30"
                  value={c.form.text('followOn')}
                  short
                />
                <Button kind="primary">记下解读</Button>
              </form>
            ) : (
              <p>由起草单位的信息员办。</p>
            )}
          </Panel>
        ) : (
          <Panel title="跟踪解读">
            <p>
              {s.byLabel}：{s.note}　解读见{titles.get(s.explainedBy ?? 0)?.title ?? `登记号${s.explainedBy}`}
            </p>
            <p>{s.followDone ? `${s.followDone}看过了。` : `约定${s.followOn}再看。`}</p>
            {handles && s.followOn && !s.followDone && (
              <form method="post" action={`/console/second/${s.id}/follow`}>
                <Button kind="primary">看过了，大家懂了</Button>
              </form>
            )}
          </Panel>
        )}
      </>
    ),
  });
}

export async function postSecond(c: Req): Promise<Answer> {
  const id = num(c.params.id ?? '');
  const by = num(c.form.text('explainedBy'));
  const out = await closeSecond(
    c.system,
    c.actor,
    {
      id: Number.isNaN(id) ? 0 : id,
      explainedBy: Number.isNaN(by) ? null : by,
      note: c.form.text('note'),
      followOn: c.form.text('followOn'),
    },
    c.requestId,
  );
  return out.ok ? seeOther(`/console/second/${c.params.id}`) : secondPage(c, out.refusals);
}

export async function postFollow(c: Req): Promise<Answer> {
  const id = num(c.params.id ?? '');
  const out = await doneFollowing(c.system, c.actor, { id: Number.isNaN(id) ? 0 : id }, c.requestId);
  return out.ok ? seeOther(`/console/second/${c.params.id}`) : secondPage(c, out.refusals);
}
