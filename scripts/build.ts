/** Bundles the programs (dist/*.js) and what browsers fetch (dist/assets/). Packages stay outside the bundles. */
import { createHash } from 'node:crypto';
import { cpSync, existsSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { build } from 'esbuild';
import { serverBundle } from './server-bundle.ts';

const root = join(import.meta.dirname, '..');
process.chdir(root);
rmSync('dist', { recursive: true, force: true });

await build({
  entryPoints: {
    start: 'src/app/start.ts',
    worker: 'src/app/worker.ts',
    'load-demo': 'src/app/load-demo.ts',
    cli: 'src/app/cli.ts',
    'document-worker': 'src/platform/documents/document-worker.ts',
  },
  outdir: 'dist',
  ...serverBundle,
  // A process holds its source as text as long as it runs; names stay for stack traces.
  minifyWhitespace: true,
  minifySyntax: true,
});

const browser = {
  'portal.css': 'src/ui/css/portal.entry.css',
  'console.css': 'src/ui/css/console.entry.css',
  'portal.js': 'src/ui/client/portal.ts',
  'console.js': 'src/ui/client/console.ts',
  'editor.js': 'src/ui/client/editor.ts',
};
for (const [out, entry] of Object.entries(browser)) {
  if (!existsSync(entry)) continue;
  await build({
    entryPoints: [entry],
    outfile: join('dist/assets', out),
    bundle: true,
    minify: true,
    // County phones are old: Chrome 66 and Safari 12 are of 2018. The console's machines are newer.
    target: out.endsWith('.js') ? (out === 'portal.js' ? 'es2018' : 'es2021') : ['chrome66', 'safari12'],
    ...(out.endsWith('.js') ? { format: 'iife' as const } : {}),
    logLevel: 'warning',
  });
}

cpSync('src/ui/assets/mark.svg', 'dist/assets/mark.svg');

// One version for the whole build: addresses of assets carry it, so a new one is fetched and an old one can be kept for ever,
// and what the rules once said of a file holds only for the build that said it.
const sum = createHash('sha256');
for (const f of readdirSync('dist')
  .filter((n) => n.endsWith('.js'))
  .sort())
  sum.update(readFileSync(join('dist', f)));
for (const f of readdirSync('dist/assets').sort()) sum.update(readFileSync(join('dist/assets', f)));
writeFileSync('dist/assets/version', sum.digest('hex').slice(0, 12));
