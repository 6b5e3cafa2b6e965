import { dayIn, sayMonthDay } from '../../lib/day.ts';
import { sayMoment } from '../../lib/moments.ts';
import type { Refusal } from '../../lib/ruling.ts';
import { addWorkdays } from '../../lib/workdays.ts';
import { AppError } from '../../platform/errors.ts';
import { seeOther } from '../../platform/http/answer.ts';
import { pageOf } from '../../platform/http/query.ts';
import type { Answer, Req } from '../../platform/http/types.ts';
import { Button } from '../../ui/components/button.tsx';
import { ErrorSummary } from '../../ui/components/error-summary.tsx';
import { Textarea } from '../../ui/components/form.tsx';
import { Note } from '../../ui/components/note.tsx';
import { Pagination } from '../../ui/components/pagination.tsx';
import { Panel, PanelRows } from '../../ui/components/panel.tsx';
import { FactRows } from '../../ui/components/section.tsx';
import { EmptyState } from '../../ui/components/state-box.tsx';
import { Segmented } from '../../ui/components/tabs.tsx';
import { consoleShell, unitsById } from '../org/index.ts';
import { answerReport } from './actions.ts';
import { answerWithin } from './law.ts';
import { countReports, type ErrorReport, reportById, reportsIn } from './reports.ts';
import { KEEP_CONTACT_DAYS, LEAK_REPORT } from './rules.ts';
import { saySites } from './say.ts';

const PAGE = 20;
const dueOf = (c: Req, r: ErrorReport) => {
  const day = dayIn(r.createdAt);
  return addWorkdays(day, answerWithin(day).number, c.system.calendar);
};

export async function reportsPage(c: Req): Promise<Answer> {
  const db = c.system.db;
  const state = c.query.get('state') === 'closed' ? 'closed' : 'open';
  const page = pageOf(c.query);
  const [open, closed, found, units] = await Promise.all([
    countReports(db, 'open'),
    countReports(db, 'closed'),
    reportsIn(db, state, PAGE, (page - 1) * PAGE),
    unitsById(db),
  ]);
  const total = state === 'open' ? open : closed;
  return consoleShell(c, {
    current: '/console/error-reports',
    title: '找错',
    lead: `群众指出的错，${answerWithin(c.system.clock.today()).number}个工作日内查清、改好、答复。`,
    actions: (
      <Segmented
        label="哪些"
        items={[
          { text: '没答复的', href: '/console/error-reports', count: open, current: state === 'open' },
          { text: '已办结的', href: '/console/error-reports?state=closed', count: closed, current: state === 'closed' },
        ]}
      />
    ),
    children: (
      <Panel title={state === 'open' ? '没答复的' : '已办结的'}>
        {found.length === 0 ? (
          <EmptyState title={state === 'open' ? '没有等答复的。' : '还没有办结过。'}>
            <p>群众在页脚“我为政府网站找错”提交后列在这里。</p>
          </EmptyState>
        ) : (
          <PanelRows
            rows={found.map((r) => ({
              main: (
                <a
                  href={`/console/error-reports/${r.id}`}
                >{`${r.kind}：${r.what.length > 60 ? `${r.what.slice(0, 60)}……` : r.what}`}</a>
              ),
              note: [
                r.page,
                r.unitId && (units.get(r.unitId)?.shortName ?? units.get(r.unitId)?.name),
                sayMoment(r.createdAt, c.system.clock.today()),
                r.state === 'open'
                  ? `${sayMonthDay(dueOf(c, r))}前答复`
                  : r.closedAt && `${sayMoment(r.closedAt, c.system.clock.today())}办结`,
              ]
                .filter(Boolean)
                .join('　'),
            }))}
          />
        )}
        <Pagination
          page={page}
          pages={Math.ceil(total / PAGE)}
          hrefFor={(n) => `/console/error-reports?state=${state}&page=${n}`}
        />
      </Panel>
    ),
  });
}

export async function reportPage(c: Req, refusals: readonly Refusal[] = []): Promise<Answer> {
  const r = await reportById(c.system.db, c.params.id ?? '');
  if (!r) throw new AppError('not_found', c.path);
  const unit = r.unitId ? (await unitsById(c.system.db)).get(r.unitId) : undefined;
  const today = c.system.clock.today();
  const leaking =
    r.kind === LEAK_REPORT && r.state === 'open' ? /^\/p\/(\d{1,15})(?:[/?#]|$)/.exec(r.page)?.[1] : undefined;
  return consoleShell(c, {
    current: '/console/error-reports',
    title: `找错：${r.kind}`,
    breadcrumbs: [{ text: '找错', href: '/console/error-reports' }, { text: r.kind }],
    status: refusals.length > 0 ? 422 : 200,
    children: (
      <>
        <ErrorSummary
          title="还没有办结"
          errors={refusals.map((x) => ({ field: x.code === 'no_answer' ? 'answer' : undefined, text: saySites(x) }))}
        />
        <Panel title="群众说的">
          <FactRows
            rows={[
              { label: '哪一页', value: <a href={r.page}>{r.page}</a> },
              ...(unit ? [{ label: '谁公开的', value: unit.name }] : []),
              { label: '哪里错了', value: r.what },
              { label: '什么时候', value: sayMoment(r.createdAt, today) },
              { label: '联系方式', value: r.contact ?? (r.state === 'closed' ? '没有留，或已经删除' : '没有留') },
              ...(r.state === 'open' ? [{ label: '最晚答复', value: sayMonthDay(dueOf(c, r)) }] : []),
            ]}
          />
        </Panel>
        {leaking && (
          <Note tone="warn" title="说是泄露了个人信息。">
            <p>
              先打开那一页看。真有泄露的，撤下和更正都不够，要用
              <a href={`/console/erasures/new?no=${leaking}`}>泄露处置</a>：提出以后读者马上看不到。
            </p>
          </Note>
        )}
        {r.state === 'open' ? (
          <Panel title="答复" note={`写在回执页上，提交的人看得到；联系方式办结${KEEP_CONTACT_DAYS}天后删除`}>
            <form method="post" action={`/console/error-reports/${r.id}`} data-guard>
              <Textarea
                name="answer"
                label="查到什么、改了没有"
                hint="例：金额确实写错了，今天10:20已更正。不要写对方的姓名、电话。"
                value={c.form.text('answer')}
                rows={4}
              />
              <div class="btn-row">
                <Button kind="primary">答复并办结</Button>
              </div>
            </form>
          </Panel>
        ) : (
          <Panel title="答复">
            <p>{r.answer}</p>
            <p class="as-of">{r.closedAt && sayMoment(r.closedAt, today)}</p>
          </Panel>
        )}
      </>
    ),
  });
}

export async function answerPage(c: Req): Promise<Answer> {
  const out = await answerReport(
    c.system,
    c.actor,
    { id: c.params.id ?? '', answer: c.form.text('answer') },
    c.requestId,
  );
  return out.ok ? seeOther('/console/error-reports') : reportPage(c, out.refusals);
}
