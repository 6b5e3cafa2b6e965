import type { ComponentChildren } from 'preact';
import { ScrollRegion } from './table.tsx';

/** published 已公开 · later 没到期限 · soon 快到期 · overdue 逾期 · never 从未公开 */
type HeatState = 'published' | 'later' | 'soon' | 'overdue' | 'never';

export type HeatCell = {
  state: HeatState;
  /** The characters: a count, 3天, !3, 未, 待. */
  word: string;
  /** How much is out, for the step of the ground. */
  published: number;
  /** Read aloud in place of the characters: 白塔镇，社会救助：逾期1个工作日. */
  says: string;
  href: string;
  open?: boolean | undefined;
};

type HeatRow = {
  name: string;
  href?: string | undefined;
  below?: boolean | undefined;
  cells: (HeatCell | undefined)[];
};
type HeatMapProps = {
  caption: string;
  columns: { name: string; href?: string | undefined }[];
  groups: { title: string; rows: HeatRow[] }[];
  note: ComponentChildren;
  /** Few columns with long names: heads lie flat. */
  flat?: boolean | undefined;
};

/** Steps of the ground: few, some, many. Overdue outshines them all. */
const step = (n: number): 1 | 2 | 3 => (n <= 5 ? 1 : n <= 20 ? 2 : 3);
const classOf = (c: HeatCell): string =>
  `heat-cell heat-${c.state === 'published' ? step(c.published) : c.state}${c.open ? ' heat-open' : ''}`;

const Cell = ({ c }: { c: HeatCell | undefined }) =>
  c ? (
    <td>
      <a class={classOf(c)} href={c.href} aria-current={c.open ? 'true' : undefined}>
        <span aria-hidden="true">{c.word}</span>
        <span class="sr-only">{c.says}</span>
      </a>
    </td>
  ) : (
    <td class="heat-blank">
      <span class="sr-only">不归这个单位</span>
    </td>
  );

/** Units × items: each cell says in characters how it stands and opens its evidence. */
export const HeatMap = (p: HeatMapProps) => (
  <div class="heat">
    <ScrollRegion label={p.caption}>
      <table class={p.flat ? 'heat-table heat-flat' : 'heat-table'}>
        <caption class="sr-only">{p.caption}</caption>
        <thead>
          <tr>
            <td />
            {p.columns.map((c) => (
              <th scope="col" key={c.href ?? c.name}>
                <span class="heat-head">{c.href ? <a href={c.href}>{c.name}</a> : c.name}</span>
              </th>
            ))}
          </tr>
        </thead>
        {p.groups.map((g) => (
          <tbody key={g.title}>
            <tr>
              <th class="heat-group" scope="rowgroup" colspan={p.columns.length + 1}>
                {g.title}
              </th>
            </tr>
            {g.rows.map((r) => (
              <tr key={r.name}>
                <th scope="row" class={r.below ? 'heat-below' : undefined}>
                  {r.href ? <a href={r.href}>{r.name}</a> : r.name}
                </th>
                {r.cells.map((c, i) => (
                  <Cell key={i} c={c} />
                ))}
              </tr>
            ))}
          </tbody>
        ))}
      </table>
    </ScrollRegion>
    <p class="heat-note">{p.note}</p>
  </div>
);

type HeatFigure = { n: number; text: string; state: HeatState | 'blank' };

/** What the map adds up to, each figure with its square. */
export const HeatFigures = ({ figures }: { figures: HeatFigure[] }) => (
  <ul class="heat-figures" aria-label="合计">
    {figures.map((f) => (
      <li key={f.text} class={f.state === 'overdue' && f.n > 0 ? 'heat-figure-bad' : undefined}>
        <b>{f.n}</b> <span>{f.text}</span>
        <i class={`heat-key heat-${f.state === 'published' ? 2 : f.state}`} aria-hidden="true" />
      </li>
    ))}
  </ul>
);

export type HeatGap = { unit: string; what: string; word: string; state: HeatState; href: string };

/** What is missing as a list: the first thing on a phone, where the map is wider than the page. */
export const HeatGaps = ({ gaps, empty }: { gaps: HeatGap[]; empty: string }) => (
  <section class="heat-gaps" aria-label="缺什么">
    <h2>缺什么</h2>
    {gaps.length === 0 ? (
      <p>{empty}</p>
    ) : (
      <ul>
        {gaps.map((g) => (
          <li key={g.href}>
            <span class={`heat-key heat-${g.state}`}>{g.word}</span>
            <a href={g.href}>{g.unit}</a> {g.what}
          </li>
        ))}
      </ul>
    )}
  </section>
);
