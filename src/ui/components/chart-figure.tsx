import type { ComponentChildren } from 'preact';

export type ChartFrame = {
  /** The finding, not the subject: 3月按时124件，逾期3件. */
  title: ComponentChildren;
  /** What is measured. */
  sub?: ComponentChildren;
  /** 登记册，截至3月31日 */
  source: ComponentChildren;
  csvHref?: string | undefined;
  /** In a rail: no rule, smaller head. */
  small?: boolean | undefined;
  /** Level of the title. */
  level?: 2 | 3 | undefined;
};

type ChartTable = { caption: string; head: string[]; rows: ComponentChildren[][] };

/** Title, drawing, source, and the table behind the drawing, folded but always there. */
export const ChartFigure = ({
  frame,
  table,
  children,
}: {
  frame: ChartFrame;
  table: ChartTable;
  children: ComponentChildren;
}) => {
  const H = frame.level === 2 ? 'h2' : 'h3';
  return (
    <figure class={frame.small ? 'chart chart-small' : 'chart'}>
      <figcaption>
        <H>{frame.title}</H>
        {frame.sub && <p>{frame.sub}</p>}
      </figcaption>
      {children}
      <div class="chart-foot">
        <p>
          数据：{frame.source} {frame.csvHref && <a href={frame.csvHref}>下载CSV</a>}
        </p>
        <details>
          <summary>看表格</summary>
          <table class="table">
            <caption class="sr-only">{table.caption}</caption>
            <thead>
              <tr>
                {table.head.map((h, i) => (
                  <th key={i} scope="col" class={i === 0 ? undefined : 'num'}>
                    {h}
                  </th>
                ))}
              </tr>
            </thead>
            <tbody>
              {table.rows.map((r, i) => (
                <tr key={i}>
                  {r.map((c, j) =>
                    j === 0 ? (
                      <th key={j} scope="row">
                        {c}
                      </th>
                    ) : (
                      <td key={j} class="num">
                        {c}
                      </td>
                    ),
                  )}
                </tr>
              ))}
            </tbody>
          </table>
        </details>
      </div>
    </figure>
  );
};
