import type { Refusal } from '../../lib/ruling.ts';
import { page } from '../../platform/http/answer.ts';
import type { Answer, Req } from '../../platform/http/types.ts';
import { Button, ButtonLink, RevealButton } from '../../ui/components/button.tsx';
import { Input } from '../../ui/components/form.tsx';
import { Note } from '../../ui/components/note.tsx';
import { PlainPage } from '../../ui/layout/plain-page.tsx';
import { sayOrg } from './say.ts';
import { viewEnv } from './shell.tsx';
import { rootUnit } from './store.ts';

async function side(c: Req) {
  const root = await rootUnit(c.system.db);
  return {
    heading: '公开工作台',
    sub: root?.name ?? '',
    points: [
      { title: '今天该办的，一进来就看见', text: '期限、依据、下一步，都排好了。' },
      { title: '三审三校，一步一步走', text: '谁写、谁审、谁签，有据可查。' },
      { title: '公开以后改不了，也丢不了', text: '每一件都有登记号和存根。' },
    ],
    foot: '登录和每次改动都会记录。工作账号只用于政务公开工作。',
  };
}

/** The first sentence says what is wrong, the rest what follows from it. */
const Refusals = ({ refusals, forgotten }: { refusals: readonly Refusal[]; forgotten: string }) => (
  <>
    {refusals.map((r) => {
      const [head = '', ...rest] = sayOrg(r).split(/(?<=。)/);
      return (
        <Note tone="bad" live key={r.code} title={head}>
          <p>
            {rest.join('')}
            {r.code.startsWith('wrong') && forgotten}
          </p>
        </Note>
      );
    })}
  </>
);

/** Sign-in. What was typed stays, but for the password. */
export async function loginPage(c: Req, refusals: readonly Refusal[] = [], status = 200): Promise<Answer> {
  return page(
    <PlainPage env={viewEnv(c)} title="登录 - 公开工作台" side={await side(c)}>
      <h1>登录</h1>
      <Refusals refusals={refusals} forgotten="忘了密码，请找系统管理员重设。" />
      {c.query.get('out') && (
        <Note tone="good" live>
          <p>已经退出。</p>
        </Note>
      )}
      <form method="post" action="/console/login">
        <input type="hidden" name="back" value={c.form.text('back') || (c.query.get('back') ?? '')} />
        <Input name="login" label="账号" value={c.form.text('login')} autocomplete="username" required />
        <Input
          name="password"
          type="password"
          label="密码"
          autocomplete="current-password"
          required
          error={refusals.some((r) => r.code.startsWith('wrong')) ? '密码要重新输' : undefined}
          beside={<RevealButton field="password" />}
        />
        <Button kind="primary" wide>
          登录
        </Button>
      </form>
      {c.system.config.oidc && (
        <>
          <p class="plain-or">或</p>
          <ButtonLink wide icon="key" href="/console/oidc">
            {`用${c.system.config.oidc.label}登录`}
          </ButtonLink>
        </>
      )}
      <p class="plain-out">
        只是来查文件的？不用登录，<a href="/">去公开网站</a>。
      </p>
    </PlainPage>,
    status,
  );
}

export async function secondPage(c: Req, refusals: readonly Refusal[] = [], status = 200): Promise<Answer> {
  return page(
    <PlainPage env={viewEnv(c)} title="动态码 - 公开工作台" side={await side(c)}>
      <h1>填动态码</h1>
      <Refusals refusals={refusals} forgotten="手机不在身边，可以填一个恢复码，每个只能用一次。" />
      <form method="post" action="/console/second-factor">
        <input type="hidden" name="back" value={c.form.text('back') || (c.query.get('back') ?? '')} />
        <Input name="code" label="手机上的6位动态码" hint="或者一个恢复码" autocomplete="one-time-code" required />
        <Button kind="primary" wide>
          登录
        </Button>
      </form>
    </PlainPage>,
    status,
  );
}
