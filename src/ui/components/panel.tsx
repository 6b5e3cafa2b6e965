import type { ComponentChildren } from 'preact';
import { type Fact, Facts } from './section.tsx';

type PanelProps = {
  title: ComponentChildren;
  note?: ComponentChildren;
  /** At the right of the head: Segmented, a link. */
  actions?: ComponentChildren;
  foot?: ComponentChildren;
  id?: string | undefined;
  /** No padding: rows reach the frame (duties, tables). */
  flush?: boolean | undefined;
  children: ComponentChildren;
};

/** A framed part of the console. */
export const Panel = ({ title, note, actions, foot, id, flush, children }: PanelProps) => (
  <section class="panel" id={id}>
    <div class="panel-head">
      <h2>{title}</h2>
      {note && <span class="panel-note">{note}</span>}
      {actions && <div class="panel-actions">{actions}</div>}
    </div>
    <div class={flush ? 'panel-flush' : 'panel-body'}>{children}</div>
    {foot && <div class="panel-foot link-row">{foot}</div>}
  </section>
);

/** Rows of a side panel: a tag, what, and a quiet line. */
export const PanelRows = ({
  rows,
}: {
  rows: { tag?: ComponentChildren; main: ComponentChildren; note?: ComponentChildren }[];
}) => (
  <ul class="panel-rows">
    {rows.map((r, i) => (
      <li key={i}>
        {r.tag && <p>{r.tag}</p>}
        <p>{r.main}</p>
        {r.note && <div class="panel-row-note">{r.note}</div>}
      </li>
    ))}
  </ul>
);

/** Name and number: 按时公开 22 / 23. */
export const PanelFigures = ({ rows }: { rows: readonly Fact[] }) => <Facts look="panel-figures" rows={rows} />;
