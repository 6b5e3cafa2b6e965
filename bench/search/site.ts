/** A site whose pieces are the articles of the law corpus, repeated to the size asked for, kept between runs. */
import { existsSync, mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Jieba } from '@node-rs/jieba';
import { dict } from '@node-rs/jieba/dict.js';
import { migrationsDir, openSystem } from '../../src/app/system.ts';
import { packTerms } from '../../src/modules/search/engine/index.ts';
import { rebuildFiles } from '../../src/modules/search/files.ts';
import { indexWords } from '../../src/modules/search/rules.ts';
import { readConfig } from '../../src/platform/config.ts';
import { exec, sql } from '../../src/platform/db/connection.ts';
import { removeEmbedded, withDatabase } from '../../src/platform/db/embedded.ts';
import { migrate } from '../../src/platform/db/migrate.ts';
import { silentLogger } from '../../src/platform/log.ts';
import type { System } from '../../src/platform/system.ts';
import type { Article } from './corpus.ts';

/** First number of the articles; what the benchmark itself publishes has smaller ones. */
export const FIRST_NO = 1_000_000;

export type Words = { title: string[]; text: string[] };
export type Site = {
  system: System;
  dataDir: string;
  url: string;
  built: Record<string, number>;
  end(): Promise<void>;
};

/** Words of each article as the search takes them in. */
export function segmented(all: readonly Article[]): Words[] {
  const jieba = Jieba.withDict(dict);
  const cut = (t: string): string[] => indexWords(jieba.cutForSearch(t.normalize('NFKC'), true));
  return all.map((a) => ({ title: cut(a.title), text: cut(a.text) }));
}

/** Opens the site of `size` documents; builds it the first time, and the files of the index every time. */
export async function site(
  all: readonly Article[],
  words: () => Words[],
  size: number,
  fresh: boolean,
  say: (text: string) => void,
): Promise<Site> {
  const dataDir = join(tmpdir(), 'gongkai-bench-search', String(size));
  const whole = join(dataDir, 'filled');
  if (fresh || !existsSync(whole)) {
    await removeEmbedded(dataDir);
    rmSync(dataDir, { recursive: true, force: true });
  }
  mkdirSync(dataDir, { recursive: true });
  const config = readConfig({ GONGKAI_DATA: dataDir }, dataDir);
  const database = await withDatabase(config);
  await migrate(database.url, migrationsDir);
  const { system, close } = await openSystem(config, database.url, 'bench search', silentLogger);
  const built: Record<string, number> = {};
  if (!existsSync(whole)) {
    say(`filling ${size} documents`);
    const started = performance.now();
    await fill(system, all, words(), size);
    built.fill = performance.now() - started;
    writeFileSync(whole, '');
  }
  say('building the index');
  const started = performance.now();
  await rebuildFiles(system);
  built.index = performance.now() - started;
  return {
    system,
    dataDir,
    url: database.url,
    built,
    end: async () => {
      await close();
      await database.stop();
    },
  };
}

const BATCH = 4_000;

async function fill(system: System, all: readonly Article[], words: readonly Words[], size: number): Promise<void> {
  const { db } = system;
  // The articles are no editions; only the lists that answers are made of are filled.
  await exec(
    db,
    sql`alter table publication.listing drop constraint listing_no_fkey, drop constraint listing_edition_id_fkey`,
  );
  const packed = words.map((w) => packTerms([w.title, [], [], w.text]));
  for (let from = 0; from < size; from += BATCH) {
    const part = Array.from({ length: Math.min(BATCH, size - from) }, (_, i) => {
      const at = (from + i) % all.length;
      const a = all[at];
      if (!a) throw new Error('no article');
      return {
        no: FIRST_NO + from + i,
        terms: packed[at],
        title: a.title,
        text: a.text,
        kind: a.kind,
        unit: a.unit,
        day: a.day,
        status: a.status,
      };
    });
    const rows = sql`json_to_recordset(${JSON.stringify(part)}::json)
      as x(no bigint, terms text, title text, "text" text, kind text, unit text, day date, status text)`;
    await exec(
      db,
      sql`insert into search.document (no, edition_id, title, text, doc_no_key, unit_id, unit_name, kind, columns, published_on, valid_status, terms, change)
          select no, no::text, title, text, null, unit, unit, kind, array['fagui', 'fagui/' || kind], day, status, terms, 0 from ${rows}`,
    );
    await exec(
      db,
      sql`insert into publication.listing (no, edition_id, version, state, unit_id, unit_name, title, kind, valid_status, columns, topics,
            first_published_at, published_on, changed_at)
          select no, no::text, 1, 'published', unit, unit, title, kind, status, array['fagui', 'fagui/' || kind], '{}', day, day, day from ${rows}`,
    );
  }
  await exec(db, sql`analyze`);
}
