import { type Day, sayMonthDay, yearOf } from '../../../lib/day.ts';
import { countWorkdays } from '../../../lib/workdays.ts';
import { pageOf } from '../../../platform/http/query.ts';
import type { Answer, Req } from '../../../platform/http/types.ts';
import { may, reachOf } from '../../../platform/permission.ts';
import { Button, ButtonLink } from '../../../ui/components/button.tsx';
import { DutyList, DutyRow, type DutyRowProps } from '../../../ui/components/duty-row.tsx';
import { Input, Select } from '../../../ui/components/form.tsx';
import { Pagination } from '../../../ui/components/pagination.tsx';
import { Panel, PanelFigures } from '../../../ui/components/panel.tsx';
import { EmptyState } from '../../../ui/components/state-box.tsx';
import { DataTable } from '../../../ui/components/table.tsx';
import { Segmented } from '../../../ui/components/tabs.tsx';
import { consoleShell, unitsById } from '../../org/index.ts';
import { foiLaw } from '../law.ts';
import { STATE_NAMES } from '../names.ts';
import { masked } from '../personal.ts';
import { dueNow } from '../rules/history.ts';
import { kindOf } from '../rules/law.ts';
import { readNumber } from '../rules/number.ts';
import { OPEN, type State } from '../rules/types.ts';
import * as store from '../store/index.ts';
import { HERE, reach } from './case.tsx';

const PAGE = 50;

/** The next step of a case, as its button says it. */
const STEP: Partial<Record<State, { what: string; button: string }>> = {
  awaitingConfirmation: { what: '和申请人确认', button: '去确认' },
  received: { what: '登记，不清楚的发补正告知', button: '去登记' },
  correctionPending: { what: '等申请人补正', button: '去看' },
  processing: { what: '拟答复', button: '去办' },
  consulting: { what: '等对方的意见', button: '去看' },
  feePending: { what: '等申请人缴费', button: '去看' },
};

const RUNNING: readonly State[] = ['received', 'processing'];

/** Whoever may not read the application sees its number where there is no public subject yet. */
const titleOf = (r: store.Request, reads: boolean): string => {
  const words = r.subject || (reads ? masked(r.wanted).replace(/\s+/g, ' ') : '');
  const short = [...words].length > 40 ? `${[...words].slice(0, 40).join('')}…` : words;
  return short || `申请${r.no}`;
};

type RowEnv = { today: Day; c: Req; unitName: (id: string) => string; reads: (unitId: string) => boolean };
function dutyRow(r: store.Request, e: RowEnv): DutyRowProps {
  const step = r.proposal
    ? { what: r.proposal.kind === 'extension' ? '等负责人批延期' : '等负责人批答复', button: '去看' }
    : (STEP[r.state] ?? { what: '', button: '去看' });
  const due = dueNow(r, e.today);
  const cal = e.c.system.calendar;
  const late = due !== null && due < e.today;
  const total = r.days ?? 0;
  const used = Math.max(0, Math.min(total, total - (r.due ? countWorkdays(e.today, r.due, cal) : 0)));
  const overdue = r.due !== null && r.due < e.today;
  const days = due && late ? Math.max(1, -countWorkdays(e.today, due, cal)) : 0;
  return {
    icon: 'mail',
    title: titleOf(r, e.reads(r.unitId)),
    href: `${HERE}/${r.id}`,
    note: [r.no, e.unitName(r.unitId), r.clerkLabel || '还没有人承办', r.dueProvisional ? '日期暂定' : '']
      .filter(Boolean)
      .join('　'),
    due: due === null ? '' : late ? `逾期${days}个工作日` : due === e.today ? '今天' : sayMonthDay(due),
    urgency: late ? 'overdue' : due === e.today ? 'today' : 'later',
    why: { text: step.what, href: `${HERE}/${r.id}#days` },
    // While others are waited for, the days stand still: ticks would say something else.
    ...(r.due && RUNNING.includes(r.state)
      ? {
          ticks: {
            used,
            total,
            overdue,
            words: overdue ? `答复期限${sayMonthDay(r.due)}，已经逾期` : `第${used}个工作日，共${total}个`,
          },
        }
      : {}),
    action: { text: step.button, href: `${HERE}/${r.id}` },
  };
}

const stateIn = (t: string | null): State | undefined => OPEN.find((s) => s === t);

/** One list of a person's cases, by the next day on which somebody owes something. */
export async function listPage(c: Req): Promise<Answer> {
  const { db } = c.system;
  const today = c.system.clock.today();
  const units = reach(c);
  const q = c.query;
  const done = q.get('of') === 'closed';
  const mine = q.get('of') === 'mine';
  const state = done ? undefined : stateIn(q.get('state'));
  const typed = (q.get('q') ?? '').trim().slice(0, 100);
  const text = readNumber(typed) ?? typed;
  const unitId = units === 'all' || units.length > 1 ? (q.get('unit') ?? '') : '';
  const page = pageOf(q);
  const within = unitId && (units === 'all' || units.includes(unitId)) ? [unitId] : units;
  const f: store.CaseFilter = {
    units: within,
    open: !done,
    ...(state ? { states: [state] } : {}),
    ...(text ? { text } : {}),
    ...(mine ? { clerkId: c.actor.id } : {}),
  };
  const year = { from: `${yearOf(today)}-01-01` as Day, to: today };
  const own = within === 'all' ? undefined : within.length === 1 ? within[0] : undefined;
  const [open, own_, total, found, byId, counts, overdue] = await Promise.all([
    store.countCases(db, { units: within, open: true }),
    store.countCases(db, { units: within, open: true, clerkId: c.actor.id }),
    store.countCases(db, f),
    store.cases(db, f, PAGE, (page - 1) * PAGE),
    unitsById(db),
    store.numbersIn(db, year.from, year.to, own),
    store.openOverdue(db, today, own),
  ]);
  const records = may(c.system.permissions, c.actor, 'foi:record');
  const readable = reachOf(c.system.permissions, c.actor, 'foi:read');
  const env: RowEnv = {
    today,
    c,
    unitName: (id) => byId.get(id)?.shortName ?? byId.get(id)?.name ?? id,
    reads: (id) => readable === 'all' || readable.includes(id),
  };
  const keep = (more: Record<string, string>): string => {
    const p = new URLSearchParams(
      Object.entries({
        of: done ? 'closed' : mine ? 'mine' : '',
        state: state ?? '',
        unit: unitId,
        q: typed,
        ...more,
      }).filter(([, v]) => v !== ''),
    ).toString();
    return p ? `${HERE}?${p}` : HERE;
  };
  const choices =
    units === 'all' ? [...byId.values()].filter((u) => u.active) : units.flatMap((u) => byId.get(u) ?? []);
  return consoleShell(c, {
    current: HERE,
    title: '依申请公开',
    lead: overdue > 0 ? `在办${open}件，其中${overdue}件过了答复期限。` : `在办${open}件，没有过期限的。`,
    actions: (
      <>
        <Segmented
          label="哪些"
          items={[
            { text: '在办的', href: HERE, count: open, current: !done && !mine },
            { text: '我承办的', href: `${HERE}?of=mine`, count: own_, current: mine },
            { text: '办完的', href: `${HERE}?of=closed`, current: done },
          ]}
        />
        {records && (
          <ButtonLink href={`${HERE}/record`} icon="edit" small>
            登记申请
          </ButtonLink>
        )}
      </>
    ),
    aside: (
      <>
        <Panel title="找申请">
          <form method="get" action={HERE}>
            {(done || mine) && <input type="hidden" name="of" value={done ? 'closed' : 'mine'} />}
            <Input name="q" label="编号或题目里的字" value={typed} short />
            {!done && (
              <Select
                name="state"
                label="办到哪一步"
                empty="都看"
                options={OPEN.map((s) => ({ value: s, text: STATE_NAMES[s] }))}
                value={state ?? ''}
              />
            )}
            {choices.length > 1 && (
              <Select
                name="unit"
                label="单位"
                empty="都看"
                options={choices.map((u) => ({ value: u.id, text: u.name }))}
                value={unitId}
              />
            )}
            <Button small>找</Button>
          </form>
        </Panel>
        <Panel title={`${yearOf(today)}年`} note={own ? env.unitName(own) : '全部单位'}>
          <PanelFigures
            rows={[
              { label: '收到', value: counts.received },
              { label: '办结', value: counts.closed },
              { label: '按时答复', value: `${counts.inTime} / ${counts.inTime + counts.late}` },
              { label: '平均用时', value: `${counts.days}天` },
              { label: '公开、部分公开', value: counts.granted },
            ]}
          />
        </Panel>
      </>
    ),
    children: (
      <Panel
        title={done ? '办完的' : mine ? '我承办的' : '在办的'}
        note={typed ? `找“${typed}”，${total}件` : done ? `${total}件，新的在前` : `${total}件，最急的在前`}
        flush
      >
        {found.length === 0 ? (
          <EmptyState
            title={typed || state || unitId ? '没有找到。' : done ? '还没有办完的申请。' : '没有在办的申请。'}
          >
            <p>网上提交的申请直接到这里；当面、邮寄、传真和电子邮件来的，由信息员登记。</p>
          </EmptyState>
        ) : done ? (
          <DataTable
            caption="办完的申请"
            captionHidden
            columns={[
              { head: '题目', cell: (r) => <a href={`${HERE}/${r.id}`}>{titleOf(r, env.reads(r.unitId))}</a> },
              { head: '编号', cell: (r) => <span class="mono">{r.no}</span> },
              { head: '结果', cell: (r) => (r.decision ? (kindOf(foiLaw, r.decision)?.name ?? '') : '') },
              {
                head: '办结',
                cell: (r) => `${r.closedOn ?? ''}${r.due && r.decidedOn && r.decidedOn > r.due ? '，逾期' : ''}`,
              },
              { head: '单位', cell: (r) => env.unitName(r.unitId) },
            ]}
            rows={found}
            rowKey={(r) => r.id}
          />
        ) : (
          <DutyList>
            {found.map((r) => (
              <DutyRow key={r.id} {...dutyRow(r, env)} />
            ))}
          </DutyList>
        )}
        <Pagination page={page} pages={Math.ceil(total / PAGE)} hrefFor={(n) => keep({ page: String(n) })} />
      </Panel>
    ),
  });
}
