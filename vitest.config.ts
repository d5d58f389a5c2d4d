import { defineConfig } from 'vitest/config';

/**
 * Five suites. `unit`, `cli` and `page` (the built page in a real browser) need npm alone and are what `npm test` runs; `peers` needs the Debian packages of
 * other implementations, `real` a folder of real exports (TRABECULA_DATA).
 */
export default defineConfig({
  test: {
    // Of two processors, the default would leave one idle.
    maxWorkers: '100%',
    projects: [
      {
        test: {
          name: 'unit',
          include: ['tests/**/*.test.ts'],
          exclude: ['tests/cli/**', 'tests/peers/**', 'tests/real/**', 'tests/browser/**'],
          setupFiles: ['tests/steady-draws.ts'],
          // The longest take some ten seconds; the machine may be ten times as busy.
          testTimeout: 120_000,
          hookTimeout: 120_000,
        },
      },
      {
        test: { name: 'cli', include: ['tests/cli/**/*.test.ts'], testTimeout: 120_000, hookTimeout: 120_000 },
      },
      {
        test: {
          name: 'page',
          include: ['tests/browser/**/*.test.ts'],
          globalSetup: ['tests/browser/serve-page.ts'],
          testTimeout: 120_000,
          hookTimeout: 120_000,
        },
      },
      {
        test: { name: 'peers', include: ['tests/peers/**/*.peer.test.ts'], testTimeout: 300_000, hookTimeout: 300_000 },
      },
      {
        test: {
          name: 'real',
          include: ['tests/real/**/*.real.test.ts'],
          globalSetup: ['tests/real/require-data.ts'],
          testTimeout: 300_000,
          hookTimeout: 300_000,
        },
      },
    ],
    coverage: {
      provider: 'v8',
      include: ['core/**/*.ts'],
      exclude: ['tests/**'],
      reporter: ['text-summary', 'json-summary', 'html'],
      reportsDirectory: 'coverage',
      // The numbers and the rules. The other rooms are covered by the command line run as a process, which v8 cannot see.
      thresholds: { lines: 95, branches: 90 },
    },
  },
});
