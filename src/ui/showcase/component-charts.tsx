import { BarChart, HBar, ShareBar } from '../components/chart-bars.tsx';
import { LineChart } from '../components/chart-line.tsx';
import { DiffInline, DiffLegend, DiffTable } from '../components/diff.tsx';
import { Section } from '../components/section.tsx';

export const Charts = () => (
  <Section title="图表">
    <div class="showcase-charts">
      <LineChart
        frame={{
          title: '部门按时公开率一年升34个百分点，乡镇还差一截',
          sub: '2025年4月至2026年3月，应公开件按期公开的比例',
          source: '登记册，截至3月31日。',
          csvHref: '/c.csv',
        }}
        labels={['4月', '5月', '6月', '7月', '8月', '9月', '10月', '11月', '12月', '1月', '2月', '3月']}
        labelHead="月份"
        unit="%"
        from={50}
        series={[
          { name: '部门', strong: true, values: [62, 66, 71, 70, 76, 81, 84, 88, 91, 93, 95, 96.1] },
          { name: '乡镇', values: [55, 58, 57, 61, 66, 64, 70, 72, 77, 80, 79, 83.4] },
        ]}
      />
      <HBar
        frame={{
          title: '没有一个部门平均超过20个工作日',
          sub: '2026年一季度，从收到申请到答复的平均工作日',
          source: '依申请公开台账，58件已答复。',
        }}
        heads={{ label: '部门', value: '平均工作日', note: '件数' }}
        limit={{ value: 20, text: '期限20' }}
        rows={[
          { label: '区农业农村局', value: 14.2, note: '9件' },
          { label: '区自然资源局', value: 12.6, note: '14件' },
          { label: '区民政局', value: 7.4, note: '6件', strong: true },
          { label: '区财政局', value: 5.2, note: '8件' },
        ]}
      />
      <ShareBar
        frame={{
          title: '一半申请全部公开，连同部分公开是65%',
          sub: '2025年办结83件，按处理结果分',
          source: '2025年年报。',
          csvHref: '/s.csv',
        }}
        heads={{ label: '处理结果', value: '件数' }}
        segments={[
          { label: '予以公开', value: 41, href: '/s/1' },
          { label: '部分公开', value: 13 },
          { label: '不予公开', value: 7 },
          { label: '无法提供', value: 15 },
          { label: '不予处理', value: 4 },
          { label: '其他', value: 3 },
        ]}
      />
      <BarChart
        frame={{ title: '3月按时124件，逾期3件', source: '登记册，3月31日。' }}
        heads={{ label: '月份', value: '按时', bad: '逾期' }}
        bars={[
          { label: '1月', value: 133, bad: 3 },
          { label: '2月', value: 97, bad: 2 },
          { label: '3月', value: 124, bad: 3, strong: true },
        ]}
      />
    </div>
  </Section>
);

export const Diff = () => (
  <Section title="条文对照">
    <DiffLegend />
    <DiffTable
      caption="2021年办法和2026年办法逐条对照"
      oldHead="2021年办法"
      newHead="2026年办法"
      rows={[
        {
          topic: '对象',
          change: 'changed',
          segments: [
            { kind: 'same', text: '本区户籍、年满' },
            { kind: 'del', text: '70' },
            { kind: 'add', text: '60' },
            { kind: 'same', text: '周岁并经评估为失能的老年人，可以依照本办法申请补贴。' },
          ],
        },
        {
          topic: '重复享受',
          change: 'added',
          noOld: '2021年没有这一条',
          segments: [{ kind: 'add', text: '同一老年人已享受长期护理保险待遇的，就高享受。' }],
        },
      ]}
    />
    <DiffInline
      segments={[
        { kind: 'same', text: '每人每月不超过' },
        { kind: 'del', text: '400' },
        { kind: 'add', text: '600' },
        { kind: 'same', text: '元。' },
      ]}
    />
  </Section>
);
