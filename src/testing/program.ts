import { mkdir, rm } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { build } from 'esbuild';
import { serverBundle } from '../../scripts/server-bundle.ts';
import { projectRoot } from '../platform/root.ts';
import { leftBehind, ownFolder } from './left-behind.ts';

export type Program = { file: string; remove(): Promise<void> };

/**
 * A program in `src/testing` bundled as the product is, for tests that start it dozens of times: it begins in a fraction of the
 * time that reading its sources takes. It lies below the project, where packages are found.
 */
export async function program(name: string): Promise<Program> {
  const folder = join(projectRoot, 'node_modules', '.gongkai-tests');
  await mkdir(folder, { recursive: true });
  const prefix = `${basename(name, '.ts')}-`;
  for (const old of leftBehind(folder, prefix)) await rm(old, { recursive: true, force: true });
  const dir = ownFolder(folder, prefix);
  await build({
    absWorkingDir: projectRoot,
    entryPoints: { program: `src/testing/${name}`, 'document-worker': 'src/platform/documents/document-worker.ts' },
    outdir: dir,
    ...serverBundle,
    sourcemap: false,
  });
  return { file: join(dir, 'program.js'), remove: () => rm(dir, { recursive: true, force: true }) };
}
