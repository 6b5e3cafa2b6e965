import { openPdf } from './pdf-open.ts';

/** A run of text of a page from 0: its box in shares of the page's width and height, as it is shown. */
export type Words = { page: number; text: string; x: number; y: number; width: number; height: number };

/** What the text layer of a PDF says, and where. Pictures have none. */
export async function wordsOf(bytes: Uint8Array): Promise<Words[]> {
  const task = await openPdf(bytes);
  try {
    const document = await task.promise;
    const found: Words[] = [];
    for (let no = 1; no <= document.numPages; no++) {
      const page = await document.getPage(no);
      const view = page.getViewport({ scale: 1 });
      const { items } = await page.getTextContent();
      for (const item of items) {
        if (!('str' in item) || item.str.trim() === '') continue;
        const [a = 0, b = 0, , , e = 0, f = 0] = item.transform as number[];
        // Along the text's own direction, and as high as its letters.
        const angle = Math.atan2(b, a);
        const [dx, dy] = [Math.cos(angle) * item.width, Math.sin(angle) * item.width];
        const [ux, uy] = [-Math.sin(angle) * item.height, Math.cos(angle) * item.height];
        const corners = [
          [e, f],
          [e + dx, f + dy],
          [e + ux, f + uy],
          [e + dx + ux, f + dy + uy],
        ].map(([x = 0, y = 0]) => view.convertToViewportPoint(x, y) as [number, number]);
        const [xs, ys] = [corners.map((c) => c[0]), corners.map((c) => c[1])];
        found.push({
          page: no - 1,
          text: item.str,
          x: Math.min(...xs) / view.width,
          y: Math.min(...ys) / view.height,
          width: (Math.max(...xs) - Math.min(...xs)) / view.width,
          height: (Math.max(...ys) - Math.min(...ys)) / view.height,
        });
      }
      page.cleanup();
    }
    return found;
  } finally {
    await task.destroy();
  }
}
