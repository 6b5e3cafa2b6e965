import { createHash } from 'node:crypto';
import { readFileSync, statSync } from 'node:fs';
import { basename } from 'node:path';
import type { Check, CheckEnv } from '../../lib/finding.ts';
import type { Refusal } from '../../lib/ruling.ts';
import { isDatabaseAway } from '../../platform/db/connection.ts';
import { convert, keepImages, specimenOfHtml } from '../../platform/documents/index.ts';
import { AppError } from '../../platform/errors.ts';
import type { VerbIo } from '../../platform/module.ts';
import type { System } from '../../platform/system.ts';
import { type Arrived, arrived, checkSpecimen, gatherChecks, lookAtArrived, siteEnv } from '../checks/index.ts';
import { sayPublication } from '../publication/index.ts';
import type { Taken } from './actions.ts';
import { taker } from './batch.ts';
import { addCounts, type Counts, countFindings, isLeak, NO_FINDINGS, sayLeaks, titleOf } from './rules.ts';
import { type Known, knownOf } from './store.ts';
import type { Source } from './walk.ts';

export type Report = {
  imported: number;
  updated: number;
  unchanged: number;
  refused: { file: string; why: string }[];
  /** What the gate found in documents that were taken all the same. */
  findings: Counts;
  /** What they are like and which of their links lead nowhere, looked at when all were out; also counted in `findings`. */
  alike: Alike;
};
type Alike = {
  found: { file: string; no: number; message: string; why: string; at: string }[];
  /** Documents that may be like others, and were too many to measure. */
  unmeasured: number;
};

/** Documents on their way at once: as many as are written together, and others being read meanwhile. */
const AT_ONCE = 72;
/** Bytes of files held at once, so that a folder of large ones does not fill the memory. */
const HELD = 64 * 1024 * 1024;

/** Imports every source, a few at a time; each document is its own transaction, so breaking off loses none that was counted. */
export async function importAll(
  system: System,
  io: Pick<VerbIo, 'actor'>,
  sources: readonly Source[],
  to: { unitId: string; column: string },
  onEach: (done: number) => void,
): Promise<Report> {
  const report: Report = {
    imported: 0,
    updated: 0,
    unchanged: 0,
    refused: [],
    findings: NO_FINDINGS,
    alike: NONE_ALIKE,
  };
  const gate: ImportGate = {
    env: await importEnv(system),
    checks: gatherChecks(system.modules),
    known: await knownOf(system.readDb, to.unitId),
    take: taker(system, io.actor),
    room: room(HELD),
    arrived: [],
    origin: system.config.publicUrl || undefined,
  };
  let next = 0;
  let done = 0;
  const lane = async (): Promise<void> => {
    for (let i = next++; i < sources.length; i = next++) {
      const s = sources[i];
      if (!s) return;
      const out = await importOne(system, s, to, gate).catch(whyNot);
      if (typeof out === 'string') report.refused.push({ file: s.name, why: out });
      else {
        report[out.outcome]++;
        report.findings = addCounts(report.findings, out.findings);
      }
      onEach(++done);
    }
  };
  const failed: unknown[] = [];
  const stop = (e: unknown): void => {
    next = sources.length;
    failed.push(e);
  };
  // All lanes come to their end before the caller hears of a failure, so nothing is published after it.
  await Promise.all(Array.from({ length: AT_ONCE }, () => lane().catch(stop)));
  if (failed.length > 0) throw failed[0];
  const looked = await lookAtArrived(system.readDb, gate.arrived, {
    today: gate.env.today,
    ...(gate.origin ? { origin: gate.origin } : {}),
  });
  report.findings = addCounts(report.findings, countFindings(looked.findings.map((f) => f.finding)));
  report.alike = {
    found: looked.findings
      .map(({ name, no, finding: { message, why, at } }) => ({ file: name, no, message, why, at }))
      .sort((a, b) => a.file.localeCompare(b.file)),
    unmeasured: looked.unmeasured,
  };
  report.refused.sort((a, b) => a.file.localeCompare(b.file));
  return report;
}

/** One odd document must not stop the others; what would stop every one of them does. */
function whyNot(e: unknown): string {
  if (isDatabaseAway(e) || (e instanceof AppError && e.code === 'forbidden')) throw e;
  return (e instanceof AppError && e.say) || (e instanceof Error ? e.message : String(e));
}

const NONE_ALIKE: Alike = { found: [], unmeasured: 0 };

/**
 * Names of units, asked once. Likeness and dead links would be questions to the database for each document while others wait;
 * they are looked at together when all are out (`lookAtArrived`).
 */
async function importEnv(system: System): Promise<CheckEnv> {
  const today = system.clock.today();
  const nothing = specimenOfHtml('', { name: '', title: '' });
  const { units } = await siteEnv(system.readDb, { today, specimen: nothing });
  return { today, ...(units ? { units } : {}) };
}

type ImportGate = {
  env: CheckEnv;
  checks: readonly Check[];
  known: ReadonlyMap<string, Known>;
  take: ReturnType<typeof taker>;
  room: ReturnType<typeof room>;
  /** What is looked at afterwards, in the order in which they came in. */
  arrived: Arrived[];
  origin: string | undefined;
};

/** A string is why it was refused. */
async function importOne(
  system: System,
  s: Source,
  to: { unitId: string; column: string },
  gate: ImportGate,
): Promise<(Taken & { findings: Counts }) | string> {
  // Read here and now: a file at a time off the disk is a fifth of the work of asking the pool of threads five times.
  const size = unlessGone(() => statSync(s.path).size);
  if (size === undefined) return UNREADABLE;
  const leave = await gate.room(size);
  try {
    const bytes = unlessGone(() => readFileSync(s.path));
    return bytes ? await importBytes(system, s, bytes, to, gate) : UNREADABLE;
  } finally {
    leave();
  }
}

function unlessGone<T>(read: () => T): T | undefined {
  try {
    return read();
  } catch {
    return undefined;
  }
}

const UNREADABLE = '文件打不开，或者索引里的文件名不对。';

/** Lets in as much as there is room for, and always one; answers how to leave. */
function room(most: number): (size: number) => Promise<() => void> {
  let held = 0;
  const outside: (() => void)[] = [];
  return async (size) => {
    while (held > 0 && held + size > most) await new Promise<void>((go) => outside.push(go));
    held += size;
    return () => {
      held -= size;
      for (const go of outside.splice(0)) go();
    };
  };
}

async function importBytes(
  system: System,
  s: Source,
  bytes: Buffer,
  to: { unitId: string; column: string },
  gate: ImportGate,
): Promise<(Taken & { findings: Counts }) | string> {
  const sha256 = createHash('sha256').update(bytes).digest('hex');
  // Most files of a repeated import are as they were: they need no reading. The action looks again, under its lock.
  const known = gate.known.get(s.name);
  if (known?.sha256 === sha256) return { outcome: 'unchanged', no: known.no, findings: NO_FINDINGS };
  const read = await convert({ name: basename(s.name), bytes });
  if (!read.ok) return read.say;
  const title = s.entry.title ?? titleOf(read.title, read.text, basename(s.name));
  // What is looked at is what would go out: the file itself is not published.
  const specimen = specimenOfHtml(read.html, { name: s.name, title });
  const seen = checkSpecimen(specimen, gate.env, gate.checks);
  const leaks = seen.findings.filter(isLeak);
  if (leaks.length > 0) return sayLeaks(leaks);
  const kept = read.images.length > 0 ? await keepImages(system.files, read) : { html: read.html, pictures: [] };
  const out = await gate.take({
    ...to,
    path: s.name,
    sha256,
    title,
    html: kept.html,
    attachments: kept.pictures,
    entry: s.entry,
  });
  if (!out.ok) return out.refusals.map(sayIntake).join('');
  if (out.value.outcome !== 'unchanged')
    gate.arrived.push({
      name: s.name,
      no: out.value.no,
      fresh: out.value.outcome === 'imported',
      ...arrived(specimen, gate.origin),
    });
  return { ...out.value, findings: out.value.outcome === 'unchanged' ? NO_FINDINGS : countFindings(seen.findings) };
}

const sayIntake = (r: Refusal): string =>
  r.code === 'barred'
    ? `这个文件的内容泄露过，已经删除（登记号${r.detail?.no}），不再导入。去掉泄露的内容另存，再导入。`
    : (sayPublication(r) ?? r.code);
