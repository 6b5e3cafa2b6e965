import { ButtonLink } from '../components/button.tsx';
import { DutyList, DutyRow } from '../components/duty-row.tsx';
import { Icon } from '../components/icon.tsx';
import { type LedgerRow, type LedgerState, LedgerStrip, LedgerTable } from '../components/ledger.tsx';
import { Panel, PanelFigures, PanelRows } from '../components/panel.tsx';
import { StubLine } from '../components/stub.tsx';
import { Segmented } from '../components/tabs.tsx';
import { Tag } from '../components/tag.tsx';
import { ConsolePage } from '../layout/console-page.tsx';
import type { ViewEnv } from '../types.ts';
import { CONSOLE_NAV } from './site.ts';

const Side = () => (
  <>
    <Panel title="我交出去的">
      <PanelRows
        rows={[
          {
            tag: <Tag tone="help">审核中</Tag>,
            main: <a href="/console/p/1">2026年养老护理员培训计划</a>,
            note: '审核员，昨天16:40收到',
          },
          {
            tag: <Tag tone="help">待签发</Tag>,
            main: <a href="/console/p/2">孤儿基本生活费标准调整通知</a>,
            note: '定于4月1日 09:00 发布',
          },
          {
            tag: (
              <Tag tone="good" icon="check">
                已公开
              </Tag>
            ),
            main: <a href="/p/10431">居家和社区养老服务补贴办法</a>,
            note: '登记号 10431，已有1,204人看过',
          },
        ]}
      />
    </Panel>
    <Panel title="昨晚自动核对">
      <PanelRows
        rows={[
          {
            tag: (
              <Tag tone="bad" icon="warn">
                引用失效
              </Tag>
            ),
            main: '《行政复议法》旧条号，出现在2篇',
            note: <a href="/console/fix/1">改成新条号</a>,
          },
          {
            main: (
              <>
                <Icon name="check-circle" size={18} /> 其余 <b>1,318</b> 篇：文本与登记一致，链接正常。
              </>
            ),
          },
        ]}
      />
    </Panel>
    <Panel title="民政局3月" actions={<a href="/console/month">明细</a>}>
      <PanelFigures
        rows={[
          {
            label: '按时公开',
            value: (
              <>
                <b>22</b> / 23
              </>
            ),
          },
          {
            label: '申请按时答复',
            value: (
              <>
                <b>6</b> / 6
              </>
            ),
          },
        ]}
      />
    </Panel>
  </>
);

export const ConsoleToday = ({ env }: { env: ViewEnv }) => (
  <ConsolePage
    env={env}
    unit="明河区民政局"
    person={{ text: '民政局 · 信息员', href: '/console/me' }}
    nav={CONSOLE_NAV}
    current="today"
    title="我的工作"
    heading="3月31日，今天要办4件"
    lead="1件已逾期，3件今天到期，8件本周内。办完这4件，单位就没有逾期了。"
    helpHref="/console/help"
    actions={
      <ButtonLink kind="primary" icon="edit" href="/console/new">
        写一篇稿件
      </ButtonLink>
    }
    aside={<Side />}
  >
    <Panel
      flush
      title="今天"
      note="按期限排"
      actions={
        <Segmented
          label="谁的"
          items={[
            { text: '我的', href: '?mine', current: true },
            { text: '全单位', href: '?unit' },
          ]}
        />
      }
    >
      <DutyList>
        <DutyRow
          icon="yen"
          title="临时救助一季度名册：白塔镇没交"
          href="/console/d/1"
          note="覆盖目录 · 社会救助 04-07 · 白塔镇代报"
          due="逾期1个工作日"
          urgency="overdue"
          why={{ text: '收起：为什么是3月30日', href: '/console' }}
          ticks={{ used: 16, total: 16, overdue: true, words: '逾期1个工作日' }}
          action={{ text: '催办并代填', href: '/console/d/1/remind' }}
          opened={[
            { head: '3月2日', text: '数据形成，当天不算' },
            { head: '20个工作日', text: <a href="/law">条例第二十六条</a> },
            { head: '8天不算', text: '4个周末，没有节假日' },
            { head: '3月30日', text: '最后一天；今天是逾期第1天' },
          ]}
        />
        <DutyRow
          icon="edit"
          title="高龄津贴3月名册：退回，改2处"
          href="/console/d/2"
          note="附件第3页2个身份证号没遮盖"
          due="今天 17:30"
          urgency="today"
          why={{ text: '发放后20个工作日', href: '/console?why=2' }}
          ticks={{ used: 15, total: 16, words: '第19个工作日，共20个' }}
          action={{ text: '去修改', href: '/console/d/2/edit' }}
        />
        <DutyRow
          icon="mail"
          title="申请 0329：今天要发补正告知"
          href="/console/d/3"
          note="申请内容不明确，只能补正一次"
          due="今天"
          urgency="today"
          why={{ text: '收到后7个工作日', href: '/console?why=3' }}
          ticks={{ used: 5, total: 6, words: '第7个工作日，共7个' }}
          action={{ text: '写告知书', href: '/console/d/3/notice' }}
        />
      </DutyList>
    </Panel>
    <Panel
      flush
      title="本周"
      note="4月1日至4月3日，清明前3个工作日"
      foot={
        <>
          <a href="?week">本周还有4件</a>
          <a href="?later">下周起19件</a>
        </>
      }
    >
      <DutyList>
        <DutyRow
          icon="list"
          title="要点一（三）：补贴名册延伸到村"
          href="/console/d/5"
          note="还缺石桥镇、青溪乡2份证据"
          due="4月2日"
          urgency="later"
          why={{ text: '要点原文：4月上旬前', href: '/console?why=5' }}
          ticks={{ used: 12, total: 16, words: '第12个工作日，共16个' }}
          action={{ text: '看进度', href: '/console/ledger/3' }}
        />
      </DutyList>
    </Panel>
  </ConsolePage>
);

const S: Record<string, LedgerState> = { d: 'done', o: 'ongoing', s: 'soon', n: 'notyet', b: 'broken', x: 'overdue' };
const NO = ['一', '二', '三', '四', '五'];
const SECTIONS: [string, string, string][] = [
  ['一、重点领域公开', 'dosoo', '各类规划公开，“十五五”规划纲要配音频、视频、图解'],
  ['二、解读和回应', 'oooo', '政策文件解读全覆盖，谁起草谁解读'],
  ['三、平台建设', 'odnob', '规范性文件清理，年底前集中公开有效文件'],
  ['四、监督落实', 'sox', '任务台账和上年回头看'],
];

const rowsOf = (i: number, states: string, title: string): LedgerRow[] =>
  [...states].map((s, n) => ({
    no: `${NO[i]}（${NO[n]}）`,
    title,
    href: `/console/ledger/${i}-${n}`,
    anchor: `t-${i}-${n}`,
    lead: ['发展改革局', '市场监管局', '财政局', '卫生健康局', '教育局'][n] ?? '政府办',
    units: { done: 35 - n * 4, all: 35 },
    due: '6月30日',
    words: { text: '6月底前', href: '/why' },
    evidence: <a href="/console/ledger/e">{4 + n}份</a>,
    evidenceNote: s === 'b' ? '第1期核验页打不开' : s === 'x' ? '逾期7个工作日' : '全部在期',
    state: S[s] ?? 'ongoing',
  }));

export const LedgerBoard = ({ env }: { env: ViewEnv }) => (
  <ConsolePage
    env={env}
    unit="明河区政府办公室"
    person={{ text: '政务公开办', href: '/console/me' }}
    nav={CONSOLE_NAV}
    current="ledger"
    wide
    title="工作要点台账"
    heading="17项任务，办到哪了"
    over={
      <>
        明河区2026年政务公开工作要点 · 明政办发〔2026〕11号 · <StubLine no={9988} />
      </>
    }
    helpHref="/console/help"
    actions={
      <>
        <Segmented
          label="怎么排"
          items={[
            { text: '按章节', href: '?by=section', current: true },
            { text: '按单位', href: '?by=unit' },
            { text: '按期限', href: '?by=due' },
          ]}
        />
        <ButtonLink icon="print" href="?print">
          打印
        </ButtonLink>
        <ButtonLink icon="download" href="/console/ledger.xlsx">
          表格
        </ButtonLink>
      </>
    }
  >
    <LedgerStrip
      groups={SECTIONS.map(([title, states], i) => ({
        title,
        tasks: [...states].map((s, n) => ({
          no: NO[n] ?? '',
          state: S[s] ?? 'ongoing',
          href: `#t-${i}-${n}`,
          title: `${title} ${n + 1}`,
        })),
      }))}
      summary={
        <>
          <b>2项已完成，10项进行中，2项快到期，1项没到时候；1项逾期，1项证据失效。</b>
          “完成”要有证据，系统每夜重新打开证据看一遍；打不开就退回“证据失效”。
        </>
      }
    />
    <LedgerTable
      caption="2026年政务公开工作要点台账"
      groups={SECTIONS.map(([title, states, text], i) => ({ title, rows: rowsOf(i, states, text) }))}
    />
  </ConsolePage>
);
