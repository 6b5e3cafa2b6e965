import { ChartFigure, type ChartFrame } from './chart-figure.tsx';
import { axisMarks, pct } from './chart-scale.ts';

type LineSeries = {
  name: string;
  /** One value per label; undefined where there was none. */
  values: (number | undefined)[];
  /** The first is emphasised in 青, a second is dashed grey, so it survives grey printing. */
  strong?: boolean | undefined;
};

type LineChartProps = {
  frame: ChartFrame;
  labels: string[];
  series: LineSeries[];
  labelHead: string;
  /** After each number: %. */
  unit?: string | undefined;
  /** Where the axis starts; zero unless said. */
  from?: number | undefined;
  height?: number | undefined;
};

const LEFT = 0.11;
const RIGHT = 0.76;

/** Lines whose last value is written at the end with the series' name. */
export const LineChart = ({ frame, labels, series, labelHead, unit = '', from = 0, height = 220 }: LineChartProps) => {
  const all = series.flatMap((s) => s.values).filter((v) => v !== undefined);
  const marks = axisMarks(from, Math.max(from + 1, ...all), 5);
  const low = marks[0] ?? 0;
  const high = marks.at(-1) ?? 1;
  const share = (i: number) => (labels.length < 2 ? 0 : i / (labels.length - 1));
  const x = (i: number) => LEFT + (RIGHT - LEFT) * share(i);
  const y = (v: number) => 12 + height - ((v - low) / (high - low)) * height;
  const every = Math.max(1, Math.ceil(labels.length / 6));
  return (
    <ChartFigure
      frame={frame}
      table={{
        caption: `${labelHead}和${series.map((s) => s.name).join('、')}`,
        head: [labelHead, ...series.map((s) => s.name)],
        rows: labels.map((l, i) => [
          l,
          ...series.map((s) => (s.values[i] === undefined ? '没有' : `${s.values[i]}${unit}`)),
        ]),
      }}
    >
      <svg class="chart-svg" width="100%" height={height + 44} aria-hidden="true" focusable="false">
        {marks.map((m) => (
          <g key={m}>
            <line class="chart-grid" x1={pct(LEFT)} x2={pct(RIGHT)} y1={y(m)} y2={y(m)} />
            <text class="chart-axis" x={pct(LEFT - 0.015)} y={y(m) + 5} text-anchor="end">
              {m}
              {unit}
            </text>
          </g>
        ))}
        {labels.map(
          (l, i) =>
            (labels.length - 1 - i) % every === 0 && (
              <text key={i} class="chart-axis" x={pct(x(i))} y={height + 36} text-anchor="middle">
                {l}
              </text>
            ),
        )}
        {series.map((s) => {
          const cls = s.strong ? 'chart-line chart-line-strong' : 'chart-line chart-line-second';
          const lastAt = s.values.findLastIndex((v) => v !== undefined);
          const last = s.values[lastAt];
          return (
            <g key={s.name}>
              {s.values.slice(1).map((v, i) => {
                const before = s.values[i];
                return before === undefined || v === undefined ? null : (
                  <line key={i} class={cls} x1={pct(x(i))} y1={y(before)} x2={pct(x(i + 1))} y2={y(v)} />
                );
              })}
              {last !== undefined && (
                <>
                  <circle class={s.strong ? 'chart-dot' : 'chart-dot-second'} cx={pct(x(lastAt))} cy={y(last)} r="5" />
                  <text
                    class={s.strong ? 'chart-end chart-bold' : 'chart-end'}
                    x={pct(x(lastAt) + 0.02)}
                    y={y(last) + 5}
                  >
                    {s.name} {last}
                    {unit}
                  </text>
                </>
              )}
            </g>
          );
        })}
      </svg>
    </ChartFigure>
  );
};
