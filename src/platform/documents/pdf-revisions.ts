import type { Limits } from './limits.ts';
import { linesOf } from './pdf-lines.ts';
import { openPdf } from './pdf-open.ts';

const END = Buffer.from('%%EOF');
/** More saves than anybody makes before publishing; each is read whole. */
const SAVES = 4;
/** A file arranged for the web has an end near its beginning that is no save. */
const NEAR_BEGINNING = 2_048;

/**
 * A PDF that is saved again may only have its changes added at the end: what was deleted is still there. Reads what
 * the file was at each earlier save and gives the lines that are in none of the pages now.
 */
export async function olderLines(bytes: Uint8Array, now: ReadonlySet<string>, limits: Limits): Promise<string[]> {
  const buffer = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length);
  const ends: number[] = [];
  for (let at = buffer.indexOf(END); at >= 0; at = buffer.indexOf(END, at + 1)) ends.push(at + END.length);
  const earlier = ends.slice(0, -1).filter((end) => end > NEAR_BEGINNING || ends.length === 2);
  const bare = (line: string): string => line.replace(/\s/g, '');
  const known = new Set([...now].map(bare));
  const out: string[] = [];
  for (const end of earlier.slice(-SAVES)) {
    const task = await openPdf(buffer.subarray(0, end));
    try {
      const doc = await task.promise;
      for (let no = 1; no <= doc.numPages && out.length < 10_000; no += 1) {
        const page = await doc.getPage(no);
        for (const line of linesOf((await page.getTextContent()).items)) {
          if (known.has(bare(line.text))) continue;
          known.add(bare(line.text));
          out.push(line.text);
        }
        page.cleanup();
      }
      if (out.reduce((n, l) => n + l.length, 0) > limits.textBytes / 3) break;
    } catch {
      // An end inside a stream of data is no save; there is nothing to read before it.
    } finally {
      await task.destroy();
    }
  }
  return out;
}
