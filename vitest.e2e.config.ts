import { defineConfig } from 'vitest/config';

export default defineConfig({
  oxc: { jsx: { runtime: 'automatic', importSource: 'preact' } },
  test: {
    include: ['e2e/**/*.test.ts'],
    globalSetup: 'e2e/template.ts',
    testTimeout: 120_000,
    hookTimeout: 180_000,
    // One browser and one site at a time: the machine is small.
    fileParallelism: false,
    env: { TZ: 'Asia/Shanghai' },
  },
});
