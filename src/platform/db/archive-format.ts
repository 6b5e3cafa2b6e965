import { z } from 'zod';
import { AppError } from '../errors.ts';

/**
 * A backup is a gzipped tar that any tar can open:
 *   gongkai-backup.json          what this is, so that anything else is refused at once
 *   tables/<schema>.<table>/NNN  rows as PostgreSQL's COPY text, cut into pieces of a few MB
 *   jobs/NNN                     queued jobs, one row each, likewise
 *   files/<sha256>               kept files, by what they are
 *   keys/<name>.pub              public halves of keys
 *   manifest.json                last: what must have come before it, with size and SHA-256 of each member
 */
export const FORMAT = 'gongkai-backup';
export const FORMAT_VERSION = 1;
export const HEADER = 'gongkai-backup.json';
export const MANIFEST = 'manifest.json';

const Sha256 = z.string().regex(/^[0-9a-f]{64}$/);
const Table = z.object({
  schema: z.string(),
  name: z.string(),
  columns: z.array(z.string()),
  rows: z.int().nonnegative(),
});

export const Manifest = z.object({
  format: z.literal(FORMAT),
  version: z.literal(FORMAT_VERSION),
  /** Version of the program that made it. */
  app: z.string(),
  madeAt: z.iso.datetime(),
  migrations: z.array(z.object({ name: z.string(), sha256: Sha256 })),
  tables: z.array(Table),
  /** Values last given out; sequences never used are left out. */
  sequences: z.array(z.object({ schema: z.string(), name: z.string(), value: z.string() })),
  jobs: z.int().nonnegative(),
  members: z.record(z.string(), z.object({ bytes: z.int().nonnegative(), sha256: Sha256 })),
});
export type Manifest = z.infer<typeof Manifest>;
export type TableShape = z.infer<typeof Table>;

/** How far a backup or a restore is. `total` is 0 where it cannot be known before. */
export type Progress = (at: { step: 'verify' | 'tables' | 'files'; name: string; done: number; total: number }) => void;

type Kind = { kind: 'header' | 'jobs' } | { kind: 'rows'; table: string } | { kind: 'file' | 'key'; name: string };

/** What a member is, by its name alone; undefined for names that no backup has, such as paths that lead elsewhere. */
export function kindOf(name: string): Kind | undefined {
  if (name === HEADER) return { kind: 'header' };
  if (/^jobs\/\d+$/.test(name)) return { kind: 'jobs' };
  const table = /^tables\/([^/]+)\/\d+$/.exec(name)?.[1];
  if (table) return { kind: 'rows', table };
  const file = /^files\/([0-9a-f]{64})$/.exec(name)?.[1];
  if (file) return { kind: 'file', name: file };
  const key = /^keys\/([\w-][\w.-]*\.pub)$/.exec(name)?.[1];
  return key ? { kind: 'key', name: key } : undefined;
}

export const tableName = (t: { schema: string; name: string }): string => `${t.schema}.${t.name}`;

/** The input cannot be used: one line for the operator, exit status 2. */
export const unusable = (what: string, zh: string, en: string, cause?: unknown): AppError =>
  new AppError('bad_request', `${what}: ${en}`, `${what}：${zh} / ${en}`, { cause });
