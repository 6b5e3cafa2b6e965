import type { BuildOptions } from 'esbuild';
import { precompiled } from './precompile.ts';

/** How every program of ours is bundled for Node: as the product, and as what tests start dozens of times. Packages stay outside. */
export const serverBundle = {
  bundle: true,
  splitting: true,
  format: 'esm',
  platform: 'node',
  target: 'node24',
  packages: 'external',
  jsx: 'automatic',
  jsxImportSource: 'preact',
  plugins: [precompiled],
  sourcemap: true,
  // Places, without the text: a process holds its maps as long as it runs.
  sourcesContent: false,
  logLevel: 'warning',
} satisfies BuildOptions;
