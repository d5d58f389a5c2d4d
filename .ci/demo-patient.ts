import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { zipSync } from 'fflate';
import type { Zippable } from 'fflate';

const FOLDER = 'test-data/himars-demo';

/** The shipped demonstration patient as one zip beside the page; the same bytes for the same files. */
export function demoPatient(root: string): Uint8Array {
  const files = readdirSync(join(root, FOLDER), { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name));
  const zip: Zippable = {};
  for (const file of files.sort()) {
    const path = file.slice(join(root, FOLDER).length + 1).replaceAll('\\', '/');
    zip[path] = [new Uint8Array(readFileSync(file)), { mtime: '1990-01-01T00:00:00' }];
  }
  return zipSync(zip, { level: 9 });
}
