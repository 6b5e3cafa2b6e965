import type { SheetData } from 'write-excel-file/node';
import { dayIn } from '../../lib/day.ts';
import { minuteOf } from '../../lib/moments.ts';
import { leakName } from '../publication/index.ts';
import { noticeOf, outside } from './law.ts';
import type { LeakReport } from './report.ts';
import { letterOf } from './report-page.tsx';
import { READER_NAMES, sayScope } from './say.ts';

const head = (names: string[]): SheetData[number] => names.map((value) => ({ value, fontWeight: 'bold' as const }));
const text = (...values: string[]): SheetData[number] => values.map((value) => ({ value }));

/** The report as a workbook, one sheet a question. */
export async function reportXlsx(r: LeakReport, siteName: string): Promise<Buffer> {
  const e = r.erasure;
  const day = dayIn(e.decidedAt ?? e.askedAt);
  const spans: SheetData = [
    head(['登记号', '版', '从', '到', '分钟']),
    ...r.spans.map((s) => [
      { value: e.no, type: Number },
      { value: s.version, type: Number },
      { value: minuteOf(s.from) },
      { value: s.until ? minuteOf(s.until) : '现在还能打开' },
      { value: s.minutes, type: Number },
    ]),
    text('', '', '', '', ''),
    text('范围', sayScope(e), '泄露的是', leakName(e.kind), ''),
  ];
  const reads: SheetData = [
    head(['日期', '读的是', '次数']),
    ...r.reads.map((x) => [
      { value: x.day as string },
      { value: READER_NAMES[x.kind] ?? x.kind },
      { value: x.n, type: Number },
    ]),
  ];
  const copies: SheetData = [
    head(['哪里', '何时', '什么']),
    ...r.feeds.map((f) => text('订阅', minuteOf(r.from), `${f.name} ${f.href}`)),
    ...r.backups.map((b) => text('备份', minuteOf(b.madeAt), b.file)),
    ...r.traces.map((t) => text(t.kind, t.when, t.what)),
    ...outside.map((o) => text('系统外', '', `${o.name}：${o.how} ${o.href}`)),
  ];
  const notices: SheetData = [
    head(['告知谁', '最晚', '依据', '办了', '怎么办的']),
    ...r.notices.map((n) => {
      const rule = noticeOf(n.code, day);
      return text(rule?.who ?? n.code, n.due, rule?.basis ?? '', n.doneOn ?? '', n.note);
    }),
  ];
  const letter: SheetData = letterOf(r, siteName)
    .split('\n')
    .map((line) => text(line));
  const { default: writeXlsxFile } = await import('write-excel-file/node');
  return writeXlsxFile([
    { data: spans, sheet: '公开了多久' },
    { data: reads, sheet: '读了多少次' },
    { data: copies, sheet: '还在哪里' },
    { data: notices, sheet: '要告知谁' },
    { data: letter, sheet: '请求删除' },
  ]).toBuffer();
}
