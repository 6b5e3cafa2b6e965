import type { Day } from '../../../lib/day.ts';
import type { Finding } from '../../../lib/finding.ts';
import { EMPTY } from '../../../lib/specimen.ts';
import { pageWords, type Words } from '../../../platform/documents/index.ts';
import { AppError } from '../../../platform/errors.ts';
import type { System } from '../../../platform/system.ts';
import { checkSpecimen } from '../../checks/index.ts';
import { unsealBytes } from '../../org/index.ts';
import { fileById } from '../store/index.ts';
import { cutThrough, leftOver } from './rules/bars.ts';
import type { Redaction } from './store.ts';

/** The pages that are to be covered, opened. */
export async function sourceOf(system: System, r: Redaction): Promise<{ name: string; bytes: Buffer }> {
  const file = await fileById(system.db, r.sourceId);
  if (!file) throw new Error(`redaction ${r.id} lost its source`);
  const bytes = await system.files.get(file.sha256);
  return { name: file.name, bytes: file.sealed ? await unsealBytes(system.config.dataDir, bytes) : bytes };
}

export type Left = {
  /** Numbers of persons that no bar covers, with the page. */
  findings: { page: number; message: string; quote: string; basis: string }[];
  /** Characters that a bar cuts through, with the page: half of one may be enough to read it. */
  cut: { page: number; text: string }[];
  /** Pages from 1 without a text layer: only eyes can look at them. */
  blind: number[];
};

/** Words of a file never change; a clerk who goes from page to page asks for them each time. */
const KEPT = 4;
const seen = new Map<string, Promise<Words[]>>();
function wordsOf(system: System, r: Redaction): Promise<Words[]> {
  const known = seen.get(r.sourceId);
  if (known) return known;
  const read = (async () => {
    const out = await pageWords(await sourceOf(system, r));
    // Nothing found in a file that could not be read would let it pass; it may be read the next time.
    if (!out.ok) throw new AppError('unavailable', `words of ${r.sourceId}: ${out.say}`, out.say);
    return out.words;
  })();
  seen.set(r.sourceId, read);
  read.catch(() => seen.delete(r.sourceId));
  for (const old of [...seen.keys()].slice(0, Math.max(0, seen.size - KEPT))) seen.delete(old);
  return read;
}

/** What would still be readable in the result, looked at by the rules for everything that goes out. */
export async function lookAtLeft(system: System, r: Redaction, today: Day): Promise<Left> {
  const words = await wordsOf(system, r);
  const texts = leftOver(words, r.bars, r.sizes.length);
  const findings = texts.flatMap((text, page) =>
    personal(text, today).map((f) => ({ page, message: f.message, quote: f.quote, basis: f.basis })),
  );
  return {
    findings,
    cut: cutThrough(words, r.bars),
    blind: texts.flatMap((text, i) => (words.some((x) => x.page === i) || text !== '' ? [] : [i + 1])),
  };
}

const personal = (text: string, today: Day): Finding[] =>
  checkSpecimen(
    {
      ...EMPTY,
      format: 'pdf',
      layers: [{ kind: 'shown', at: '', text, spots: [] }],
    },
    { today },
  ).findings.filter((f) => f.rule.startsWith('personal.') && f.severity !== 'hint');
