import { fileURLToPath } from 'node:url';
import { defineConfig } from 'vitest/config';

const property = fileURLToPath(new URL('src/testing/property.ts', import.meta.url));

export default defineConfig({
  plugins: [
    {
      name: 'one seed for all properties',
      enforce: 'pre',
      resolveId: (id, from) => (id === 'fast-check' && from !== property ? property : undefined),
    },
  ],
  oxc: { jsx: { runtime: 'automatic', importSource: 'preact' } },
  test: {
    include: ['src/**/*.test.{ts,tsx}', 'scripts/**/*.test.ts'],
    globalSetup: 'src/testing/global-setup.ts',
    // For a busy machine: what takes a second alone may wait long for its turn.
    testTimeout: 300_000,
    expect: { poll: { timeout: 20_000 } },
    hookTimeout: 120_000,
    maxWorkers: 2,
    env: { TZ: 'Asia/Shanghai' },
  },
});
