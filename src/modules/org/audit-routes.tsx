import { csvOf } from '../../lib/csv.ts';
import { type Day, isDay } from '../../lib/day.ts';
import { secondOf } from '../../lib/moments.ts';
import { type AuditFilter, type AuditRow, auditRows, countAudit } from '../../platform/audit.ts';
import { type AuditFault, verifyAuditChain } from '../../platform/db/audit-chain.ts';
import { AppError } from '../../platform/errors.ts';
import { CSV, download } from '../../platform/http/answer.ts';
import { pageOf } from '../../platform/http/query.ts';
import { get } from '../../platform/http/routes.ts';
import type { Answer, Req, Route } from '../../platform/http/types.ts';
import { Button, ButtonLink } from '../../ui/components/button.tsx';
import { Input, Select } from '../../ui/components/form.tsx';
import { Pagination } from '../../ui/components/pagination.tsx';
import { Panel } from '../../ui/components/panel.tsx';
import { EmptyState } from '../../ui/components/state-box.tsx';
import { DataTable } from '../../ui/components/table.tsx';
import { actionParts, actsOf, sayAction, sayDetail } from './audit-words.ts';
import { consoleShell } from './shell.tsx';
import * as store from './store.ts';

function filterOf(c: Req): AuditFilter {
  // PostgreSQL takes no NUL in a text.
  const text = (name: string): string | undefined => c.query.get(name)?.replaceAll('\0', '').trim() || undefined;
  const from = text('from');
  const to = text('to');
  const pairs = {
    actor: text('actor'),
    unitId: text('unit'),
    action: text('action'),
    outcome: text('outcome'),
    subject: text('subject'),
  };
  return {
    ...(Object.fromEntries(Object.entries(pairs).filter(([, v]) => v !== undefined)) as AuditFilter),
    ...(from && isDay(from) ? { from: from as Day } : {}),
    ...(to && isDay(to) ? { to: to as Day } : {}),
  };
}

const OUTCOMES: Record<string, string> = { done: '办成', refused: '被拒', forbidden: '无权', failed: '失败' };
const PAGE = 50;
const MOST_LINES = 100_000;

const FAULT = { edited: '被改过', unlinked: '和前一条接不上', missing: '不见了' };
const sayFaults = (faults: readonly AuditFault[]): string =>
  `${faults
    .slice(0, 10)
    .map((x) => `第${x.id}条${FAULT[x.why]}`)
    .join('，')}${faults.length > 10 ? `，一共${faults.length}处` : ''}。请保留现场，马上报告。`;

async function auditPage(c: Req): Promise<Answer> {
  const acts = actsOf(c.system.modules);
  const f = filterOf(c);
  // A page far beyond the end is an empty list, not an error of the database.
  const pageNo = pageOf(c.query, 1_000_000);
  const [found, total, units] = await Promise.all([
    auditRows(c.system.db, f, PAGE, (pageNo - 1) * PAGE),
    countAudit(c.system.db, f),
    store.unitsById(c.system.db),
  ]);
  const chain = c.query.get('verify') ? await verifyAuditChain(c.system.db) : undefined;
  const query = (over: Record<string, string>): string =>
    `/console/admin/audit?${new URLSearchParams({ ...Object.fromEntries(c.query), ...over })}`;
  return consoleShell(c, {
    current: '/console/admin/audit',
    title: '审计',
    lead: `${total.toLocaleString('zh-CN')}条，只增不改`,
    actions: (
      <>
        <ButtonLink href={query({ verify: '1' })} icon="shield">
          核对有没有被改过
        </ButtonLink>
        <ButtonLink href={`/console/admin/audit.csv?${c.query}`} icon="download">
          下载表格
        </ButtonLink>
      </>
    ),
    flash: chain
      ? chain.ok
        ? { tone: 'good', text: `从第一条到最后一条共${chain.rows}条，一条不少，没有改过。` }
        : { tone: 'bad', text: sayFaults(chain.faults) }
      : undefined,
    layout: 'coverage',
    aside: (
      <Panel title="筛选">
        <form method="get" action="/console/admin/audit">
          <Input name="actor" label="谁" value={f.actor} />
          <Select name="action" label="做什么" empty="全部" value={f.action} options={actionParts(f.action, acts)} />
          <Select
            name="outcome"
            label="结果"
            empty="全部"
            value={f.outcome}
            options={Object.entries(OUTCOMES).map(([value, text]) => ({ value, text }))}
          />
          <Select
            name="unit"
            label="单位"
            empty="全部"
            value={f.unitId}
            options={[...units.values()].map((u) => ({ value: u.id, text: u.name }))}
          />
          <Input name="subject" label="对象" value={f.subject} />
          <Input name="from" label="从" value={f.from} short />
          <Input name="to" label="到" value={f.to} short />
          <div class="btn-row">
            <Button>只看这些</Button>
          </div>
        </form>
      </Panel>
    ),
    children: (
      <>
        <Panel title="记录">
          {found.length === 0 ? (
            <EmptyState title="没有符合这些条件的记录。">
              换个条件，或者<a href="/console/admin/audit">看全部</a>。
            </EmptyState>
          ) : (
            <DataTable
              caption="审计记录"
              captionHidden
              phone="scroll"
              rows={found}
              rowKey={(r: AuditRow) => String(r.id)}
              columns={[
                { head: '序号、时间', cell: (r: AuditRow) => `${r.id}　${secondOf(r.at)}` },
                {
                  head: '谁',
                  cell: (r: AuditRow) =>
                    r.unitId ? `${r.actorLabel}（${units.get(r.unitId)?.shortName ?? r.unitId}）` : r.actorLabel,
                },
                {
                  head: '做什么',
                  cell: (r: AuditRow) => (
                    <>
                      {`${OUTCOMES[r.outcome] ?? r.outcome}　`}
                      <span title={r.action}>{sayAction(r.action, acts)}</span> {r.subject}
                    </>
                  ),
                },
                {
                  head: '说明',
                  cell: (r: AuditRow) => sayDetail(r.detail),
                },
              ]}
            />
          )}
        </Panel>
        <Pagination page={pageNo} pages={Math.ceil(total / PAGE)} hrefFor={(n) => query({ page: String(n) })} />
      </>
    ),
  });
}

async function auditCsv(c: Req): Promise<Answer> {
  const f = filterOf(c);
  if ((await countAudit(c.system.db, f)) > MOST_LINES)
    throw new AppError('bad_request', 'too many lines', '一次最多下载10万条。按日期分几段，分几次下载。');
  const all = await auditRows(c.system.db, f, MOST_LINES);
  const head = ['序号', '时间', '谁', '账号', '单位', '做什么', '对象', '结果', '说明'];
  const lines = all.map((r) => [
    r.id,
    secondOf(r.at),
    r.actorLabel,
    r.actorId,
    r.unitId,
    r.action,
    r.subject,
    OUTCOMES[r.outcome],
    JSON.stringify(r.detail),
  ]);
  return download(csvOf([head, ...lines]), CSV, `审计-${c.system.clock.today()}.csv`);
}

export const auditRoutes: readonly Route[] = [
  get('/console/admin/audit', 'org:audit', auditPage),
  get('/console/admin/audit.csv', 'org:audit', auditCsv),
];
