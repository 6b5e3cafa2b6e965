import { DEFAULT_LIMITS, type Limits } from './limits.ts';
import type { Burn } from './pages-burn.ts';
import type { PageSize } from './pages-open.ts';
import type { Words } from './pages-words.ts';
import { inWorker, type Refusal } from './workers.ts';

/** Drawing a page takes half a second at worst that is usual; three hundred of them have four minutes. */
const LIMITS: Limits = { ...DEFAULT_LIMITS, millis: 60_000, memoryMb: 512 };
const BURN: Limits = { ...LIMITS, millis: 240_000 };

type File = { name: string; bytes: Uint8Array };

/** Sizes of the pages of a PDF or a picture, in points. Never rejects: what cannot be shown is an answer with a Chinese line. */
export async function pageSizes(file: File): Promise<{ ok: true; sizes: PageSize[] } | Refusal> {
  return inWorker('pages', file, LIMITS, { pages: { do: 'sizes' } });
}

/** One page from 0 as a PNG of about 2 million points, for somebody who chooses what to cover. Never rejects. */
export async function pagePicture(file: File, index: number): Promise<{ ok: true; bytes: Uint8Array } | Refusal> {
  return inWorker('pages', file, LIMITS, { pages: { do: 'picture', index } });
}

/** The text layer of a PDF with its places; a picture has none. Never rejects. */
export async function pageWords(file: File): Promise<{ ok: true; words: Words[] } | Refusal> {
  return inWorker('pages', file, LIMITS, { pages: { do: 'words' } });
}

/**
 * A new PDF that holds pictures of the pages with black bars in them, a line below each page, and nothing else of the file.
 * The same file and bars give the same bytes. Never rejects.
 */
export async function coverPages(file: File, burn: Burn): Promise<{ ok: true; bytes: Uint8Array } | Refusal> {
  return inWorker('pages', file, BURN, { pages: { do: 'burn', burn } });
}
