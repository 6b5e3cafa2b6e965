import { readdir, readFile, stat } from 'node:fs/promises';
import { basename, dirname, extname, join, relative } from 'node:path';
import { type IndexEntry, readIndex } from './rules.ts';

export type Source = { path: string; name: string; entry: IndexEntry };

const KINDS = new Set(['.docx', '.html', '.htm', '.txt', '.md', '.pdf']);
/** Documents that cannot be the text of a piece: refused by name, so that nobody believes the folder is all in. */
const OTHERS = new Set(['.doc', '.wps', '.rtf', '.ofd', '.odt', '.xls', '.xlsx', '.et', '.csv', '.ppt', '.pptx']);
/** What Word and WPS leave beside an open file. */
const isLeftover = (name: string): boolean => name.startsWith('~$');

/**
 * Files to import below the given paths, in a stable order. A folder with an index (`index.json`, or the one given) takes
 * what the index names and nothing else; without one it takes every document, also of kinds that will be refused. A file that the index names
 * and that is not there comes back too: the report must say so.
 */
export async function sourcesOf(paths: readonly string[], indexFile?: string): Promise<Source[]> {
  const out: Source[] = [];
  for (const path of paths) {
    const info = await stat(path).catch(() => undefined);
    if (!info) throw new RangeError(`打不开${path}，请核对路径。cannot read ${path}`);
    if (info.isFile()) out.push({ path, name: basename(path), entry: { file: basename(path) } });
    else out.push(...(await folder(path, indexFile ?? join(path, 'index.json'), indexFile !== undefined)));
  }
  return out;
}

async function folder(path: string, indexFile: string, asked: boolean): Promise<Source[]> {
  const raw = await readFile(indexFile, 'utf8').catch(() => undefined);
  if (raw === undefined && asked) throw new RangeError(`打不开索引${indexFile}。cannot read the index`);
  if (raw !== undefined) {
    let value: unknown;
    try {
      value = JSON.parse(raw);
    } catch {
      throw new RangeError(`索引${indexFile}不是JSON。the index is not JSON`);
    }
    const base = asked ? path : dirname(indexFile);
    return readIndex(value).map((entry) => ({ path: join(base, entry.file), name: entry.file, entry }));
  }
  const names = await readdir(path, { recursive: true, withFileTypes: true });
  const isDocument = (name: string): boolean => {
    const kind = extname(name).toLowerCase();
    return (KINDS.has(kind) || OTHERS.has(kind)) && !isLeftover(name);
  };
  return names
    .filter((e) => e.isFile() && isDocument(e.name))
    .map((e) => join(e.parentPath, e.name))
    .sort()
    .map((p) => ({ path: p, name: relative(path, p), entry: { file: relative(path, p) } }));
}
