import { ChartFigure, type ChartFrame } from './chart-figure.tsx';
import { axisMarks, pct } from './chart-scale.ts';

type Bar = {
  label: string;
  /** In words where there is no number: no bar, and the table says them. */
  value: number | string;
  /** Overdue part, drawn red on top of the bar. */
  bad?: number | undefined;
  /** The one emphasised bar. */
  strong?: boolean | undefined;
  href?: string | undefined;
};

type BarChartProps = {
  frame: ChartFrame;
  bars: Bar[];
  /** Heads of the table: 月份, 按时, 逾期. */
  heads: { label: string; value: string; bad?: string | undefined };
  height?: number | undefined;
  /** All that is counted is overdue: red, as its title says. */
  late?: boolean | undefined;
};

const PLOT_RIGHT = 0.88;

/** Upright bars from zero; the value is written at the emphasised bar, the rest stand in the table. */
export const BarChart = ({ frame, bars, heads, height = 150, late }: BarChartProps) => {
  const drawn = bars.map((b) => ({ ...b, value: typeof b.value === 'number' ? b.value : 0 }));
  const top = Math.max(1, ...drawn.map((b) => b.value + (b.bad ?? 0)));
  const marks = axisMarks(0, top, 3);
  const max = marks.at(-1) ?? top;
  const y = (v: number) => 16 + height - (v / max) * height;
  const slot = PLOT_RIGHT / Math.max(1, bars.length);
  const rows = bars.map((b) => [
    b.href ? <a href={b.href}>{b.label}</a> : b.label,
    String(b.value),
    ...(heads.bad === undefined ? [] : [typeof b.value === 'string' ? b.value : String(b.bad ?? 0)]),
  ]);
  return (
    <ChartFigure
      frame={frame}
      table={{
        caption: `${heads.label}和${heads.value}`,
        head: [heads.label, heads.value, ...(heads.bad === undefined ? [] : [heads.bad])],
        rows,
      }}
    >
      <svg class="chart-svg" width="100%" height={height + 44} aria-hidden="true" focusable="false">
        {marks.map((m) => (
          <g key={m}>
            <line class="chart-grid" x1="0" x2="100%" y1={y(m)} y2={y(m)} />
            {m > 0 && (
              <text class="chart-axis" x="100%" y={y(m) - 4} text-anchor="end">
                {m}
              </text>
            )}
          </g>
        ))}
        {drawn.map((b, i) => {
          const x = slot * (i + 0.2);
          const w = pct(slot * 0.6);
          const mid = pct(x + slot * 0.3);
          return (
            <g key={b.label}>
              <rect
                class={late ? 'chart-bad' : b.strong ? 'chart-strong' : 'chart-quiet'}
                x={pct(x)}
                width={w}
                y={y(b.value)}
                height={Math.max(0, y(0) - y(b.value))}
              />
              {b.bad !== undefined && b.bad > 0 && (
                <rect
                  class="chart-bad"
                  x={pct(x)}
                  width={w}
                  y={y(b.value + b.bad) - 2}
                  height={Math.max(2, y(b.value) - y(b.value + b.bad))}
                />
              )}
              {b.strong && typeof bars[i]?.value === 'number' && (
                <text
                  class={y(0) - y(b.value) > 26 ? 'chart-in' : 'chart-value'}
                  x={mid}
                  y={y(0) - y(b.value) > 26 ? y(b.value) + 19 : y(b.value + (b.bad ?? 0)) - 6}
                  text-anchor="middle"
                >
                  {/* A bar that is all red says how much of it there is, and not that nothing else is. */}
                  {b.value === 0 && b.bad ? b.bad : b.value}
                </text>
              )}
              <text class="chart-axis" x={mid} y={height + 36} text-anchor="middle">
                {b.label}
              </text>
            </g>
          );
        })}
      </svg>
    </ChartFigure>
  );
};

type HBarRow = {
  label: string;
  value: number;
  /** The value as written; default its number. */
  text?: string | undefined;
  /** At the right: 9件. */
  note?: string | undefined;
  strong?: boolean | undefined;
  bad?: boolean | undefined;
  href?: string | undefined;
};

type HBarProps = {
  frame: ChartFrame;
  rows: HBarRow[];
  heads: { label: string; value: string; note?: string | undefined };
  /** A legal limit, drawn red: 期限20. */
  limit?: { value: number; text: string } | undefined;
  max?: number | undefined;
};

/** Lying bars, one row a unit; a legal limit is a red line through all of them. */
export const HBar = ({ frame, rows, heads, limit, max }: HBarProps) => {
  const top = max ?? Math.max(limit?.value ?? 0, 1e-9, ...rows.map((r) => r.value)) * 1.15;
  const noteHead = heads.note;
  return (
    <ChartFigure
      frame={frame}
      table={{
        caption: `${heads.label}和${heads.value}`,
        head: [heads.label, heads.value, ...(noteHead === undefined ? [] : [noteHead])],
        rows: rows.map((r) => [
          r.href ? <a href={r.href}>{r.label}</a> : r.label,
          r.text ?? String(r.value),
          ...(noteHead === undefined ? [] : [r.note ?? '']),
        ]),
      }}
    >
      <div class="hbar" aria-hidden="true">
        {rows.map((r) => {
          const share = Math.min(1, Math.max(0, r.value / top));
          const cls = r.bad ? 'chart-bad' : r.strong ? 'chart-strong' : 'chart-quiet';
          return (
            <div class="hbar-row" key={r.label}>
              <span class="hbar-label">{r.label}</span>
              <svg class="chart-svg" width="100%" height="34" aria-hidden="true" focusable="false">
                <rect class={cls} x="0" y="7" height="20" width={pct(share)} />
                {limit && (
                  <line class="chart-limit" x1={pct(limit.value / top)} x2={pct(limit.value / top)} y1="0" y2="34" />
                )}
                {share > 0.75 ? (
                  <text
                    class={r.strong || r.bad ? 'chart-in' : 'chart-value'}
                    x={pct(share - 0.02)}
                    y="22"
                    text-anchor="end"
                  >
                    {r.text ?? r.value}
                  </text>
                ) : (
                  <text class={r.strong ? 'chart-value chart-bold' : 'chart-value'} x={pct(share + 0.015)} y="22">
                    {r.text ?? r.value}
                  </text>
                )}
              </svg>
              <span class="hbar-note">{r.note}</span>
            </div>
          );
        })}
        {limit && (
          <div class="hbar-row">
            <span />
            <svg class="chart-svg" width="100%" height="20" aria-hidden="true" focusable="false">
              <text class="chart-limit-text" x={pct(Math.min(0.9, limit.value / top))} y="15" text-anchor="middle">
                {limit.text}
              </text>
            </svg>
            <span />
          </div>
        )}
      </div>
    </ChartFigure>
  );
};

type ShareSegment = { label: string; value: number; href?: string | undefined };
type ShareBarProps = { frame: ChartFrame; segments: ShareSegment[]; heads: { label: string; value: string } };

/** One bar in parts of a whole, at most six, each named and counted below. */
export const ShareBar = ({ frame, segments, heads }: ShareBarProps) => {
  const all = segments.reduce((sum, s) => sum + s.value, 0) || 1;
  let at = 0;
  return (
    <ChartFigure
      frame={frame}
      table={{
        caption: `${heads.label}和${heads.value}`,
        head: [heads.label, heads.value],
        rows: segments.map((s) => [s.href ? <a href={s.href}>{s.label}</a> : s.label, String(s.value)]),
      }}
    >
      <svg class="chart-svg" width="100%" height="44" aria-hidden="true" focusable="false">
        {segments.map((s, i) => {
          const x = at;
          at += s.value / all;
          return (
            <g key={s.label} class={`share share-${(i % 6) + 1}`}>
              <rect x={pct(x)} y="0" height="44" width={pct(Math.max(0, s.value / all - 0.002))} />
              {s.value / all > 0.045 && (
                <text x={pct(x + 0.008)} y="29">
                  {s.value}
                </text>
              )}
            </g>
          );
        })}
      </svg>
      <ul class="share-legend">
        {segments.map((s, i) => (
          <li key={s.label}>
            <svg class={`share share-${(i % 6) + 1}`} width="14" height="14" aria-hidden="true" focusable="false">
              <rect width="14" height="14" />
            </svg>
            {s.href ? <a href={s.href}>{s.label}</a> : s.label} <b>{s.value}</b>
          </li>
        ))}
      </ul>
    </ChartFigure>
  );
};
