import type { Command } from 'commander';
import { addDicomwebOptions, type DicomwebOptions } from '../dicomweb-options.ts';
import { EXIT } from '../exit-status.ts';
import { confirmOption, formatOption, outOption } from './options.ts';

interface InspectOptions extends DicomwebOptions {
  readonly format: string;
  readonly out?: string;
  readonly confirm: string[];
}

export function addInspectCommand(program: Command, setStatus: (status: number) => void): void {
  const command = program
    .command('inspect')
    .description('show what files hold: objects, links, ROIs (usable or why not), doses, prescriptions, warnings')
    .argument('[path...]', 'folders, DICOM files or zip files')
    .addOption(formatOption(['text', 'json']))
    .addOption(outOption())
    .addOption(confirmOption());
  addDicomwebOptions(command).action(async (paths: string[], options: InspectOptions) => {
    const { givenFiles, requireSource } = await import('../given-files.ts');
    const { inspect } = await import('../../app/inspect.ts');
    const { emit } = await import('../emit.ts');
    const { showProgress } = await import('../progress.ts');
    requireSource(paths, options, 'inspect');
    const progress = showProgress();
    const files = await givenFiles(paths, options, progress).finally(progress.done);
    const result = await inspect({ files, confirm: options.confirm });
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
