import { type Day, sayMonthDay, yearOf } from '../../lib/day.ts';
import { AppError } from '../../platform/errors.ts';
import type { Answer, Req } from '../../platform/http/types.ts';
import { Note } from '../../ui/components/note.tsx';
import { LinkList, PageHead, Section } from '../../ui/components/section.tsx';
import { EmptyState } from '../../ui/components/state-box.tsx';
import { DataTable } from '../../ui/components/table.tsx';
import { Segmented } from '../../ui/components/tabs.tsx';
import { unitsById } from '../org/index.ts';
import { lawOf } from '../policy/index.ts';
import { EXPLANATION_FORMS, type ExplanationForm } from '../publication/index.ts';
import { portalShell } from '../sites/index.ts';
import { owing, timed } from './coverage.ts';
import { type Coverage, share, sumUp } from './rules/scope.ts';
import { countForms } from './store.ts';

const YEARS = 4;
const say = (c: Coverage): string => (share(c) === undefined ? '没有可算的' : `${share(c)}%`);

function yearAsked(c: Req, today: Day): number {
  const text = c.query.get('year');
  if (text === null) return yearOf(today);
  if (!/^(?:19|20)\d\d$/.test(text)) throw new AppError('bad_request', c.path, '年份要写成2026这样。');
  return Number(text);
}

type Row = { id: string; name: string; coverage: Coverage };

/** `/interpretations/coverage?year=2026`: how many policies of each unit were explained, and how soon. */
export async function coveragePage(c: Req): Promise<Answer> {
  const db = c.system.readDb;
  const today = c.system.clock.today();
  const year = yearAsked(c, today);
  const [lines, units, forms] = await Promise.all([
    owing(db, { from: `${year}-01-01` as Day, to: `${year}-12-31` as Day }),
    unitsById(db),
    countForms(db),
  ]);
  const law = await lawOf(db);
  const all = timed(lines, c.system.calendar, law);
  const rows: Row[] = [...Map.groupBy(all, (l) => l.explainedBy ?? l.unitId)]
    .map(([id, list]) => ({
      id,
      name: units.get(id)?.shortName ?? units.get(id)?.name ?? list[0]?.unitName ?? id,
      coverage: sumUp(list.map((l) => l.timing)),
    }))
    .sort((a, b) => b.coverage.missing - a.coverage.missing || b.coverage.all - a.coverage.all);
  const total = sumUp(all.map((l) => l.timing));
  const missing = all.filter((l) => l.timing === 'missing');
  const outer = law.interpretationOuter(today);
  const num = (head: string, of: (k: Coverage) => number | string) => ({
    head,
    num: true,
    cell: (r: Row) => of(r.coverage),
  });
  return portalShell(c, {
    title: `${year}年政策解读覆盖`,
    breadcrumbs: [{ text: '首页', href: '/' }, { text: '政策解读覆盖' }],
    children: (
      <>
        <PageHead
          title="政策文件都解读了吗"
          lead={
            total.all === 0
              ? `${year}年没有以区政府和政府办名义公开的政策文件。`
              : `${year}年以区政府和政府办名义公开${total.all}件政策文件，有解读的${total.all - total.missing}件，占${say(total)}。`
          }
          actions={
            <Segmented
              label="哪一年"
              items={Array.from({ length: YEARS }, (_, i) => yearOf(today) - i).map((y) => ({
                text: `${y}年`,
                href: `/interpretations/coverage?year=${y}`,
                current: y === year,
              }))}
            />
          }
        />
        {rows.length > 0 ? (
          <DataTable
            caption={`${year}年各单位政策解读`}
            columns={[
              { head: '谁解读', cell: (r) => <a href={`/u/${r.id}`}>{r.name}</a> },
              num('政策文件', (k) => k.all),
              num('同一天解读', (k) => k.together),
              num(`${outer.number}个工作日内`, (k) => k.within),
              num('更晚', (k) => k.late),
              num('没有解读', (k) => k.missing),
              num('有解读的占', say),
            ]}
            rows={rows}
            rowKey={(r) => r.id}
            total={['合计', total.all, total.together, total.within, total.late, total.missing, say(total)]}
          />
        ) : (
          <EmptyState title="这一年没有要解读的政策文件。">
            <p>以区政府和政府办名义公开政策文件后，各单位的解读情况列在这里。</p>
          </EmptyState>
        )}
        {missing.length > 0 && (
          <Section title="还没有解读的" note={`${missing.length}件`}>
            <LinkList
              items={missing.map((l) => ({
                text: l.title,
                href: `/p/${l.no}`,
                under: l.unitName,
                aside: sayMonthDay(l.publishedOn),
              }))}
            />
          </Section>
        )}
        {forms.length > 0 && (
          <Section title="用了哪些形式" note="历年全部解读">
            <p>{forms.map((f) => `${EXPLANATION_FORMS[f.form as ExplanationForm] ?? f.form}${f.n}件`).join('，')}。</p>
          </Section>
        )}
        <Note>
          <p>
            谁起草、谁解读，解读和文件同一天公开。最晚几天公开没有全国统一的规定，这里按{outer.number}个工作日统计。
            还没有解读的，算在公开它的单位名下。
          </p>
        </Note>
      </>
    ),
  });
}
