import { forgetRecent } from '../../lib/recent.ts';
import { sql, transaction } from '../../platform/db/connection.ts';
import type { Job } from '../../platform/jobs.ts';
import { enqueueIn } from '../../platform/jobs.ts';
import type { GoingFiles } from '../../platform/module.ts';
import { freeFiles, writeErasedLists } from './erased-list.ts';

/** One edition, or those that one import put out together. */
type Spread = { editionId: string } | { editionIds: string[] };
const idsOf = (p: Spread): string[] => ('editionIds' in p ? p.editionIds : [p.editionId]);

/** After the commit: hands the editions to each module that hears of publications, one job each, in the order of the modules. */
const spread: Job = {
  name: 'publication.spread',
  async run(system, payload) {
    const what = payload as Spread;
    await transaction(system.db, async (tx) => {
      for (const m of system.modules)
        if (m.spread)
          await enqueueIn(tx)(
            'publication.spread-to',
            { ...what, module: m.name },
            { key: `spread:${m.name}:${idsOf(what)[0]}` },
          );
    });
  },
};

const SPREAD_AT_ONCE = 4;
/** Editions that a module takes up together: enough to share questions and a commit, few enough to be held in memory. */
const SPREAD_TOGETHER = 64;

const spreadTo: Job = {
  name: 'publication.spread-to',
  async run(system, payload) {
    const what = payload as Spread & { module: string };
    const module = system.modules.find((m) => m.name === what.module);
    const failed: unknown[] = [];
    const waiting = [...idsOf(what)];
    if (module?.spreadMany && waiting.length > 1) {
      const all = waiting.splice(0);
      for (let ids = all.splice(0, SPREAD_TOGETHER); ids.length > 0; ids = all.splice(0, SPREAD_TOGETHER))
        // What fails together is told one by one, so that the odd one is found and the others get through.
        await module.spreadMany(system, ids).catch(() => waiting.push(...ids));
    }
    // One that fails keeps no other from being heard of; all are safe to hear of again. They are works of their own, so a few
    // go side by side: most of the time is spent waiting for the database.
    const lane = async (): Promise<void> => {
      for (let id = waiting.shift(); id !== undefined; id = waiting.shift())
        await module?.spread?.(system, id).catch((e) => failed.push(e));
    };
    await Promise.all(Array.from({ length: SPREAD_AT_ONCE }, lane));
    if (failed.length > 0) throw failed[0];
  },
};

/** After an erasure: what nothing refers to any more leaves the disk, once those who have to read it have done so. */
const eraseFiles: Job = {
  name: 'publication.erase-files',
  async run(system, payload) {
    const { files, going } = payload as { files: string[]; going?: GoingFiles };
    // Nothing that goes wrong with reading keeps what leaked on the disk.
    for (const m of going ? system.modules : [])
      await m
        .filesGo?.(system, going as GoingFiles)
        .catch((e) => system.log.error({ err: e, module: m.name }, 'files that go'));
    await freeFiles(system, files);
  },
};

/** After an erasure: the list that a restored backup is held against. */
const erasedList: Job = {
  name: 'publication.erased-list',
  run: (system) => writeErasedLists(system),
};

/**
 * After an erasure: deleted rows lie in the database's files until they are swept, and a table that changes little is not
 * swept by itself for years. Every table, since modules forgot too; quick, as only pages with changes are read. This process
 * may hold words of it too.
 */
const sweep: Job = {
  name: 'publication.sweep',
  run: async (system) => {
    forgetRecent();
    await sql`vacuum`.execute(system.db);
  },
};

export const jobs: readonly Job[] = [spread, spreadTo, eraseFiles, erasedList, sweep];
