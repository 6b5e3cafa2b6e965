import type { Refusal } from '../../lib/ruling.ts';
import { seeOther } from '../../platform/http/answer.ts';
import type { Answer, Req } from '../../platform/http/types.ts';
import { may, reachOf } from '../../platform/permission.ts';
import { Button } from '../../ui/components/button.tsx';
import { ErrorSummary } from '../../ui/components/error-summary.tsx';
import { Textarea } from '../../ui/components/form.tsx';
import { Panel } from '../../ui/components/panel.tsx';
import { EmptyState } from '../../ui/components/state-box.tsx';
import { consoleShell } from '../org/index.ts';
import { listedMany } from '../publication/index.ts';
import { answerCitation, sayRegulation } from './answer.ts';
import { type Alarm, openAlarms } from './cited.ts';
import { lawHref } from './decorate.ts';
import { sayAlarm } from './duties.ts';

const MOST = 200;
const HREF = '/console/citations';

type Typed = { no: number; lawId: string; versionId: string; answer: string };
const isSame = (a: Alarm, t: Typed): boolean => a.no === t.no && a.lawId === t.lawId && a.versionId === t.versionId;

/** `/console/citations`: published works whose law has changed, each with what to do. */
export async function citationsPage(c: Req, refusals: readonly Refusal[] = [], typed?: Typed): Promise<Answer> {
  const db = c.system.db;
  const today = c.system.clock.today();
  const units = reachOf(c.system.permissions, c.actor, 'regulation:answer');
  const open = await openAlarms(db, { today, units }, MOST);
  const works = new Map((await listedMany(db, [...new Set(open.map((a) => a.no))])).map((l) => [l.no, l]));
  return consoleShell(c, {
    current: HREF,
    title: '引用的法规有变化',
    lead: '法规改了，引用它的公开件请看一遍：条文变了的，更正；没有影响的，写明理由。当时引用没有错，公开件的页面会注明“引用时有效”。',
    status: refusals.length > 0 ? 422 : 200,
    children: (
      <>
        <ErrorSummary
          title="还没有记下"
          errors={refusals.map((r) => ({
            field: typed ? fieldOf(typed) : undefined,
            text: sayRegulation(r),
          }))}
        />
        {open.length === 0 ? (
          <EmptyState title="没有等核对的。">
            <p>法规库收进新的文本后，引用它的公开件列在这里。</p>
          </EmptyState>
        ) : (
          open.map((a) => (
            <Panel
              key={`${a.no}-${a.lawId}-${a.versionId}`}
              id={`${a.no}-${a.lawId}`}
              title={works.get(a.no)?.title ?? `第${a.no}号`}
            >
              <p>{sayAlarm(a)}。</p>
              <p class="link-row">
                <a href={`/p/${a.no}`}>看公开件</a>
                <a href={lawHref(a.lawId)}>看现在的文本</a>
              </p>
              {mayCorrect(c, a.unitId) && (
                <form method="post" action={`/console/works/${a.no}/correct`}>
                  <Button type="submit">去更正</Button>
                </form>
              )}
              <form method="post" action={HREF}>
                <input type="hidden" name="no" value={a.no} />
                <input type="hidden" name="law" value={a.lawId} />
                <input type="hidden" name="version" value={a.versionId} />
                <Textarea
                  id={fieldOf(a)}
                  name="answer"
                  label="不用更正的理由"
                  rows={2}
                  value={typed && isSame(a, typed) ? typed.answer : ''}
                />
                <Button type="submit" kind="secondary">
                  核对过了，不用改
                </Button>
              </form>
            </Panel>
          ))
        )}
      </>
    ),
  });
}

/** Whoever may write for the unit may begin a correction; where pieces are not written at all, nobody. */
const mayCorrect = (c: Req, unitId: string): boolean =>
  'piece:write' in c.system.permissions && may(c.system.permissions, c.actor, 'piece:write', unitId);

const fieldOf = (a: Pick<Typed, 'no' | 'lawId'>): string => `answer-${a.no}-${a.lawId}`;

export async function answerCitationPage(c: Req): Promise<Answer> {
  const { form } = c;
  const typed: Typed = {
    no: /^\d{1,15}$/.test(form.text('no')) ? Number(form.text('no')) : -1,
    lawId: form.text('law'),
    versionId: form.text('version'),
    answer: form.text('answer'),
  };
  const out = await answerCitation(c.system, c.actor, typed, c.requestId);
  return out.ok ? seeOther(HREF) : citationsPage(c, out.refusals, typed);
}
