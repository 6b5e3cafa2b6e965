import { type Tx, transaction } from '../../platform/db/connection.ts';
import { enqueueIn, type Job } from '../../platform/jobs.ts';
import { SYSTEM } from '../../platform/permission.ts';
import type { System } from '../../platform/system.ts';
import { endConsultation } from './actions/index.ts';
import { RECOMPUTE } from './actions/office.ts';
import { archiveJob } from './archive/make.ts';
import { recompute } from './calendar.ts';
import { drawLetter } from './letters/files.ts';
import { redactJob } from './redaction/actions.ts';
import { keeping } from './rules/keeping.ts';
import * as store from './store/index.ts';

const BATCH = 500;

/** Parties whose fifteen days are over without an answer: the case goes on by itself the next morning. */
const endConsultations: Job = {
  name: 'foi.end-consultations',
  cron: '5 0 * * *',
  async run(system) {
    const over = await store.consultationsOver(system.db, system.clock.today(), BATCH);
    for (const id of over) {
      const r = await store.requestById(system.db, id);
      // A clerk may be quicker; then it is refused and nothing happens twice.
      if (r?.state === 'consulting') await endConsultation(system, SYSTEM, { id, version: r.version });
    }
    if (over.length > 0) system.log.info({ cases: over.length }, 'consultations ended by silence');
  },
};

/** Looks whether calendar or setting is another than last time; at once cheap when it is not. */
const calendar: Job = {
  name: RECOMPUTE,
  cron: '12 * * * *',
  async run(system) {
    const moved = await recompute(system);
    if (moved > 0) system.log.info({ cases: moved }, 'due days moved with calendar or setting');
  },
};

/** What the form promises: identities and proofs go some days after the end of a case, unless they are still needed. */
const forget: Job = {
  name: 'foi.forget-identities',
  cron: '35 19 * * *',
  async run(system) {
    await transaction(system.db, (tx) => store.endVisits(tx, system.clock.now()));
    for (;;) {
      const { looked, files } = await transaction(system.db, (tx) => forgetSome(tx, system));
      if (files > 0) system.log.info({ files }, 'proofs of identity deleted');
      if (looked < BATCH) return;
    }
  },
};

/** The day as it was written down is only where to look: whether it is really over is decided from the cases as they are now. */
async function forgetSome(tx: Tx, system: System): Promise<{ looked: number; files: number }> {
  const today = system.clock.today();
  const later = enqueueIn(tx);
  const { keepIdentityDays } = await store.settingOf(tx);
  const due = await store.expiredBefore(tx, today, BATCH);
  const cases = await store.keptCases(tx, due, true);
  const over: string[] = [];
  for (const id of due) {
    const { until } = keeping(cases.get(id) ?? [], keepIdentityDays);
    if (until !== null && until < today) over.push(id);
    else await store.setExpiry(tx, id, until);
  }
  if (over.length > 0) await store.forgetIdentities(tx, over);
  const proofs = await store.proofsOf(tx, over);
  const bytes = await store.dropFiles(
    tx,
    proofs.map((f) => f.id),
    today,
  );
  // By a job of the same transaction, so that a kill in between leaves no bytes behind.
  for (const sha256 of bytes) await later(ERASE, { sha256 }, { key: `${ERASE}:${sha256}` });
  return { looked: due.length, files: bytes.length };
}

const ERASE = 'foi.erase-file';
const erase: Job = {
  name: ERASE,
  async run(system, payload) {
    const { sha256 } = payload as { sha256: string };
    // The same bytes may have been kept again meanwhile.
    if ((await store.heldFiles(system.db, [sha256])).length === 0) await system.files.remove(sha256);
  },
};

export const jobs: readonly Job[] = [endConsultations, calendar, forget, erase, drawLetter, redactJob, archiveJob];
