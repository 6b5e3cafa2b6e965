import { type Day, dayIn, isDay, sayDay } from '../../lib/day.ts';
import type { Refusal, Ruling } from '../../lib/ruling.ts';
import { AppError } from '../../platform/errors.ts';
import { seeOther } from '../../platform/http/answer.ts';
import { get, post } from '../../platform/http/routes.ts';
import type { Answer, Req, Route } from '../../platform/http/types.ts';
import { may } from '../../platform/permission.ts';
import { Button } from '../../ui/components/button.tsx';
import { Input, Select } from '../../ui/components/form.tsx';
import { Note } from '../../ui/components/note.tsx';
import { Panel } from '../../ui/components/panel.tsx';
import { EmptyState } from '../../ui/components/state-box.tsx';
import { DataTable } from '../../ui/components/table.tsx';
import { Tag } from '../../ui/components/tag.tsx';
import { consoleShell, unitTree } from '../org/index.ts';
import * as act from './actions/index.ts';
import { lawOf } from './law.ts';
import { keeps } from './may.ts';
import { Refusals } from './refusals.tsx';
import { LISTS, VERDICTS } from './rules/cleanup.ts';
import * as store from './store/index.ts';

const LINK = '/console/policy/cleanups';
const STATES = { open: '正在逐件定', checked: '已汇总，待公布', published: '已公布' } as const;

async function listPage(c: Req, refusals: readonly Refusal[] = []): Promise<Answer> {
  const today = c.system.clock.today();
  const [all, units] = await Promise.all([store.campaigns(c.system.db), unitTree(c.system.db)]);
  const every = (await lawOf(c.system.db)).cleanupEvery(today);
  return consoleShell(c, {
    current: '/console/policy',
    title: '清理',
    lead: `规范性文件每${every.number / 12}年清理一次，每一件都要有一个结论。`,
    breadcrumbs: [{ text: '政策文件台账', href: '/console/policy' }],
    status: refusals.length > 0 ? 422 : 200,
    children: (
      <>
        <Refusals refusals={refusals} />
        {all.length === 0 ? (
          <EmptyState title="还没有清理过">
            <p>{every.basis}。</p>
          </EmptyState>
        ) : (
          <DataTable
            caption="历次清理"
            captionHidden
            rowKey={(x: store.CampaignRow) => x.id}
            rows={all}
            columns={[
              { head: '清理', cell: (x: store.CampaignRow) => <a href={`${LINK}/${x.id}`}>{x.title}</a> },
              { head: '到哪一步', cell: (x: store.CampaignRow) => STATES[x.state] },
              { head: '截止日', cell: (x: store.CampaignRow) => x.cutOff },
              { head: '公布', cell: (x: store.CampaignRow) => x.publishedOn ?? '' },
            ]}
          />
        )}
        {keeps(c) && (
          <Panel title="开始一次清理">
            <form method="post" action={LINK} data-guard>
              <Input
                name="title"
                label="名称"
                value={c.form.text('title') || `${today.slice(0, 4)}年行政规范性文件清理`}
              />
              <Select
                name="bodyId"
                label="清理谁制定的"
                hint="连同它下面的单位制定的。"
                options={units.map((u) => ({ value: u.id, text: u.name }))}
                value={c.form.text('bodyId') || units.find((u) => u.parentId === null)?.id}
              />
              <Input
                name="cutOff"
                label="截止日"
                type="date"
                hint="这天和以前制定的都要清理。"
                value={c.form.text('cutOff') || today}
                short
              />
              <Button kind="primary">开始清理</Button>
            </form>
          </Panel>
        )}
      </>
    ),
  });
}

const verdictForm = (c: Req, campaignId: string, l: act.InventoryRow, all: store.DocumentRow[]) => (
  <form method="post" action={`${LINK}/${campaignId}/verdict`} class="inline-form">
    <input type="hidden" name="documentId" value={l.id} />
    <Select
      id={`verdict-${l.id}`}
      name="verdict"
      label="结论"
      options={Object.entries(VERDICTS).map(([value, text]) => ({ value, text }))}
      empty="选一个"
      value={c.form.text('documentId') === l.id ? c.form.text('verdict') : ''}
    />
    <Input
      id={`reason-${l.id}`}
      name="reason"
      label="理由"
      value={c.form.text('documentId') === l.id ? c.form.text('reason') : ''}
    />
    <Select
      id={`successor-${l.id}`}
      name="successorId"
      label="由哪一件替代"
      empty="没有"
      options={all.filter((x) => x.id !== l.id).map((x) => ({ value: x.id, text: x.title }))}
      value={c.form.text('documentId') === l.id ? c.form.text('successorId') : ''}
    />
    <Button small>定下《{l.title}》</Button>
  </form>
);

async function campaignPage(c: Req, refusals: readonly Refusal[] = []): Promise<Answer> {
  const db = c.system.db;
  const campaign = await store.campaignById(db, c.params.id ?? '');
  if (!campaign) throw new AppError('not_found', c.path);
  const [lines, all, lists] = await Promise.all([
    act.inventoryOf(db, c.system.clock.today(), campaign),
    store.documents(db),
    store.listsOfCampaign(db, campaign.id),
  ]);
  const left = lines.filter((l) => l.verdict === null);
  const open = campaign.state === 'open';
  // What is undecided blocks, so it stands first.
  const ordered = [...left, ...lines.filter((l) => l.verdict !== null)];
  return consoleShell(c, {
    current: '/console/policy',
    title: campaign.title,
    lead: `${sayDay(campaign.cutOff)}以前制定的${lines.length}件，还差${left.length}件`,
    breadcrumbs: [
      { text: '政策文件台账', href: '/console/policy' },
      { text: '清理', href: LINK },
    ],
    status: refusals.length > 0 ? 422 : 200,
    children: (
      <>
        <Refusals refusals={refusals} />
        {campaign.state === 'published' && (
          <Note tone="good" title={`${campaign.publishedOn ? sayDay(campaign.publishedOn) : ''}公布`}>
            <p>
              {campaign.decisionNo}　
              {lists.map((l) => (
                <a key={l.no} href={`/p/${l.no}`}>
                  {LISTS[l.kind]}{' '}
                </a>
              ))}
            </p>
          </Note>
        )}
        {open && left.length > 0 && (
          <Note tone="warn" title={`还有${left.length}件没有结论，不能汇总。`}>
            <p>没有列入“继续有效”目录的，公布以后不得作为依据。</p>
          </Note>
        )}
        <DataTable
          caption="要清理的文件"
          captionHidden
          rowKey={(l: act.InventoryRow) => l.id}
          rows={ordered}
          columns={[
            {
              head: '文件',
              cell: (l: act.InventoryRow) => (
                <>
                  <a href={`/console/policy/documents/${l.id}`}>{l.title}</a> {l.docNo ?? ''}
                </>
              ),
            },
            {
              head: '结论',
              cell: (l: act.InventoryRow) =>
                l.row && l.verdict ? (
                  <>
                    <Tag tone={l.verdict === 'keep' ? 'good' : l.verdict === 'amend' ? 'help' : 'bad'}>
                      {VERDICTS[l.verdict]}
                    </Tag>{' '}
                    {l.row.reason}
                    <span class="as-of">{`${dayIn(l.row.at)}　${l.row.by}`}</span>
                    {open && keeps(c) && (
                      <form method="post" action={`${LINK}/${campaign.id}/take-back`}>
                        <input type="hidden" name="documentId" value={l.id} />
                        <Button small>收回《{l.title}》的结论</Button>
                      </form>
                    )}
                  </>
                ) : open && keeps(c) ? (
                  verdictForm(c, campaign.id, l, all)
                ) : (
                  <Tag tone="warn">还没有结论</Tag>
                ),
            },
          ]}
        />
        {open && keeps(c) && (
          <Panel title="汇总">
            <form method="post" action={`${LINK}/${campaign.id}/close`}>
              <Button kind="primary">每一件都定了，汇总</Button>
            </form>
          </Panel>
        )}
        {campaign.state === 'checked' && may(c.system.permissions, c.actor, 'policy:release') && (
          <Panel title="公布三张目录" note="汇总和公布不能是同一个人">
            <form method="post" action={`${LINK}/${campaign.id}/release`} data-guard>
              <Input
                name="decisionNo"
                label="清理决定的文号"
                hint="例：明政发〔2026〕12号。"
                value={c.form.text('decisionNo')}
              />
              <Button kind="primary" confirm="废止和宣布失效的文件从今天起停止执行。">
                公布清理结果
              </Button>
            </form>
          </Panel>
        )}
      </>
    ),
  });
}

const after = (c: Req, out: Ruling<unknown>): Promise<Answer> | Answer =>
  out.ok ? seeOther(`${LINK}/${c.params.id ?? ''}`) : campaignPage(c, out.refusals);

const step = (path: string, permission: string, run: (c: Req, campaignId: string) => Promise<Ruling<unknown>>): Route =>
  post(`${LINK}/:id/${path}`, permission, async (c) => after(c, await run(c, c.params.id ?? '')));

export const cleanupRoutes: readonly Route[] = [
  get(LINK, 'policy:read', (c) => listPage(c)),
  post(LINK, 'policy:keep', async (c) => {
    const cutOff = c.form.text('cutOff').trim();
    const input = {
      title: c.form.text('title'),
      bodyId: c.form.text('bodyId'),
      cutOff: isDay(cutOff) ? (cutOff as Day) : null,
    };
    const out = await act.openCampaign(c.system, c.actor, input, c.requestId);
    return out.ok ? seeOther(`${LINK}/${out.value.id}`) : listPage(c, out.refusals);
  }),
  get(`${LINK}/:id`, 'policy:read', (c) => campaignPage(c)),
  step('verdict', 'policy:keep', (c, campaignId) =>
    act.giveVerdict(
      c.system,
      c.actor,
      {
        campaignId,
        documentId: c.form.text('documentId'),
        verdict: c.form.text('verdict'),
        reason: c.form.text('reason'),
        successorId: c.form.text('successorId') || null,
      },
      c.requestId,
    ),
  ),
  step('take-back', 'policy:keep', (c, campaignId) =>
    act.takeBackVerdict(c.system, c.actor, { campaignId, documentId: c.form.text('documentId') }, c.requestId),
  ),
  step('close', 'policy:keep', (c, campaignId) => act.closeCampaign(c.system, c.actor, { campaignId }, c.requestId)),
  step('release', 'policy:release', (c, campaignId) =>
    act.releaseCampaign(c.system, c.actor, { campaignId, decisionNo: c.form.text('decisionNo') }, c.requestId),
  ),
];
