import { dayIn } from '../../lib/day.ts';
import { sayMoment } from '../../lib/moments.ts';
import type { Refusal, Ruling } from '../../lib/ruling.ts';
import { AppError } from '../../platform/errors.ts';
import { seeOther } from '../../platform/http/answer.ts';
import type { Answer, Req } from '../../platform/http/types.ts';
import { may } from '../../platform/permission.ts';
import { Button } from '../../ui/components/button.tsx';
import { ErrorSummary } from '../../ui/components/error-summary.tsx';
import { Panel } from '../../ui/components/panel.tsx';
import { FactRows } from '../../ui/components/section.tsx';
import { History } from '../../ui/components/timeline.tsx';
import { consoleShell, unitTree } from '../org/index.ts';
import { lookAgain } from './again.ts';
import { Again, AnswerForm, Decide, draftOf, GiveOn, line, Written } from './console-forms.tsx';
import { reach } from './console-list.tsx';
import { entryOf } from './entries.ts';
import { approveAnswer, assign, returnAnswer, saveAnswer, seeContact, submitAnswer, transfer } from './handle.ts';
import { sayDue } from './moments.ts';
import { unitNames, workTitles } from './names.ts';
import { policyOf } from './policy.ts';
import { transferBy } from './rules/index.ts';
import { RATING_NAMES, STATE_NAMES, sayConsultation } from './say.ts';
import { channelOf } from './settings.ts';
import { contactOf, type Event, eventsOf, type Question, questionById } from './store.ts';

const FIELD: Record<string, string> = {
  no_answer: 'answer',
  stale: 'answer',
  no_public_words: 'publicWords',
  personal: 'publicWords',
  holds_contact: 'publicWords',
  no_such_clause: 'citedClause',
  no_remark: 'remark',
  no_unit: 'unitId',
  same_unit: 'unitId',
  had_it: 'unitId',
  no_reason: 'reason',
};

const WHAT: Record<Event['what'], string> = {
  asked: '收到',
  assigned: '分派',
  transferred: '转办',
  submitted: '写好答复，送审',
  returned: '退回',
  answered: '审定，答复提问人',
  published: '去掉个人信息后公开',
  rated: '评价',
  flagged: '引用的条文变了',
  looked: '核对过答复',
};

/** The question of the address, if this person may see it. */
async function opened(c: Req): Promise<Question> {
  const q = await questionById(c.system.db, c.params.id ?? '');
  if (!q) throw new AppError('not_found', c.path);
  const units = reach(c);
  if (units !== 'all' && !(q.unitId && units.includes(q.unitId))) throw new AppError('forbidden', c.path);
  return q;
}

type Shown = { refusals?: readonly Refusal[]; contact?: string };

export async function questionPage(c: Req, shown: Shown = {}): Promise<Answer> {
  const q = await opened(c);
  const db = c.system.db;
  const today = c.system.clock.today();
  const [events, nameOf, titles, channel, entry, hasContact, units, policy] = await Promise.all([
    eventsOf(db, q.id),
    unitNames(db),
    workTitles(db, [q.workNo]),
    channelOf(db, q.channel),
    entryOf(db, q.id),
    contactOf(db, q.id),
    unitTree(db),
    q.workNo === null ? undefined : policyOf(db, q.workNo),
  ]);
  const can = (what: string): boolean => q.unitId !== null && may(c.system.permissions, c.actor, what, q.unitId);
  const work = q.workNo === null ? undefined : titles.get(q.workNo);
  const refusals = shown.refusals ?? [];
  const got = events.findLast((e) => e.toUnit !== null && e.toUnit === q.unitId);
  const giveOnBy = got && sayDue(transferBy(dayIn(got.at), channel?.transferDays ?? 1, c.system.calendar), today);
  const others = units.filter((u) => u.active && u.id !== q.unitId);
  const place = { by: giveOnBy, id: q.id, others: others.map((u) => ({ value: u.id, text: u.name })), c };
  return consoleShell(c, {
    current: '/console/questions',
    title: `咨询${q.no}`,
    breadcrumbs: [{ text: '咨询', href: '/console/questions' }, { text: q.no }],
    status: refusals.length > 0 ? 422 : 200,
    aside: (
      <>
        <Panel title="怎么告诉提问人">
          {shown.contact ? (
            <p>
              <b class="mono">{shown.contact}</b>
            </p>
          ) : hasContact && can('consult:handle') ? (
            <form method="post" action={`/console/questions/${q.id}/contact`}>
              <p>加密存放，每看一次都记入审计。</p>
              <Button icon="eye">看联系方式</Button>
            </form>
          ) : (
            <p>{hasContact ? '只有承办单位的信息员能看。' : '没有留，或已经到期删除。提问人凭编号和密码来看答复。'}</p>
          )}
        </Panel>
        <Panel title="经过">
          <History
            entries={events.map((e) => ({
              when: sayMoment(e.at, today),
              who: e.label,
              text: `${WHAT[e.what]}${e.toUnit ? `给${nameOf(e.toUnit)}` : ''}`,
              remark: e.note || undefined,
            }))}
          />
        </Panel>
      </>
    ),
    children: (
      <>
        <ErrorSummary
          title="还没有办成"
          errors={refusals.map((r) => ({ field: FIELD[r.code], text: sayConsultation(r) }))}
        />
        <Panel title="问题">
          {q.words.split('\n').map((line, i) => (
            <p key={i}>{line}</p>
          ))}
          <FactRows
            rows={[
              { label: '现在', value: STATE_NAMES[q.state] },
              { label: '最晚答复', value: sayDue(q.due, today) },
              { label: '承办', value: nameOf(q.unitId) || '还没分派' },
              ...(work
                ? [
                    {
                      label: '问的文件',
                      value: work.href ? (
                        <a
                          href={`${work.href}${q.clause ? `#${q.clause}` : ''}`}
                        >{`${work.title}${q.clauseLabel ?? ''}`}</a>
                      ) : (
                        work.title
                      ),
                    },
                  ]
                : []),
              { label: '渠道', value: [channel?.name, q.outsideNo].filter(Boolean).join('，') },
              { label: '公开', value: q.mayPublish ? '同意去掉个人信息以后公开' : '不同意公开，只答复本人' },
              ...(q.rating
                ? [{ label: '评价', value: `${RATING_NAMES[q.rating]}${q.ratingNote ? `：${q.ratingNote}` : ''}` }]
                : []),
            ]}
          />
        </Panel>
        {q.state === 'handling' && can('consult:handle') && (
          <AnswerForm q={q} policy={policy} c={c} sent={refusals.length > 0} />
        )}
        {q.state !== 'handling' && q.answer && <Written q={q} />}
        {q.state === 'review' && can('consult:approve') && <Decide q={q} c={c} />}
        {entry?.lookAgain && (can('consult:handle') || can('consult:approve')) && (
          <Again
            entry={entry}
            c={c}
            decides={entry.nextBy !== null && entry.nextBy !== c.actor.id && can('consult:approve')}
          />
        )}
        {q.state === 'handling' && can('consult:handle') && <GiveOn {...place} act="transfer" />}
        {(q.state === 'new' || q.state === 'handling') && may(c.system.permissions, c.actor, 'consult:manage') && (
          <GiveOn {...place} act="assign" />
        )}
      </>
    ),
  });
}

/** Runs one step; on a no the same page comes back with every reason and what was typed. */
const step =
  (run: (c: Req, id: string) => Promise<Ruling<unknown>>, next = (id: string) => `/console/questions/${id}`) =>
  async (c: Req): Promise<Answer> => {
    const { id } = await opened(c);
    const out = await run(c, id);
    return out.ok ? seeOther(next(id)) : questionPage(c, { refusals: out.refusals });
  };

const LIST = (): string => '/console/questions';
const seen = (c: Req): string => c.form.text('seen');
const versionIn = (c: Req): number => (/^\d{1,6}$/.test(c.form.text('version')) ? Number(c.form.text('version')) : 0);

export const steps = {
  save: step((c, id) => saveAnswer(c.system, c.actor, { id, seen: seen(c), draft: draftOf(c) }, c.requestId)),
  submit: step((c, id) => submitAnswer(c.system, c.actor, { id, seen: seen(c), draft: draftOf(c) }, c.requestId)),
  approve: step((c, id) => approveAnswer(c.system, c.actor, { id, seen: seen(c) }, c.requestId)),
  return: step((c, id) => returnAnswer(c.system, c.actor, { id, remark: line(c, 'remark') }, c.requestId)),
  // Whoever gives it on may not see it any more.
  transfer: step(
    (c, id) =>
      transfer(c.system, c.actor, { id, unitId: c.form.text('unitId'), reason: line(c, 'reason') }, c.requestId),
    LIST,
  ),
  assign: step((c, id) =>
    assign(c.system, c.actor, { id, unitId: c.form.text('unitId'), reason: line(c, 'reason') }, c.requestId),
  ),
  look: step((c, id) =>
    lookAgain(
      c.system,
      c.actor,
      { id, version: versionIn(c), answer: line(c, 'lookAnswer'), seen: seen(c) },
      c.requestId,
    ),
  ),
};

/** Shown on the answer to the click alone; reloading asks, and audits, again. */
export async function contactPage(c: Req): Promise<Answer> {
  const { id } = await opened(c);
  const out = await seeContact(c.system, c.actor, { id }, c.requestId);
  return out.ok ? questionPage(c, { contact: out.value }) : questionPage(c, { refusals: out.refusals });
}
