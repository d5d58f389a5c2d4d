import { defineConfig } from 'vitest/config';
import { keptThread } from './kept-thread.ts';
import { QuickKillersFirst, watchFiles } from './quick-killers-first.ts';

/** The tests that mutants are put to; `run-mutation.ts` names them by room. */
export default defineConfig({
  root: process.cwd(),
  plugins: [
    {
      name: 'kept-thread',
      configureVitest: ({ project }) => {
        project.config.pool = keptThread.name;
        project.config.poolRunner = keptThread;
      },
    },
  ],
  test: {
    include: (process.env['MUTATION_TESTS'] ?? 'tests/core/**/*.test.ts').split(','),
    setupFiles: ['tests/mutation/before-each-file.ts'],
    isolate: true,
    maxWorkers: 1,
    testTimeout: 300_000,
    sequence: { sequencer: QuickKillersFirst },
    reporters: [watchFiles],
  },
});
