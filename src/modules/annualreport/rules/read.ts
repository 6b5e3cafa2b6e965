import { BLOCKS, COLUMNS, type DocumentCounts, OUTCOMES, type Report, ROWS } from './types.ts';

type Json = Record<string, unknown>;
const isObject = (v: unknown): v is Json => v !== null && typeof v === 'object' && !Array.isArray(v);
const part = (v: Json, key: string): Json => {
  const found = v[key];
  return isObject(found) ? found : {};
};

/**
 * Reads a report in the collected JSON shape. A blank or missing cell counts as 0, “/” in part two as nothing made.
 * @returns the report, or every cell that is no count: nothing is guessed.
 */
export function readReport(json: unknown): { ok: true; report: Report } | { ok: false; wrong: string[] } {
  if (!isObject(json) || !isObject(json.table3)) return { ok: false, wrong: ['不是年度报告的表格数据：没有table3。'] };
  const wrong: string[] = [];
  const count = (v: unknown, at: string): number => {
    if (v === undefined || v === null || v === '' || v === '/') return 0;
    const n = typeof v === 'string' && /^\s*\d+\s*$/.test(v) ? Number(v) : v;
    if (typeof n === 'number' && Number.isSafeInteger(n) && n >= 0) return n;
    wrong.push(`${at}要是不小于0的整数，写的是${JSON.stringify(v)}。`);
    return 0;
  };
  const open = (v: unknown, at: string): number | null =>
    v === undefined || v === null || v === '' || v === '/' ? null : count(v, at);
  const amount = (v: unknown): number | null => {
    if (v === undefined || v === null || v === '' || v === '/') return null;
    const n = Number(v);
    if (Number.isFinite(n) && n >= 0) return n;
    wrong.push(`行政事业性收费要是不小于0的数（万元），写的是${JSON.stringify(v)}。`);
    return null;
  };
  const t2 = part(json, 'table2');
  const documents = (key: string): DocumentCounts => {
    const row = part(t2, key);
    return {
      made: open(row.made, `table2.${key}.made`),
      repealed: open(row.repealed, `table2.${key}.repealed`),
      inForce: open(row.inForce, `table2.${key}.inForce`),
    };
  };
  const t3 = part(json, 'table3');
  const t4 = part(json, 'table4');
  const cells = <R extends string, C extends string>(
    table: Json,
    name: string,
    rows: readonly R[],
    columns: readonly C[],
  ): Record<R, Record<C, number>> =>
    Object.fromEntries(
      rows.map((r) => [r, Object.fromEntries(columns.map((c) => [c, count(part(table, r)[c], `${name}.${r}.${c}`)]))]),
    ) as Record<R, Record<C, number>>;
  const six = part(json, 'section6');
  const report: Report = {
    unit: typeof json.unit === 'string' ? json.unit : '',
    year: Number.isInteger(json.year) ? Number(json.year) : 0,
    table2: {
      regulations: documents('regulations'),
      normativeDocuments: documents('normativeDocuments'),
      licensing: open(t2.licensing, 'table2.licensing'),
      penalty: open(t2.penalty, 'table2.penalty'),
      coercion: open(t2.coercion, 'table2.coercion'),
      feesWanYuan: amount(t2.feesWanYuan),
    },
    table3: cells(t3, 'table3', ROWS, COLUMNS),
    table4: cells(t4, 'table4', BLOCKS, OUTCOMES),
    narrative: Object.fromEntries(
      Object.entries(part(json, 'narrative')).filter((e): e is [string, number] => typeof e[1] === 'number'),
    ),
    section6: {
      ...(typeof six.feeRequests === 'number' ? { feeRequests: six.feeRequests } : {}),
      ...(typeof six.feeYuan === 'number' ? { feeYuan: six.feeYuan } : {}),
    },
  };
  return wrong.length > 0 ? { ok: false, wrong } : { ok: true, report };
}
