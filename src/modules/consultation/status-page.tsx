import { periods } from '../../../law/index.ts';
import { dayIn } from '../../lib/day.ts';
import { sayDayNear, sayMoment } from '../../lib/moments.ts';
import type { Refusal } from '../../lib/ruling.ts';
import { countWorkdays } from '../../lib/workdays.ts';
import { seeOther, unkept } from '../../platform/http/answer.ts';
import type { Answer, Req } from '../../platform/http/types.ts';
import { Button } from '../../ui/components/button.tsx';
import { DayRuler } from '../../ui/components/day-ruler.tsx';
import { ErrorSummary } from '../../ui/components/error-summary.tsx';
import { Choices, Textarea } from '../../ui/components/form.tsx';
import { AnswerBox, Note } from '../../ui/components/note.tsx';
import { FactRows, LinkList, PageHead, Section } from '../../ui/components/section.tsx';
import { type Step, Steps } from '../../ui/components/steps.tsx';
import { History } from '../../ui/components/timeline.tsx';
import { tokenHash, unitById } from '../org/index.ts';
import { portalShell } from '../sites/index.ts';
import { rate, receipted } from './ask.ts';
import { entryOf } from './entries.ts';
import { sayDue } from './moments.ts';
import { unitNames, workTitles } from './names.ts';
import { clockOf, RATINGS } from './rules/index.ts';
import { RATING_NAMES, sayConsultation } from './say.ts';
import { channelOf } from './settings.ts';
import { type Event, eventsOf, type Question, visited } from './store.ts';

/** The question this visitor opened; undefined: the password first. */
async function mine(c: Req): Promise<Question | undefined> {
  const token = c.cookies[receipted.cookie.name];
  return token ? visited(c.system.db, tokenHash(token), c.params.no ?? '', c.system.clock.now()) : undefined;
}

export async function statusPage(c: Req, refusals: readonly Refusal[] = []): Promise<Answer> {
  const q = await mine(c);
  if (!q) return seeOther('/ask/status');
  const db = c.system.db;
  const today = c.system.clock.today();
  const [events, nameOf, titles, channel, entry, unit] = await Promise.all([
    eventsOf(db, q.id),
    unitNames(db),
    workTitles(db, [q.workNo]),
    channelOf(db, q.channel),
    entryOf(db, q.id),
    q.unitId ? unitById(db, q.unitId) : undefined,
  ]);
  const work = q.workNo === null ? undefined : titles.get(q.workNo);
  const clock = clockOf(periods, q.arrivedOn, channel ?? null, c.system.calendar);
  const answeredOn = q.answeredAt ? dayIn(q.answeredAt) : undefined;
  const left = countWorkdays(today, q.due, c.system.calendar);
  const used = Math.max(0, countWorkdays(q.arrivedOn, answeredOn ?? today, c.system.calendar));
  const lead = answeredOn
    ? `${sayDayNear(answeredOn, today)}答复，${used === 0 ? '当天办完' : `用了${used}个工作日`}。`
    : today > q.due
      ? `${sayDayNear(q.due, today)}就该答复，已经超期。`
      : `最晚${sayDue(q.due, today)}答复您，${left === 0 ? '就是今天' : `还有${left}个工作日`}。`;
  const marks = eventDays(events);
  return unkept(
    await portalShell(c, {
      title: `咨询${q.no}`,
      current: 'hdjl',
      breadcrumbs: [{ text: '首页', href: '/' }, { text: '咨询政策', href: '/ask' }, { text: '看进度' }],
      meta: { noindex: true },
      status: refusals.length > 0 ? 422 : 200,
      layout: 'request',
      aside: (
        <>
          <Section title="您现在可以" small>
            <LinkList
              items={[
                {
                  text: '接着问一句',
                  href: `/ask${q.workNo === null ? '' : `?about=${q.workNo}${q.clause ? `&clause=${q.clause}` : ''}`}`,
                },
                ...(entry && !entry.hidden ? [{ text: '看公开的问答', href: `/answers/${q.no}` }] : []),
                ...(work?.href
                  ? [{ text: '回到这份文件', href: `${work.href}${q.clause ? `#${q.clause}` : ''}` }]
                  : []),
              ]}
            />
          </Section>
          <FactRows
            rows={[
              { label: '承办', value: [nameOf(q.unitId) || '等待分派', unit?.phone].filter(Boolean).join('，') },
              { label: '渠道', value: channel?.name ?? q.channel },
              {
                label: '公开',
                value: entry?.hidden
                  ? '公开过，文件正在核查，暂时看不到'
                  : entry
                    ? '去掉个人信息后已公开'
                    : q.mayPublish
                      ? '您同意公开'
                      : '不公开，只答复您',
              },
            ]}
          />
        </>
      ),
      children: (
        <>
          <PageHead
            over={
              <>
                查询编号 <b class="mono">{q.no}</b>　凭编号和密码查看，只有您和承办部门能看到
              </>
            }
            title={work ? [work.title, q.clauseLabel].filter(Boolean).join('，') : '咨询政策'}
            lead={lead}
          />
          <ErrorSummary
            title="还没有评价"
            errors={refusals.map((r) => ({ field: 'rating', text: sayConsultation(r) }))}
          />
          {!answeredOn && (
            <div class="clock-box">
              <p class="clock-count">
                <b>{Math.min(used, 99)}</b> / {clock.number}个工作日
              </p>
              <div>
                <p class="clock-say">{lead}</p>
                <p>周末和放假不算，转给别的单位不重新算。</p>
              </div>
            </div>
          )}
          <Steps steps={stepsOf(q, nameOf, today)} />
          <Section title="您的问题">
            <p class="as-of">{sayMoment(q.createdAt, today)}</p>
            {q.words.split('\n').map((line, i) => (
              <p key={i}>{line}</p>
            ))}
          </Section>
          {q.answeredAt && (
            <Section title="答复">
              <AnswerBox source={`${nameOf(q.unitId)}，${sayMoment(q.answeredAt, today)}答复`}>
                {q.answer.split('\n').map((line, i) => (
                  <p key={i}>{line}</p>
                ))}
              </AnswerBox>
              {entry?.lookAgain && (
                <Note tone="warn" title={`答复引用的条文在第${entry.lookAgain}版改了，${nameOf(q.unitId)}正在核对。`} />
              )}
            </Section>
          )}
          {q.answeredAt && <Rating q={q} c={c} />}
          <Section title="这个日期是怎么算的">
            <p>
              期限是{clock.number}个工作日，从收到的第二天算起；转给别的单位不重新起算。下面每一格是一天，写明算不算。
            </p>
            <DayRuler
              days={clock.steps.map((s) => ({
                ...s,
                event: marks.get(s.date),
                basis: s.basis ? { text: s.basis } : undefined,
              }))}
              today={today}
              due={q.due}
              caption={lead}
              provisional={clock.provisional ? '那一年的放假安排还没有公布，公布后可能提前或推后。' : undefined}
            />
          </Section>
          <Section title="经过">
            <History entries={historyOf(events, nameOf, today)} />
          </Section>
        </>
      ),
    }),
  );
}

function stepsOf(q: Question, nameOf: (id: string | null) => string, today: Question['due']): Step[] {
  const done = q.state === 'answered';
  return [
    { title: '收到', state: 'done', note: sayMoment(q.createdAt, today) },
    q.unitId
      ? { title: '交给部门', state: 'done', note: nameOf(q.unitId) }
      : { title: '交给部门', state: 'current', note: '政务公开办正在分派' },
    {
      title: q.state === 'review' ? '审定答复' : '写答复',
      state: done ? 'done' : q.unitId ? 'current' : 'future',
      note: q.state === 'review' ? '另一个人正在看' : undefined,
    },
    {
      title: '答复',
      state: done ? 'done' : 'future',
      note: q.answeredAt ? sayMoment(q.answeredAt, today) : `最晚${sayDue(q.due, today)}`,
    },
  ];
}

const WORD: Partial<Record<Event['what'], string>> = {
  asked: '收到',
  assigned: '分派',
  transferred: '转办',
  answered: '答复',
};

function eventDays(events: readonly Event[]): Map<string, string> {
  return new Map(events.flatMap((e) => (WORD[e.what] ? [[dayIn(e.at) as string, WORD[e.what] ?? ''] as const] : [])));
}

/** What the asker is told of the steps: units and reasons of giving on, never remarks between clerks. */
function historyOf(events: readonly Event[], nameOf: (id: string | null) => string, today: Question['due']) {
  const text = (e: Event): string | undefined => {
    if (e.what === 'asked') return '收到问题';
    if (e.what === 'assigned') return `交给${nameOf(e.toUnit)}`;
    if (e.what === 'transferred') return `转给${nameOf(e.toUnit)}`;
    if (e.what === 'answered') return '答复';
    if (e.what === 'published') return '去掉个人信息后公开';
    return e.what === 'rated' ? '评价' : undefined;
  };
  return events.flatMap((e) => {
    const said = text(e);
    if (!said) return [];
    const given = e.what === 'assigned' || e.what === 'transferred';
    const who = e.what === 'transferred' ? nameOf(e.fromUnit) : e.what === 'asked' ? `${e.label}渠道` : e.label;
    return [{ when: sayMoment(e.at, today), who, text: said, remark: given && e.note ? e.note : undefined }];
  });
}

const Rating = ({ q, c }: { q: Question; c: Req }) => (
  <Section title="答得清楚吗" id="rate">
    {q.rating ? (
      <Note tone="good" title={`您说：${RATING_NAMES[q.rating]}。谢谢您。`}>
        {q.rating !== 'clear' && <p>还不明白的，可以接着问一句。</p>}
      </Note>
    ) : (
      <form method="post" action={`/ask/q/${q.no}/rate`}>
        <Choices
          name="rating"
          legend="这次答复"
          options={RATINGS.map((r) => ({ value: r, text: RATING_NAMES[r] }))}
          chosen={c.form.text('rating')}
        />
        <Textarea name="note" label="哪里不清楚" value={c.form.text('note')} rows={2} optional />
        <div class="btn-row">
          <Button kind="primary">提交评价</Button>
        </div>
      </form>
    )}
  </Section>
);

export async function ratePage(c: Req): Promise<Answer> {
  const q = await mine(c);
  // After two hours the password is asked for again.
  if (!q) return seeOther('/ask/status');
  const out = await rate(
    c.system,
    c.actor,
    { id: q.id, rating: c.form.text('rating'), note: c.form.text('note') },
    c.requestId,
  );
  return out.ok ? seeOther(`/ask/q/${q.no}#rate`) : statusPage(c, out.refusals);
}
