import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { phantomFiles } from '../src/app/phantom.ts';
import { SHIPPED_PHANTOMS } from './shipped-phantoms.ts';

// Writes the shipped phantoms anew: `npm run test-data`. A test holds the committed files to what this writes.
const root = fileURLToPath(new URL('../test-data', import.meta.url));
for (const name of SHIPPED_PHANTOMS) {
  const folder = join(root, name);
  rmSync(folder, { recursive: true, force: true });
  const files = phantomFiles(name);
  for (const { path, bytes } of files) {
    const target = join(folder, path);
    mkdirSync(dirname(target), { recursive: true });
    writeFileSync(target, bytes);
  }
  console.log(`${name}: ${String(files.length)} files`);
}
