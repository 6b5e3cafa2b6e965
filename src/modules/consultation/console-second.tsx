import type { Refusal } from '../../lib/ruling.ts';
import { AppError } from '../../platform/errors.ts';
import { seeOther } from '../../platform/http/answer.ts';
import type { Answer, Req } from '../../platform/http/types.ts';
import { may } from '../../platform/permission.ts';
import { Button } from '../../ui/components/button.tsx';
import { ErrorSummary } from '../../ui/components/error-summary.tsx';
import { Input, Select, Textarea } from '../../ui/components/form.tsx';
import { Panel } from '../../ui/components/panel.tsx';
import { LinkList } from '../../ui/components/section.tsx';
import { consoleShell } from '../org/index.ts';
import { list } from '../publication/index.ts';
import { closeSecond, doneFollowing } from './again.ts';
import { crumbs, errorsOf, HERE, wholeNumber } from './console-parts.ts';
import { workTitles } from './names.ts';
import { shorten } from './rules/index.ts';
import { secondById } from './second.ts';
import { questionsOn } from './store.ts';

/** 二次解读: the questions about one clause beside what is to be explained. */
export async function secondPage(c: Req, refusals: readonly Refusal[] = []): Promise<Answer> {
  const db = c.system.db;
  const id = /^\d{1,9}$/.test(c.params.id ?? '') ? Number(c.params.id) : 0;
  const s = await secondById(db, id);
  if (!s) throw new AppError('not_found', c.path);
  if (!may(c.system.permissions, c.actor, 'consult:read', s.unitId)) throw new AppError('forbidden', c.path);
  const [asked, titles, words] = await Promise.all([
    questionsOn(db, s.workNo, s.clause),
    workTitles(db, [s.workNo, s.explainedBy]),
    list(db, { interprets: s.workNo }, 50),
  ]);
  const handles = may(c.system.permissions, c.actor, 'consult:handle', s.unitId);
  const title = titles.get(s.workNo)?.title ?? `登记号${s.workNo}`;
  return consoleShell(c, {
    current: HERE,
    title: `二次解读：${s.clauseLabel}`,
    lead: `${title}。${s.askers}个人问过这一条，原来的解读不够。`,
    breadcrumbs: crumbs('二次解读'),
    status: refusals.length > 0 ? 422 : 200,
    children: (
      <>
        <ErrorSummary
          errors={errorsOf(refusals, {
            no_interpretation: 'explainedBy',
            no_second_note: 'note',
            no_follow_day: 'followOn',
          })}
        />
        <Panel title="他们问的">
          <LinkList items={asked.map((q) => ({ text: shorten(q.words, 80), href: `${HERE}/${q.id}`, under: q.no }))} />
        </Panel>
        {s.closedAt === null ? (
          <Panel title="解读好了">
            {handles ? (
              <form method="post" action={`/console/second/${s.id}`}>
                <Select
                  name="explainedBy"
                  label="新的解读是哪一件"
                  hint="先写稿公开，稿件里选“解读的文件”。"
                  empty={words.length === 0 ? '还没有公开的解读' : '选一件'}
                  options={words.map((w) => ({ value: String(w.no), text: `${w.title}（登记号${w.no}）` }))}
                  value={c.form.text('explainedBy')}
                />
                <Textarea name="note" label="这次讲清楚了什么" value={c.form.text('note')} rows={2} />
                <Input
                  name="followOn"
                  label="哪天再看大家懂了没有"
                  hint="跟踪解读。例：2026-06-30"
                  value={c.form.text('followOn')}
                  short
                />
                <Button kind="primary">记下解读</Button>
              </form>
            ) : (
              <p>由起草单位的信息员办。</p>
            )}
          </Panel>
        ) : (
          <Panel title="跟踪解读">
            <p>
              {s.byLabel}：{s.note}　解读见{titles.get(s.explainedBy ?? 0)?.title ?? `登记号${s.explainedBy}`}
            </p>
            <p>{s.followDone ? `${s.followDone}看过了。` : `约定${s.followOn}再看。`}</p>
            {handles && s.followOn && !s.followDone && (
              <form method="post" action={`/console/second/${s.id}/follow`}>
                <Button kind="primary">看过了，大家懂了</Button>
              </form>
            )}
          </Panel>
        )}
      </>
    ),
  });
}

export async function postSecond(c: Req): Promise<Answer> {
  const id = wholeNumber(c.params.id ?? '');
  const by = wholeNumber(c.form.text('explainedBy'));
  const out = await closeSecond(
    c.system,
    c.actor,
    {
      id: Number.isNaN(id) ? 0 : id,
      explainedBy: Number.isNaN(by) ? null : by,
      note: c.form.text('note'),
      followOn: c.form.text('followOn'),
    },
    c.requestId,
  );
  return out.ok ? seeOther(`/console/second/${c.params.id}`) : secondPage(c, out.refusals);
}

export async function postFollow(c: Req): Promise<Answer> {
  const id = wholeNumber(c.params.id ?? '');
  const out = await doneFollowing(c.system, c.actor, { id: Number.isNaN(id) ? 0 : id }, c.requestId);
  return out.ok ? seeOther(`/console/second/${c.params.id}`) : secondPage(c, out.refusals);
}
