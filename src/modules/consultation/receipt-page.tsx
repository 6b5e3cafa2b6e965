import { sayMoment } from '../../lib/moments.ts';
import type { Answer, Req } from '../../platform/http/types.ts';
import { PrintTool } from '../../ui/components/article.tsx';
import { ButtonLink } from '../../ui/components/button.tsx';
import { Note } from '../../ui/components/note.tsx';
import { FactRows, PageHead, Section } from '../../ui/components/section.tsx';
import { portalShell } from '../sites/index.ts';
import type { Receipt } from './ask.ts';
import { sayDue } from './moments.ts';
import { unitNames, workTitles } from './names.ts';

/** What the facts of a receipt are; also printed for somebody at the window. */
export const ReceiptFacts = (p: {
  no: string;
  password: string;
  words: string;
  about: string;
  unit: string;
  due: string;
  at: string;
}) => (
  <FactRows
    rows={[
      { label: '查询编号', value: <b class="mono">{p.no}</b> },
      { label: '查询密码', value: <b class="mono">{p.password}</b> },
      ...(p.about ? [{ label: '问的文件', value: p.about }] : []),
      { label: '您的问题', value: p.words },
      { label: '由谁答复', value: p.unit || '政务公开办会在1个工作日内分派' },
      { label: '最晚答复', value: p.due },
      { label: '提交时间', value: p.at },
    ]}
  />
);

export async function receiptFacts(c: Req, r: Receipt): Promise<Parameters<typeof ReceiptFacts>[0]> {
  const q = r.question;
  const today = c.system.clock.today();
  const [nameOf, titles] = await Promise.all([unitNames(c.system.db), workTitles(c.system.db, [q.workNo])]);
  const title = q.workNo === null ? '' : (titles.get(q.workNo)?.title ?? '');
  return {
    no: q.no,
    password: r.password,
    words: q.words,
    about: [title, q.clauseLabel].filter(Boolean).join('，'),
    unit: nameOf(q.unitId),
    due: sayDue(q.due, today),
    at: sayMoment(q.createdAt, today),
  };
}

/** The answer to the form itself and not a page of its own: the password is shown here and never again. */
export async function receiptPage(c: Req, r: Receipt): Promise<Answer> {
  const facts = await receiptFacts(c, r);
  return portalShell(c, {
    title: '问题收到了',
    current: 'hdjl',
    breadcrumbs: [{ text: '首页', href: '/' }, { text: '咨询政策', href: '/ask' }, { text: '收到了' }],
    meta: { noindex: true },
    children: (
      <>
        <PageHead title="问题收到了" lead={`最晚${facts.due}答复您。请记下编号和密码，从提问到看答复都用它。`} />
        <Note tone="warn" title="密码只显示这一次。">
          <p>打印、拍照或抄下来。丢了就查不到答复，只能再问一次。</p>
        </Note>
        <Section title="回执">
          <ReceiptFacts {...facts} />
          <p class="link-row">
            <PrintTool />
          </p>
          <div class="btn-row">
            <ButtonLink kind="primary" href={`/ask/q/${r.question.no}`}>
              看办到哪一步
            </ButtonLink>
          </div>
        </Section>
      </>
    ),
  });
}
