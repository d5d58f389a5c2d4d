import { createHash } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import type { Plugin } from 'vite';

const folder = fileURLToPath(new URL('../ui/public/', import.meta.url));
const worker = fileURLToPath(new URL('../ui/offline/service-worker.ts', import.meta.url));

/** Builds the service worker beside the page and tells it the names of all files of the build, and a hash of them. */
export function ownFiles(fileName: string): Plugin {
  return {
    name: 'own-files',
    enforce: 'post',
    buildStart() {
      this.emitFile({ type: 'chunk', id: worker, fileName });
    },
    generateBundle: {
      order: 'post',
      handler(_, bundle) {
        const files = Object.values(bundle).filter((file) => file.fileName !== fileName);
        const given = readdirSync(folder);
        const hash = createHash('sha256');
        for (const file of files) hash.update(file.fileName).update(file.type === 'chunk' ? file.code : file.source);
        for (const file of given) hash.update(file).update(readFileSync(`${folder}${file}`));
        const names = [...files.map((file) => file.fileName), ...given].sort();
        const chunk = bundle[fileName];
        if (chunk?.type !== 'chunk') this.error('the service worker was not built');
        chunk.code = chunk.code
          .replaceAll('__FILES__', JSON.stringify(names))
          .replaceAll('__VERSION__', JSON.stringify(hash.digest('hex').slice(0, 16)));
      },
    },
  };
}
