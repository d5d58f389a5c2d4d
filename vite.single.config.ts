import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { gzipSync } from 'node:zlib';
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
        import InlineLedgerWorker from '${root}src/worker/ledger-worker.ts?worker&inline';
        export const startWorker = () => new InlineWorker();
        export const startLedgerWorker = () => new InlineLedgerWorker();
        export const LEDGER_IS_INSIDE = true;`;
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

/** The ledger's database, zipped, inside its worker; it would look for its files beside the page. */
const databaseInside: Plugin = {
  name: 'database-inside',
  enforce: 'pre',
  load(id) {
    if (id !== `${root}src/worker/pglite-program.ts`) return null;
    const zipped = (name: string): string =>
      gzipSync(readFileSync(`${root}node_modules/@electric-sql/pglite/dist/${name}`), { level: 9 }).toString('base64');
    return `
      const bytesOf = (text) => {
        const bytes = Uint8Array.from(atob(text), (letter) => letter.charCodeAt(0));
        return new Response(new Blob([bytes]).stream().pipeThrough(new DecompressionStream('gzip'))).arrayBuffer();
      };
      export const pgliteProgram = async () => ({
        pgliteWasmModule: await WebAssembly.compile(await bytesOf('${zipped('pglite.wasm')}')),
        initdbWasmModule: await WebAssembly.compile(await bytesOf('${zipped('initdb.wasm')}')),
        fsBundle: new Blob([await bytesOf('${zipped('pglite.data')}')]),
      });`;
  },
  transform(code, id) {
    if (!id.includes('/@electric-sql/pglite/')) return null;
    return code.replace(
      /new URL\("(?:\.\/)?(?:pglite|initdb)\.(?:wasm|data)",\s*import\.meta\.url\)/g,
      'new URL("about:blank")',
    );
  },
};

/** The page as one file for a double-click: `npm run page:single`. A browser refuses modules and workers beside a file. */
export default defineConfig({
  root: 'ui',
  base: './',
  publicDir: false,
  resolve: { alias: withoutEval },
  plugins: [inside, oneFile('trabecula.html')],
  worker: {
    format: 'iife',
    plugins: () => [databaseInside],
    rolldownOptions: { treeshake, output: { codeSplitting: false } },
  },
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
