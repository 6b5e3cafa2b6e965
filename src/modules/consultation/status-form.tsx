import type { Refusal } from '../../lib/ruling.ts';
import { seeOther, unkept } from '../../platform/http/answer.ts';
import type { Answer, Req } from '../../platform/http/types.ts';
import { Button } from '../../ui/components/button.tsx';
import { ErrorSummary } from '../../ui/components/error-summary.tsx';
import { Input } from '../../ui/components/form.tsx';
import { PageHead } from '../../ui/components/section.tsx';
import { openByPassword, visitCookie } from '../org/index.ts';
import { portalShell } from '../sites/index.ts';
import { receipted } from './ask.ts';
import { sayConsultation } from './say.ts';

/** `/ask/status`: number and password, given on the receipt. */
export async function statusForm(c: Req, refusals: readonly Refusal[] = []): Promise<Answer> {
  const locked = refusals.some((r) => r.code === 'too_many_tries');
  return unkept(
    await portalShell(c, {
      title: '看咨询的答复',
      current: 'hdjl',
      breadcrumbs: [{ text: '首页', href: '/' }, { text: '咨询政策', href: '/ask' }, { text: '看答复' }],
      meta: { noindex: true },
      status: locked ? 429 : refusals.length > 0 ? 422 : 200,
      children: (
        <>
          <PageHead title="看咨询的答复" lead="用回执上的编号和密码。网站、窗口、热线提的都在这里查。" />
          <ErrorSummary
            title="还打不开"
            errors={refusals.map((r) => ({ field: locked ? undefined : 'no', text: sayConsultation(r) }))}
          />
          <form method="post" action="/ask/status">
            <Input
              name="no"
              label="查询编号"
              hint="例：ZX-2026-00317"
              value={c.form.text('no')}
              autocomplete="off"
              maxlength={40}
              short
            />
            <Input
              name="password"
              label="查询密码"
              hint="大小写、短横线都可以不管"
              autocomplete="off"
              maxlength={40}
              short
            />
            <div class="btn-row">
              <Button kind="primary">看答复</Button>
            </div>
          </form>
        </>
      ),
    }),
  );
}

export async function openStatus(c: Req): Promise<Answer> {
  const typed = { no: c.form.text('no'), password: c.form.text('password'), ip: c.ip };
  const out = await openByPassword(c.system, receipted, typed, c.requestId);
  return out.ok
    ? seeOther(`/ask/q/${out.value.no}`, [visitCookie(receipted, out.value.token)])
    : statusForm(c, out.refusals);
}
