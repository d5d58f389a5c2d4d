import { fileURLToPath } from 'node:url';
import { defineConfig } from 'vite';
import type { Plugin } from 'vite';
import { demoPatient } from './.ci/demo-patient.ts';
import { oneFile } from './.ci/one-file.ts';
import { treeshake, withoutEval } from './vite.config.ts';

const root = fileURLToPath(new URL('.', import.meta.url));

/** The two files of the page that load something from beside it say here what stands inside it instead. */
const inside: Plugin = {
  name: 'inside-the-file',
  enforce: 'pre',
  load(id) {
    if (id === `${root}ui/start-worker.ts`) {
      return `
        import InlineWorker from '${root}src/worker/worker.ts?worker&inline';
        export const startWorker = () => new InlineWorker();`;
    }
    if (id === `${root}ui/keep-offline.ts`) return 'export const keepOffline = () => Promise.resolve();';
    if (id === `${root}ui/files/fetch-demo.ts`) {
      return `
        const zipped = '${Buffer.from(demoPatient(root)).toString('base64')}';
        export const fetchDemo = async () => {
          const bytes = Uint8Array.from(atob(zipped), (letter) => letter.charCodeAt(0));
          return [{ path: 'himars-demo.zip', file: new Blob([bytes]) }];
        };`;
    }
    return null;
  },
};

/** The page as one file for a double-click: `npm run page:single`. A browser refuses modules and workers beside a file. */
export default defineConfig({
  root: 'ui',
  base: './',
  publicDir: false,
  resolve: { alias: withoutEval },
  plugins: [inside, oneFile('trabecula.html')],
  worker: { format: 'iife', rolldownOptions: { treeshake, output: { codeSplitting: false } } },
  build: {
    outDir: '../dist/page-single',
    emptyOutDir: true,
    target: 'es2022',
    modulePreload: false,
    assetsInlineLimit: Number.MAX_SAFE_INTEGER,
    cssCodeSplit: false,
    chunkSizeWarningLimit: 10_000,
    rolldownOptions: { treeshake, output: { format: 'iife', codeSplitting: false } },
  },
});
