import type { Command } from 'commander';
import { TrabeculaError } from '../../../core/index.ts';

export function addPhantomCommand(program: Command): void {
  program
    .command('phantom')
    .description('write a synthetic patient as DICOM-RT, with its case file')
    .argument('<name>', 'himars-demo, himars-demo-revised, sphere, gtv-fails-ptv-passes or skeleton')
    .argument('[folder]', 'folder to write to; it is made if it is not there')
    .option('--out <folder>', 'the same')
    .option('--fine', 'slices of 1 mm and smaller pixels (skeleton: 70 MB)')
    .action(async (name: string, folder: string | undefined, options: { out?: string; fine?: boolean }) => {
      const target = folderOf(folder, options.out);
      const { phantomFiles } = await import('../../app/phantom.ts');
      const { writeFolder } = await import('../write-folder.ts');
      const files = phantomFiles(name, { fine: options.fine ?? false });
      await writeFolder(target, files);
      process.stdout.write(`${linesOf(files.map(({ path }) => path)).join('\n')}\n`);
    });
}

/** A folder with many files, such as a CT, takes one line. */
const MOST_OF_A_FOLDER = 20;

function linesOf(paths: readonly string[]): string[] {
  const byFolder = new Map<string, string[]>();
  for (const path of paths) {
    const folder = path.slice(0, path.lastIndexOf('/') + 1);
    byFolder.set(folder, [...(byFolder.get(folder) ?? []), path]);
  }
  return [...byFolder.values()].flatMap((inside) =>
    inside.length > MOST_OF_A_FOLDER
      ? [`${inside[0] ?? ''} to ${inside.at(-1)?.split('/').at(-1) ?? ''} (${String(inside.length)} files)`]
      : inside,
  );
}

function folderOf(named: string | undefined, out: string | undefined): string {
  const folder = named ?? out;
  if (folder !== undefined && (named === undefined || out === undefined)) return folder;
  throw new TrabeculaError('usage', {
    what: folder === undefined ? 'no folder to write to' : 'two folders to write to',
    expected: 'a folder after the name, or --out <folder>',
  });
}
