import { transaction } from '../../../platform/db/connection.ts';
import { PAPER_TYPE, type PaperFormat, readPaper, writePaper } from '../../../platform/documents/index.ts';
import { AppError } from '../../../platform/errors.ts';
import type { Job } from '../../../platform/jobs.ts';
import type { System } from '../../../platform/system.ts';
import { sealBytes, unsealBytes } from '../../org/index.ts';
import type { Letter } from '../rules/types.ts';
import { caseSnapshot } from '../snapshot.ts';
import * as store from '../store/index.ts';
import { partyOf } from './gate.ts';
import { letterLaw } from './law.ts';
import { receiverOf, toApplicant } from './rules/law.ts';
import { finished } from './rules/template.ts';

/** Draws one format of an issued letter, with the names that belong to it, and keeps it encrypted. */
async function drawn(system: System, letter: Letter, format: PaperFormat): Promise<string> {
  const paper = readPaper(letter.body);
  if (!paper || !letter.no || !letter.issuedOn) throw new Error(`letter ${letter.id} cannot be drawn`);
  const facts = await caseSnapshot(system, system.db, letter.requestId, { names: true, today: letter.issuedOn });
  // A letter holds words that anybody may have written; a mark among them is filled in only with who may stand in this letter.
  const to = receiverOf(letterLaw, letter.kind);
  const names = {
    applicant: to === 'applicant' || to === 'file' ? facts.applicant.name : null,
    party:
      to === 'third' || to === 'coproducer'
        ? (facts.parties.find((x) => x.id === partyOf(letter.once))?.name ?? null)
        : null,
  };
  const written = await writePaper(finished(paper, names, { no: letter.no, on: letter.issuedOn }), format);
  if (!written.ok) throw new Error(`letter ${letter.id}: ${written.say}`);
  return system.files.put(await sealBytes(system.config.dataDir, written.bytes));
}

/**
 * Makes the .docx and .pdf of an issued letter, once: what is there already is left as it is, so a worker that was killed
 * before the last step does it again, and one that was killed after it does nothing.
 */
export const drawLetter: Job = {
  name: 'foi.letter-files',
  async run(system, payload) {
    const { letterId } = payload as { letterId: string };
    const letter = await store.letterById(system.db, letterId);
    if (letter?.state !== 'issued' || (letter.docx && letter.pdf)) return;
    const made = { docx: await drawn(system, letter, 'docx'), pdf: await drawn(system, letter, 'pdf') };
    const kept = await transaction(system.db, (tx) => store.keepLetterFiles(tx, letterId, made));
    if (!kept) for (const sha of Object.values(made)) await system.files.remove(sha);
  },
};

/** Letters the applicant may read on the status page; the others are to third parties, other offices or for the file. */
export const goesToApplicant = (l: Letter): boolean => l.state === 'issued' && toApplicant(letterLaw, l.kind);

/** The bytes of an issued letter. Whoever calls it has checked who asks. Throws `not_found` until the job has drawn it. */
export async function letterFile(
  system: System,
  letter: Letter,
  format: PaperFormat,
): Promise<{ bytes: Buffer; type: string; name: string }> {
  const sha = letter[format];
  if (!sha || !letter.no) throw new AppError('not_found', `letter ${letter.id} has no ${format} yet`);
  const bytes = await unsealBytes(system.config.dataDir, await system.files.get(sha));
  return { bytes, type: PAPER_TYPE[format], name: `${letter.title}（${letter.no}）.${format}` };
}
