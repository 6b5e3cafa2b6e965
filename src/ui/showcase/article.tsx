import {
  ArticleBody,
  ArticleHead,
  ClauseQuestions,
  OnePage,
  PrintHead,
  PrintNotes,
  PrintTool,
  Prose,
  SpeakTool,
  ToolLink,
} from '../components/article.tsx';
import { AttachmentList } from '../components/attachment.tsx';
import { ButtonLink } from '../components/button.tsx';
import { Section } from '../components/section.tsx';
import { drawnCode, Stub, type StubData, StubPaper, StubShort } from '../components/stub.tsx';
import { Tag, ValidityTag } from '../components/tag.tsx';
import { VersionTimeline } from '../components/timeline.tsx';
import { TocList } from '../components/toc.tsx';
import { PortalPage } from '../layout/portal-page.tsx';
import type { ViewEnv } from '../types.ts';
import { NAV, SITE } from './site.ts';

/** Looks like a code and says nothing. */
const SAMPLE = [
  '1111111010',
  '1000001001',
  '1011101110',
  '1011101010',
  '1000001100',
  '1111111010',
  '0000000111',
  '1010101010',
  '0110011001',
  '1010110101',
];

export const STUB: StubData = {
  state: 'ok',
  no: 10431,
  says: '文本与登记一致，发布后未改动',
  verifyHref: '/verify?no=10431',
  downloadHref: '/p/10431/stub.json',
  fingerprint: '7f3a 91c2 5d08 … e04b 26d1',
  rows: [
    {
      label: '谁',
      value: (
        <>
          区民政局起草并公开
          <br />
          撰写、审核、签发为三人
        </>
      ),
    },
    {
      label: '何时',
      value: (
        <>
          3月12日成文
          <br />
          3月18日 09:30 公开
          <br />
          <a href="/why/10431">第4个工作日，期限20个</a>
        </>
      ),
    },
    {
      label: '依据',
      value: (
        <>
          <a href="/law/tiaoli#20">政府信息公开条例</a>第二十条第一项
        </>
      ),
    },
    {
      label: '登记',
      value: (
        <>
          第10431件
          <br />
          3家见证单位已会签
        </>
      ),
    },
    {
      label: '公报',
      value: (
        <>
          <a href="/g/3">2026年第3号</a>第9页
        </>
      ),
    },
  ],
};

const Aside = () => (
  <>
    <Stub stub={STUB} />
    <Section title="版本和历史" small>
      <VersionTimeline
        entries={[
          {
            when: '2026年3月18日　现行',
            current: true,
            text: (
              <>
                全文公布，替代2021年办法
                <br />
                <a href="/p/10431/compare">逐条对照新旧</a>
              </>
            ),
          },
          { when: '2026年1月5日至2月6日', text: <>征求意见，收到86条，采纳31条</> },
          {
            when: '2021年4月1日至2026年3月19日',
            text: (
              <>
                <a href="/p/3054">明政规发〔2021〕5号</a> <Tag>已废止</Tag>
              </>
            ),
          },
        ]}
      />
    </Section>
    <Section title="看不懂或有疑问" small>
      <p>起草部门：区民政局养老服务科</p>
      <p>电话 0999-0000 0017</p>
      <p>
        <ButtonLink wide icon="question" href="/ask?about=10431">
          问这份文件
        </ButtonLink>
      </p>
    </Section>
  </>
);

const Text = () => (
  <Prose>
    <h2 id="c1">第一章　总　则</h2>
    <p class="clause" id="a1">
      <a class="anchor" href="#a1" aria-label="第一条的地址">
        #
      </a>
      <b>第一条</b>　为了支持老年人居家养老，规范居家和社区养老服务补贴的申请、评估和发放，根据
      <a href="/law/lnrqy/37">《老年人权益保障法》第三十七条</a>等有关规定，结合本区实际，制定本办法。
    </p>
    <p>
      <b>第二条</b>　本区户籍、常住本区、年满60周岁并经评估为失能的老年人，可以依照本办法申请补贴。
    </p>
    <p>
      <b>第三条</b>　区民政局负责补贴的管理和监督；区财政局负责资金安排；各乡镇人民政府、街道办事处负责受理和初核。
    </p>
    <h2 id="c2">第二章　服务和标准</h2>
    <p>
      <b>第五条</b>　补贴用于下列服务：
    </p>
    <p class="indent">（一）助餐：送餐上门或者在社区食堂就餐；</p>
    <p class="indent">（二）助浴、助洁：上门洗浴、理发、打扫；</p>
    <p class="clause" id="a8">
      <a class="anchor" href="#a8" aria-label="第八条的地址">
        #
      </a>
      <b>第八条</b>
      {
        '　补贴标准为：完全失能的，每人每月600元；部分失能的，每人每月300元。特困人员和最低生活保障对象，每人每月增加200元。补贴按月计入本人服务账户，当月未用完的，可以结转至当年12月31日。'
      }
    </p>
    <ClauseQuestions>
      9个人问过“没用完怎么办”，<a href="#qa">看起草部门的回答</a>，或<a href="/ask?about=10431-8">问这一条</a>。
    </ClauseQuestions>
    <p>
      <b>第九条</b>　同一老年人已享受长期护理保险待遇的，就高享受，不重复发放。
    </p>
  </Prose>
);

const ROWS = [
  {
    question: '为什么出',
    answer: '2021年的办法今年到期；全区60岁以上失能老人4,210人，七成住在家里。依据《老年人权益保障法》第三十七条。',
  },
  { question: '要达到什么', answer: '到2027年底，失能老人居家服务覆盖率由38%提高到80%。' },
  {
    question: '主要做什么',
    answer: '补助餐、助浴、助医、上门护理四类服务，钱直接抵服务费。',
    article: { text: '第五条', href: '#a5' },
  },
  {
    question: '什么标准',
    answer: '完全失能每月600元，部分失能每月300元；特困和低保老人另加200元。',
    article: { text: '第八条', href: '#a8' },
  },
];

export const Article = ({ env }: { env: ViewEnv }) => (
  <PortalPage
    site={SITE}
    env={env}
    title="明河区居家和社区养老服务补贴办法"
    nav={NAV}
    current="policy"
    breadcrumbs={[
      { text: '首页', href: '/' },
      { text: '政策与解读', href: '/policy' },
      { text: '行政规范性文件', href: '/policy/rules' },
    ]}
    meta={{
      description: '60岁以上失能老人在家养老，政府每月补300元到800元服务费。',
      tags: [
        { name: 'ColumnName', content: '行政规范性文件' },
        { name: 'ArticleTitle', content: '明河区居家和社区养老服务补贴办法' },
        { name: 'PubDate', content: '2026-03-18 09:30' },
        { name: 'ContentSource', content: '明河区民政局' },
      ],
    }}
    aside={<Aside />}
  >
    <PrintHead left="明河区人民政府网站　政策与解读" right="2026年3月31日打印" />
    <ArticleHead
      validity={<ValidityTag validity="valid" />}
      validityText={
        <>
          2026年3月20日起施行，至<b>2031年3月19日</b> <a href="/why/10431">为什么是这天</a>
        </>
      }
      title="明河区居家和社区养老服务补贴办法"
      answer="60岁以上失能老人在家养老，政府每月补300元到800元服务费。带身份证到村或社区申请，也可以打电话办。"
      facts={[
        { label: '发文字号', value: '明政规发〔2026〕3号' },
        { label: '发文机关', value: '明河区人民政府' },
        { label: '统一编号', value: 'MHGS—2026—03' },
        { label: '索引号', value: '999901001/2026-00118' },
      ]}
      tools={
        <>
          <ToolLink icon="download" href="/p/10431.pdf">
            下载 PDF
          </ToolLink>
          <PrintTool />
          <SpeakTool />
          <ToolLink icon="rss" href="/subscribe?p=10431">
            有变化时告诉我
          </ToolLink>
        </>
      }
    />
    <StubShort stub={STUB} summary="区民政局，3月18日公开（第4个工作日，期限20个）" />
    <ArticleBody
      toc={
        <TocList
          entries={[
            { text: '一页看懂', href: '#one-page', current: true },
            { text: '第一章　总则', href: '#c1' },
            { text: '第二章　服务和标准', href: '#c2' },
            { text: '第八条　补贴标准', href: '#a8', level: 2 },
            { text: '附件（2个）', href: '#attachments' },
          ]}
        />
      }
    >
      <OnePage
        by="区民政局解读 · 与文件同日公开"
        rows={ROWS}
        forms={
          <>
            别的形式：<a href="/p/10432">音频 3分12秒</a> <a href="/p/10432#p">图解</a>
          </>
        }
      />
      <Text />
      <PrintNotes addresses={['www.minghe.example.gov.cn/law/lnrqy/37']} />
      <AttachmentList
        items={[
          { name: '养老服务补贴申请表.docx', href: '/f/1', kind: 'Word 文档', size: '38 KB' },
          { name: '申请和评估点48处.xlsx', href: '/f/2', kind: 'Excel 表格', size: '112 KB' },
        ]}
      />
    </ArticleBody>
    <StubPaper
      no={10431}
      lines={[
        '区民政局起草并公开，撰写、审核、签发为三人',
        '2026年3月12日成文，3月18日09:30公开',
        '依据《政府信息公开条例》第二十条第一项；刊于《明河区人民政府公报》2026年第3号',
        '指纹 7f3a 91c2 5d08 11ee … e04b 26d1',
      ]}
      address="www.minghe.example.gov.cn/verify/10431"
      code={drawnCode(SAMPLE.length, [...SAMPLE.join('')].map(Number))}
    />
  </PortalPage>
);
