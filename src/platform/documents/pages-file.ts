import { type Burn, burn, PIXELS, pictureOf } from './pages-burn.ts';
import { openPages, type PageSize } from './pages-open.ts';
import { type ConvertRefusal, Refused, SAY } from './refusal.ts';

export type PagesJob = { do: 'sizes' } | { do: 'picture'; index: number } | { do: 'burn'; burn: Burn };
export type PagesAnswer =
  | { ok: true; sizes: PageSize[]; bytes: Uint8Array }
  | { ok: false; reason: ConvertRefusal; say: string };

/** In the calling thread: the doors of `pages.ts` run it in a worker, where it can be stopped. */
export async function pagesFile({ bytes }: { bytes: Uint8Array }, job: PagesJob): Promise<PagesAnswer> {
  try {
    if (job.do === 'burn') return { ok: true, sizes: [], bytes: await burn(bytes, job.burn) };
    const pages = await openPages(bytes);
    try {
      if (job.do === 'sizes') return { ok: true, sizes: pages.sizes, bytes: new Uint8Array() };
      if (!pages.sizes[job.index]) throw new Refused('broken', `没有第${job.index + 1}页。`);
      const { context } = await pages.draw(job.index, PIXELS / 2);
      return { ok: true, sizes: pages.sizes, bytes: pictureOf(context) };
    } finally {
      await pages.close();
    }
  } catch (error) {
    if (error instanceof Refused) return { ok: false, reason: error.reason, say: error.say };
    return { ok: false, reason: 'broken', say: SAY.broken() };
  }
}
