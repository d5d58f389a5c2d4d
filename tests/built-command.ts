import { spawnSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';

export interface Answer {
  readonly status: number;
  readonly stdout: string;
  readonly stderr: string;
}

export const builtMain = fileURLToPath(new URL('../dist/cli/main.mjs', import.meta.url));

/** Runs the built command as a user would. */
export function trabecula(...words: readonly string[]): Answer {
  const { status, stdout, stderr, error } = spawnSync(process.execPath, [builtMain, ...words], {
    encoding: 'utf8',
    maxBuffer: 1 << 28,
  });
  if (error !== undefined) throw error;
  return { status: status ?? -1, stdout, stderr };
}
