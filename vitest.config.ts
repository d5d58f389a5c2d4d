import { playwright } from '@vitest/browser-playwright';
import { defineConfig } from 'vitest/config';
import { chromiumOptions } from './tests/browser/chromium-options.ts';
import { withoutEval } from './vite.config.ts';

/**
 * Seven suites. `unit`, `cli`, `components` (parts of the page, each alone, in a real browser) and `page` (all of it, as it is
 * built) need npm alone and are what `npm test` runs; `peers` needs the Debian packages of other implementations, `deploy` those
 * of Snakemake and Slurm, `real` a folder of real exports (TRABECULA_DATA).
 */
const FROM_NPM = [
  'react',
  'react-dom',
  'react-dom/client',
  'react/jsx-dev-runtime',
  'recharts',
  'vitest-browser-react',
  'mathjs',
  'zod',
  'd3-contour',
  'temporal-polyfill',
  'pure-rand/generator/xoroshiro128plus',
];

export default defineConfig({
  test: {
    // Of two processors, the default would leave one idle.
    maxWorkers: '100%',
    projects: [
      {
        test: {
          name: 'unit',
          // Files share their modules: loading them for each took as long as testing. Whoever sets limits, puts them back.
          isolate: false,
          include: ['tests/**/*.test.ts'],
          exclude: [
            'tests/cli/**',
            'tests/peers/**',
            'tests/**/*.deploy.test.ts',
            'tests/real/**',
            'tests/browser/**',
            'tests/components/**',
          ],
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
        resolve: { alias: withoutEval },
        // Named, so that none is come upon while tests run: the browser would start them anew.
        optimizeDeps: { include: FROM_NPM },
        test: {
          name: 'components',
          include: ['tests/components/**/*.test.tsx'],
          setupFiles: ['tests/components/page-look.ts'],
          testTimeout: 30_000,
          browser: {
            enabled: true,
            headless: true,
            provider: playwright({ launchOptions: await chromiumOptions() }),
            instances: [{ browser: 'chromium' }],
            viewport: { width: 1280, height: 900 },
            screenshotFailures: false,
          },
        },
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
          name: 'deploy',
          include: ['tests/deploy/**/*.deploy.test.ts'],
          testTimeout: 300_000,
          hookTimeout: 120_000,
        },
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
