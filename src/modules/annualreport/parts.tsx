import { dependOn } from '../../platform/depends.ts';
import type { Req } from '../../platform/http/types.ts';
import type { PagePart, WorkShown } from '../../platform/module.ts';
import { Section } from '../../ui/components/section.tsx';
import { REPORTS } from './actions.ts';
import { REPORT_KIND } from './edition.tsx';
import { publicHref } from './public-pages.tsx';
import * as store from './store.ts';

/** Beside a report's own page: the way to the same numbers with their sources, and to other years. */
export async function reportParts(c: Req, work: WorkShown): Promise<readonly PagePart[]> {
  if (work.kind !== REPORT_KIND) return [];
  dependOn(REPORTS);
  const [row] = await store.lineOfWork(c.system.readDb, work.no);
  if (!row) return [];
  return [
    {
      place: 'aside',
      node: (
        <Section title="这些数从哪里来" small>
          <p>
            <a href={publicHref(row.unitId, row.year)}>每个数点开看是哪几件</a>
          </p>
          <p>
            <a href="/annual-reports">各单位历年的年报</a>
          </p>
        </Section>
      ),
    },
  ];
}
