import type { Day } from '../../lib/day.ts';
import { type Reader, rows, sql } from '../../platform/db/connection.ts';
import { dependOn } from '../../platform/depends.ts';
import { dependencyOf } from './tags.ts';

/** A policy of a period, and when it was first explained. */
export type PolicyLine = {
  no: number;
  title: string;
  unitId: string;
  unitName: string;
  docNo: string | null;
  publishedOn: Day;
  /** First publication of the earliest interpretation that is out; null when there is none. */
  explainedOn: Day | null;
  /** Who wrote that interpretation: whoever drafted the policy. */
  explainedBy: string | null;
};

/** Pieces of a kind first published in a period, oldest first, each with the day of its first interpretation. */
export function policiesExplained(
  db: Reader,
  f: { kind: string; from: Day; to: Day; unitId?: string },
): Promise<PolicyLine[]> {
  dependOn(dependencyOf({ kind: f.kind }), dependencyOf({ kind: '解读' }));
  return rows<PolicyLine>(
    db,
    sql`select p.no, p.title, p.unit_id as "unitId", p.unit_name as "unitName", p.doc_no as "docNo",
          p.published_on as "publishedOn",
          i.published_on as "explainedOn", i.unit_id as "explainedBy"
        from publication.listing p left join lateral (
          select published_on, unit_id from publication.listing where interprets = p.no and state = 'published'
          order by first_published_at, no limit 1) i on true
        where p.kind = ${f.kind} and p.state = 'published' and p.published_on between ${f.from} and ${f.to}
          and (${f.unitId ?? null}::text is null or p.unit_id = ${f.unitId ?? null})
        order by p.published_on, p.no`,
  );
}
