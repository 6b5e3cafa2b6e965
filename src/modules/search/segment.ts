import type { Reader } from '../../platform/db/connection.ts';
import { unitTree } from '../org/index.ts';
import { ownNames } from './rules.ts';
import { words } from './store.ts';

export type Segmenter = { search(text: string): string[]; plain(text: string): string[]; loadedAt: number };

const KEEP_MS = 60_000;
/** The dictionary takes about 60 MB; a process that nobody asks for this long gives it back. */
const IDLE_MS = 3 * 60_000;
let held: Segmenter | undefined;
let idle: NodeJS.Timeout | undefined;

function keepWhileUsed(): void {
  clearTimeout(idle);
  idle = setTimeout(() => {
    held = undefined;
    load = () => undefined;
  }, IDLE_MS);
  idle.unref();
}

/**
 * The segmentation with the district's own names in its dictionary. Loaded when first needed (about 60 MB) and kept;
 * new names of units and words of the office are taken in within a minute, dropped ones go when the process has been idle.
 */
export async function segmenter(db: Reader, now: number): Promise<Segmenter> {
  keepWhileUsed();
  if (held && Math.abs(now - held.loadedAt) < KEEP_MS) return held;
  const units = (await unitTree(db)).map((u) => ({
    parentId: u.parentId,
    names: [u.name, u.shortName ?? '', ...u.aliases],
  }));
  const names = [...new Set([...(await words(db)), ...ownNames(units)])];
  if (!held) {
    // Loaded with the first question: a process that nobody asks should not hold a dictionary.
    const [{ Jieba }, { dict }] = await Promise.all([import('@node-rs/jieba'), import('@node-rs/jieba/dict.js')]);
    const jieba = Jieba.withDict(dict);
    held = {
      search: (text) => jieba.cutForSearch(text.normalize('NFKC'), true),
      plain: (text) => jieba.cut(text.normalize('NFKC'), true),
      loadedAt: now,
    };
    load = (list) => jieba.loadDict(Buffer.from(list.map((w) => `${w} 20000 n`).join('\n')));
  }
  if (names.length > 0) load(names);
  held = { ...held, loadedAt: now };
  return held;
}

let load: (names: readonly string[]) => void = () => undefined;
