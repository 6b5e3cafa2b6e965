import { createHash } from 'node:crypto';
import type { Check, CheckEnv, Finding } from '../../lib/finding.ts';
import { exec, maybe, type Reader, sql, type Writer } from '../../platform/db/connection.ts';
import { examine } from '../../platform/documents/index.ts';
import type { System } from '../../platform/system.ts';
import { checkSpecimen } from '../checks/index.ts';
import type { Attachment } from '../publication/index.ts';

/** What the checks said of one file; `broken` are ids of rules that failed. */
export type Examined = { findings: Finding[]; broken: string[] };

const extOf = (name: string): string => (/\.([^.]{1,8})$/.exec(name)?.[1] ?? '').toLowerCase();

/** Pictures, sound and film have no text that rules could read; whether they have a description is the text's affair. */
const MUTE = /^(image|audio|video)\//;

/** Changes with each build, with the rules that take part and with the names they know; not with the day. */
const rulesVersion = (system: System, env: CheckEnv, checks: readonly Check[]): string =>
  createHash('sha256')
    .update(JSON.stringify([system.assetVersion, checks.map((c) => c.id), env.units ?? null]))
    .digest('hex')
    .slice(0, 16);

/** Reads an attachment with every rule, once for each state of the rules; its bytes cannot change under their name. */
export async function examineAttachment(
  system: System,
  db: Reader,
  a: Attachment,
  env: CheckEnv,
  checks: readonly Check[],
): Promise<Examined> {
  if (MUTE.test(a.type)) return { findings: [], broken: [] };
  const key = { sha256: a.sha256, ext: extOf(a.name), rules: rulesVersion(system, env, checks) };
  const known = await maybe<{ found: Examined }>(
    db,
    sql`select found from editorial.examined where sha256 = ${key.sha256} and ext = ${key.ext} and rules = ${key.rules}`,
  );
  if (known) return known.found;
  const seen = await look(system, a, env, checks);
  // What a fault of ours or a full machine left undone is tried again the next time.
  if (seen.broken.length === 0 && seen.keep) await remember(db as Writer, key, seen, system.clock.now());
  return { findings: seen.findings, broken: seen.broken };
}

async function look(
  system: System,
  a: Attachment,
  env: CheckEnv,
  checks: readonly Check[],
): Promise<Examined & { keep: boolean }> {
  const bytes = await system.files.get(a.sha256);
  const read = await examine({ name: a.name, bytes });
  if (!read.ok)
    return {
      findings: [unread(read.say)],
      broken: [],
      keep: !['too-slow', 'too-much-memory', 'crashed'].includes(read.reason),
    };
  const { findings, broken } = checkSpecimen(read.specimen, env, checks);
  return { findings, broken: broken.map((b) => b.id), keep: true };
}

/** A file nobody could look into is no clean file. */
const unread = (say: string): Finding => ({
  rule: 'file.unread',
  severity: 'warning',
  message: '这个附件没能打开来查',
  why: say,
  quote: '',
  at: '整个文件',
  basis: '公开前核对：查不了的要有人看过',
});

/** Only the newest word on a file is kept. */
async function remember(
  db: Writer,
  key: { sha256: string; ext: string; rules: string },
  { findings, broken }: Examined,
  at: Date,
): Promise<void> {
  await exec(
    db,
    sql`delete from editorial.examined where sha256 = ${key.sha256} and ext = ${key.ext} and rules <> ${key.rules}`,
  );
  await exec(
    db,
    sql`insert into editorial.examined (sha256, ext, rules, found, at)
        values (${key.sha256}, ${key.ext}, ${key.rules}, ${JSON.stringify({ findings, broken })}::jsonb, ${at})
        on conflict do nothing`,
  );
}

/** What was said of a file goes with it. */
export const forgetExamined = (db: Writer, sha256: string): Promise<number> =>
  exec(db, sql`delete from editorial.examined where sha256 = ${sha256}`);
