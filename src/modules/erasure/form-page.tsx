import { minuteOf } from '../../lib/moments.ts';
import type { Refusal } from '../../lib/ruling.ts';
import type { Answer, Req } from '../../platform/http/types.ts';
import { saySize } from '../../ui/components/attachment.tsx';
import { Button } from '../../ui/components/button.tsx';
import { ErrorSummary } from '../../ui/components/error-summary.tsx';
import { Checkbox, Choices, Select, Textarea } from '../../ui/components/form.tsx';
import { Note } from '../../ui/components/note.tsx';
import { Panel } from '../../ui/components/panel.tsx';
import { consoleShell } from '../org/index.ts';
import { keptVersions, LEAK_KINDS, LEAK_NAMES, type OpenedWork, shownFiles } from '../publication/index.ts';
import { sayErasure } from './say.ts';

const ACTS = { publish: '公开', correct: '更正', withdraw: '撤下' } as const;

/** Which field a reason for a no belongs to. */
const FIELD: Record<string, string> = {
  nothing_chosen: 'scope',
  no_such_version: 'version',
  no_such_file: 'file',
  no_leak_kind: 'kind',
  no_erasure_reason: 'reason',
  reason_repeats_leak: 'reason',
  no_public_reason: 'publicReason',
  public_reason_repeats_leak: 'publicReason',
};

export const errorsOf = (refusals: readonly Refusal[]) =>
  refusals.map((r) => ({ field: FIELD[r.code], text: `${sayErasure(r)}（${r.basis}）` }));

/** `/console/erasures/new?no=`: what leaked, what is to go, what will happen; everything typed comes back on a no. */
export async function askPage(
  c: Req,
  work: OpenedWork,
  refusals: readonly Refusal[] = [],
  status = 200,
): Promise<Answer> {
  const no = work.work.no;
  const [kept, files] = await Promise.all([keptVersions(c.system.db, no), shownFiles(c.system.db, no)]);
  const versions = work.editions.filter((e) => kept.includes(e.version));
  const f = c.form;
  const sent = f.text('sent') !== '';
  return consoleShell(c, {
    current: '/console/erasures',
    title: `泄露处置：登记号${no}`,
    lead: `${work.listing.title}，${work.listing.unitName}`,
    breadcrumbs: [{ text: '泄露处置', href: '/console/erasures' }],
    status,
    children: (
      <>
        <ErrorSummary title={refusals.length > 0 ? '还不能提出' : undefined} errors={errorsOf(refusals)} />
        <Panel title="会发生什么">
          <ul class="plain-list">
            <li>提出以后，要删的部分读者马上看不到，页面写“正在核查，暂时不能看”。</li>
            <li>由另一个人定：本单位签发人或政务公开办。定了删，就在各处一次删掉，收不回来。</li>
            <li>删的有：页面和各版、附件、搜索、订阅、数据接口、稿件的草稿和意见、导入记录、台账证据的名称。</li>
            <li>留下的有：登记号、公开时间、指纹。原网址写明删了什么、何时、为什么。</li>
            <li>删了以后会列出要告知谁、谁可能看到过。</li>
          </ul>
        </Panel>
        <Panel title="要删什么">
          <form method="post" action={`/console/erasures?no=${no}`}>
            <input type="hidden" name="sent" value="1" />
            <Choices
              name="scope"
              legend="范围"
              options={[
                { value: 'whole', text: '整件', hint: '每一版和全部附件。拿不准就选它。' },
                { value: 'parts', text: '只删下面勾选的版本、附件', hint: '没勾的版本照旧可以看。' },
              ]}
              chosen={f.text('scope') || (sent ? undefined : 'whole')}
            />
            {versions.length > 0 && (
              <Choices
                name="version"
                kind="checkbox"
                legend="哪几版"
                hint="选“只删勾选的”才用。撤下的一版里也有全文。"
                options={versions.map((e) => ({
                  value: String(e.version),
                  text: `第${e.version}版，${minuteOf(e.publishedAt)}${ACTS[e.act]}`,
                }))}
                chosen={f.all('version')}
              />
            )}
            {files.length > 0 && (
              <Choices
                name="file"
                kind="checkbox"
                legend="哪些附件"
                hint="只删附件时，正文照旧，登记的正文里仍写着附件的名称；名称里也有泄露的，请勾选版本。"
                options={files.map((x) => ({
                  value: x.sha256,
                  text: `${x.name}（${saySize(x.size)}，第${x.versions.join('、')}版）`,
                  hint:
                    x.elsewhere.length > 0
                      ? `登记号${x.elsewhere.join('、')}也有同一个附件，那里要另外处置。`
                      : undefined,
                }))}
                chosen={f.all('file')}
              />
            )}
            <Select
              name="kind"
              label="泄露的是什么"
              empty="选一种"
              options={LEAK_KINDS.map((k) => ({ value: k, text: LEAK_NAMES[k] }))}
              value={f.text('kind')}
            />
            <Textarea
              name="reason"
              label="情况说明"
              hint="给定的人看，会一直留着。写怎么发现的、在哪里；不要写姓名和号码。例：附件第2张表隐藏列里有身份证号。"
              value={f.text('reason')}
              rows={3}
            />
            <Textarea
              name="publicReason"
              label="对外的原因"
              hint="读者打开原网址会看到。"
              value={f.text('publicReason') || (sent ? '' : '其中有不应公开的个人信息。')}
              rows={2}
            />
            <Checkbox
              name="hides"
              label="定下来以前先不给读者看"
              hint="不勾的话，定下来以前谁都还能看到。只有确定不急才不勾。"
              checked={sent ? f.text('hides') === '1' : true}
            />
            <Note tone="warn">
              <p>撤下和更正不能代替处置：旧的一版别人仍能打开。</p>
            </Note>
            <Button kind="danger" confirm="读者马上看不到要删的部分，另一个人定了就删掉，收不回来。提出处置吗？">
              提出泄露处置
            </Button>
          </form>
        </Panel>
      </>
    ),
  });
}
