import type { Day } from '../../../lib/day.ts';
import { AppError } from '../../../platform/errors.ts';
import type { Answer, Req } from '../../../platform/http/types.ts';
import { Panel } from '../../../ui/components/panel.tsx';
import { EmptyState } from '../../../ui/components/state-box.tsx';
import { DataTable } from '../../../ui/components/table.tsx';
import { consoleShell, unitById } from '../../org/index.ts';
import { foiLaw } from '../law.ts';
import { APPLICANT_NAMES, BLOCK_NAMES, OUTCOME_NAMES, STATE_NAMES } from '../names.ts';
import { APPLICANTS, DISPUTE_BLOCKS, DISPUTE_OUTCOMES } from '../rules/types.ts';
import * as store from '../store/index.ts';
import { HERE, reach } from './case.tsx';

const ROWS: Readonly<Record<string, string>> = { new: '本年新收', carriedIn: '上年结转', carriedOut: '结转下年度' };
const rowName = (row: string): string | undefined =>
  ROWS[row] ?? foiLaw.decisions.find((d) => d.row === row)?.name ?? undefined;

/** What a cell of the yearly report is made of; undefined for a name that is none. */
function readCell(
  cell: string,
): { title: string; part: 'table3' | 'table4' | 'section6'; row: string; column: string } | undefined {
  const [part = '', ...rest] = cell.split('.');
  const column = rest.at(-1) ?? '';
  const row = rest.slice(0, -1).join('.');
  const kind = APPLICANTS.find((a) => a === column);
  if (part === 'table3' && kind && rowName(row))
    return { part, row, column, title: `${rowName(row)}，${APPLICANT_NAMES[kind]}` };
  const block = DISPUTE_BLOCKS.find((b) => b === row);
  const outcome = DISPUTE_OUTCOMES.find((o) => o === column);
  if (part === 'table4' && block && outcome)
    return { part, row, column, title: `${BLOCK_NAMES[block]}，${OUTCOME_NAMES[outcome]}` };
  if (part === 'section6' && (column === 'feeRequests' || column === 'feeYuan'))
    return { part, row, column, title: column === 'feeRequests' ? '发出收费通知的申请' : '收到的信息处理费' };
  return undefined;
}

/** Exactly the cases that a cell of the yearly report counts. */
export async function cellPage(c: Req): Promise<Answer> {
  const unitId = c.query.get('unit') ?? '';
  const year = Number(c.query.get('year'));
  const cell = readCell(c.query.get('cell') ?? '');
  const units = reach(c);
  if (!cell || !Number.isInteger(year) || year < 2008 || year > 2200) throw new AppError('not_found', c.path);
  if (units !== 'all' && !units.includes(unitId)) throw new AppError('forbidden', c.path);
  const today = c.system.clock.today();
  const end = `${year}-12-31` as Day;
  const at = { from: `${year}-01-01` as Day, until: [today, end].sort()[0] ?? end, unitId };
  const found =
    cell.part === 'table3'
      ? await store.casesInCell(c.system.db, { ...at, row: cell.row, column: cell.column })
      : cell.part === 'table4'
        ? await store.casesInDispute(c.system.db, { ...at, block: cell.row, outcome: cell.column })
        : await store.casesWithFee(c.system.db, { ...at, paid: cell.column === 'feeYuan' });
  const unit = await unitById(c.system.db, unitId);
  return consoleShell(c, {
    current: HERE,
    title: `${year}年：${cell.title}`,
    lead: `${unit?.name ?? unitId}，${found.length}件。年度报告这一格数的就是下面这些。`,
    breadcrumbs: [{ text: '依申请公开', href: HERE }, { text: '年度报告' }],
    children: (
      <Panel title={cell.title} note={`${found.length}件`} flush>
        {found.length === 0 ? (
          <EmptyState title="这一格是0。" />
        ) : (
          <DataTable
            caption={cell.title}
            captionHidden
            columns={[
              { head: '编号', cell: (r) => <a href={`${HERE}/${r.id}`}>{r.no}</a> },
              { head: '题目', cell: (r) => r.subject || '还没有登记题目' },
              { head: '收到', cell: (r) => r.receivedOn ?? '' },
              { head: '办结', cell: (r) => r.closedOn ?? '' },
              { head: '现在', cell: (r) => STATE_NAMES[r.state] },
            ]}
            rows={found}
            rowKey={(r) => r.id}
          />
        )}
      </Panel>
    ),
  });
}
