import type { ComponentChildren } from 'preact';

type Column<Row> = {
  head: ComponentChildren;
  /** The head in plain words, shown beside the value when the table becomes labelled rows on a phone. */
  label?: string | undefined;
  cell: (row: Row) => ComponentChildren;
  /** Right-aligned, tabular digits. */
  num?: boolean | undefined;
  /** Holds titles: takes the room that the others leave, and at least two fifths. */
  wide?: boolean | undefined;
  /** Address that sorts by this column; `sorted` says the order in words. */
  sortHref?: string | undefined;
  sorted?: 'up' | 'down' | undefined;
};

type DataTableProps<Row> = {
  caption: ComponentChildren;
  /** Keeps the caption for assistive technology only, when a heading above says the same. */
  captionHidden?: boolean | undefined;
  columns: Column<Row>[];
  rows: Row[];
  rowKey: (row: Row) => string;
  /** Last row, e.g. totals; one cell per column. */
  total?: ComponentChildren[] | undefined;
  /** scroll: a wide table scrolls in its own region; labels: becomes labelled rows on phones (default). */
  phone?: 'scroll' | 'labels' | undefined;
  /** Name of the scrolling region; needed with `phone="scroll"` when the caption is not text. */
  regionLabel?: string | undefined;
};

const Head = <Row,>({ c }: { c: Column<Row> }) => (
  <th
    scope="col"
    class={c.num ? 'num' : c.wide ? 'table-wide' : undefined}
    aria-sort={c.sorted === 'up' ? 'ascending' : c.sorted === 'down' ? 'descending' : undefined}
  >
    {c.sortHref ? <a href={c.sortHref}>{c.head}</a> : c.head}
    {c.sorted && <span class="table-order">（{c.sorted === 'up' ? '从小到大' : '从大到小'}）</span>}
  </th>
);

/** Ink rule under the head, hairlines between rows, first column heads the row. */
export function DataTable<Row>(p: DataTableProps<Row>) {
  const label = (c: Column<Row>) => c.label ?? (typeof c.head === 'string' ? c.head : undefined);
  const table = (
    <table class={p.phone === 'scroll' ? 'table' : 'table table-labels'}>
      <caption class={p.captionHidden ? 'sr-only' : undefined}>{p.caption}</caption>
      <thead>
        <tr>
          {p.columns.map((c, i) => (
            <Head key={i} c={c} />
          ))}
        </tr>
      </thead>
      <tbody>
        {p.rows.map((r) => (
          <tr key={p.rowKey(r)}>
            {p.columns.map((c, i) =>
              i === 0 ? (
                <th scope="row" key={i}>
                  {c.cell(r)}
                </th>
              ) : (
                <td key={i} class={c.num ? 'num' : undefined} data-label={label(c)}>
                  {c.cell(r)}
                </td>
              ),
            )}
          </tr>
        ))}
        {p.total && (
          <tr class="table-total">
            {p.columns.map((c, i) =>
              i === 0 ? (
                <th scope="row" key={i}>
                  {p.total?.[i]}
                </th>
              ) : (
                <td key={i} class={c.num ? 'num' : undefined} data-label={label(c)}>
                  {p.total?.[i]}
                </td>
              ),
            )}
          </tr>
        )}
      </tbody>
    </table>
  );
  if (p.phone !== 'scroll') return table;
  return (
    <ScrollRegion label={p.regionLabel ?? (typeof p.caption === 'string' ? p.caption : '表格')}>{table}</ScrollRegion>
  );
}

/** A region of its own for what may be wider than the page; focusable, since keyboard users could not scroll it otherwise. */
export const ScrollRegion = ({ label, children }: { label: string; children: ComponentChildren }) => (
  <section class="scroll-region" aria-label={`${label}，可左右移动`} tabindex={0}>
    {children}
  </section>
);
