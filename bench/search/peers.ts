/** What others would use, given the same words (segmented by jieba beforehand), each set up as its manual says. */
import { existsSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import MiniSearch from 'minisearch';
import pg from 'pg';
import type { Article } from './corpus.ts';
import type { Words } from './site.ts';

/** `find` gives positions of articles, best first; `words` of the question as jieba cuts it. */
export type Peer = {
  name: string;
  size: number;
  find(words: readonly string[], query: string, most: number): Promise<number[]> | number[];
  end(): Promise<void>;
};

export function fts5(all: readonly Article[], words: readonly Words[], size: number, dir: string): Peer {
  const path = join(dir, 'fts5.sqlite');
  const there = existsSync(`${path}.whole`);
  if (!there) rmSync(path, { force: true });
  const db = new DatabaseSync(path);
  if (!there) {
    db.exec('pragma journal_mode = off; pragma synchronous = off');
    // unicode61 takes a run of Han characters between blanks as one word, so that the words are jieba's.
    db.exec(`create virtual table d using fts5(title, text, content='', tokenize='unicode61')`);
    const insert = db.prepare('insert into d (rowid, title, text) values (?, ?, ?)');
    db.exec('begin');
    for (let i = 0; i < size; i++) {
      const w = words[i % all.length];
      insert.run(i, w?.title.join(' ') ?? '', w?.text.join(' ') ?? '');
    }
    db.exec('commit');
    db.exec(`insert into d(d) values ('optimize')`);
    new DatabaseSync(`${path}.whole`).close();
  }
  const by = db.prepare('select rowid as i from d where d match ? order by bm25(d, 5.0, 1.0) limit ?');
  const quoted = (w: readonly string[], how: string): string => w.map((x) => `"${x.replaceAll('"', '""')}"`).join(how);
  return {
    name: 'SQLite FTS5',
    size,
    find: (w, _q, most) => {
      if (w.length === 0) return [];
      const found = by.all(quoted(w, ' AND '), most) as { i: number }[];
      return (found.length > 0 || w.length < 2 ? found : (by.all(quoted(w, ' OR '), most) as { i: number }[])).map(
        (r) => r.i % all.length,
      );
    },
    end: async () => db.close(),
  };
}

export function minisearch(words: readonly Words[], size: number): Peer {
  const split = (t: string): string[] => t.split(' ');
  const index = new MiniSearch<{ id: number; title: string; text: string }>({
    fields: ['title', 'text'],
    tokenize: split,
    processTerm: (t) => t,
    searchOptions: { boost: { title: 3 } },
  });
  for (let i = 0; i < size; i++)
    index.add({ id: i, title: words[i]?.title.join(' ') ?? '', text: words[i]?.text.join(' ') ?? '' });
  return {
    name: 'minisearch',
    size,
    find: (w, _q, most) => {
      const all = index.search(w.join(' '), { combineWith: 'AND' });
      const found = all.length > 0 || w.length < 2 ? all : index.search(w.join(' '), { combineWith: 'OR' });
      return found.slice(0, most).map((r) => r.id as number);
    },
    end: async () => undefined,
  };
}

/** pg_trgm in the same PostgreSQL, over title and text; ranked by `word_similarity` among those that hold every word. */
export async function trigrams(all: readonly Article[], size: number, url: string): Promise<Peer> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  await client.query('set statement_timeout = 20000');
  const there = await client.query(`select to_regclass('public.trgm_ready') as t`);
  if (!there.rows[0]?.t) {
    await client.query('create extension if not exists pg_trgm with schema public');
    await client.query('drop table if exists public.trgm');
    await client.query('create table public.trgm (i int primary key, body text not null)');
    for (let from = 0; from < size; from += 4_000)
      await client.query(`insert into public.trgm select * from json_to_recordset($1::json) as x(i int, body text)`, [
        JSON.stringify(
          Array.from({ length: Math.min(4_000, size - from) }, (_, k) => ({
            i: from + k,
            body: `${all[from + k]?.title ?? ''}\n${all[from + k]?.text ?? ''}`,
          })),
        ),
      ]);
    await client.query(
      'set statement_timeout = 0; create index on public.trgm using gin (body public.gin_trgm_ops); create table public.trgm_ready (); set statement_timeout = 20000',
    );
    await client.query('analyze public.trgm');
  }
  return {
    name: 'pg_trgm',
    size,
    find: async (w, query, most) => {
      if (w.length === 0) return [];
      const like = w.map((_, k) => `body like $${k + 3}`).join(' and ');
      const patterns = w.map((x) => `%${x.replace(/[\\%_]/g, '\\$&')}%`);
      const found = await client.query(
        `select i from public.trgm where ${like} order by public.word_similarity($1, body) desc, i limit $2`,
        [query, most, ...patterns],
      );
      return found.rows.map((r: { i: number }) => r.i);
    },
    end: () => client.end(),
  };
}
