import { type Day, dayIn, isDay, sayDay } from '../../lib/day.ts';
import type { Refusal } from '../../lib/ruling.ts';
import { AppError } from '../../platform/errors.ts';
import { seeOther } from '../../platform/http/answer.ts';
import type { Answer, Req, Route } from '../../platform/http/types.ts';
import { may } from '../../platform/permission.ts';
import { Button, ButtonLink } from '../../ui/components/button.tsx';
import { ErrorSummary } from '../../ui/components/error-summary.tsx';
import { Choices, Input, Select, Textarea } from '../../ui/components/form.tsx';
import { Panel } from '../../ui/components/panel.tsx';
import { FactRows } from '../../ui/components/section.tsx';
import { EmptyState } from '../../ui/components/state-box.tsx';
import { DataTable } from '../../ui/components/table.tsx';
import { Segmented } from '../../ui/components/tabs.tsx';
import { History } from '../../ui/components/timeline.tsx';
import { consoleShell, unitTree } from '../org/index.ts';
import { listedMany } from '../publication/index.ts';
import * as act from './actions/index.ts';
import { expiryLook, settingNote } from './law.ts';
import { filterHref, filterOf, passing, sayCounted } from './ledger-view.ts';
import { STANDINGS } from './rules/standing.ts';
import { sayPolicy } from './say.ts';
import { EVENT_NAMES, StandingTag, whyStanding } from './shown.tsx';
import * as store from './store/index.ts';

const LINK = '/console/policy';

export const Refusals = ({ refusals }: { refusals: readonly Refusal[] }) => (
  <ErrorSummary title="现在还不能这样做" errors={refusals.map((r) => ({ text: `${sayPolicy(r)}（${r.basis}）` }))} />
);
export const keeps = (c: Req): boolean => may(c.system.permissions, c.actor, 'policy:keep');

async function listPage(c: Req): Promise<Answer> {
  const today = c.system.clock.today();
  const all = await store.documents(c.system.db);
  const f = filterOf(c.query);
  const rows = passing(all, f, today);
  const count = (standing: (typeof f)['standing']) => passing(all, { ...f, standing }, today).length;
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
              { head: '有效性', cell: (d: store.DocumentRow) => <StandingTag d={d} today={today} /> },
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
  const out = await act.addDocument(c.system, c.actor, input, c.requestId);
  return out.ok ? seeOther(`${LINK}/documents/${out.value.id}`) : newPage(c, out.refusals);
}

async function documentPage(c: Req, refusals: readonly Refusal[] = []): Promise<Answer> {
  const db = c.system.db;
  const d = await store.documentById(db, c.params.id ?? '');
  if (!d) throw new AppError('not_found', c.path);
  const today = c.system.clock.today();
  const [all, events, cites, before, units] = await Promise.all([
    store.documents(db),
    store.documentEvents(db, d.id),
    store.citesOf(db, d.id),
    store.predecessors(db, d.id),
    unitTree(db),
  ]);
  const works = new Map(
    (
      await listedMany(
        db,
        cites.map((k) => k.fromNo),
      )
    ).map((l) => [l.no, l]),
  );
  const successor = all.find((x) => x.id === d.successorId);
  const link = (x: store.DocumentRow) => <a href={`${LINK}/documents/${x.id}`}>{`${x.title} ${x.docNo ?? ''}`}</a>;
  return consoleShell(c, {
    current: LINK,
    title: d.title,
    lead: <StandingTag d={d} today={today} />,
    breadcrumbs: [{ text: '政策文件台账', href: LINK }],
    actions: d.no === null ? undefined : <ButtonLink href={`/p/${d.no}`}>打开公开的页面</ButtonLink>,
    status: refusals.length > 0 ? 422 : 200,
    children: (
      <>
        <Refusals refusals={refusals} />
        <Panel title="在台账里">
          <FactRows
            rows={[
              { label: '为什么是这个状态', value: whyStanding(d, today) },
              ...(d.docNo ? [{ label: '发文字号', value: d.docNo }] : []),
              ...(d.unifiedNo ? [{ label: '统一编号', value: d.unifiedNo }] : []),
              { label: '制定机关', value: d.issuer },
              ...(d.issuedOn ? [{ label: '成文日期', value: d.issuedOn }] : []),
              ...(d.toAmend ? [{ label: '清理结论', value: '要修改，还没有修改' }] : []),
              ...(successor ? [{ label: '被谁替代', value: link(successor) }] : []),
              ...before.map((x) => ({ label: '替代了', value: link(x) })),
            ]}
          />
        </Panel>
        {keeps(c) && <Decide c={c} d={d} all={all} units={units} />}
        <Panel title="哪些页面引用它" id="cites" note={`${cites.length}处`}>
          {cites.length === 0 ? (
            <p>没有公开的页面引用它。</p>
          ) : (
            <ul class="plain-list">
              {cites.map((k) => {
                const w = works.get(k.fromNo);
                return (
                  <li key={k.fromNo}>
                    <a href={`/p/${k.fromNo}`}>{w?.title ?? `第${k.fromNo}号`}</a>　{k.quote}
                    {k.settledOn && `　${sayDay(k.settledOn)}核对过：${k.settledWhy ?? ''}`}
                    {!k.settledOn && w && may(c.system.permissions, c.actor, 'policy:draft', w.unitId) && (
                      <form method="post" action={`${LINK}/documents/${d.id}/settle`} class="inline-form">
                        <input type="hidden" name="fromNo" value={String(k.fromNo)} />
                        <Input id={`why-${k.fromNo}`} name="why" label="核对过，不用改的理由" />
                        <Button small>记下核对</Button>
                      </form>
                    )}
                  </li>
                );
              })}
            </ul>
          )}
        </Panel>
        <Panel title="经过">
          <History
            entries={events.map((e) => ({
              when: dayIn(e.at),
              who: e.actor,
              text: EVENT_NAMES[e.act] ?? e.act,
              remark: e.detail,
            }))}
          />
        </Panel>
      </>
    ),
  });
}

type DecideProps = {
  c: Req;
  d: store.DocumentRow;
  all: store.DocumentRow[];
  units: { id: string; name: string }[];
};
const Decide = ({ c, d, all, units }: DecideProps) => {
  const t = (n: string): string => c.form.text(n);
  const p = expiryLook(c.system.clock.today());
  return (
    <>
      <Panel title="决定它的效力">
        <form method="post" action={`${LINK}/documents/${d.id}/decide`} data-guard>
          <Choices
            name="decided"
            legend="怎么决定的"
            options={[
              { value: 'amended', text: '已修改' },
              { value: 'repealed', text: '废止' },
              { value: 'void', text: '宣布失效' },
            ]}
            chosen={t('decided')}
          />
          <Select
            name="bodyId"
            label="谁决定的"
            options={units.map((u) => ({ value: u.id, text: u.name }))}
            value={t('bodyId') || d.unitId}
          />
          <Textarea id="decide-reason" name="reason" label="理由（会公开）" value={t('reason')} rows={2} />
          <Input name="statusDoc" label="决定的文号" value={t('statusDoc')} optional />
          <Select
            name="successorId"
            label="由哪一件替代"
            empty="没有替代的"
            options={all
              .filter((x) => x.id !== d.id)
              .map((x) => ({ value: x.id, text: `${x.title} ${x.docNo ?? ''}` }))}
            value={t('successorId')}
            optional
          />
          <Button kind="danger" confirm="公开的页面会马上写明新的有效性。">
            记下决定，改公开的页面
          </Button>
        </form>
      </Panel>
      <Panel title="到期前评估，延期" note={`到期前${p.number}个月内${settingNote(p)}`}>
        <form method="post" action={`${LINK}/documents/${d.id}/prolong`} data-guard>
          <Input name="untilOn" label="延到哪天" type="date" value={t('untilOn')} short />
          <Textarea id="prolong-reason" name="reason" label="评估结论（会公开）" value={t('reason')} rows={2} />
          <Button>延长有效期</Button>
        </form>
      </Panel>
    </>
  );
};

const at = (c: Req): string => `${LINK}/documents/${c.params.id ?? ''}`;

export const ledgerRoutes: readonly Route[] = [
  { method: 'GET', path: LINK, may: 'policy:read', run: listPage },
  { method: 'GET', path: `${LINK}/documents/new`, may: 'policy:keep', run: (c) => newPage(c) },
  { method: 'POST', path: `${LINK}/documents`, may: 'policy:keep', run: addPage },
  { method: 'GET', path: `${LINK}/documents/:id`, may: 'policy:read', run: (c) => documentPage(c) },
  {
    method: 'POST',
    path: `${LINK}/documents/:id/decide`,
    may: 'policy:keep',
    run: async (c) => {
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
    },
  },
  {
    method: 'POST',
    path: `${LINK}/documents/:id/prolong`,
    may: 'policy:keep',
    run: async (c) => {
      const untilOn = dayOrNull(c.form.text('untilOn'));
      if (!untilOn) return documentPage(c, [{ code: 'bad_day', basis: '填写说明', detail: { field: '延到哪天' } }]);
      const input = { documentId: c.params.id ?? '', untilOn, reason: c.form.text('reason') };
      const out = await act.prolongDocument(c.system, c.actor, input, c.requestId);
      return out.ok ? seeOther(at(c)) : documentPage(c, out.refusals);
    },
  },
  {
    method: 'POST',
    path: `${LINK}/documents/:id/settle`,
    may: 'policy:draft',
    run: async (c) => {
      const input = {
        fromNo: Number(c.form.text('fromNo')) || 0,
        documentId: c.params.id ?? '',
        why: c.form.text('why'),
      };
      const out = await act.settleCite(c.system, c.actor, input, c.requestId);
      return out.ok ? seeOther(`${at(c)}#cites`) : documentPage(c, out.refusals);
    },
  },
];
