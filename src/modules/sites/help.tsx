import type { ComponentChildren } from 'preact';
import type { Answer, Req } from '../../platform/http/types.ts';
import { Note } from '../../ui/components/note.tsx';
import { FactRows, LinkList, PageHead, Section } from '../../ui/components/section.tsx';
import { modeHref } from '../../ui/layout/document.tsx';
import { childrenOf, type Frame, frameOf, isShown } from './frame.ts';
import { draw, HOME } from './shell.tsx';

async function helpPage(c: Req, title: string, lead: string, body: (f: Frame) => ComponentChildren): Promise<Answer> {
  const f = await frameOf(c.system);
  return draw(c, f, {
    title,
    breadcrumbs: [HOME, { text: title }],
    meta: { description: lead, canonical: `${c.origin}${c.path}` },
    children: (
      <>
        <PageHead title={title} lead={lead} />
        {body(f)}
      </>
    ),
  });
}

export const accessibilityHelp = (c: Req): Promise<Answer> =>
  helpPage(c, '无障碍说明', '字能放大，能听，能只用键盘；没有脚本、没有图片也看得全。', () => (
    <>
      <Section title="怎样看得更清楚">
        <div class="prose">
          <ul>
            <li>
              <a href={modeHref({ elder: 1 }, '/')}>大字版</a>：字大、页面短，记住您的选择；里面还能“再大一点”。
            </li>
            <li>
              <a href={modeHref({ theme: 'dark' }, c.path)}>深色</a>或
              <a href={modeHref({ theme: 'light' }, c.path)}>浅色</a>；不选就跟着手机、电脑的设置。
            </li>
            <li>放大到200%，或加大行距、字距，文字不重叠，也不用左右移动。</li>
          </ul>
        </div>
      </Section>
      <Section title="怎样听">
        <p>
          浏览器能朗读的，页面上方有“朗读”，文件页有“朗读全文”。看不到这个按钮，是浏览器没有朗读功能，可以用手机自带的读屏。
        </p>
      </Section>
      <Section title="只用键盘">
        <p>按 Tab 往下走，第一个就是“跳到正文”；走到哪里，哪里有黑圈黄边。按 / 直接到搜索框。</p>
      </Section>
      <Section title="按什么标准做的">
        <p>
          《信息技术 互联网内容无障碍可访问性技术要求与测试方法》（GB/T 37668-2019）和 WCAG 2.1 的 AA
          级。每种页面上线前用程序检查一遍，也用键盘走一遍。
        </p>
      </Section>
      <Section title="还是不方便">
        <p>
          <a href="/error-report?page=/help/accessibility">告诉我们</a>
          哪一页、什么地方不方便。附件是扫描件、读不出来的，也请说，会换成能读的。
        </p>
      </Section>
    </>
  ));

export const subscribeHelp = (c: Req): Promise<Answer> =>
  helpPage(c, '订阅与开放数据', '有新公开的就告诉您；公开的件、栏目、单位都能按数据取用。', (f) => (
    <>
      <Section title="怎样订阅">
        <p>把下面的地址放进任何一个支持 Atom 的阅读器，有新的就会出现。不用登记，不留您的信息。</p>
        <LinkList
          items={[
            { text: '全站', href: '/feed.xml', aside: 'Atom' },
            ...childrenOf(f, null)
              .filter((k) => isShown(f, k))
              .map((k) => ({ text: k.name, href: `/c/${k.path}/feed.xml`, aside: 'Atom' })),
          ]}
        />
        <p>每个栏目都能单独订阅，地址在栏目页下面。</p>
      </Section>
      <Section title="开放数据">
        <LinkList
          items={[
            { text: '公开的件', href: '/api/v1/pieces', under: '可按栏目、单位、种类、日期、文号筛', aside: 'JSON' },
            { text: '栏目', href: '/api/v1/columns', aside: 'JSON' },
            { text: '单位', href: '/api/v1/units', aside: 'JSON' },
            { text: '接口说明', href: '/api/v1/openapi.json', aside: 'OpenAPI' },
          ]}
        />
      </Section>
    </>
  ));

export const checkHelp = (c: Req): Promise<Answer> =>
  helpPage(c, '怎样核对一件', '拿到一份文件，看它是不是这里公开的、改过没有。', () => (
    <>
      <Section title="看登记号">
        <div class="prose">
          <ol>
            <li>纸上或转发的文件里找“公开存根 第几号”。</li>
            <li>
              在<a href="/register">登记册</a>里找到这个号，打开它。
            </li>
            <li>
              页面上写“文本与登记一致”的，就是公开时的那一份；写“更正过”的，能看到改了什么；写“已撤下”的，不再作数。
            </li>
            <li>登记册里没有这个号，或者内容不一样，请不要用，打电话问公开它的单位。</li>
          </ol>
        </div>
      </Section>
      <Section title="不信网站，自己算">
        <p>每一件都能下载存根。里面有全文、一段叫“盐”的随机数和登记的那一条。</p>
        <div class="prose">
          <ol>
            <li>全文按 RFC 8785 写成字节。</li>
            <li>盐（32个字节）接在前面，算 SHA-256。</li>
            <li>和登记那一条里的指纹比，一样就是原件。</li>
            <li>登记那一条自己的散列，是一个零字节接上它的字节再算 SHA-256（RFC 6962）。</li>
          </ol>
        </div>
      </Section>
      <Section title="为什么要有“盐”">
        <p>
          万一公开的内容里漏了个人信息，要能真正删掉。删掉全文和盐以后，登记册还能证明这里有过一件、什么时候有的，但谁也猜不出写了什么。
        </p>
      </Section>
    </>
  ));

export const identityHelp = (c: Req): Promise<Answer> =>
  helpPage(c, '网站标识', '这个网站是谁办的，有哪些备案。', (f) => {
    const s = f.site;
    const rows = [
      ['网站名称', s.name],
      ['域名', s.domain],
      ['主办单位', s.organiser],
      ['联系方式', [s.contact, s.phone].filter(Boolean).join(' ')],
      ['网站标识码', s.siteCode],
      ['ICP备案编号', s.icp],
      ['公安机关备案', s.police],
    ].map(([label = '', value = '']) => ({ label, value: value || '还没有登记' }));
    return (
      <>
        <FactRows rows={rows} />
        {s.badgeHref ? (
          <p>
            <a href={s.badgeHref}>看党政机关网站标识</a>
          </p>
        ) : (
          <Note title="党政机关网站标识">
            <p>标识证书的地址还没有登记。拿到证书后由政务公开办在工作台填上，这里就能点开核对。</p>
          </Note>
        )}
      </>
    );
  });
