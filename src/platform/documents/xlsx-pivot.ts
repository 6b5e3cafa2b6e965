import type { Grid } from '../../lib/specimen.ts';
import { own } from './layer-text.ts';
import type { Limits } from './limits.ts';
import { streamXml, walkXml } from './xml.ts';

/** A pivot table keeps a copy of the list it was made from, also when that list is deleted. */
type PivotCache = { source: string; fields: { name: string; items: string[] }[] };

const VALUES = new Set(['s', 'n', 'd', 'b', 'e', 'm']);

/** Names of the columns, and their shared values, of a pivot cache's definition. */
export function pivotDefinition(xml: string, limits: Limits): PivotCache {
  const out: PivotCache = { source: '', fields: [] };
  let shared = false;
  walkXml(
    xml,
    {
      open(name, a) {
        if (name === 'worksheetSource') out.source = [a.sheet, a.ref, a.name].filter(Boolean).join(' ');
        else if (name === 'cacheField') out.fields.push({ name: a.name ?? '', items: [] });
        else if (name === 'sharedItems' || name === 'groupItems') shared = true;
        else if (shared && VALUES.has(name)) out.fields.at(-1)?.items.push(own(a.v ?? ''));
      },
      close(name) {
        if (name === 'sharedItems' || name === 'groupItems') shared = false;
      },
    },
    limits,
  );
  return out;
}

/** Rows kept of a cache as a grid; their text is said whole. */
const ROWS = 100_000;

/**
 * The copied rows. Calls `line` with each, cells parted by a tab; the grid has the first rows under the columns' names.
 */
export async function pivotRecords(
  chunks: AsyncIterable<Buffer>,
  cache: PivotCache,
  at: string,
  line: (text: string, no: number) => void,
  limits: Limits,
): Promise<Grid | undefined> {
  const head = cache.fields.map((f) => f.name);
  const rows: string[][] = [];
  let row: string[] = [];
  let no = 0;
  await streamXml(
    chunks,
    {
      open(name, a) {
        if (name === 'r') row = [];
        else if (name === 'x') row.push(cache.fields[row.length]?.items[Number(a.v)] ?? '');
        else if (VALUES.has(name)) row.push(own(a.v ?? ''));
      },
      close(name) {
        if (name !== 'r') return;
        no += 1;
        line(row.join('\t'), no);
        if (rows.length < ROWS) rows.push(head.map((_, i) => row[i] ?? ''));
      },
    },
    limits,
  );
  if (!rows.length) return undefined;
  return { at, kind: 'pivot-cache', headRows: 1, head, rows: [head, ...rows], headMarked: true };
}
