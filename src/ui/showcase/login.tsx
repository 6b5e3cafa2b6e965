import { Button, ButtonLink, RevealButton } from '../components/button.tsx';
import { Checkbox, Input } from '../components/form.tsx';
import { Note } from '../components/note.tsx';
import { SearchBox } from '../components/search.tsx';
import { ErrorPageBody, PlainPage } from '../layout/plain-page.tsx';
import { PortalPage } from '../layout/portal-page.tsx';
import type { ViewEnv } from '../types.ts';
import { NAV, SITE } from './site.ts';

export const Login = ({ env }: { env: ViewEnv }) => (
  <PlainPage
    env={env}
    title="登录 - 公开工作台"
    side={{
      heading: '公开工作台',
      sub: '明河区人民政府',
      points: [
        { title: '今天该办的，一进来就看见', text: '期限、依据、下一步，都排好了。' },
        { title: '写的时候就帮您查', text: '身份证号、失效条文、文号格式，发布前改好。' },
        { title: '每一步都留痕，也都护着您', text: '谁写、谁审、谁签，有据可查。' },
      ],
      foot: '登录和每次改动都会记录。工作账号只用于政务公开工作。',
    }}
  >
    <h1>登录</h1>
    <Note tone="bad" live title="密码不对，还能试3次。">
      <p>
        连错5次会锁15分钟。忘了可以<a href="/login/help">找本单位管理员重设</a>。
      </p>
    </Note>
    <form method="post" action="/login">
      <Input name="account" label="账号" value="mzj-xinxiyuan" autocomplete="username" />
      <Input
        name="password"
        type="password"
        label="密码"
        value="example"
        error="密码不对"
        autocomplete="current-password"
        beside={<RevealButton field="password" />}
      />
      <Checkbox name="trust" label="这台电脑30天内不再要第二步验证" checked />
      <Button kind="primary" wide>
        登录，下一步输动态码
      </Button>
    </form>
    <p class="plain-or">或</p>
    <ButtonLink wide icon="key" href="/login/oidc">
      用全区统一身份登录
    </ButtonLink>
    <p class="plain-out">
      只是来查文件的？不用登录，<a href="/">去公开网站</a>。
    </p>
  </PlainPage>
);

export const NotFound = ({ env }: { env: ViewEnv }) => (
  <PortalPage site={SITE} env={env} title="没有这一页" nav={NAV} current="" search={false}>
    <ErrorPageBody
      title="没有这一页"
      search={<SearchBox action="/search" size="page" label="按文件名、文号或事情找" />}
      ways={[
        { text: '看全部栏目', href: '/map' },
        { text: '查登记册', href: '/log', note: '每一件公开过的都有登记号' },
        { text: '告诉我们哪里的链接错了', href: '/zhaocuo' },
      ]}
    >
      <p>这个地址没有内容，也没有公开过。可能是链接写错了。</p>
    </ErrorPageBody>
  </PortalPage>
);
