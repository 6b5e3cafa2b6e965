import { csvOf } from '../../../lib/csv.ts';
import { yearOf } from '../../../lib/day.ts';
import { CSV, download } from '../../../platform/http/answer.ts';
import type { Answer, Req } from '../../../platform/http/types.ts';
import { unitsById } from '../../org/index.ts';
import { decisionName, filterOf, publicSubject } from './register-page.tsx';
import * as store from './store/register.ts';

const MOST_CSV = 50_000;

/** The same lines for a spreadsheet, with the same filters. */
export async function registerCsv(c: Req): Promise<Answer> {
  const db = c.system.readDb;
  const [lines, units] = await Promise.all([store.registerLines(db, filterOf(c.query), MOST_CSV), unitsById(db)]);
  const head = ['申请编号', '要的信息', '机关', '收到日期', '办结日期', '答复期限', '答复种类', '公开后的登记号'];
  const body = lines.map((l) => [
    l.no,
    publicSubject(l),
    units.get(l.unitId)?.name ?? l.unitId,
    l.receivedOn,
    l.closedOn,
    l.due,
    decisionName(l),
    l.workNo,
  ]);
  return download(csvOf([head, ...body]), CSV, `requests-${yearIn(c)}.csv`);
}
const yearIn = (c: Req): string => filterOf(c.query).year || String(yearOf(c.system.clock.today()));
