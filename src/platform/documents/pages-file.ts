import { magicOf } from './magic.ts';
import { type Burn, burn, PIXELS, pictureOf } from './pages-burn.ts';
import { openPages, type PageSize } from './pages-open.ts';
import { type Words, wordsOf } from './pages-words.ts';
import { type ConvertRefusal, Refused, SAY } from './refusal.ts';

export type PagesJob =
  | { do: 'sizes' }
  | { do: 'words' }
  | { do: 'picture'; index: number }
  | { do: 'burn'; burn: Burn };
export type PagesAnswer =
  | { ok: true; sizes: PageSize[]; bytes: Uint8Array; words: Words[] }
  | { ok: false; reason: ConvertRefusal; say: string };

const NOTHING = { ok: true as const, sizes: [], bytes: new Uint8Array(), words: [] };

/** In the calling thread: the doors of `pages.ts` run it in a worker, where it can be stopped. */
export async function pagesFile({ bytes }: { bytes: Uint8Array }, job: PagesJob): Promise<PagesAnswer> {
  try {
    if (job.do === 'burn') return { ...NOTHING, bytes: await burn(bytes, job.burn) };
    if (job.do === 'words') return { ...NOTHING, words: magicOf(bytes) === 'pdf' ? await wordsOf(bytes) : [] };
    const pages = await openPages(bytes);
    try {
      if (job.do === 'sizes') return { ...NOTHING, sizes: pages.sizes };
      if (!pages.sizes[job.index]) throw new Refused('broken', `没有第${job.index + 1}页。`);
      const { context } = await pages.draw(job.index, PIXELS / 2);
      return { ...NOTHING, bytes: pictureOf(context) };
    } finally {
      await pages.close();
    }
  } catch (error) {
    if (error instanceof Refused) return { ok: false, reason: error.reason, say: error.say };
    return { ok: false, reason: 'broken', say: SAY.broken() };
  }
}
