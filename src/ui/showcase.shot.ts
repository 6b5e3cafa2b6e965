/**
 * Pictures of the sample pages and their automatic checks: `npx tsx src/ui/showcase.shot.ts OUTDIR [page…]`.
 * Fails on an axe violation, on sideways scrolling at 390 px and at 200 % zoom, and on script or style inside the markup.
 */
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join, resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import { build } from 'esbuild';
import { chromium, type Page } from 'playwright-core';
import type { VNode } from 'preact';
import { renderToString } from 'preact-render-to-string';
import { BROWSER_ARGS, findBrowser } from '../../scripts/browser.ts';
import * as show from './showcase.tsx';
import type { ViewEnv } from './types.ts';

const out = resolve(process.argv[2] ?? 'shots');
const only = process.argv.slice(3);
const require = createRequire(import.meta.url);
const here = import.meta.dirname;

type Sample = { name: string; node: (env: ViewEnv) => VNode; env?: Partial<ViewEnv> };
const SAMPLES: Sample[] = [
  { name: 'home', node: (env) => show.Home({ env }) },
  { name: 'article', node: (env) => show.Article({ env }) },
  { name: 'search', node: (env) => show.Search({ env }) },
  { name: 'components', node: (env) => show.Components({ env }) },
  { name: 'notfound', node: (env) => show.NotFound({ env }) },
  { name: 'console', node: (env) => show.ConsoleToday({ env }) },
  { name: 'ledger', node: (env) => show.LedgerBoard({ env }) },
  { name: 'login', node: (env) => show.Login({ env }) },
  { name: 'elder-home', node: (env) => show.ElderHome({ env }), env: { elder: 1 } },
  { name: 'elder-article', node: (env) => show.ElderArticle({ env }), env: { elder: 1, path: '/p/10431' } },
  { name: 'elder2-home', node: (env) => show.ElderHome({ env }), env: { elder: 2 } },
];

type AxeResult = { violations: { id: string; help: string; nodes: { target: unknown; failureSummary?: string }[] }[] };
const faults: string[] = [];

async function checkAxe(page: Page, where: string): Promise<void> {
  await page.evaluate(readFileSync(require.resolve('axe-core/axe.min.js'), 'utf8'));
  const result = (await page.evaluate('axe.run()')) as AxeResult;
  for (const v of result.violations) {
    for (const n of v.nodes)
      faults.push(`${where}: ${v.id}: ${v.help}: ${String(n.target)}: ${n.failureSummary ?? ''}`);
  }
}

async function checkWidth(page: Page, where: string): Promise<void> {
  const over = (await page.evaluate(
    'document.documentElement.scrollWidth - document.documentElement.clientWidth',
  )) as number;
  if (over > 0) faults.push(`${where}: wider than the screen by ${over} px`);
}

mkdirSync(join(out, 'assets'), { recursive: true });
await build({
  entryPoints: {
    portal: join(here, 'css/portal.entry.css'),
    console: join(here, 'css/console.entry.css'),
  },
  bundle: true,
  minify: true,
  outdir: join(out, 'assets'),
});
await build({
  entryPoints: [join(here, 'client/portal.ts'), join(here, 'client/console.ts')],
  bundle: true,
  minify: true,
  target: 'es2019',
  outdir: join(out, 'assets'),
});

const browser = await chromium.launch({
  executablePath: findBrowser() ?? 'chromium',
  args: [...BROWSER_ARGS, '--allow-file-access-from-files'],
});

for (const s of SAMPLES.filter((x) => only.length === 0 || only.includes(x.name))) {
  const html = `<!DOCTYPE html>${renderToString(s.node(show.env(s.env)))}`;
  if (/\sstyle="|\son[a-z]+="/.test(html)) faults.push(`${s.name}: inline style or handler`);
  const file = join(out, `${s.name}.html`);
  writeFileSync(file, html.replaceAll('/assets/', 'assets/'));
  const printed = ['article', 'ledger', 'search', 'home'].includes(s.name);
  const modes = s.name.startsWith('elder')
    ? [{ tag: '390', width: 390, dark: false }]
    : [
        { tag: '1440', width: 1440, dark: false },
        { tag: '390', width: 390, dark: false },
        { tag: '1440-dark', width: 1440, dark: true },
        { tag: '720', width: 720, dark: false },
        { tag: '900', width: 900, dark: false },
      ];
  for (const m of modes) {
    const page = await browser.newPage({
      viewport: { width: m.width, height: m.width > 1000 ? 1000 : 844 },
      colorScheme: m.dark ? 'dark' : 'light',
      reducedMotion: 'reduce',
    });
    await page.goto(pathToFileURL(file).href);
    await checkWidth(page, `${s.name} ${m.tag}`);
    if (m.tag !== '720') await checkAxe(page, `${s.name} ${m.tag}`);
    await page.screenshot({ path: join(out, `${s.name}-${m.tag}.png`), fullPage: true });
    if (m.tag === '1440' && printed) {
      await page.emulateMedia({ media: 'print', colorScheme: 'dark' });
      await page.setViewportSize({ width: s.name === 'ledger' ? 1000 : 690, height: 1000 });
      await page.screenshot({ path: join(out, `${s.name}-print.png`), fullPage: true });
      await page.pdf({ path: join(out, `${s.name}.pdf`), preferCSSPageSize: true });
    }
    await page.close();
  }
}
await browser.close();
for (const f of faults) console.error(f);
console.log(faults.length === 0 ? `no faults; pictures in ${out}` : `${faults.length} faults`);
process.exitCode = faults.length === 0 ? 0 : 1;
