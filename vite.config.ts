import { fileURLToPath } from 'node:url';
import { defineConfig } from 'vite';
import type { Plugin } from 'vite';
import { demoPatient } from './.ci/demo-patient.ts';
import { ownFiles } from './.ci/own-files.ts';
import { allowing, pacsOf, pacsOfPage } from './.ci/pacs-of-page.ts';

const root = fileURLToPath(new URL('.', import.meta.url));

const pacs = pacsOf(process.env['TRABECULA_DICOMWEB']);

/** The page asks for nothing but its own files, and a PACS where one is configured; the same is said in the page itself, for servers that say nothing. */
const POLICY = [
  "default-src 'none'",
  "script-src 'self' 'wasm-unsafe-eval'",
  "worker-src 'self'",
  "style-src 'self'",
  "img-src 'self' data: blob:",
  "connect-src 'self'",
  "manifest-src 'self'",
  "base-uri 'none'",
  "form-action 'none'",
  "frame-ancestors 'none'",
].join('; ');

const demo: Plugin = {
  name: 'demo-patient',
  generateBundle() {
    this.emitFile({ type: 'asset', fileName: 'demo/himars-demo.zip', source: demoPatient(root) });
  },
};

/** The address in plain letters, so that a script or a log can be searched for it: vite colours its own line under CI. */
const plainAddress: Plugin = {
  name: 'plain-address',
  configurePreviewServer(server) {
    server.printUrls = () => {
      for (const url of server.resolvedUrls?.local ?? []) console.log(`Trabecula is at ${url} (Ctrl+C ends it)`);
    };
  },
};

/** No module of this project does anything but define; what is not used, the schemas above all, is left out. */
export const treeshake = {
  moduleSideEffects: (id: string) =>
    /\/ui\/(main\.tsx|offline\/)|\/worker\/(ledger-)?worker\.ts|\.css|node_modules/.test(id),
};

/** Where `new Function` is refused. */
export const withoutEval = {
  ndarray: fileURLToPath(new URL('core/geometry/ndarray-without-eval.ts', import.meta.url)),
};

/** The page as static files: `vite build ui`, `vite preview ui`. */
export default defineConfig({
  root: 'ui',
  base: './',
  resolve: { alias: withoutEval },
  plugins: [pacsOfPage(pacs), demo, ownFiles('service-worker.js'), plainAddress],
  worker: { format: 'es', rolldownOptions: { treeshake } },
  build: {
    outDir: '../dist/page',
    emptyOutDir: true,
    target: 'es2022',
    modulePreload: { polyfill: false },
    assetsInlineLimit: 0,
    chunkSizeWarningLimit: 1000,
    rolldownOptions: { treeshake },
  },
  preview: {
    host: '127.0.0.1',
    port: Number(process.env['PORT'] ?? 4173),
    strictPort: true,
    headers: {
      'Content-Security-Policy': allowing(POLICY, pacs),
      'X-Content-Type-Options': 'nosniff',
      'Referrer-Policy': 'no-referrer',
      'Cross-Origin-Opener-Policy': 'same-origin',
    },
  },
});
