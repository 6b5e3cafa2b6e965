import type { Refusal } from '../../../lib/ruling.ts';
import { seeOther, unkept } from '../../../platform/http/answer.ts';
import type { Answer, Req } from '../../../platform/http/types.ts';
import { Button } from '../../../ui/components/button.tsx';
import { ErrorSummary } from '../../../ui/components/error-summary.tsx';
import { Input, Textarea } from '../../../ui/components/form.tsx';
import { Note } from '../../../ui/components/note.tsx';
import { PageHead } from '../../../ui/components/section.tsx';
import { openByPassword, visitCookie } from '../../org/index.ts';
import { portalShell } from '../../sites/index.ts';
import { mayMove } from '../rules/life.ts';
import * as store from '../store/index.ts';
import { ACTS } from './act-forms.tsx';
import { onVisit, receipted } from './acts.ts';
import { CRUMBS } from './apply.tsx';
import { ON_PAGE, type OnPage } from './duty-forms.tsx';
import { sayHere } from './say.ts';
import { statusPage } from './status.tsx';

/** Everything the forms of a case ask for. What was written in sentences is shown, the rest goes along unseen. */
const WRITTEN: Readonly<Record<string, string>> = {
  words: '您写的',
  lateReason: '为什么晚了',
  why: '为什么撤回',
  note: '哪里不清楚',
};
const BESIDE = ['phone', 'email', 'address', 'way', 'rating', 'fileKind', 'day-year', 'day-month', 'day-day'] as const;

const isOnPage = (act: string): act is OnPage => ON_PAGE.some((x) => x === act);
const known = (act: string): boolean => isOnPage(act) || Object.hasOwn(ACTS, act);
/** Where somebody wanted to go: a form of the case, or the case itself. */
const thenOf = (c: Req): string => {
  const act = c.params.act ?? (c.form.text('then') || c.query.get('then') || '');
  return known(act) ? act : '';
};

/** What a form of the case held when its visit had run out. */
const Typed = ({ c, then }: { c: Req; then: string }) => {
  const file = c.form.file('file');
  return (
    <>
      <input type="hidden" name="then" value={then} />
      {Object.entries(WRITTEN).map(([name, label]) =>
        c.form.text(name).trim() ? (
          <Textarea key={name} name={name} label={label} value={c.form.text(name)} rows={5} />
        ) : null,
      )}
      {BESIDE.map((name) =>
        c.form.text(name) ? <input key={name} type="hidden" name={name} value={c.form.text(name)} /> : null,
      )}
      {file && (
        <Note tone="warn">
          <p>刚才选的“{file.name}”没有保存，打开以后请再选一次。写的字都还在。</p>
        </Note>
      )}
    </>
  );
};

/** `/foi/status`: number and password, from the receipt. */
export async function statusForm(c: Req, refusals: readonly Refusal[] = []): Promise<Answer> {
  const locked = refusals.some((r) => r.code === 'too_many_tries');
  const then = thenOf(c);
  return unkept(
    await portalShell(c, {
      title: '查申请办到哪了',
      current: 'hdjl',
      breadcrumbs: [...CRUMBS, { text: '查进度' }],
      meta: { noindex: true },
      status: locked ? 429 : refusals.length > 0 ? 422 : 200,
      children: (
        <>
          <PageHead title="查申请办到哪了" lead="用回执上的申请编号和查询密码。网上、窗口、邮寄交的都在这里查。" />
          <ErrorSummary
            title="还打不开"
            errors={refusals.map((r) => ({
              field: locked ? undefined : r.code === 'visit_over' ? 'password' : 'no',
              text: sayHere(r),
            }))}
          />
          <form method="post" action="/foi/status">
            <Input
              name="no"
              label="申请编号"
              hint="例：SQ-2026-00317"
              value={c.form.text('no') || c.params.no || c.query.get('no') || ''}
              autocomplete="off"
              maxlength={40}
              short
            />
            <Input
              name="password"
              label="查询密码"
              hint="大小写、短横线都可以不管。连错5次，锁15分钟。"
              autocomplete="off"
              maxlength={40}
              short
            />
            {then !== '' && <Typed c={c} then={then} />}
            <div class="btn-row">
              <Button kind="primary">{then === '' ? '查进度' : '打开，接着办'}</Button>
            </div>
          </form>
          <p class="link-row">
            <a href="/foi/apply">还没申请，去写一件</a>
            <a href="/foi/register">看申请公开登记册</a>
          </p>
        </>
      ),
    }),
  );
}

/** Opens the case. Where a form was waiting, the answer is that form, with everything typed, ready to be sent. */
export async function openStatus(c: Req): Promise<Answer> {
  const typed = { no: c.form.text('no'), password: c.form.text('password'), ip: c.ip };
  const out = await openByPassword(c.system, receipted, typed, c.requestId);
  if (!out.ok) return statusForm(c, out.refusals);
  const { no, token } = out.value;
  const cookies = [visitCookie(receipted, token)];
  const then = thenOf(c);
  if (then === '') return seeOther(`/foi/r/${no}`, cookies);
  const here = onVisit(c, no, token);
  const act = ACTS[then];
  const r = await store.requestByNo(c.system.db, no);
  const answer =
    isOnPage(then) || !act || !r
      ? await statusPage(here, isOnPage(then) ? { form: then, refusals: [] } : undefined)
      : await act.page(here, r, mayMove(act.move, r.state));
  return { ...answer, cookies };
}
