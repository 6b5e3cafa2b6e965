import { Hero } from '../components/article.tsx';
import { AnswerBox, Note } from '../components/note.tsx';
import { Pagination } from '../components/pagination.tsx';
import {
  AppliedFilters,
  FilterGroup,
  Filters,
  ResultsHead,
  SearchBox,
  SearchResult,
  SearchResults,
} from '../components/search.tsx';
import { Columns } from '../components/section.tsx';
import { ValidityTag } from '../components/tag.tsx';
import { PortalPage } from '../layout/portal-page.tsx';
import type { ViewEnv } from '../types.ts';
import { NAV, SITE } from './site.ts';

const group = (title: string, options: [string, number, boolean?][]) => (
  <FilterGroup
    title={title}
    options={options.map(([text, count, on]) => ({ text, count, on, href: `?f=${encodeURIComponent(text)}` }))}
  />
);

const Rail = () => (
  <Filters on={4}>
    {group('类别', [
      ['政策文件', 14, true],
      ['解读和问答', 23, true],
      ['名册公示', 38, true],
      ['预算决算', 19, true],
      ['通知公告', 34],
    ])}
    {group('还算不算数', [
      ['有效', 8],
      ['快到期', 1],
      ['已修改、废止', 5],
      ['已归档', 0],
    ])}
    {group('谁公开的', [
      ['区人民政府', 9],
      ['区民政局', 48],
      ['区财政局', 15],
    ])}
  </Filters>
);

const Main = () => (
  <>
    <ResultsHead
      count={94}
      note="用时0.02秒"
      sort={[
        { text: '按相关程度', href: '?s=rank', current: true },
        { text: '新的在前', href: '?s=new' },
      ]}
    />
    <AppliedFilters
      clearHref="/search?q=x"
      items={['政策文件', '解读和问答', '名册公示', '预算决算'].map((text) => ({
        text,
        removeHref: `?no=${encodeURIComponent(text)}`,
      }))}
    />
    <AnswerBox
      source={
        <>
          区民政局的回答 · 2026年3月26日更新 · 引自<a href="/p/10431#a8">明政规发〔2026〕3号第八条</a>
        </>
      }
      links={
        <>
          <a href="/apply-how">怎么申请</a>
          <a href="/who">谁能领</a>
        </>
      }
    >
      <p>
        60岁以上失能老人：完全失能每月<b>600元</b>，部分失能每月<b>300元</b>；特困和低保老人另加200元。
      </p>
    </AnswerBox>
    <SearchResults>
      <SearchResult
        kind="政策文件"
        tag={<ValidityTag validity="valid" />}
        title="明河区居家和社区养老服务补贴办法"
        href="/p/10431"
        passage={[
          { text: '第八条　' },
          { text: '补贴', hit: true },
          {
            text: '标准为：完全失能的，每人每月600元；部分失能的，每人每月300元。特困人员和最低生活保障对象，每人每月增加200元。',
          },
        ]}
        meta={['区人民政府', '2026-03-18', '明政规发〔2026〕3号', '第八条']}
        stubNo={10431}
      />
      <SearchResult
        kind="解读"
        title="养老服务补贴谁能领、领多少、怎么领"
        href="/p/10432"
        passage={[
          { text: '以前要满70岁，现在60岁以上、经评估为失能的' },
          { text: '老年人', hit: true },
          { text: '都可以申请。' },
        ]}
        meta={['区民政局', '2026-03-18', '六要素解读 · 有音频']}
        stubNo={10432}
      />
      <SearchResult
        past
        kind="政策文件"
        tag={<ValidityTag validity="repealed" />}
        title="明河区居家养老服务补贴办法（2021年）"
        href="/p/3054"
        passage={[
          { text: '本区户籍、年满70周岁的失能老年人，每人每月给予不超过400元的' },
          { text: '居家养老', hit: true },
          { text: '服务。' },
        ]}
        meta={['区人民政府', '2021-03-22', '明政规发〔2021〕5号']}
        stubNo={3054}
      />
    </SearchResults>
    <Pagination page={1} pages={16} hrefFor={(n) => `?page=${n}`} />
    <Note>
      没找到？没公开的信息可以<a href="/apply">依法申请</a>；也可以<a href="/subscribe">订阅这个搜索</a>
      ，有新公开的就告诉您。
    </Note>
  </>
);

export const Search = ({ env }: { env: ViewEnv }) => (
  <PortalPage
    site={SITE}
    env={env}
    title="搜索：老人养老补贴"
    nav={NAV}
    current=""
    search={false}
    hero={
      <Hero>
        <h1 class="sr-only">搜索结果</h1>
        <SearchBox action="/search" size="page" value="老人养老补贴" />
        <p>
          同时查了“老年人”“居家养老”“养老服务”（同义词）。<a href="?exact=1">只查原词</a>
        </p>
      </Hero>
    }
  >
    <Columns kind="search" main={<Main />} rail={<Rail />} />
  </PortalPage>
);
