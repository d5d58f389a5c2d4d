import { type Command, Option } from 'commander';
import { type BetweenSlices, type CompareResult, type EndCaps, TrabeculaError } from '../../../core/index.ts';
import { EXIT } from '../exit-status.ts';
import { betweenSlicesOption, endCapsOption, formatOption, outOption } from './options.ts';

interface CompareOptions {
  readonly trial: string;
  readonly case?: string;
  readonly caseA?: string;
  readonly caseB?: string;
  readonly doseA?: string;
  readonly doseB?: string;
  readonly acceptProposal: boolean;
  readonly endCaps: EndCaps;
  readonly betweenSlices: BetweenSlices;
  readonly format: string;
  readonly out?: string;
}

const STATUS: Readonly<Record<CompareResult['outcome'], number>> = {
  'not-worse': EXIT.ok,
  worse: EXIT.deviation,
  open: EXIT.open,
};

export function addCompareCommand(program: Command, setStatus: (status: number) => void): void {
  program
    .command('compare')
    .description('two plans of one patient against a trial’s rules: which classes flip, and why')
    .argument('<A>', 'a folder, DICOM file or zip file')
    .argument('<B>', 'the other plan; the same folder with --dose-a and --dose-b')
    .requiredOption('--trial <id|file>', 'a shipped trial (himars) or a trial file')
    .option('--case <file>', 'lesions, prescriptions and readings of both')
    .option('--case-a <file>', 'those of A')
    .option('--case-b <file>', 'those of B')
    .addOption(new Option('--dose-a <uid|file>', 'which dose of A, where several are there'))
    .addOption(new Option('--dose-b <uid|file>', 'which dose of B'))
    .option('--accept-proposal', 'take proposed cases as confirmed', false)
    .addOption(endCapsOption())
    .addOption(betweenSlicesOption())
    .addOption(formatOption(['text', 'html', 'pdf', 'json']))
    .addOption(outOption())
    .addHelpText(
      'after',
      '\nExit status: 0 no class is worse in B, 1 one is, 2 it is open or a lesion is in one only;\n65 an error in the input, another patient or trial.',
    )
    .action(async (a: string, b: string, options: CompareOptions) => {
      const cases = casesOf(options);
      const { runCompare } = await import('../run-compare.ts');
      const { emit } = await import('../emit.ts');
      const result = await runCompare(
        { path: a, case: cases.a, dose: options.doseA },
        { path: b, case: cases.b, dose: options.doseB },
        options,
      );
      await emit(await render(result, options.format), options.out, options.format === 'text');
      setStatus(STATUS[result.outcome]);
    });
}

function casesOf(options: CompareOptions): { readonly a: string | undefined; readonly b: string | undefined } {
  const usage = (what: string): TrabeculaError => new TrabeculaError('usage', { what });
  const { case: both, caseA: a = both, caseB: b = both } = options;
  if (both !== undefined && (options.caseA !== undefined || options.caseB !== undefined)) {
    throw usage('--case is the case of both plans; --case-a and --case-b are one each');
  }
  if (options.acceptProposal && a !== undefined && b !== undefined) {
    throw usage('--accept-proposal accepts a proposal, and with cases there is none');
  }
  return { a, b };
}

async function render(result: CompareResult, format: string): Promise<string | Uint8Array> {
  if (format === 'html' || format === 'pdf') {
    const html = (await import('../../report/compare-html.ts')).compareHtml(result);
    return format === 'html' ? html : (await import('../pdf-of.ts')).pdfOf(html);
  }
  if (format === 'json') return (await import('../../report/compare-json.ts')).compareJson(result);
  return (await import('../../report/compare-text.ts')).compareText(result);
}
