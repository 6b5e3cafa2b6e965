import { csvOf } from '../../lib/csv.ts';
import type { Refusal } from '../../lib/ruling.ts';
import { CSV, download } from '../../platform/http/answer.ts';
import type { Answer, Req } from '../../platform/http/types.ts';
import { PrintTool } from '../../ui/components/article.tsx';
import { Button } from '../../ui/components/button.tsx';
import { ErrorSummary } from '../../ui/components/error-summary.tsx';
import { Checkbox, FileField, Input, Select, Textarea } from '../../ui/components/form.tsx';
import { Note } from '../../ui/components/note.tsx';
import { Panel } from '../../ui/components/panel.tsx';
import { DataTable } from '../../ui/components/table.tsx';
import { consoleShell } from '../org/index.ts';
import { recordQuestion } from './ask.ts';
import { FIELD } from './ask-page.tsx';
import { importCsv, type RowReport, TEMPLATE } from './csv-import.ts';
import { clauseIdOf, workNoIn } from './policy.ts';
import { ReceiptFacts, receiptFacts } from './receipt-page.tsx';
import { KINDS } from './rules/index.ts';
import { sayConsultation } from './say.ts';
import { channels } from './settings.ts';

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

export const template = async (): Promise<Answer> => download(csvOf(TEMPLATE), CSV, '咨询导入样表.csv');
