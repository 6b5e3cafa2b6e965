/**
 * Looking for names and numbers of what was erased in what people typed elsewhere. Those of a text are known in the act alone,
 * and the act holds locks: so it seals them, and a job looks for them right after it. Those of a file are read when it leaves
 * the disk. Only places are kept of what is found.
 */
import { dayIn } from '../../lib/day.ts';
import { exec, maybe, type Reader, rows, sql, type Tx, transaction } from '../../platform/db/connection.ts';
import { examine } from '../../platform/documents/index.ts';
import { enqueueIn, type Job } from '../../platform/jobs.ts';
import type { Forgetting, Module } from '../../platform/module.ts';
import type { System } from '../../platform/system.ts';
import { leakedWords, wordFinder } from '../checks/index.ts';
import { seal, unseal } from '../org/index.ts';
import { placesOf } from './places.ts';

/** Places listed of one erasure; a name that stands in more of them is hardly one. */
const MOST_MENTIONS = 200;
const JOB = 'erasure.look';

const yearOf = (at: Date): number => Number(dayIn(at).slice(0, 4));

const wait = async (tx: Tx, system: System, erasureId: string, words: Iterable<string>): Promise<void> => {
  const sealed = await seal(system.config.dataDir, JSON.stringify([...words]));
  await exec(
    tx,
    sql`insert into erasure.search (erasure_id, words) values (${erasureId}, ${sealed})
        on conflict (erasure_id) do update set words = excluded.words, state = 'waiting'`,
  );
};

/** In the transaction that erases, after every module has forgotten its own. A restored backup's second act begins anew. */
export const sealWords: NonNullable<Module['forgotten']> = async (ctx, what: Forgetting) => {
  const words = leakedWords(what.texts.join('\n'), yearOf(what.at));
  if (words.size === 0) return;
  await wait(ctx.tx, ctx.system, what.id, words);
  await ctx.enqueue(JOB, {}, { key: JOB });
};

/** What a file says, before it leaves the disk: its names and numbers are looked for with those of the text. */
export const sealFileWords: NonNullable<Module['filesGo']> = async (system, gone) => {
  const words = new Set<string>();
  for (const { sha256, ext } of gone.files) {
    const bytes = await system.files.get(sha256).catch(() => undefined);
    const read = bytes && (await examine({ name: `file.${ext}`, bytes }));
    if (!read?.ok) continue;
    const { layers, grids } = read.specimen;
    const lines = [...layers.map((l) => l.text), ...grids.flatMap((g) => g.rows.flat())];
    for (const word of leakedWords(lines.join('\n'), yearOf(system.clock.now()))) words.add(word);
  }
  if (words.size === 0) return;
  await transaction(system.db, async (tx) => {
    const known = await maybe<{ words: Buffer }>(
      tx,
      sql`select words from erasure.search where erasure_id = ${gone.erasureId} and state = 'waiting' for update`,
    );
    for (const word of (known && (await unsealed(system, known.words))) ?? []) words.add(word);
    await wait(tx, system, gone.erasureId, words);
    await enqueueIn(tx)(JOB, {}, { key: JOB });
  });
};

const unsealed = async (system: System, words: Buffer): Promise<string[] | undefined> => {
  const opened = await unseal(system.config.dataDir, words).catch(() => undefined);
  return opened === undefined ? undefined : (JSON.parse(opened) as string[]);
};

type Found = { place: string; ref: string; words: number };
type Waiting = { id: string; words: Buffer };
type Looking = Waiting & { count: (text: string) => number; found: Found[] };

/** Those with the most words first: a number beside its name is surer than a name alone. */
async function keep(system: System, l: Looking): Promise<void> {
  const found = l.found.sort((a, b) => b.words - a.words);
  await transaction(system.db, async (tx) => {
    for (const f of found.slice(0, MOST_MENTIONS))
      await exec(
        tx,
        sql`insert into erasure.mention (erasure_id, place, ref, words)
            values (${l.id}, ${f.place}, ${f.ref}, ${f.words}) on conflict do nothing`,
      );
    // Words that came meanwhile, from a file, are looked for in the next run.
    await exec(
      tx,
      sql`update erasure.search set state = 'done', words = null, more = ${Math.max(0, found.length - MOST_MENTIONS)}
          where erasure_id = ${l.id} and words = ${l.words}`,
    );
  });
}

/**
 * Whatever waits is looked for, in one walk through all places; killed in between it begins anew. By the clock too, in case a
 * restore lost the job.
 */
export const lookJob: Job = {
  name: JOB,
  cron: '17 * * * *',
  run: async (system) => {
    const waiting = await rows<Waiting>(
      system.db,
      sql`select erasure_id as id, words from erasure.search where state = 'waiting' order by 1`,
    );
    const looking: Looking[] = [];
    for (const w of waiting) {
      const words = await unsealed(system, w.words);
      if (words) {
        looking.push({ ...w, count: wordFinder(new Set(words)), found: [] });
        continue;
      }
      // A backup came back on a machine with another key: nobody can tell the words any more.
      system.log.error({ erasure: w.id }, 'the words to look for were sealed with another key');
      await exec(
        system.db,
        sql`update erasure.search set state = 'unreadable', words = null where erasure_id = ${w.id}`,
      );
    }
    if (looking.length === 0) return;
    for (const place of placesOf(system.modules))
      await place.each(system.db, (r) => {
        for (const l of looking) {
          const words = l.count(r.text);
          if (words > 0) l.found.push({ place: place.key, ref: r.id, words });
        }
      });
    for (const l of looking) await keep(system, l);
  },
};

export type Search = { state: 'waiting' | 'done' | 'unreadable'; more: number };

/** How far the looking is; undefined when the text had no names and numbers to look for. */
export const searchOf = (db: Reader, erasureId: string): Promise<Search | undefined> =>
  maybe<Search>(db, sql`select state, more from erasure.search where erasure_id = ${erasureId}`);
