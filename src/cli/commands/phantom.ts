import type { Command } from 'commander';

export function addPhantomCommand(program: Command): void {
  program
    .command('phantom')
    .description('write a synthetic patient as DICOM-RT, with its case file')
    .argument('<name>', 'himars-demo, sphere or gtv-fails-ptv-passes')
    .requiredOption('--out <folder>', 'folder to write to; it is made if it is not there')
    .action(async (name: string, options: { out: string }) => {
      const { phantomFiles } = await import('../../app/phantom.ts');
      const { writeFolder } = await import('../write-folder.ts');
      const files = phantomFiles(name);
      await writeFolder(options.out, files);
      process.stdout.write(`${files.map(({ path }) => path).join('\n')}\n`);
    });
}
