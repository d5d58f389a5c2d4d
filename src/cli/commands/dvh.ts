import type { Command } from 'commander';
import { Option } from 'commander';
import type { EndCaps } from '../../../core/index.ts';
import {
  confirmOption,
  doseOption,
  endCapsOption,
  formatOption,
  outOption,
  repeatable,
  structureSetOption,
} from './options.ts';

interface DvhOptions {
  readonly roi: string[];
  readonly metric: string[];
  readonly endCaps: EndCaps;
  readonly curve: boolean;
  readonly dose?: string;
  readonly structureSet?: string;
  readonly confirm: string[];
  readonly format: string;
  readonly out?: string;
}

export function addDvhCommand(program: Command): void {
  program
    .command('dvh')
    .description('dose-volume metrics of the structures, in TG-263 notation')
    .argument('<path...>', 'folders, DICOM files or zip files')
    .addOption(repeatable(new Option('--roi <name>', 'only this ROI; may be repeated')))
    .addOption(
      repeatable(new Option('--metric <metric>', 'such as "D95%[Gy]", "V20Gy[%]", "Mean[Gy]"; may be repeated')),
    )
    .addOption(endCapsOption())
    .option('--curve', 'with the whole cumulative curve', false)
    .addOption(doseOption())
    .addOption(structureSetOption())
    .addOption(confirmOption())
    .addOption(formatOption(['text', 'csv', 'json']))
    .addOption(outOption())
    .action(async (paths: string[], options: DvhOptions) => {
      const { collectFiles } = await import('../collect-files.ts');
      const { dvh } = await import('../../app/dvh.ts');
      const { emit } = await import('../emit.ts');
      const { showProgress } = await import('../progress.ts');
      const progress = showProgress();
      const result = await dvh({
        files: await collectFiles(paths),
        rois: options.roi,
        metrics: options.metric,
        endCaps: options.endCaps,
        curve: options.curve,
        confirm: options.confirm,
        onProgress: progress.onProgress,
        ...(options.dose === undefined ? {} : { dose: options.dose }),
        ...(options.structureSet === undefined ? {} : { structureSet: options.structureSet }),
      }).finally(progress.done);
      const answer =
        options.format === 'json'
          ? (await import('../../report/dvh-json.ts')).dvhJson(result)
          : options.format === 'csv'
            ? (await import('../../report/dvh-csv.ts')).dvhCsv(result)
            : (await import('../../report/dvh-text.ts')).dvhText(result);
      await emit(answer, options.out, options.format === 'text');
    });
}
