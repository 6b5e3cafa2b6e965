import type { Refusal } from '../../../lib/ruling.ts';
import { seeOther } from '../../../platform/http/answer.ts';
import type { Answer, Req } from '../../../platform/http/types.ts';
import { Button } from '../../../ui/components/button.tsx';
import { ErrorSummary } from '../../../ui/components/error-summary.tsx';
import { Checkbox, Input } from '../../../ui/components/form.tsx';
import { Panel } from '../../../ui/components/panel.tsx';
import { DataTable } from '../../../ui/components/table.tsx';
import { Tag } from '../../../ui/components/tag.tsx';
import { consoleShell } from '../../org/index.ts';
import { saveSettings } from '../actions/index.ts';
import { foiLaw } from '../law.ts';
import { sayFoi } from '../say.ts';
import * as store from '../store/index.ts';
import { readCount } from './parse.ts';
import { shortBasis } from './short.ts';

const PATH = '/console/foi/settings';

/** What the law leaves open, each marked; beside it the kinds of decision as the dated data has them. */
export async function settingsPage(c: Req, refusals: readonly Refusal[] = []): Promise<Answer> {
  const s = await store.settingOf(c.system.db);
  const sent = refusals.length > 0;
  const typed = (name: string, value: string): string => (sent ? c.form.text(name) : value);
  const ticked = (name: string, value: boolean): boolean => (sent ? c.form.text(name) === '1' : value);
  const number = (name: string, label: string, value: number, hint: string) => (
    <Input name={name} label={label} value={typed(name, String(value))} hint={hint} inputmode="numeric" short />
  );
  return consoleShell(c, {
    current: PATH,
    title: '依申请公开设置',
    lead: '这里只有法律没有写明、由本区确定的事。期限、收费标准和决定种类是法律数据，不在这里改。',
    status: sent ? 422 : 200,
    children: (
      <>
        <ErrorSummary title="还没有改" errors={refusals.map((r) => ({ text: sayFoi(r) }))} />
        <Panel title="本区的做法" note={s.officeConfirmed ? '已核实' : '未核实'}>
          <form method="post" action={PATH} data-guard>
            {number('correctionDays', '补正、说明理由的期限（工作日）', s.correctionDays, '条例只说“合理期限”')}
            <Checkbox
              name="restartOnPayment"
              label="缴费以后，答复期限重新起算"
              checked={ticked('restartOnPayment', s.restartOnPayment)}
              hint="通行理解，没有查到明文；不勾的，只扣除等缴费的日子"
            />
            <Checkbox
              name="feeAcrossUnits"
              label="按件收费时，同一申请人在全区各单位的申请合在一起数"
              checked={ticked('feeAcrossUnits', s.feeAcrossUnits)}
              hint="收费办法按每个行政机关数；有依据才勾"
            />
            {number(
              'excessHint',
              '同一申请人一个月到第几件，提示可以请他说明理由',
              s.excessHint,
              '条例第三十五条没有规定件数，只是提示',
            )}
            {number(
              'promptThreshold',
              '几个人申请同一信息，提示转为主动公开',
              s.promptThreshold,
              '条例第四十四条没有规定人数',
            )}
            {number(
              'keepIdentityDays',
              '身份信息保留几天',
              s.keepIdentityDays,
              '从办完、送达、复议和诉讼审结里最晚的一天算起；没有送达、没有审结的先不删',
            )}
            <Input
              name="reviewBody"
              label="向哪个机关申请复议"
              value={typed('reviewBody', s.reviewBody)}
              hint="写进答复书。空着写“有管辖权的行政复议机关”"
              optional
            />
            <Input
              name="court"
              label="向哪个法院起诉"
              value={typed('court', s.court)}
              hint="空着写“有管辖权的人民法院”"
              optional
            />
            <Input
              name="payHow"
              label="信息处理费怎么缴"
              value={typed('payHow', s.payHow)}
              hint="写给申请人看：哪个银行、哪个窗口，凭什么缴。空着写“按收费通知书”"
              maxlength={300}
              optional
            />
            <Checkbox
              name="officeConfirmed"
              label="以上已经核实"
              checked={ticked('officeConfirmed', s.officeConfirmed)}
            />
            <Button kind="primary">保存设置</Button>
          </form>
        </Panel>
        <Panel title="决定种类" note="法律数据，带生效日期" flush>
          <DataTable
            caption="决定种类、依据和年度报告的行"
            captionHidden
            columns={[
              { head: '决定', cell: (k) => k.name },
              { head: '依据', cell: (k) => k.basis.map((b) => shortBasis(b.text)).join('；') },
              { head: '要写理由', cell: (k) => (k.reasons ? '是' : '') },
              {
                head: '救济',
                cell: (k) => ({ A: '先复议', B: '复议或者起诉', none: '', grounds: '看不公开部分的理由' })[k.remedy],
              },
              {
                head: '核实',
                cell: (k) => (
                  <>
                    <Tag tone={k.mark === 'confirmed' ? 'good' : 'warn'}>
                      {k.mark === 'confirmed' ? '已核实' : '未核实'}
                    </Tag>{' '}
                    {k.note}
                  </>
                ),
              },
            ]}
            rows={[...foiLaw.decisions]}
            rowKey={(k) => k.key}
          />
        </Panel>
      </>
    ),
  });
}

export async function postSettings(c: Req): Promise<Answer> {
  const f = c.form;
  const n = (name: string): number => readCount(f.text(name));
  const on = (name: string): boolean => f.text(name) === '1';
  const out = await saveSettings(
    c.system,
    c.actor,
    {
      restartOnPayment: on('restartOnPayment'),
      feeAcrossUnits: on('feeAcrossUnits'),
      excessHint: n('excessHint'),
      promptThreshold: n('promptThreshold'),
      correctionDays: n('correctionDays'),
      keepIdentityDays: n('keepIdentityDays'),
      reviewBody: f.text('reviewBody'),
      court: f.text('court'),
      payHow: f.text('payHow'),
      officeConfirmed: on('officeConfirmed'),
    },
    c.requestId,
  );
  return out.ok ? seeOther(PATH) : settingsPage(c, out.refusals);
}
