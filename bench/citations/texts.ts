/** The corpus texts that passages are taken from, by source and id; offsets of passages are UTF-16 offsets into these. */
import { readdirSync, readFileSync } from 'node:fs';
import { gunzipSync } from 'node:zlib';
import { needCorpus } from '../kit.ts';

/** Sources that are a folder of text files; the id is the file's name. */
export const FOLDERS: readonly string[] = ['documents', 'pingtan'];
/** Sources that are a packed file of records; the id is the record's, or its line from 0. Of a replied message the reply is read. */
export const PACKED: readonly string[] = [
  'laws',
  'policy_documents',
  'policy_fragments_env',
  'policy_paragraphs_topics',
  'county_pages_liuhe',
  'work_reports_2026',
  'messages_replied',
];

/** `[id, text]` of every text of a source, in the order of the corpus. */
export function allTexts(source: string): [string, string][] {
  if (FOLDERS.includes(source)) {
    const dir = needCorpus(source);
    return readdirSync(dir)
      .filter((f) => f.endsWith('.txt') && !f.endsWith('.source.txt'))
      .sort()
      .map((f) => [f, readFileSync(needCorpus(source, f), 'utf8')]);
  }
  return gunzipSync(readFileSync(needCorpus(`${source}.jsonl.gz`)))
    .toString('utf8')
    .trim()
    .split('\n')
    .map((l, i) => {
      const r = JSON.parse(l) as { id?: string; text?: string; content?: string; reply?: string };
      return [r.id ?? String(i), r.reply ?? r.text ?? r.content ?? ''];
    });
}

const kept = new Map<string, Map<string, string>>();

/** One text; empty when the corpus has none of that id. */
export function textOf(source: string, id: string): string {
  let texts = kept.get(source);
  if (!texts) {
    const all = allTexts(source);
    texts = new Map([...all.map(([, t], i) => [String(i), t] as const), ...all]);
    kept.set(source, texts);
  }
  return texts.get(id) ?? '';
}
