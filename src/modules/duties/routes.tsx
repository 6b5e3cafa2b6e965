import { type Day, sayMonthDay } from '../../lib/day.ts';
import { transaction } from '../../platform/db/connection.ts';
import { seeOther } from '../../platform/http/answer.ts';
import { get, post } from '../../platform/http/routes.ts';
import type { Answer, Req, Route } from '../../platform/http/types.ts';
import type { Duty } from '../../platform/module.ts';
import { may } from '../../platform/permission.ts';
import { Button, ButtonLink } from '../../ui/components/button.tsx';
import { DutyList, DutyRow } from '../../ui/components/duty-row.tsx';
import type { IconName } from '../../ui/components/icon.tsx';
import { Panel, PanelRows } from '../../ui/components/panel.tsx';
import { EmptyState } from '../../ui/components/state-box.tsx';
import { Segmented } from '../../ui/components/tabs.tsx';
import { consoleShell } from '../org/index.ts';
import { Dashboard, monthsBack } from './dashboard.tsx';
import { figuresPage, mainFigures } from './figures.tsx';
import { dutiesFor, endOfWeek } from './gather.ts';
import { measured, measuresOf } from './measured.ts';
import { nightPanel } from './night.tsx';
import { byUrgency, sayDueAt, type Urgency, urgencyOf } from './rules.ts';
import { markSeen, remindersOf, unseen } from './store.ts';
import { railFrom } from './waiting.ts';

const HEADS: [Urgency[], string][] = [
  [['overdue', 'today', 'open'], '今天'],
  [['week'], '本周'],
  [['later'], '以后'],
];

/** 我的工作: the clerk's day. One sentence, then rows with one button each. */
async function todayPage(c: Req): Promise<Answer> {
  const today = c.system.clock.today();
  const whole = c.query.get('of') === 'unit';
  const sunday = endOfWeek(today);
  const [shownOf, told] = await Promise.all([
    dutiesFor(c.system, c.actor, today, whole),
    unseen(c.system.db, c.actor.id),
  ]);
  const all = shownOf.sort(byUrgency(today, sunday));
  const at = (kinds: Urgency[]): Duty[] => all.filter((d) => kinds.includes(urgencyOf(d.due, today, sunday)));
  const now = at(['overdue', 'today', 'open']);
  const overdue = at(['overdue']).length;
  const dueToday = at(['today']).length;
  const open = at(['open']).length;
  const week = at(['week']).length;
  const lead = [
    overdue ? `${overdue}件已逾期` : '',
    dueToday ? `${dueToday}件今天到期` : '',
    open ? `${open}件等您处理` : '',
    week ? `${week}件本周内` : '',
  ]
    .filter(Boolean)
    .join('，');
  return consoleShell(c, {
    current: '/console',
    title: now.length > 0 ? `${sayMonthDay(today)}，今天要办${now.length}件` : `${sayMonthDay(today)}，今天没有到期的`,
    lead: lead ? `${lead}。` : '可以看看本周的，或者写一篇稿件。',
    actions: may(c.system.permissions, c.actor, 'piece:write') ? (
      <ButtonLink href="/console/pieces/new" kind="primary" icon="edit">
        写一篇稿件
      </ButtonLink>
    ) : undefined,
    waiting: await railFrom(c, all, told, today),
    aside: await aside(c, today),
    children: (
      <>
        {HEADS.map(([kinds, head], i) => {
          const rows = at(kinds);
          if (rows.length === 0 && i > 0) return null;
          const shown = rows.slice(0, i === 2 ? 10 : 50);
          return (
            <Panel
              key={head}
              title={head}
              note="按期限排"
              flush
              actions={
                i === 0 ? (
                  <Segmented
                    label="看谁的"
                    items={[
                      { text: '我的', href: '/console', current: !whole },
                      { text: '全单位', href: '/console?of=unit', current: whole },
                    ]}
                  />
                ) : undefined
              }
              foot={rows.length > shown.length ? <span>{`还有${rows.length - shown.length}件更晚的`}</span> : undefined}
            >
              {rows.length === 0 ? (
                <EmptyState title="今天没有到期的">
                  <p>{week > 0 ? '下面是本周的。' : '本周也没有到期的。'}</p>
                </EmptyState>
              ) : (
                <DutyList>
                  {shown.map((d) => (
                    <Row key={d.key} d={d} today={today} c={c} />
                  ))}
                </DutyList>
              )}
            </Panel>
          );
        })}
      </>
    ),
  });
}

const Row = ({ d, today, c }: { d: Duty; today: Day; c: Req }) => {
  const overdue = d.due !== undefined && d.due < today;
  return (
    <DutyRow
      icon={d.icon as IconName}
      title={d.title}
      href={d.act.href}
      note={d.note}
      due={sayDueAt(d.due, today, c.system.calendar)}
      urgency={overdue ? 'overdue' : d.due === today ? 'today' : 'later'}
      why={d.why ? { text: d.why } : undefined}
      ticks={d.ticks ? { ...d.ticks, overdue, words: `第${d.ticks.used}个工作日，共${d.ticks.total}个` } : undefined}
      action={{ text: d.act.label, href: d.act.href }}
    />
  );
};

/** The rail: what became of what one handed on, what was told lately, and the few figures that say how the unit stands. */
async function aside(c: Req, today: Day) {
  const [panels, night, reminders, figures] = await Promise.all([
    Promise.all(c.system.modules.map((m) => m.beside?.(c) ?? [])),
    nightPanel(c),
    remindersOf(c.system.db, c.actor.id, 5),
    mainFigures(c, today),
  ]);
  return (
    <>
      {panels.flat()}
      {night}
      <Panel title="提醒" actions={<a href="/console/reminders">全部</a>}>
        {reminders.length === 0 ? (
          <p>最近没有提醒。快到期和逾期的会在早上8点和下午2点提醒。</p>
        ) : (
          <PanelRows
            rows={reminders.map((r) => ({ main: <a href={r.href}>{r.title}</a>, note: SAY_STAGE[r.stage] }))}
          />
        )}
      </Panel>
      {figures}
    </>
  );
}

const SAY_STAGE = { new: '等您处理', soon: '快到期', today: '今天到期', overdue: '已逾期' } as const;

export const routes: readonly Route[] = [
  get('/console', 'signed-in', todayPage),
  get('/console/reminders', 'signed-in', async (c) => {
    const all = await remindersOf(c.system.db, c.actor.id);
    return consoleShell(c, {
      current: '/console/reminders',
      title: '提醒',
      lead: '同一件事同一个阶段只提醒一次。',
      children: (
        <Panel title="最近的提醒">
          {all.length === 0 ? (
            <EmptyState title="还没有提醒">
              <p>到期前3天、当天和逾期时会提醒。</p>
            </EmptyState>
          ) : (
            <>
              <PanelRows
                rows={all.map((r) => ({
                  main: <a href={r.href}>{r.title}</a>,
                  note: `${SAY_STAGE[r.stage]}${r.seenAt ? '' : '　新'}`,
                }))}
              />
              <form method="post" action="/console/reminders">
                <Button small>全部看过了</Button>
              </form>
            </>
          )}
        </Panel>
      ),
    });
  }),
  post('/console/reminders', 'signed-in', async (c) => {
    await transaction(c.system.db, (tx) => markSeen(tx, c.actor.id, c.system.clock.now()));
    return seeOther('/console/reminders');
  }),
  get('/console/figures', 'signed-in', figuresPage),
  get('/console/dashboard', 'dashboard:read', async (c) => {
    const today = c.system.clock.today();
    const months = monthsBack(today, 6);
    const series = await measured(c.system.db, measuresOf(c.system), months);
    return consoleShell(c, {
      current: '/console/dashboard',
      title: '全区指标',
      lead: `最近6个月，截至${sayMonthDay(today)}`,
      children: <Dashboard months={months} series={series} today={today} />,
    });
  }),
];
