import { availableParallelism, totalmem } from 'node:os';
import { defineConfig } from 'vitest/config';

export default defineConfig({
  oxc: { jsx: { runtime: 'automatic', importSource: 'preact' } },
  test: {
    include: ['e2e/**/*.test.ts'],
    globalSetup: 'e2e/template.ts',
    // What every journey passes through may be broken: then the next ones tell nothing new, and wait long.
    bail: 8,
    testTimeout: 300_000,
    // What the worker does after an act, or a browser after a page.
    expect: { poll: { timeout: 100_000 } },
    hookTimeout: 600_000,
    // A journey waits as long as it works. Two at a time, each with a browser and a site (about 1 GB), where there is room.
    maxWorkers: availableParallelism() > 1 && totalmem() > 4 * 1024 ** 3 ? 2 : 1,
    env: { TZ: 'Asia/Shanghai' },
  },
});
