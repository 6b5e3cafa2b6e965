import { type Day, day, endOfMonth, sayMonthDay } from '../../lib/day.ts';
import { BarChart } from '../../ui/components/chart-bars.tsx';
import { EmptyState } from '../../ui/components/state-box.tsx';
import { type Measured, NOTHING_TO_COUNT, type Period, sayValue } from './measured.ts';

/** The last n calendar months, the current one up to today, oldest first. */
export function monthsBack(today: Day, n: number): Period[] {
  const year = Number(today.slice(0, 4));
  const month = Number(today.slice(5, 7));
  return Array.from({ length: n }, (_, i) => {
    const at = year * 12 + (month - 1) - (n - 1 - i);
    const y = Math.floor(at / 12);
    const m = (at % 12) + 1;
    const last = endOfMonth(y, m);
    return { from: day(`${last.slice(0, 8)}01`), to: last < today ? last : today };
  });
}

/** Red says overdue or broken, and then the title says so too; fewer would be better is no reason for red. */
const LATE = /逾期|超期|过期|失效/;

const finding = ({ m, values }: Measured, months: Period[]): string =>
  `${Number(months.at(-1)?.from.slice(5, 7))}月${m.title}${values.at(-1) === null ? '：' : ''}${sayValue(m, values.at(-1))}`;

/** One chart for each measure: the title is the finding, the table stands behind it. */
export const Dashboard = ({ months, series, today }: { months: Period[]; series: Measured[]; today: Day }) =>
  series.length === 0 ? (
    <EmptyState title="还没有指标">
      <p>各模块有了数据，指标就出现在这里。</p>
    </EmptyState>
  ) : (
    <div class="chart-grid">
      {series.map((s) => (
        <BarChart
          key={s.m.name}
          frame={{
            level: 2,
            title: finding(s, months),
            sub: `${s.m.title}，单位：${s.m.unit}`,
            source: `本系统台账，截至${sayMonthDay(today)}`,
          }}
          bars={months.map((p, i) => ({
            label: `${Number(p.from.slice(5, 7))}月`,
            value: s.values[i] === null ? NOTHING_TO_COUNT : (s.values[i] ?? 0),
            strong: i === months.length - 1,
          }))}
          heads={{ label: '月份', value: s.m.title }}
          late={s.m.bad && LATE.test(s.m.title)}
        />
      ))}
    </div>
  );
