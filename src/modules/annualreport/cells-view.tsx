import type { ComponentChildren } from 'preact';
import type { Built, CellFrom } from './rules/build.ts';
import { sayCell } from './rules/cells.ts';
import type { Drift } from './rules/consolidate.ts';
import { sayNumberOf } from './rules/form.ts';
import type { Failure } from './rules/types.ts';
import { sayFrom } from './say.ts';
import type { ShowCell } from './tables.tsx';

type Marks = { failures: readonly Failure[]; drift: readonly Drift[] };

/**
 * A cell of the console: the number leads to what was counted; one that a check names is marked, and one whose ledger has
 * moved shows the number of now beside it.
 */
export function consoleCell(o: { built: Built; partHref(cell: string): string } & Marks): ShowCell {
  const wrong = new Set(o.failures.filter((f) => f.severity === 'error').flatMap((f) => f.cells));
  const moved = new Map(o.drift.map((d) => [d.cell, d]));
  return (cell, value) => {
    const from = o.built.from[cell];
    const drift = moved.get(cell);
    return (
      <>
        <Figure from={from} value={value} cell={cell} partHref={o.partHref} />
        {wrong.has(cell) && (
          <span class="cell-wrong">
            <span aria-hidden="true">✕</span>
            <span class="sr-only">（核对不过）</span>
          </span>
        )}
        {drift && <span class="cell-moved">台账现在{drift.now}</span>}
      </>
    );
  };
}

type FigureProps = { from: CellFrom | undefined; value: number | null; cell: string; partHref(cell: string): string };
const Figure = ({ from, value, cell, partHref }: FigureProps): ComponentChildren => {
  const said = sayNumberOf(value);
  const name = `${said}，${sayCell(cell)}，${sayFrom(from)}`;
  if (from?.kind === 'ledger' && value)
    return (
      <a href={from.href} aria-label={name}>
        {said}
      </a>
    );
  if (from?.kind === 'units' && from.parts.length > 0)
    return (
      <a href={partHref(cell)} aria-label={name}>
        {said}
      </a>
    );
  if (value === null) return <span class="cell-empty">没有填</span>;
  return <>{said}</>;
};

/** A cell of the public page: it leads to what everyone may see of it, else it says where it is from. */
export function publicCell(built: Built, partHref: (cell: string) => string): ShowCell {
  return (cell, value) => {
    const from = built.from[cell];
    const said = sayNumberOf(value);
    if (!value) return said;
    const href =
      from?.kind === 'ledger'
        ? from.open
        : from?.kind === 'units' && from.parts.length > 0
          ? partHref(cell)
          : undefined;
    return href === undefined ? (
      said
    ) : (
      <a href={href} aria-label={`${said}，${sayCell(cell)}，${sayFrom(from)}`}>
        {said}
      </a>
    );
  };
}
