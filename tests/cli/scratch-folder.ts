import { cpSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll } from 'vitest';

/** A shipped phantom, where it stands. */
export function shipped(name: string): string {
  return fileURLToPath(new URL(`../../test-data/${name}`, import.meta.url));
}

/** A new folder that goes when the tests of the file are done. */
export function scratchFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), 'trabecula-'));
  afterAll(() => rmSync(folder, { recursive: true, force: true }));
  return folder;
}

/** A copy of a shipped phantom, to be spoilt. */
export function copyOf(name: string): string {
  const folder = scratchFolder();
  cpSync(shipped(name), folder, { recursive: true });
  return folder;
}
