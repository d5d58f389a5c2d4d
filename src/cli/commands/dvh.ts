import type { Command } from 'commander';
import { InvalidArgumentError, Option } from 'commander';
import type { BetweenSlices, EndCaps } from '../../../core/index.ts';
import { SYSTEM_NAMES } from '../../../core/index.ts';
import { addDicomwebOptions, type DicomwebOptions } from '../dicomweb-options.ts';
import {
  betweenSlicesOption,
  confirmOption,
  doseOption,
  endCapsOption,
  formatOption,
  outOption,
  repeatable,
  structureSetOption,
} from './options.ts';

interface DvhOptions extends DicomwebOptions {
  readonly roi: string[];
  readonly metric: string[];
  readonly prescription?: number;
  readonly endCaps: EndCaps;
  readonly betweenSlices: BetweenSlices;
  readonly like?: string;
  readonly interval: boolean;
  readonly curve: boolean;
  readonly dose?: string;
  readonly structureSet?: string;
  readonly confirm: string[];
  readonly format: string;
  readonly out?: string;
}

export function addDvhCommand(program: Command): void {
  const command = program
    .command('dvh')
    .description(
      'dose-volume metrics of the structures, in TG-263 notation; beside the planning system’s own where the dose carries them',
    )
    .argument('[path...]', 'folders, DICOM files or zip files')
    .addOption(repeatable(new Option('--roi <name>', 'only this ROI; may be repeated')))
    .addOption(
      repeatable(new Option('--metric <metric>', 'such as "D95%[Gy]", "V20Gy[%]", "Mean[Gy]"; may be repeated')),
    )
    .addOption(
      new Option('--prescription <gy>', 'the dose that percent of dose refer to, as in "V100%[%]"').argParser(doseGy),
    )
    .option('--interval', 'with the ends of the interval over computing conventions; slower', false)
    .addOption(endCapsOption())
    .addOption(betweenSlicesOption())
    .addOption(
      new Option(
        '--like <system>',
        `end caps and shape that come closest to what a system printed: ${SYSTEM_NAMES.join(', ')}`,
      ),
    )
    .option('--curve', 'with the whole cumulative curve', false)
    .addOption(doseOption())
    .addOption(structureSetOption())
    .addOption(confirmOption())
    .addOption(formatOption(['text', 'csv', 'json']))
    .addOption(outOption());
  addDicomwebOptions(command).action(async (paths: string[], options: DvhOptions) => {
    const { givenFiles, requireSource } = await import('../given-files.ts');
    const { dvh } = await import('../../app/dvh.ts');
    const { emit } = await import('../emit.ts');
    const { showProgress } = await import('../progress.ts');
    const given = (option: string): boolean => command.getOptionValueSource(option) === 'cli';
    requireSource(paths, options, 'dvh');
    const progress = showProgress();
    const files = await givenFiles(paths, options, progress).finally(progress.done);
    const result = await dvh({
      files,
      rois: options.roi,
      metrics: options.metric,
      curve: options.curve,
      interval: options.interval,
      confirm: options.confirm,
      onProgress: progress.onProgress,
      ...(given('endCaps') ? { endCaps: options.endCaps } : {}),
      ...(given('betweenSlices') ? { betweenSlices: options.betweenSlices } : {}),
      ...(options.like === undefined ? {} : { like: options.like }),
      ...(options.prescription === undefined ? {} : { prescriptionGy: options.prescription }),
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

function doseGy(text: string): number {
  const value = /^\d+(\.\d+)?$/.test(text) ? Number(text) : Number.NaN;
  if (!(value > 0) || !Number.isFinite(value)) throw new InvalidArgumentError('A dose in Gy, above 0, is wanted.');
  return value;
}
