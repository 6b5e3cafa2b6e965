import type { SheetData } from 'write-excel-file/node';
import type { Day } from '../../lib/day.ts';
import { sayLedgerState } from '../../ui/components/ledger.tsx';
import type { Board } from './board.ts';
import { sayDue } from './board-page.tsx';

/** The board as a workbook: one row a task, and one sheet with the share of each unit. */
export async function boardXlsx(b: Board, today: Day): Promise<Buffer> {
  const head = (names: string[]): SheetData[number] => names.map((value) => ({ value, fontWeight: 'bold' as const }));
  const tasks: SheetData = [
    head(['编号', '章节', '任务', '原文', '牵头', '责任单位', '办结', '应办', '期限', '原文期限', '证据', '状态']),
    ...b.tasks.map((t) => [
      { value: t.task.no },
      { value: t.task.section },
      { value: t.task.title },
      { value: t.task.text },
      { value: t.leads.map((s) => s.unitName).join('、') },
      {
        value: t.shares
          .filter((s) => s.role === 'responsible')
          .map((s) => s.unitName)
          .join('、'),
      },
      { value: t.done, type: Number },
      { value: t.shares.length, type: Number },
      { value: sayDue(t, today) },
      { value: t.task.deadlines.map((d) => d.text).join('；') },
      { value: t.evidence.map((e) => `${e.name}（${e.probe === 'ok' ? '能打开' : e.why}）`).join('；') },
      { value: sayLedgerState(t.standing) },
    ]),
  ];
  const shares: SheetData = [
    head(['编号', '任务', '单位', '分工', '办结']),
    ...b.tasks.flatMap((t) =>
      t.shares.map((s) => [
        { value: t.task.no },
        { value: t.task.title },
        { value: s.unitId ? s.unitName : `${s.named}（待分配）` },
        { value: s.role === 'lead' ? '牵头' : '负责落实' },
        { value: s.done ? '是' : '否' },
      ]),
    ),
  ];
  const { default: writeXlsxFile } = await import('write-excel-file/node');
  return writeXlsxFile([
    { data: tasks, sheet: '任务' },
    { data: shares, sheet: '各单位' },
  ]).toBuffer();
}
