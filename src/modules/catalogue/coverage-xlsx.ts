import type { SheetData } from 'write-excel-file/node';
import type { Coverage } from './coverage.ts';
import type { Grid } from './grid.ts';
import { fieldName } from './national.ts';
import { wordOf } from './rules/summary.ts';
import { isUnconfirmed, STATUS_NAMES, sayWhy, UNCONFIRMED } from './say.ts';

/** The map as a workbook: the squares as they are seen, and one row for each item of each unit shown. */
export async function coverageXlsx(map: Coverage, g: Grid): Promise<Buffer> {
  const bold = (value: string) => ({ value, fontWeight: 'bold' as const });
  const squares: SheetData = [
    [bold('单位'), ...g.columns.map((c) => bold(c.name))],
    ...g.groups.flatMap((x) =>
      x.rows.map((r) => [{ value: r.unit.name }, ...r.cells.map((c) => ({ value: c ? wordOf(c.summary) : '' }))]),
    ),
  ];
  const shown = new Set(g.groups.flatMap((x) => x.rows.map((r) => r.unit.id)));
  const names = new Map(map.units.map((u) => [u.id, u.name]));
  const items: SheetData = [
    [
      '单位',
      '领域',
      '事项号',
      '事项',
      '公开时限',
      '目录出处',
      '情况',
      '已公开件数',
      '期限',
      '为什么',
      '天数',
      '上一次',
      '登记号',
    ].map(bold),
    ...[...map.cells.entries()]
      .filter(([unitId]) => shown.has(unitId))
      .flatMap(([unitId, cells]) =>
        cells.map((c) => {
          const last = c.evidence.at(-1);
          return [
            { value: names.get(unitId) ?? unitId },
            { value: fieldName(c.item.field, map.today) },
            { value: c.item.id },
            { value: c.item.level2 },
            { value: c.item.timing.text },
            { value: isUnconfirmed(c.item) ? UNCONFIRMED : '' },
            { value: STATUS_NAMES[c.status] },
            { value: c.published, type: Number },
            { value: `${c.due ?? ''}${c.provisional ? '（暂定）' : ''}` },
            { value: c.why ? sayWhy(c.why, map.today) : '' },
            c.days === undefined ? { value: '' } : { value: c.days, type: Number },
            { value: last?.publishedOn ?? '' },
            { value: last ? String(last.no) : '' },
          ];
        }),
      ),
  ];
  const { default: writeXlsxFile } = await import('write-excel-file/node');
  return writeXlsxFile([
    { data: squares, sheet: '覆盖图' },
    { data: items, sheet: '各个事项' },
  ]).toBuffer();
}
