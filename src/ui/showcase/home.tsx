import { Hero, HotSearches } from '../components/article.tsx';
import { BarChart } from '../components/chart-bars.tsx';
import { ElderHelp, ElderStub, ElderTasks } from '../components/elder.tsx';
import { BriefList, FieldIndex, TaskGrid } from '../components/field-index.tsx';
import { Icon } from '../components/icon.tsx';
import { RegisterList } from '../components/register-list.tsx';
import { SearchBox } from '../components/search.tsx';
import { Columns, LinkList, LinkRows, Section, Thirds } from '../components/section.tsx';
import { StubSite } from '../components/stub.tsx';
import { ValidityTag } from '../components/tag.tsx';
import { PortalPage } from '../layout/portal-page.tsx';
import type { ViewEnv } from '../types.ts';
import { NAV, SITE } from './site.ts';

const entry = (no: number, title: string, unit: string, field: string) => ({
  no,
  title,
  unit,
  field,
  href: `/p/${no}`,
});

const Register = () => (
  <Section title="今天公开" note="每件有登记号，发布后不能悄悄改" more={{ text: '登记册', href: '/log' }}>
    <RegisterList
      days={[
        {
          title: '3月31日 星期二',
          note: '5件',
          entries: [
            entry(10487, '2026年区级部门预算汇总公开（63个部门）', '区财政局', '财政预决算'),
            entry(10486, '3月份高龄津贴发放名册公示（已遮盖个人信息）', '区民政局', '社会救助'),
            entry(10485, '2026年秋季小学、初中招生范围（征求意见稿）', '区教育局', '义务教育'),
            entry(10484, '第一季度双随机抽查结果：餐饮服务单位42家', '区市场监管局', '市场监管'),
            entry(10483, '柳河村农村低保动态调整结果', '云湖镇', '社会救助'),
          ],
        },
        {
          title: '3月30日 星期一',
          note: '8件，列出3件',
          entries: [
            entry(10482, '养老服务补贴申请和评估点48处（附地图、电话）', '区民政局', '养老服务'),
            entry(10481, '老旧小区改造2026年第一批项目清单（18个小区）', '区住建局', '城市更新'),
            entry(10480, '社区卫生服务站家庭医生签约服务点地址更新', '区卫健局', '卫生健康'),
          ],
        },
      ]}
    />
    <p class="link-row home-more">
      <a href="/log?month=2026-03">查看3月全部127件</a>
      <a href="/feed.xml">
        <Icon name="rss" size={18} /> 订阅
      </a>
    </p>
  </Section>
);

const Rail = () => (
  <>
    <StubSite count={10487} state="ok" says="今早6点对到第10482号，一件不少" logHref="/log" verifyHref="/verify">
      区档案馆、区人民法院、明河日报社三家各存一份登记册，见到的一样。
    </StubSite>
    <Section title="公开得怎样" small>
      <BarChart
        frame={{
          title: '3月按时124件，逾期3件',
          sub: '近六个月，每月应公开件数；红色为逾期',
          source: '登记册，3月31日。',
          csvHref: '/how.csv',
          small: true,
        }}
        heads={{ label: '月份', value: '按时', bad: '逾期' }}
        bars={[
          { label: '10月', value: 118, bad: 4 },
          { label: '11月', value: 126, bad: 6 },
          { label: '12月', value: 141, bad: 9 },
          { label: '1月', value: 133, bad: 3 },
          { label: '2月', value: 97, bad: 2 },
          { label: '3月', value: 124, bad: 3, strong: true, href: '/how/2026-03' },
        ]}
      />
    </Section>
    <Section title="正在征求意见" small>
      <LinkList
        items={[
          { text: '2026年秋季小学、初中招生范围', href: '/c/1', under: '还剩30天 · 4月30日截止' },
          { text: '电动自行车停放充电管理规定', href: '/c/2', under: '还剩3天 · 4月3日截止' },
        ]}
      />
    </Section>
    <Section title="通知" small>
      <p>
        清明节4月4日至6日放假，政务大厅不办公。依申请公开的期限<b>不计</b>这三天，<a href="/why">看看怎么算</a>。
      </p>
    </Section>
  </>
);

const FIELDS =
  '重大建设项目37 公共资源交易52 义务教育41 户籍管理19 社会救助28 养老服务22 财政预决算126 就业33 社会保险30 城乡规划24 土地征收18 生态环境47 保障性住房16 涉农补贴0 卫生健康35 安全生产29 食品药品监管40 公共法律服务17 市政服务21';

const Below = () => (
  <>
    <Section title="按领域找" note="26个重点领域，数字为现行公开件数">
      <FieldIndex
        items={[
          ...FIELDS.split(' ').map((f) => {
            const text = f.replace(/\d+$/, '');
            const href = `/field/${encodeURIComponent(text)}`;
            return text === '涉农补贴'
              ? { text, href, missing: { count: 2, href: `${href}/missing` } }
              : { text, href, count: Number(f.match(/\d+$/)?.[0]) };
          }),
          { text: '全部26个领域', href: '/field' },
        ]}
      />
    </Section>
    <Section title="政策与解读" note="谁起草，谁解读" more={{ text: '全部政策', href: '/policy' }}>
      <BriefList
        briefs={[
          {
            tag: <ValidityTag validity="valid" text="有效至2031年3月19日" />,
            title: '居家和社区养老服务补贴办法',
            href: '/p/10431',
            text: '60岁以上失能老人，每月补300元到800元，在村和社区申请。',
            links: [
              { text: '文件', href: '/p/10431#text' },
              { text: '六要素解读', href: '/p/10432' },
            ],
          },
          {
            tag: <ValidityTag validity="valid" text="有效至2029年1月31日" />,
            title: '农产品初加工用电补贴实施细则',
            href: '/p/8801',
            text: '合作社、家庭农场用电每度补0.15元，单户一年不超过3万元。',
            links: [{ text: '问答12条', href: '/p/8801#qa' }],
          },
          {
            tag: <ValidityTag validity="expiring" text="2026年9月30日到期，正在评估" />,
            title: '城区犬只饲养管理办法',
            href: '/p/3100',
            text: '办法满5年到期。是续、改还是废，7月底前征求意见。',
            links: [{ text: '评估进展', href: '/p/3100#review' }],
          },
        ]}
      />
    </Section>
    <Thirds>
      <Section title="政府公报">
        <LinkList
          items={[
            { text: '居家和社区养老服务补贴办法', href: '/g/3#9', aside: '第9页' },
            { text: '国有建设用地供应管理办法', href: '/g/3#17', aside: '第17页' },
            { text: '2026年政务公开工作要点', href: '/g/3#26', aside: '第26页' },
          ]}
        />
        <p class="link-row">
          <a href="/g/3">本期全部9篇</a>
          <a href="/g">往期97号</a>
        </p>
      </Section>
      <Section title="通知公告">
        <LinkList
          items={[
            { text: '清明期间山林禁火区范围和时间', href: '/n/1', aside: '3-30' },
            { text: '东关街道旧管网改造停水安排', href: '/n/2', aside: '3-30' },
            { text: '2026年春季农机购置补贴开始申请', href: '/n/3', aside: '3-27' },
          ]}
        />
      </Section>
      <Section title="回应关切">
        <LinkList
          items={[
            { text: '青溪小学校门口为什么早晚堵', href: '/r/1', aside: '2天答复' },
            { text: '石桥镇自来水发黄怎么处理的', href: '/r/2', aside: '1天答复' },
          ]}
        />
      </Section>
    </Thirds>
    <Section title="部门和乡镇" more={{ text: '机构职能', href: '/units' }}>
      <LinkRows
        rows={[
          {
            label: '部门',
            links: [
              '发展改革局',
              '教育局',
              '民政局',
              '财政局',
              '人社局',
              '自然资源局',
              '住建局',
              '农业农村局',
              '卫健局',
              '市场监管局',
            ].map((text) => ({
              text,
              href: `/unit/${encodeURIComponent(text)}`,
            })),
          },
          {
            label: '乡镇街道',
            links: ['安平街道', '东关街道', '云湖镇', '白塔镇', '石桥镇', '青溪乡', '柳林乡', '黄岗乡'].map((text) => ({
              text,
              href: `/unit/${encodeURIComponent(text)}`,
            })),
          },
        ]}
      />
    </Section>
  </>
);

const TASKS = [
  { icon: 'mail', title: '申请公开信息', href: '/apply', note: '20个工作日内答复' },
  { icon: 'shield', title: '核对一份文件', href: '/verify', note: '是真是假、改没改过' },
  { icon: 'question', title: '问一条政策', href: '/ask', note: '5个工作日内答复' },
  { icon: 'yen', title: '查补贴发给了谁', href: '/rolls', note: '按项目、按村查' },
  { icon: 'scale', title: '查文件还算不算数', href: '/validity', note: '有效还是已废止' },
  { icon: 'school', title: '查招生和学校', href: '/schools', note: '范围、计划、结果' },
] as const;

export const Home = ({ env }: { env: ViewEnv }) => (
  <PortalPage
    site={SITE}
    env={env}
    title="首页"
    nav={NAV}
    current="home"
    search={false}
    meta={{
      jsonLd: [{ '@context': 'https://schema.org', '@type': 'GovernmentOrganization', name: '明河区</script>' }],
    }}
    hero={
      <Hero title="您想查什么？">
        <SearchBox action="/search" size="hero" placeholder="文件名、文号、事情或问题" />
        <HotSearches
          items={['养老服务补贴', '小学招生范围', '农机补贴名单', '明政规发〔2026〕3号'].map((text) => ({
            text,
            href: `/search?q=${encodeURIComponent(text)}`,
          }))}
        />
        <TaskGrid tasks={[...TASKS]} />
      </Hero>
    }
  >
    <Columns kind="home" main={<Register />} rail={<Rail />} railLabel="公开得怎样" />
    <Below />
  </PortalPage>
);

export const ElderHome = ({ env }: { env: ViewEnv }) => (
  <PortalPage site={SITE} env={env} title="首页" nav={NAV} current="home">
    <h1>您要办什么事？</h1>
    <SearchBox action="/search" size="hero" placeholder="写几个字就行" />
    <ElderTasks
      tasks={[
        { icon: 'yen', title: '查补贴、查养老金', href: '/rolls', note: '高龄津贴、低保、农补' },
        { icon: 'pin', title: '看病、社区医生', href: '/doctor', note: '服务站地址和电话' },
        { icon: 'file', title: '看新规定', href: '/policy', note: '最近和您有关的5件' },
        { icon: 'question', title: '问一个问题', href: '/ask', note: '5个工作日内答复' },
        { icon: 'shield', title: '这张通知是真的吗', href: '/verify', note: '对一对就知道' },
      ]}
    />
    <Section title="和您有关的新规定">
      <p class="elder-title">
        <a href="/p/10431">失能老人在家养老，每月补300到800元</a>
      </p>
      <p>带身份证到村里或社区申请，也可以打电话请人上门办。</p>
      <ElderStub lines={['区民政局3月18日公开', '登记号 10431，发布后没改过']} />
    </Section>
    <ElderHelp phone="12345">
      <p>
        <b>政务大厅</b> 安平路1号一楼，专窗给老人办，不用排号。
      </p>
      <p>上午8:30到12:00，下午2:00到5:30。</p>
    </ElderHelp>
  </PortalPage>
);
