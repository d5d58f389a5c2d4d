import type { Command } from 'commander';
import { EXIT } from '../exit-status.ts';
import { confirmOption, formatOption, outOption } from './options.ts';

export function addInspectCommand(program: Command, setStatus: (status: number) => void): void {
  program
    .command('inspect')
    .description('show what files hold: objects, links, ROIs (usable or why not), doses, prescriptions, warnings')
    .argument('<path...>', 'folders, DICOM files or zip files')
    .addOption(formatOption(['text', 'json']))
    .addOption(outOption())
    .addOption(confirmOption())
    .action(async (paths: string[], options: { format: string; out?: string; confirm: string[] }) => {
      const { collectFiles } = await import('../collect-files.ts');
      const { inspect } = await import('../../app/inspect.ts');
      const { emit } = await import('../emit.ts');
      const result = await inspect({ files: await collectFiles(paths), confirm: options.confirm });
      const answer =
        options.format === 'json'
          ? (await import('../../report/inspect-json.ts')).inspectJson(result)
          : (await import('../../report/inspect-text.ts')).inspectText(result);
      await emit(answer, options.out, options.format === 'text');
      const [refusal] = result.refusals;
      if (refusal !== undefined) {
        process.stderr.write(`trabecula: ${refusal}\n`);
        setStatus(EXIT.unreadable);
      }
    });
}
