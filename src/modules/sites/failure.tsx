import type { VNode } from 'preact';
import { page, seeOther, unkept } from '../../platform/http/answer.ts';
import type { Answer, Req } from '../../platform/http/types.ts';
import { Button } from '../../ui/components/button.tsx';
import { Textarea } from '../../ui/components/form.tsx';
import { Panel } from '../../ui/components/panel.tsx';
import { SearchBox } from '../../ui/components/search.tsx';
import { Section } from '../../ui/components/section.tsx';
import { ErrorPageBody, PlainPage } from '../../ui/layout/plain-page.tsx';
import { consoleShell, viewEnv } from '../org/index.ts';
import { type Frame, frameOf, lastFrame } from './frame.ts';
import { answerWithin } from './law.ts';
import { draw } from './shell.tsx';

type Told = { title: string; what: string; safe: string };

const GENERAL: Record<number, Told> = {
  400: { title: '地址或表单不完整', what: '这次请求缺了点什么，没法办。', safe: '什么都没有改动。' },
  401: { title: '要先登录', what: '这一页只给登录的工作人员看。也可能是登录超时了。', safe: '什么都没有改动。' },
  403: {
    title: '这一步您不能办',
    what: '您的角色里没有这一项。请有这个角色的同事办，或者请系统管理员给您加角色。',
    safe: '什么都没有改动。',
  },
  404: {
    title: '没有这一页',
    what: '地址可能写错了，也可能这一页搬了家。',
    safe: '公开过的件不会消失：改过、撤下的，原来的地址都还在。',
  },
  409: { title: '有人先改了', what: '您打开以后，别人改过同一处。', safe: '您写的还在下面。' },
  410: { title: '这里的内容已经删除', what: '登记号还在，内容按规定删除了。', safe: '登记册里留着它的号和时间。' },
  413: { title: '太大了，收不下', what: '每个文件不超过50MB，一次不超过20个。', safe: '您写的还在下面。' },
  422: { title: '还不能这样办', what: '有的地方没写全。', safe: '您写的还在下面。' },
  429: { title: '太快了，请等一分钟', what: '同一个地方一分钟里来了太多次。', safe: '一分钟后就能继续。' },
  503: {
    title: '现在存不进去',
    what: '数据库连不上，正在恢复。已经公开的页面多数还能看。',
    safe: '您写的还在这页上，过一会儿再交一次。',
  },
};
const BUG: Told = {
  title: '网站出错了',
  what: '是我们这边的错，已经记下。',
  safe: '没有存下一半：要么全存了，要么一点没动。',
};

const SECRET = /pass|pwd|secret|token|csrf|otp|^code$/i;

/** Names that forms of this site use, as a person reads them; others are shown by their own name. */
const WORDS: Record<string, string> = {
  title: '标题',
  html: '正文',
  answer: '一句话说明',
  what: '哪里错了',
  contact: '联系方式',
  page: '页面',
  kind: '种类',
  remark: '意见',
  reason: '原因',
  report: '进展',
  name: '名称',
  description: '说明',
  lead: '导语',
  docNo: '发文字号',
  text: '文字',
};

/** What was typed, every field of it but passwords, so that nothing is lost whatever failed. */
const Typed = ({ c, again }: { c: Req; again: boolean }) => {
  const typed = c.form.entries().filter(([name, value]) => !SECRET.test(name) && value.trim() !== '');
  if (typed.length === 0) return null;
  const fields = typed.map(([name, value], i) => (
    <Textarea
      key={i}
      id={`typed-${i}`}
      name={name}
      label={WORDS[name] ?? name}
      value={value}
      rows={Math.min(12, Math.ceil(value.length / 40) + 1)}
    />
  ));
  return (
    <Section title="您写的都在这里" note={`${typed.reduce((n, [, v]) => n + [...v].length, 0)}字`}>
      {again ? (
        <form method="post" action={c.path} data-guard>
          {fields}
          <div class="btn-row">
            <Button kind="primary">再交一次</Button>
          </div>
          <p class="field-hint">选好的文件要重新选。</p>
        </form>
      ) : (
        <>
          <p>请先复制保存。</p>
          {fields}
        </>
      )}
    </Section>
  );
};

/** The database is not asked when it is known to be away; otherwise a page that was never seen may still be drawn whole. */
async function anyFrame(c: Req, status: number): Promise<Frame | undefined> {
  return lastFrame(c.system) ?? (status === 503 ? undefined : await frameOf(c.system).catch(() => undefined));
}

/**
 * The page for a failure: what happened, what is safe, three ways on, a search field, and everything that was typed.
 * Someone who must sign in first is led there. Never throws.
 */
export async function failurePage(c: Req, status: number, say: string | undefined): Promise<Answer> {
  const told = GENERAL[status] ?? BUG;
  const staff = c.path.startsWith('/console');
  if (status === 401 && staff && c.method === 'GET')
    return seeOther(`/console/login?back=${encodeURIComponent(c.path)}`);
  const posted = c.method === 'POST';
  const ways = staff
    ? [
        ...(status === 401
          ? [
              {
                text: '去登录',
                href: `/console/login?back=${encodeURIComponent('/console')}`,
                note: '登录后再交一次。',
              },
            ]
          : []),
        { text: '回我的工作', href: '/console' },
        { text: '看公开的网站', href: '/' },
        { text: '告诉政务公开办', href: '/error-report', note: status >= 500 ? '请附上下面的编号。' : undefined },
      ].slice(0, 3)
    : [
        { text: '回首页', href: '/', note: '搜索、常办的事、今天公开的都在那里。' },
        { text: '按栏目找', href: '/sitemap', note: '网站地图列出所有栏目、部门和专题。' },
        {
          text: '告诉我们这里错了',
          href: `/error-report?page=${encodeURIComponent(c.path)}`,
          note: `${answerWithin(c.system.clock.today()).number}个工作日内答复。`,
        },
      ];
  const body = (titled: boolean) => (
    <>
      <ErrorPageBody
        title={titled ? told.title : undefined}
        ways={ways}
        search={staff ? undefined : <SearchBox action="/search" size="page" label="搜一搜" id="q-error" />}
      >
        <p>{say ?? told.what}</p>
        {(posted || !/写的/.test(told.safe)) && <p>{told.safe}</p>}
        {status >= 500 && <p class="field-hint">编号 {c.requestId}</p>}
      </ErrorPageBody>
      {posted && <Typed c={c} again={status === 503 || status === 500} />}
    </>
  );
  if (staff)
    return unkept((await inConsole(c, status, told.title, body(false))) ?? plain(c, status, told.title, body(true)));
  const frame = await anyFrame(c, status);
  return unkept(
    frame
      ? draw(c, frame, { title: told.title, search: false, status, meta: { noindex: true }, children: body(true) })
      : plain(c, status, told.title, body(true)),
  );
}

const plain = (c: Req, status: number, title: string, children: VNode): Answer =>
  page(
    <PlainPage env={viewEnv(c)} title={title}>
      {children}
    </PlainPage>,
    status,
  );

/** Who is signed in keeps the console's navigation, unless the fault may lie in what draws it. */
async function inConsole(c: Req, status: number, title: string, children: VNode): Promise<Answer | undefined> {
  if (c.actor.kind !== 'person' || status >= 500) return undefined;
  return consoleShell(c, { current: '', title, status, children: <Panel title="接下来">{children}</Panel> }).catch(
    () => undefined,
  );
}
