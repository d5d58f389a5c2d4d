import { type Command, InvalidArgumentError, Option } from 'commander';
import { type MarrowResult, type MarrowWish, OBJECTIVES, type Objective, TrabeculaError } from '../../../core/index.ts';
import type { MarrowAnswer } from '../../app/marrow.ts';
import { addDicomwebOptions, type DicomwebOptions } from '../dicomweb-options.ts';
import { EXIT } from '../exit-status.ts';
import { requireSource } from '../given-files.ts';
import { formatOption, outOption, repeatable, structureSetOption } from './options.ts';

interface MarrowOptions extends DicomwebOptions {
  readonly case?: string;
  readonly typed?: string;
  readonly trial?: string;
  readonly level?: number;
  readonly objective: Objective;
  readonly order: string[];
  readonly must: string[];
  readonly not: string[];
  readonly pick?: string[];
  readonly structureSet?: string;
  readonly writeRtstruct?: string;
  readonly writeSeg?: string;
  readonly format: string;
  readonly out?: string;
}

export function addMarrowCommand(program: Command, setStatus: (status: number) => void): void {
  const command = program
    .command('marrow')
    .description('bone marrow reserve, volume level, and which lesions fit it')
    .argument('[path...]', 'folders, DICOM files or zip files')
    .option('--case <file>', 'lesions, trabecular bone, readings and declarations')
    .option('--typed <file>', 'typed volumes instead of DICOM')
    .option('--trial <id|file>', 'a shipped trial or a trial file (default: himars)')
    .option('--level <level>', 'the volume level that is open, such as -1, 1, 2 or 3', wholeNumber)
    .addOption(new Option('--objective <objective>', 'what a good choice is').choices(OBJECTIVES).default('order'))
    .option('--order <ids>', 'your own order of lesions: L3,L1,...', listOfIds, [])
    .addOption(repeatable(new Option('--must <id>', 'a lesion that is in any case taken; may be repeated')))
    .addOption(repeatable(new Option('--not <id>', 'a lesion that is in no case taken; may be repeated')))
    .option('--pick <ids>', 'a set of your own, judged beside the proposal: L3,L1,...', listOfIds)
    .addOption(structureSetOption())
    .option(
      '--write-rtstruct <folder>',
      'write reserve, trabecular bone, GTV_Total and proposal as an RT Structure Set',
    )
    .option('--write-seg <folder>', 'write them as a DICOM Segmentation')
    .addOption(formatOption(['text', 'json', 'csv', 'html', 'pdf']))
    .addOption(outOption());
  addDicomwebOptions(command).action(async (paths: string[], options: MarrowOptions) => {
    refuseContradictions(paths, options);
    const { runMarrow } = await import('../run-marrow.ts');
    const { emit } = await import('../emit.ts');
    const answer = await runMarrow(paths, { ...options, wish: wishOf(options) });
    const shown = await render(answer, options.format);
    await emit(shown, options.out, options.format === 'text');
    setStatus(statusOf(answer.result));
  });
}

function wishOf({ level, objective, order, must, not, pick }: MarrowOptions): MarrowWish {
  return { level: level ?? null, objective, order, must, not, pick: pick ?? null };
}

function refuseContradictions(paths: readonly string[], options: MarrowOptions): void {
  const usage = (what: string): TrabeculaError => new TrabeculaError('usage', { what });
  if (options.typed !== undefined) {
    if (paths.length > 0 || options.case !== undefined || options.dicomweb !== undefined) {
      throw usage('--typed stands alone: typed volumes need no folder and no --case');
    }
    if (options.writeRtstruct !== undefined || options.writeSeg !== undefined) {
      throw usage('typed volumes have no shape that could be written as DICOM');
    }
    return;
  }
  requireSource(paths, options, 'marrow');
  if (options.case === undefined) throw usage('--case FILE is needed: it says which bone and lesions are meant');
}

/** 0 when a proposal fits and nothing excludes; 1 for an exclusion or priority lesions above the level; else 2. */
function statusOf({ exclusion, selection }: MarrowResult): number {
  if (exclusion.outcome === 'fails' || selection.status === 'priority-exceeds-level') return EXIT.deviation;
  return exclusion.outcome === 'passes' && selection.status === 'fits' ? EXIT.ok : EXIT.open;
}

async function render({ result, picture }: MarrowAnswer, format: string): Promise<string | Uint8Array> {
  if (format === 'json') return (await import('../../report/marrow-json.ts')).marrowJson(result);
  if (format === 'csv') return (await import('../../report/marrow-csv.ts')).marrowCsv(result);
  if (format === 'html' || format === 'pdf') {
    const html = (await import('../../report/marrow-html.ts')).marrowHtml(result, picture);
    return format === 'html' ? html : (await import('../pdf-of.ts')).pdfOf(html);
  }
  return (await import('../../report/marrow-text.ts')).marrowText(result);
}

function wholeNumber(word: string): number {
  const number = Number(word);
  if (!/^[+-]?\d+$/.test(word)) throw new InvalidArgumentError('A level is a whole number.');
  return number;
}

function listOfIds(word: string): string[] {
  return word
    .split(',')
    .map((id) => id.trim())
    .filter((id) => id !== '');
}
