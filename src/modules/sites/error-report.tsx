import { dayIn, sayMonthDay } from '../../lib/day.ts';
import { sayMoment } from '../../lib/moments.ts';
import type { Refusal } from '../../lib/ruling.ts';
import { addWorkdays } from '../../lib/workdays.ts';
import { AppError } from '../../platform/errors.ts';
import { seeOther } from '../../platform/http/answer.ts';
import type { Answer, Req } from '../../platform/http/types.ts';
import { Button } from '../../ui/components/button.tsx';
import { ErrorSummary } from '../../ui/components/error-summary.tsx';
import { Choices, Input, Textarea } from '../../ui/components/form.tsx';
import { Note } from '../../ui/components/note.tsx';
import { FactRows, PageHead, Section } from '../../ui/components/section.tsx';
import { reportError } from './actions.ts';
import { frameOf } from './frame.ts';
import { answerWithin } from './law.ts';
import { reportById } from './reports.ts';
import { KEEP_CONTACT_DAYS, MOST_WORDS, REPORT_KINDS } from './rules.ts';
import { saySites } from './say.ts';
import { draw, HOME } from './shell.tsx';

const FIELD: Record<string, string> = {
  bad_page: 'page',
  no_kind: 'kind',
  no_what: 'what',
  too_long: 'what',
  bad_contact: 'contact',
};

async function formPage(
  c: Req,
  v: { page: string; kind: string; what: string; contact: string },
  refusals: readonly Refusal[] = [],
): Promise<Answer> {
  const f = await frameOf(c.system);
  const error = (field: string) => refusals.filter((r) => FIELD[r.code] === field).map(saySites)[0];
  const within = answerWithin(c.system.clock.today());
  return draw(c, f, {
    title: '我为政府网站找错',
    breadcrumbs: [HOME, { text: '我为政府网站找错' }],
    meta: { noindex: true },
    status: refusals.length > 0 ? 422 : 200,
    children: (
      <>
        <PageHead
          title="我为政府网站找错"
          lead={`错字、错数、打不开、过期没更新，都请告诉我们，${within.number}个工作日内答复。`}
        />
        <ErrorSummary errors={refusals.map((r) => ({ field: FIELD[r.code], text: saySites(r) }))} />
        <form method="post" action="/error-report" data-guard>
          <Input
            name="page"
            label="哪一页"
            hint="从那一页点过来的，已经填好。例：/p/12"
            value={v.page}
            error={error('page')}
            maxlength={500}
          />
          <Choices
            name="kind"
            legend="是哪种错"
            options={REPORT_KINDS.map((k) => ({ value: k, text: k }))}
            chosen={v.kind}
            error={error('kind')}
          />
          <Textarea
            name="what"
            label="哪里错了"
            hint={`抄下错的那句话，能写出对的更好。请不要写身份证号等个人信息。最多${MOST_WORDS}字。`}
            value={v.what}
            rows={6}
            error={error('what')}
          />
          <Input
            name="contact"
            label="邮箱或电话"
            hint={`想让我们回您才填。只有政务公开办看得到，办结${KEEP_CONTACT_DAYS}天后删除。`}
            value={v.contact}
            error={error('contact')}
            optional
            autocomplete="off"
            maxlength={100}
          />
          <div class="btn-row">
            <Button kind="primary">提交找错</Button>
          </div>
        </form>
      </>
    ),
  });
}

export const askForError = (c: Req): Promise<Answer> => {
  const page = c.query.get('page') ?? '';
  return formPage(c, { page: page.startsWith('/') ? page.slice(0, 500) : '', kind: '', what: '', contact: '' });
};

export async function takeError(c: Req): Promise<Answer> {
  const t = (name: string): string => c.form.text(name).replace(/\r\n/g, '\n');
  // A full address of this site is what people copy; its path is what we keep.
  const page = t('page').trim();
  const own = page.startsWith(`${c.origin}/`) ? page.slice(c.origin.length) : page;
  const typed = { page: own, kind: t('kind'), what: t('what'), contact: t('contact').trim() };
  const out = await reportError(c.system, c.actor, typed, c.requestId);
  return out.ok ? seeOther(`/error-report/${out.value}`) : formPage(c, { ...typed, page }, out.refusals);
}

/** The receipt: only who has its address finds it. It never shows the contact. */
export async function errorReceipt(c: Req): Promise<Answer> {
  const r = await reportById(c.system.readDb, c.params.id ?? '');
  if (!r) throw new AppError('not_found', c.path, '没有这张回执。请核对地址。');
  const f = await frameOf(c.system);
  const day = dayIn(r.createdAt);
  const due = addWorkdays(day, answerWithin(day).number, c.system.calendar);
  const today = c.system.clock.today();
  return draw(c, f, {
    title: '找错回执',
    breadcrumbs: [HOME, { text: '我为政府网站找错', href: '/error-report' }, { text: '回执' }],
    meta: { noindex: true },
    children: (
      <>
        <PageHead
          title={r.state === 'open' ? '收到了，谢谢您' : '已经办结'}
          lead={r.state === 'open' ? `最晚${sayMonthDay(due)}答复。请收藏这一页，答复会写在这里。` : undefined}
        />
        {r.state === 'closed' && r.closedAt && (
          <Note tone="good" title={`${sayMoment(r.closedAt, today)}答复`}>
            <p>{r.answer}</p>
          </Note>
        )}
        <Section title="您写的">
          <FactRows
            rows={[
              { label: '回执号', value: <span class="mono">{r.id}</span> },
              { label: '哪一页', value: <a href={r.page}>{r.page}</a> },
              { label: '哪种错', value: r.kind },
              { label: '哪里错了', value: r.what },
              { label: '什么时候', value: sayMoment(r.createdAt, today) },
            ]}
          />
        </Section>
      </>
    ),
  });
}
