import { z } from 'zod';
import data from '../../../law/leak.json' with { type: 'json' };
import { inForce } from '../../lib/dated.ts';
import type { Day } from '../../lib/day.ts';

const day = z.string().regex(/^\d{4}-\d\d-\d\d$/);
const mark = z.enum(['confirmed', 'known', 'unconfirmed']);
const LEAK = z.strictObject({
  notices: z.array(
    z.strictObject({
      code: z.string(),
      kinds: z.array(z.string()),
      who: z.string(),
      what: z.string(),
      /** Working days; 0 is the same day. */
      days: z.number().int().min(0),
      from: day,
      to: day.optional(),
      basis: z.string(),
      source: z.string(),
      mark,
    }),
  ),
  outside: z.array(z.strictObject({ name: z.string(), how: z.string(), href: z.string(), mark })),
});
const rows = LEAK.parse(data);

export type NoticeRule = (typeof rows.notices)[number];
/** Where copies lie that this system cannot reach. */
export const outside = rows.outside;

const dated = rows.notices.map((n) => ({ ...n, from: n.from as Day, to: n.to as Day | undefined }));

/** Whom to tell of a leak of this kind, on a day. */
export function noticesFor(kind: string, on: Day): NoticeRule[] {
  const codes = [...new Set(dated.filter((n) => n.from <= on && n.kinds.includes(kind)).map((n) => n.code))];
  return codes.map((code) =>
    inForce(
      dated.filter((n) => n.code === code),
      on,
    ),
  );
}

/** A notice by its code, as it stands on a day. */
export const noticeOf = (code: string, on: Day): NoticeRule | undefined =>
  dated.find((n) => n.code === code && n.from <= on && (n.to === undefined || on <= n.to));

/** As the law's list has them: the persons first. */
export const inOrder = <T extends { code: string }>(notices: readonly T[]): T[] => {
  const place = (code: string): number => dated.findIndex((n) => n.code === code);
  return [...notices].sort((a, b) => place(a.code) - place(b.code));
};
