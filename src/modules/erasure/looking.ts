/**
 * Looking for names and numbers of an erased text in what people typed elsewhere. The words are known in the act alone, and the
 * act holds locks: so it seals them, and a job looks for them right after it. Only places are kept of what is found.
 */
import { dayIn } from '../../lib/day.ts';
import { exec, maybe, type Reader, rows, sql, transaction } from '../../platform/db/connection.ts';
import type { Job } from '../../platform/jobs.ts';
import type { Forgetting, Module, RemarkPlace } from '../../platform/module.ts';
import type { System } from '../../platform/system.ts';
import { leakedWords, wordFinder } from '../checks/index.ts';
import { seal, unseal } from '../org/index.ts';
import { placesOf } from './places.ts';

/** Places listed of one erasure; a name that stands in more of them is hardly one. */
const MOST_MENTIONS = 200;
const JOB = 'erasure.look';

/** In the transaction that erases, after every module has forgotten its own. A restored backup's second act begins anew. */
export const sealWords: NonNullable<Module['forgotten']> = async (ctx, what: Forgetting) => {
  const words = leakedWords(what.texts.join('\n'), Number(dayIn(what.at).slice(0, 4)));
  if (words.size === 0) return;
  const sealed = await seal(ctx.system.config.dataDir, JSON.stringify([...words]));
  await exec(
    ctx.tx,
    sql`insert into erasure.search (erasure_id, words) values (${what.id}, ${sealed})
        on conflict (erasure_id) do update set words = excluded.words, state = 'waiting'`,
  );
  await ctx.enqueue(JOB, {}, { key: JOB });
};

type Found = { place: string; ref: string; words: number };

async function lookIn(system: System, place: RemarkPlace, count: (text: string) => number): Promise<Found[]> {
  const found: Found[] = [];
  await place.each(system.db, (r) => {
    const words = count(r.text);
    if (words > 0) found.push({ place: place.key, ref: r.id, words });
  });
  return found;
}

/** Those with the most words first: a number beside its name is surer than a name alone. */
async function lookFor(system: System, erasureId: string, words: ReadonlySet<string>): Promise<void> {
  const count = wordFinder(words);
  const found: Found[] = [];
  for (const place of placesOf(system.modules)) found.push(...(await lookIn(system, place, count)));
  found.sort((a, b) => b.words - a.words);
  await transaction(system.db, async (tx) => {
    for (const f of found.slice(0, MOST_MENTIONS))
      await exec(
        tx,
        sql`insert into erasure.mention (erasure_id, place, ref, words)
            values (${erasureId}, ${f.place}, ${f.ref}, ${f.words}) on conflict do nothing`,
      );
    await exec(
      tx,
      sql`update erasure.search set state = 'done', words = null, more = ${Math.max(0, found.length - MOST_MENTIONS)}
          where erasure_id = ${erasureId}`,
    );
  });
}

/** Whatever waits is looked for, once; killed in between it begins anew. By the clock too, in case a restore lost the job. */
export const lookJob: Job = {
  name: JOB,
  cron: '17 * * * *',
  run: async (system) => {
    const waiting = await rows<{ id: string; words: Buffer }>(
      system.db,
      sql`select erasure_id as id, words from erasure.search where state = 'waiting' order by 1`,
    );
    for (const { id, words } of waiting) {
      const opened = await unseal(system.config.dataDir, words).catch(() => undefined);
      if (opened !== undefined) {
        await lookFor(system, id, new Set(JSON.parse(opened) as string[]));
        continue;
      }
      // A backup came back on a machine with another key: nobody can tell the words any more.
      system.log.error({ erasure: id }, 'the words to look for were sealed with another key');
      await exec(system.db, sql`update erasure.search set state = 'unreadable', words = null where erasure_id = ${id}`);
    }
  },
};

export type Search = { state: 'waiting' | 'done' | 'unreadable'; more: number };

/** How far the looking is; undefined when the text had no names and numbers to look for. */
export const searchOf = (db: Reader, erasureId: string): Promise<Search | undefined> =>
  maybe<Search>(db, sql`select state, more from erasure.search where erasure_id = ${erasureId}`);
