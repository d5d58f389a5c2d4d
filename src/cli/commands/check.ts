import type { Command } from 'commander';
import { Option } from 'commander';
import type { BetweenSlices, CheckResult, EndCaps } from '../../../core/index.ts';
import { TrabeculaError } from '../../../core/index.ts';
import { addDicomwebOptions, type DicomwebOptions } from '../dicomweb-options.ts';
import { exitStatusOf } from '../exit-status.ts';
import { requireSource } from '../given-files.ts';
import {
  betweenSlicesOption,
  doseOption,
  endCapsOption,
  formatOption,
  outOption,
  repeatable,
  structureSetOption,
} from './options.ts';

interface CheckOptions extends DicomwebOptions {
  readonly trial: string;
  readonly case?: string;
  readonly writeCase?: string;
  readonly acceptProposal: boolean;
  readonly endCaps: EndCaps;
  readonly betweenSlices: BetweenSlices;
  readonly dose?: string;
  readonly structureSet?: string;
  readonly doseArray?: string;
  readonly mask: string[];
  readonly format: string;
  readonly out?: string;
}

export function addCheckCommand(program: Command, setStatus: (status: number) => void): void {
  const command = program
    .command('check')
    .description('check a plan against a trial’s rules, lesion by lesion')
    .argument('[path...]', 'folders, DICOM files or zip files')
    .requiredOption('--trial <id|file>', 'a shipped trial (himars) or a trial file')
    .option('--case <file>', 'lesions, prescriptions and readings; without it one is proposed')
    .option('--write-case <file>', 'save the proposed case')
    .option('--accept-proposal', 'take the proposed case as confirmed', false)
    .addOption(endCapsOption())
    .addOption(betweenSlicesOption())
    .addOption(doseOption())
    .addOption(structureSetOption())
    .option('--dose-array <file>', 'a dose as a plain array (JSON header beside a raw file) instead of DICOM')
    .addOption(repeatable(new Option('--mask <name=file>', 'a structure as a plain array; may be repeated')))
    .addOption(formatOption(['text', 'json', 'csv', 'html', 'pdf']))
    .addOption(outOption());
  addDicomwebOptions(command).action(async (paths: string[], options: CheckOptions) => {
    refuseContradictions(paths, options);
    const { runCheck } = await import('../run-check.ts');
    const { emit } = await import('../emit.ts');
    const { result, proposedCase } = await runCheck(paths, options);
    const answer = await render(result, options.format);
    if (options.writeCase !== undefined && proposedCase !== null) {
      const { writeAtomically } = await import('../write-atomically.ts');
      await writeAtomically(options.writeCase, `${JSON.stringify(proposedCase, null, 2)}\n`);
    }
    await emit(answer, options.out, options.format === 'text');
    setStatus(exitStatusOf(result));
  });
}

function refuseContradictions(paths: readonly string[], options: CheckOptions): void {
  const usage = (what: string): TrabeculaError => new TrabeculaError('usage', { what });
  if (options.case !== undefined && options.writeCase !== undefined) {
    throw usage('--write-case saves a proposal, and with --case there is none');
  }
  if (options.case !== undefined && options.acceptProposal) {
    throw usage('--accept-proposal accepts a proposal, and with --case there is none');
  }
  const hasArrays = options.doseArray !== undefined || options.mask.length > 0;
  if (!hasArrays) requireSource(paths, options, 'check');
  if (hasArrays && (options.doseArray === undefined || options.mask.length === 0)) {
    throw usage('--dose-array and --mask go together: one dose and at least one mask');
  }
  if (hasArrays && (paths.length > 0 || options.dicomweb !== undefined))
    throw usage('plain arrays are checked alone, without folders of DICOM files');
}

async function render(result: CheckResult, format: string): Promise<string | Uint8Array> {
  if (format === 'json') return (await import('../../report/check-json.ts')).checkJson(result);
  if (format === 'csv') return (await import('../../report/check-csv.ts')).checkCsv(result);
  if (format === 'html' || format === 'pdf') {
    const html = (await import('../../report/check-html.ts')).checkHtml(result);
    return format === 'html' ? html : (await import('../pdf-of.ts')).pdfOf(html);
  }
  return (await import('../../report/check-text.ts')).checkText(result);
}
