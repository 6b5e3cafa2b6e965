import { addDays, day, weekday } from '../../lib/day.ts';
import { Button } from '../components/button.tsx';
import { DateField } from '../components/date-field.tsx';
import { DayRuler, type RulerDay, RulerSentence, RulerTicks, WhyThisDay } from '../components/day-ruler.tsx';
import { ErrorSummary } from '../components/error-summary.tsx';
import { Checkbox, Choices, FileField, Input, Select, Textarea } from '../components/form.tsx';
import { Note } from '../components/note.tsx';
import { Columns, FactRows, PageHead, Section } from '../components/section.tsx';
import { EmptyState, ErrorState, Waiting } from '../components/state-box.tsx';
import { Steps } from '../components/steps.tsx';
import { Stub, StubLine } from '../components/stub.tsx';
import { DataTable } from '../components/table.tsx';
import { Tabs } from '../components/tabs.tsx';
import { DemoTag, type Validity, ValidityTag } from '../components/tag.tsx';
import { History } from '../components/timeline.tsx';
import { PortalPage } from '../layout/portal-page.tsx';
import type { ViewEnv } from '../types.ts';
import { STUB } from './article.tsx';
import { Charts, Diff } from './component-charts.tsx';
import { NAV, SITE, TODAY } from './site.ts';

const EVENTS: Record<string, string> = { '2026-03-02': '收到', '2026-03-09': '发函', '2026-03-20': '回函' };

/** The request of the pictures: received 3月2日, a third party asked from 9 to 20日, due 4月13日. */
export function rulerDays(): RulerDay[] {
  let n = 0;
  return Array.from({ length: 43 }, (_, i): RulerDay => {
    const date = addDays(day('2026-03-02'), i);
    const event = EVENTS[date];
    if (i === 0)
      return {
        date,
        counted: false,
        why: '不算',
        reason: '收到申请的当天不算，从第二天起算',
        event,
        basis: { text: '条例第三十一条', href: '/law#31' },
      };
    if (date >= '2026-04-04' && date <= '2026-04-06') return { date, counted: false, why: '清明' };
    if (weekday(date) > 5) return { date, counted: false, why: '周末' };
    if (date >= '2026-03-10' && date <= '2026-03-20')
      return {
        date,
        counted: false,
        why: '暂停',
        reason: '等施工单位的意见，这段时间不算',
        kind: 'paused',
        event,
        basis: { text: '条例第三十三条', href: '/law#33' },
      };
    n += 1;
    return { date, counted: true, n, why: '工作日', event };
  });
}

const Ruler = () => (
  <Columns
    kind="request"
    main={
      <Section title="日尺">
        <DayRuler
          days={rulerDays()}
          today={TODAY}
          due={day('2026-04-13')}
          caption="最晚4月13日答复，还有8个工作日"
          pauseWord="等第三方意见，不算"
          objection={
            <p>
              觉得我们算错了？<a href="/object">对这个日期提出异议</a>，写明哪一天，承办人会书面回复。
            </p>
          }
        />
      </Section>
    }
    rail={
      <Section title="一行" small>
        <p>
          <RulerTicks used={12} total={20} words="第12个工作日，共20个" />
          第12个工作日，共20个
        </p>
        <p>
          <RulerTicks used={20} total={20} overdue words="逾期1个工作日" />
          逾期1个工作日
        </p>
        <Note tone="warn" title="暂定2027年1月11日。">
          <p>2027年放假安排还没公布，公布后自动重算并告诉您。</p>
        </Note>
        <WhyThisDay
          open
          date="3月30日"
          rows={[
            { label: '起算', value: '3月2日，一季度数据形成；当天不算' },
            { label: '期限', value: '20个工作日' },
          ]}
        />
        <RulerSentence
          date="3月30日"
          because="3月2日数据形成，加20个工作日，其间没有放假。"
          basis={{ text: '条例第二十六条', href: '/law#26' }}
        />
      </Section>
    }
  />
);

const Stubs = () => (
  <Section title="存根">
    <div class="thirds">
      <Stub stub={STUB} id="stub-ok" />
      <div>
        <Stub
          id="stub-corrected"
          stub={{
            ...STUB,
            state: 'corrected',
            no: 10105,
            says: '3月20日更正过1处：附表3金额',
            rows: [],
            more: <a href="/p/10440">看改了什么</a>,
            fingerprint: undefined,
            demo: true,
          }}
        />
        <p>
          <StubLine no={10431} href="/p/10431" />
        </p>
      </div>
      <Stub
        id="stub-mismatch"
        stub={{
          ...STUB,
          state: 'mismatch',
          no: 9640,
          says: '这页和登记的不一样，先别用',
          rows: [],
          more: '已通知区政务公开办。',
        }}
      />
    </div>
    <p>
      {(['valid', 'future', 'expiring', 'amended', 'repealed', 'lapsed', 'archived'] as Validity[]).map((v) => (
        <span key={v}>
          <ValidityTag validity={v} />{' '}
        </span>
      ))}
      <DemoTag />
    </p>
  </Section>
);

const Forms = () => (
  <Section title="按钮、输入、标签">
    <ErrorSummary errors={[{ field: 'phone', text: '第2步：手机号少了1位' }]} />
    <form method="post" action="/x">
      <Input name="contact" label="联系电话" hint="只用来告诉您进度" value="0999-0000 0088" type="tel" />
      <Input name="phone" label="手机号" error="应为11位，现在是10位" value="138 0000 000" type="tel" />
      <Textarea
        name="what"
        label="写文件名、文号，或说说是什么事"
        value="青溪乡小河湾村2025年高标准农田建设项目的验收报告"
      />
      <Select
        name="column"
        label="栏目"
        empty="选一个栏目"
        options={[{ label: '政策', options: [{ value: '1', text: '规范性文件' }] }]}
        optional
      />
      <DateField name="due" legend="最后一天" year="2026" month="4" day="10" hint="例如 2026年4月10日" />
      <Choices
        name="how"
        legend="怎么给您"
        chosen="online"
        options={[
          { value: 'online', text: '网上看，电子文件' },
          { value: 'post', text: '邮寄纸质' },
        ]}
      />
      <FileField name="file" label="附件" hint="docx、xlsx、pdf，每个不超过50 MB" />
      <Checkbox name="agree" label="我知道交件后不能再改" />
      <div class="btn-row">
        <Button kind="primary">提交申请</Button>
        <Button name="draft">存草稿</Button>
        <Button kind="danger" confirm="撤下这件？读者会看到撤下的日期和原因。">
          撤下这件
        </Button>
        <Button unavailable="还有2处错误要改，才能提交。" id="submit">
          提交审核
        </Button>
      </div>
    </form>
  </Section>
);

const States = () => (
  <Section title="空、等、错、长">
    <div class="thirds">
      <EmptyState title="白塔镇3月还没有公开救助名册" next={<a href="/tell">有公开就告诉我</a>}>
        应在3月30日前公开，已逾期1个工作日，已催办。
      </EmptyState>
      <Waiting title="正在生成PDF，约20秒" progress={0.6}>
        可以关掉这页，好了会发到提醒里。
      </Waiting>
      <ErrorState title="现在存不进去，数据库连不上">您写的2,318字还在这页上。每30秒自动再试一次。</ErrorState>
    </div>
    <Tabs
      label="哪一类"
      items={[
        { text: '全部', href: '#a', count: 127, current: true },
        { text: '政策', href: '#b', count: 14 },
      ]}
    />
    <Steps
      steps={[
        { title: '收到', state: 'done', note: '3月2日，网上提交' },
        { title: '征求第三方意见', state: 'done', note: '3月9日发函' },
        { title: '正在办理', state: 'current', note: '核对商业秘密' },
        { title: '答复', state: 'future', note: '最晚4月13日' },
      ]}
    />
    <DataTable
      caption="2026年每月公开件数"
      columns={[
        { head: '月份', cell: (r: { m: string; n: number }) => r.m },
        { head: '件数', num: true, cell: (r) => r.n, sortHref: '?sort=n', sorted: 'down' },
      ]}
      rows={[
        { m: '1月', n: 136 },
        { m: '3月', n: 127 },
      ]}
      rowKey={(r) => r.m}
      total={['合计', '263']}
    />
    <History
      entries={[
        { when: '3月31日 10:12', who: '审核员', text: '退回', remark: '附件第3页有2个身份证号没遮盖。', current: true },
        { when: '3月31日 09:02', who: '信息员', text: '提交审核' },
      ]}
    />
    <FactRows rows={[{ label: '承办', value: '区农业农村局，0999-0000 0023' }]} />
  </Section>
);

export const Components = ({ env }: { env: ViewEnv }) => (
  <PortalPage site={SITE} env={env} title="部件与状态" nav={NAV} current="">
    <PageHead title="部件与状态" lead="明河区的示例数据，人和号码都是编的。" />
    <Stubs />
    <Ruler />
    <Forms />
    <Charts />
    <Diff />
    <States />
  </PortalPage>
);
