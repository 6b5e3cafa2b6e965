import type { Day } from '../../lib/day.ts';
import { sanitize } from '../../platform/documents/index.ts';
import { fragment } from '../../platform/http/answer.ts';
import type { Attachment, Draft } from '../publication/index.ts';
import type { Frozen, ReportRow } from './store.ts';
import { ReportMarkup } from './tables.tsx';

/** Last part of the address of the column 政府信息公开年报. */
export const REPORT_COLUMN = 'nianbao';

/** What sort of piece a report is. */
export const REPORT_KIND = '年报';

export const htmlOf = (f: Pick<Frozen, 'report' | 'texts'>): string =>
  sanitize(fragment(<ReportMarkup report={f.report} texts={f.texts} />));

/** One or two sentences that say the year in numbers. */
export function answerOf(f: Frozen): string {
  const { table3: t, year } = f.report;
  const open = t.granted.total + t.partial.total;
  return t.new.total + t.carriedIn.total === 0
    ? `${year}年没有收到政府信息公开申请。`
    : `${year}年新收政府信息公开申请${t.new.total}件，办结${t.resultTotal.total}件，其中公开和部分公开${open}件。`;
}

/** The settled report as a piece for the one door. */
export const draftOf = (
  row: ReportRow,
  f: Frozen,
  o: { column: string; unitId: string; today: Day; attachments: Attachment[] },
): Draft => ({
  title: f.title,
  kind: REPORT_KIND,
  unitId: o.unitId,
  unitName: f.unitName,
  columns: [o.column],
  topics: [],
  html: htmlOf(f),
  answer: answerOf(f),
  issuedOn: o.today,
  basis: [
    {
      law: '中华人民共和国政府信息公开条例',
      article: '第四十九条、第五十条',
      text: '每年公布上一年度政府信息公开工作年度报告',
    },
  ],
  attachments: o.attachments,
  hands: { writer: row.writer ?? '', reviewer: row.reviewer ?? '', approver: row.approver ?? '' },
});
