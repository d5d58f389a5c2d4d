import { readdir, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { TrabeculaError } from '../../../core/index.ts';

/**
 * The folders `depth` levels below the root, as paths with "/" from the root, in the order of their names; one level's
 * names are in memory at a time. A link counts as what it leads to; one that leads nowhere is a plan that will fail.
 * `onBeside` hears of what is no folder, or hidden, and so no plan.
 *
 * @throws TrabeculaError (nothing-found, unreadable) where the root or a folder above the plans cannot be listed
 */
export async function* plansBelow(
  root: string,
  depth: number,
  onBeside: (path: string) => void = () => undefined,
  above = '',
): AsyncGenerator<string> {
  const entries = await readdir(join(root, above), { withFileTypes: true }).catch((cause: unknown) => {
    const code = cause instanceof Error && 'code' in cause ? String(cause.code) : String(cause);
    const isMissing = code === 'ENOENT' || code === 'ENOTDIR';
    throw new TrabeculaError(
      isMissing ? 'nothing-found' : 'unreadable',
      { what: isMissing ? 'no such folder' : 'this folder cannot be read', where: join(root, above), found: code },
      cause,
    );
  });
  const names = entries
    .map((entry) => ({ name: entry.name, isFolder: entry.isDirectory(), isLink: entry.isSymbolicLink() }))
    .sort((a, b) => (a.name < b.name ? -1 : 1));
  for (const { name, isFolder, isLink } of names) {
    const path = above === '' ? name : `${above}/${name}`;
    const counts = !name.startsWith('.') && (isFolder || (isLink && (await leadsToFolderOrNowhere(join(root, path)))));
    if (!counts) onBeside(path);
    else if (depth <= 1) yield path;
    else yield* plansBelow(root, depth - 1, onBeside, path);
  }
}

async function leadsToFolderOrNowhere(path: string): Promise<boolean> {
  return stat(path).then(
    (facts) => facts.isDirectory(),
    () => true,
  );
}
