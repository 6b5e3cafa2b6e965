/**
 * Draws the pictures, slides and the film of the demonstration from the pages in `src/demo/media/draw`: node scripts/demo-media.ts
 * What comes out is committed, so that a first start needs no browser. Everything in them is ours.
 */
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { chromium, type Page } from 'playwright-core';
import { BROWSER_ARGS, findBrowser } from './browser.ts';

const media = join(import.meta.dirname, '..', 'src', 'demo', 'media');
const executablePath = findBrowser();
if (!executablePath) throw new Error('no Chromium: run node scripts/browser.ts --install');
const browser = await chromium.launch({ executablePath, args: BROWSER_ARGS });
const page: Page = await browser.newPage({ viewport: { width: 900, height: 600 } });
const open = (name: string) => page.goto(pathToFileURL(join(media, 'draw', `${name}.html`)).href);

for (const [name, file] of [
  ['infographic', 'yanglao-tujie.png'],
  ['comic', 'yanglao-manhua.png'],
] as const) {
  await open(name);
  await page.screenshot({ path: join(media, file), fullPage: true });
}
await open('slides');
await page.pdf({ path: join(media, 'yanglao-huandeng.pdf'), preferCSSPageSize: true, printBackground: true });
await open('film');
const film = await page.evaluate<string>('record()');
await writeFile(join(media, 'yanglao-duanpian.mp4'), Buffer.from(film, 'base64'));
await writeFile(join(media, 'yanglao-duanpian.vtt'), await page.evaluate<string>('captions()'));
await browser.close();
