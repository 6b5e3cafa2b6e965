import { type Day, isDay } from '../../lib/day.ts';
import type { Refusal } from '../../lib/ruling.ts';
import { seeOther } from '../../platform/http/answer.ts';
import { get, post } from '../../platform/http/routes.ts';
import type { Answer, Req, Route } from '../../platform/http/types.ts';
import { Button, ButtonLink } from '../../ui/components/button.tsx';
import { Input, Select } from '../../ui/components/form.tsx';
import { Panel } from '../../ui/components/panel.tsx';
import { EmptyState } from '../../ui/components/state-box.tsx';
import { DataTable } from '../../ui/components/table.tsx';
import { Segmented } from '../../ui/components/tabs.tsx';
import { consoleShell, unitTree } from '../org/index.ts';
import * as act from './actions/index.ts';
import { lawOf } from './law.ts';
import { documentPage } from './ledger-document.tsx';
import { filterHref, filterOf, passing, sayCounted } from './ledger-view.ts';
import { keeps } from './may.ts';
import { Refusals } from './refusals.tsx';
import { STANDINGS } from './rules/standing.ts';
import { StandingTag } from './shown.tsx';
import * as store from './store/index.ts';

const LINK = '/console/policy';

async function listPage(c: Req): Promise<Answer> {
  const today = c.system.clock.today();
  const all = await store.documents(c.system.db);
  const f = filterOf(c.query);
  const law = await lawOf(c.system.db);
  const rows = passing(all, f, today, law);
  const count = (standing: (typeof f)['standing']) => passing(all, { ...f, standing }, today, law).length;
  return consoleShell(c, {
    current: LINK,
    title: '政策文件台账',
    lead: f.counted ? `年度报告里的一格：${sayCounted(f.counted)}${rows.length}件` : `行政规范性文件${all.length}件`,
    actions: (
      <>
        {keeps(c) && (
          <ButtonLink href={`${LINK}/documents/new`} icon="plus">
            登记一件
          </ButtonLink>
        )}
        <ButtonLink href={`${LINK}/cleanups`} icon="list">
          清理
        </ButtonLink>
        <ButtonLink href={`${LINK}/settings`}>时限和比例</ButtonLink>
        <ButtonLink href="/policies">公开的台账</ButtonLink>
      </>
    ),
    children: (
      <>
        <div class="list-tools">
          <Segmented
            label="有效性"
            items={(['', 'valid', 'expiring', 'repealed', 'void', 'lapsed'] as const).map((s) => ({
              text: s === '' ? '全部' : s === 'expiring' ? '半年内到期' : STANDINGS[s],
              href: filterHref(LINK, f, { standing: s }),
              count: count(s),
              current: f.standing === s,
            }))}
          />
          <form method="get" action={LINK} class="inline-form">
            <input type="hidden" name="status" value={f.standing} />
            <Input name="q" label="标题或文号" value={f.text} type="search" />
            <Button small>查找</Button>
          </form>
        </div>
        {rows.length === 0 ? (
          <EmptyState title="这样筛没有一件">
            <p>换个词，或看“全部”。</p>
          </EmptyState>
        ) : (
          <DataTable
            caption="规范性文件台账"
            captionHidden
            rowKey={(d: store.DocumentRow) => d.id}
            rows={rows}
            columns={[
              { head: '标题', cell: (d: store.DocumentRow) => <a href={`${LINK}/documents/${d.id}`}>{d.title}</a> },
              { head: '有效性', cell: (d: store.DocumentRow) => <StandingTag d={d} today={today} law={law} /> },
              { head: '发文字号', cell: (d: store.DocumentRow) => d.docNo ?? '' },
              { head: '制定机关', cell: (d: store.DocumentRow) => d.issuer },
              { head: '有效期至', cell: (d: store.DocumentRow) => d.untilOn ?? '没有写' },
            ]}
          />
        )}
      </>
    ),
  });
}

const dayOrNull = (text: string): Day | null => (isDay(text.trim()) ? (text.trim() as Day) : null);

async function newPage(c: Req, refusals: readonly Refusal[] = []): Promise<Answer> {
  const units = await unitTree(c.system.db);
  const t = (n: string): string => c.form.text(n);
  return consoleShell(c, {
    current: LINK,
    title: '登记一件规范性文件',
    lead: '本网站公开的会自动入账，这里登记没有在本网站公开的。',
    breadcrumbs: [{ text: '政策文件台账', href: LINK }],
    status: refusals.length > 0 ? 422 : 200,
    children: (
      <>
        <Refusals refusals={refusals} />
        <Panel title="登记">
          <form method="post" action={`${LINK}/documents`} data-guard>
            <Input name="title" label="标题" value={t('title')} />
            <Input name="docNo" label="发文字号" value={t('docNo')} short />
            <Select
              name="unitId"
              label="制定机关"
              options={units.map((u) => ({ value: u.id, text: u.name }))}
              value={t('unitId') || units[0]?.id}
            />
            <Input name="issuedOn" label="成文日期" type="date" value={t('issuedOn')} short />
            <Input name="fromOn" label="施行日期" type="date" value={t('fromOn')} short optional />
            <Input name="untilOn" label="有效期至" type="date" value={t('untilOn')} short optional />
            <Button kind="primary">登记入账</Button>
          </form>
        </Panel>
      </>
    ),
  });
}

const DAYS = [
  ['issuedOn', '成文日期'],
  ['fromOn', '施行日期'],
  ['untilOn', '有效期至'],
] as const;

async function addPage(c: Req): Promise<Answer> {
  const units = await unitTree(c.system.db);
  const unitId = c.form.text('unitId');
  const input = {
    title: c.form.text('title'),
    docNo: c.form.text('docNo').trim(),
    unitId,
    issuer: units.find((u) => u.id === unitId)?.name ?? '',
    issuedOn: dayOrNull(c.form.text('issuedOn')),
    fromOn: dayOrNull(c.form.text('fromOn')),
    untilOn: dayOrNull(c.form.text('untilOn')),
  };
  // A day that was mistyped is none that is missing: the document would count in no year.
  const bad = DAYS.filter(
    ([name]) => dayOrNull(c.form.text(name)) === null && (name === 'issuedOn' || c.form.text(name).trim() !== ''),
  );
  if (bad.length > 0)
    return newPage(
      c,
      bad.map(([, field]) => ({ code: 'bad_day', basis: '填写说明', detail: { field } })),
    );
  const out = await act.addDocument(c.system, c.actor, input, c.requestId);
  return out.ok ? seeOther(`${LINK}/documents/${out.value.id}`) : newPage(c, out.refusals);
}

const at = (c: Req): string => `${LINK}/documents/${c.params.id ?? ''}`;

export const ledgerRoutes: readonly Route[] = [
  get(LINK, 'policy:read', listPage),
  get(`${LINK}/documents/new`, 'policy:keep', (c) => newPage(c)),
  post(`${LINK}/documents`, 'policy:keep', addPage),
  get(`${LINK}/documents/:id`, 'policy:read', (c) => documentPage(c)),
  post(`${LINK}/documents/:id/decide`, 'policy:keep', async (c) => {
    const out = await act.decideDocument(
      c.system,
      c.actor,
      {
        documentId: c.params.id ?? '',
        bodyId: c.form.text('bodyId'),
        decided: c.form.text('decided'),
        reason: c.form.text('reason'),
        statusDoc: c.form.text('statusDoc'),
        successorId: c.form.text('successorId') || null,
      },
      c.requestId,
    );
    return out.ok ? seeOther(at(c)) : documentPage(c, out.refusals);
  }),
  post(`${LINK}/documents/:id/prolong`, 'policy:keep', async (c) => {
    const untilOn = dayOrNull(c.form.text('untilOn'));
    if (!untilOn) return documentPage(c, [{ code: 'bad_day', basis: '填写说明', detail: { field: '延到哪天' } }]);
    const input = { documentId: c.params.id ?? '', untilOn, reason: c.form.text('reason') };
    const out = await act.prolongDocument(c.system, c.actor, input, c.requestId);
    return out.ok ? seeOther(at(c)) : documentPage(c, out.refusals);
  }),
  post(`${LINK}/documents/:id/settle`, 'policy:draft', async (c) => {
    const input = {
      fromNo: Number(c.form.text('fromNo')) || 0,
      documentId: c.params.id ?? '',
      why: c.form.text('why'),
    };
    const out = await act.settleCite(c.system, c.actor, input, c.requestId);
    return out.ok ? seeOther(`${at(c)}#cites`) : documentPage(c, out.refusals);
  }),
];
