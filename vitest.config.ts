import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    include: ['test/**/*.test.ts', 'test/**/*.test.tsx'],
    globalSetup: ['test/support/global-setup.ts'],
    setupFiles: ['test/support/no-console-error.ts'],
    // Processes rather than threads: tests start servers, set variables and send signals.
    pool: 'forks',
    maxWorkers: 2,
    // Whole programs, databases and browsers on a small machine that others use too: only what hangs may run into these.
    testTimeout: 60_000,
    hookTimeout: 120_000,
    expect: { poll: { timeout: 10_000 } },
    restoreMocks: true,
    unstubEnvs: true,
  },
});
