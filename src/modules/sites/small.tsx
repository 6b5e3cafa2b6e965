import { AppError } from '../../platform/errors.ts';
import { seeOther, unkept } from '../../platform/http/answer.ts';
import { safeBack } from '../../platform/http/security.ts';
import type { Answer, Cookie, Req } from '../../platform/http/types.ts';
import { Note } from '../../ui/components/note.tsx';
import { PageHead } from '../../ui/components/section.tsx';
import { frameOf } from './frame.ts';
import { isGovernment } from './official-text.ts';
import { draw, HOME } from './shell.tsx';

const YEAR = 365 * 24 * 3600;

/** `/mode?elder=1&back=/`: a plain link remembers how the reader wants to read, and goes back to where they were. */
export async function setMode(c: Req): Promise<Answer> {
  const cookies: Cookie[] = [];
  const elder = c.query.get('elder');
  if (elder === '0') cookies.push({ name: 'gk_elder', value: '', maxAge: 0 });
  else if (elder === '1' || elder === '2') cookies.push({ name: 'gk_elder', value: elder, maxAge: YEAR });
  const theme = c.query.get('theme');
  if (theme === 'auto') cookies.push({ name: 'gk_theme', value: '', maxAge: 0 });
  else if (theme === 'light' || theme === 'dark') cookies.push({ name: 'gk_theme', value: theme, maxAge: YEAR });
  const answer = seeOther(safeBack(c.query.get('back')), cookies);
  return unkept(answer);
}

/** `/go?u=`: says that this site is left, before a non-government one is opened (发展指引). */
export async function leavePage(c: Req): Promise<Answer> {
  const u = c.query.get('u') ?? '';
  if (!/^https?:\/\//i.test(u) || u.length > 2000 || !URL.canParse(u))
    throw new AppError('bad_request', `go to ${u.slice(0, 100)}`, '这个链接写得不完整，打不开。');
  const to = new URL(u);
  const f = await frameOf(c.system);
  if (isGovernment(to.href, [f.site.domain])) return seeOther(to.href);
  return draw(c, f, {
    title: '要离开本站了',
    breadcrumbs: [HOME, { text: '要离开本站了' }],
    meta: { noindex: true },
    children: (
      <>
        <PageHead title="要离开本站了" lead="下面不是政府网站，内容由它自己负责。" />
        <Note title={to.hostname}>
          <p class="mono">{to.href}</p>
        </Note>
        <p>请看清网址再打开；不要在那里填写身份证号、银行卡号和验证码。</p>
        <p class="link-row">
          <a href={to.href} rel="noopener noreferrer nofollow external">
            打开{to.hostname}
          </a>
          <a href="/">不去了，回首页</a>
        </p>
      </>
    ),
  });
}
