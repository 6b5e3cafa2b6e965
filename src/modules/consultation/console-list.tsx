import { type Day, dayIn, sayMonthDay, yearOf } from '../../lib/day.ts';
import { sayDayNear } from '../../lib/moments.ts';
import { pageOf } from '../../platform/http/query.ts';
import type { Answer, Req } from '../../platform/http/types.ts';
import { may, reachOf } from '../../platform/permission.ts';
import { Button, ButtonLink } from '../../ui/components/button.tsx';
import { Input } from '../../ui/components/form.tsx';
import { Pagination } from '../../ui/components/pagination.tsx';
import { Panel, PanelFigures, PanelRows } from '../../ui/components/panel.tsx';
import { EmptyState } from '../../ui/components/state-box.tsx';
import { Segmented } from '../../ui/components/tabs.tsx';
import { Tag } from '../../ui/components/tag.tsx';
import { consoleShell } from '../org/index.ts';
import { unitNames, workTitles } from './names.ts';
import { type Pace, paceOf, readNumber, type State, shorten } from './rules/index.ts';
import { STATE_NAMES } from './say.ts';
import { channels, turnedAway } from './settings.ts';
import { countQuestions, countsIn, type Question, questions } from './store.ts';

const PAGE = 30;
const OPEN: readonly State[] = ['new', 'handling', 'review'];

const TONE: Record<Pace, { tone: 'plain' | 'warn' | 'bad' | 'good'; text: string }> = {
  open: { tone: 'plain', text: '' },
  soon: { tone: 'warn', text: '快到期' },
  overdue: { tone: 'bad', text: '超期' },
  in_time: { tone: 'good', text: '按时' },
  late: { tone: 'warn', text: '超期答复' },
};

/** Units whose questions this person sees; the office sees those without a unit too. */
export const reach = (c: Req): 'all' | readonly string[] =>
  may(c.system.permissions, c.actor, 'consult:manage') ? 'all' : reachOf(c.system.permissions, c.actor, 'consult:read');

export async function listPage(c: Req): Promise<Answer> {
  const db = c.system.db;
  const units = reach(c);
  const done = c.query.get('state') === 'answered';
  const typed = (c.query.get('q') ?? '').trim().slice(0, 100);
  const text = readNumber(typed) ?? typed;
  const page = pageOf(c.query);
  const today = c.system.clock.today();
  const year = { from: `${yearOf(today)}-01-01` as Day, to: today };
  const states: readonly State[] = done ? ['answered'] : OPEN;
  const f = { units, states, ...(text ? { text } : {}) };
  const own = units === 'all' ? undefined : units[0];
  const [open, closed, total, found, nameOf, ways, counts, waited] = await Promise.all([
    countQuestions(db, { units, states: OPEN }),
    countQuestions(db, { units, states: ['answered'] }),
    countQuestions(db, f),
    questions(db, f, PAGE, (page - 1) * PAGE),
    unitNames(db),
    channels(db),
    countsIn(db, year.from, year.to, own),
    turnedAway(db, year.from, year.to),
  ]);
  const titles = await workTitles(
    db,
    found.map((q) => q.workNo),
  );
  const wayOf = (code: string): string => ways.find((w) => w.code === code)?.name ?? code;
  const manages = may(c.system.permissions, c.actor, 'consult:manage');
  return consoleShell(c, {
    current: '/console/questions',
    title: '咨询',
    lead: '网站、窗口、热线、新媒体的咨询都在这一本里。谁起草，谁答复。',
    actions: (
      <>
        <Segmented
          label="哪些"
          items={[
            { text: '没答复的', href: '/console/questions', count: open, current: !done },
            { text: '已答复的', href: '/console/questions?state=answered', count: closed, current: done },
          ]}
        />
        <ButtonLink href="/console/questions/record" icon="edit" small>
          窗口代录
        </ButtonLink>
        {manages && (
          <ButtonLink href="/console/questions/import" icon="upload" small>
            导入表格
          </ButtonLink>
        )}
      </>
    ),
    aside: (
      <>
        <Panel title="找咨询">
          <form method="get" action="/console/questions">
            {done && <input type="hidden" name="state" value="answered" />}
            <Input name="q" label="编号或问题里的字" value={typed} short />
            <Button small>找</Button>
          </form>
        </Panel>
        <Panel title={`${yearOf(today)}年`} note={own ? nameOf(own) : '全区'}>
          <PanelFigures
            rows={[
              { label: '收到', value: counts.asked },
              { label: '已答复', value: counts.answered },
              { label: '按时', value: `${counts.inTime} / ${counts.answered}` },
              { label: '平均用时', value: counts.answered === 0 ? '没有可算的' : `${counts.days}天` },
              { label: '评价“清楚”', value: `${counts.pleased} / ${counts.rated}` },
              ...(manages ? [{ label: '请稍后再提', value: `${waited}次` }] : []),
            ]}
          />
        </Panel>
      </>
    ),
    children: (
      <Panel title={done ? '已答复的' : '没答复的'} note={typed ? `找“${typed}”，${total}条` : `${total}条`}>
        {found.length === 0 ? (
          <EmptyState title={typed ? '没有找到。' : done ? '还没有答复过的咨询。' : '没有等答复的咨询。'}>
            <p>群众在“问这份文件”提交后，直接到起草单位这里。</p>
          </EmptyState>
        ) : (
          <PanelRows
            rows={found.map((q) => ({
              tag: <Line q={q} today={today} c={c} />,
              main: <a href={`/console/questions/${q.id}`}>{shorten(q.words, 70)}</a>,
              note: [
                q.no,
                wayOf(q.channel),
                nameOf(q.unitId),
                q.workNo === null
                  ? undefined
                  : `${titles.get(q.workNo)?.title ?? `登记号${q.workNo}`}${q.clauseLabel ?? ''}`,
                `${sayDayNear(q.arrivedOn, today)}收到`,
              ]
                .filter(Boolean)
                .join('　'),
            }))}
          />
        )}
        <Pagination
          page={page}
          pages={Math.ceil(total / PAGE)}
          hrefFor={(n) =>
            `/console/questions?${new URLSearchParams({ ...(done ? { state: 'answered' } : {}), ...(typed ? { q: typed } : {}), page: String(n) })}`
          }
        />
      </Panel>
    ),
  });
}

const Line = ({ q, today, c }: { q: Question; today: Day; c: Req }) => {
  const pace = paceOf({ due: q.due, answeredOn: q.answeredAt ? dayIn(q.answeredAt) : null }, today, c.system.calendar);
  return (
    <>
      <Tag tone={TONE[pace].tone}>{[STATE_NAMES[q.state], TONE[pace].text].filter(Boolean).join('，')}</Tag>{' '}
      {q.state === 'answered' ? '' : `最晚${sayMonthDay(q.due)}`}
    </>
  );
};
