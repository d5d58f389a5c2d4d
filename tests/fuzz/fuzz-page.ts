import { cpus } from 'node:os';
import type { Tally } from './fuzz-messages.ts';

export interface Totals extends Tally {
  readonly name: string;
  readonly seconds: number;
  readonly largestBytes: number;
}

const HEAD = [
  'target',
  'inputs',
  'past parsing',
  'accepted',
  'typed errors',
  'compared',
  'findings',
  'inputs/s',
  'peak MB',
];

function rowOf(totals: Totals): string[] {
  const { name, inputs, parsed, accepted, refused, compared, findings, seconds, largestBytes } = totals;
  const share = inputs === 0 ? 0 : (100 * parsed) / inputs;
  const errors = Object.values(refused).reduce((sum, count) => sum + count, 0);
  return [
    name,
    String(inputs),
    `${parsed} (${share.toFixed(1)} %)`,
    String(accepted),
    String(errors),
    String(compared),
    String(findings.length),
    (inputs / Math.max(seconds, 1e-3)).toFixed(0),
    (largestBytes / 2 ** 20).toFixed(0),
  ];
}

function summed(all: readonly Totals[]): Totals {
  const refused: Record<string, number> = {};
  for (const each of all)
    for (const [kind, count] of Object.entries(each.refused)) refused[kind] = (refused[kind] ?? 0) + count;
  const sum = (pick: (each: Totals) => number): number => all.reduce((total, each) => total + pick(each), 0);
  return {
    name: 'all',
    inputs: sum((each) => each.inputs),
    parsed: sum((each) => each.parsed),
    accepted: sum((each) => each.accepted),
    compared: sum((each) => each.compared),
    seconds: sum((each) => each.seconds),
    largestBytes: Math.max(0, ...all.map((each) => each.largestBytes)),
    findings: all.flatMap((each) => each.findings),
    refused,
  };
}

/** A line for each target, or the last one with the sum and the words of the head. */
export function totalsText(all: readonly Totals[], isWhole = false): string {
  const rows = isWhole ? [HEAD, ...all.map(rowOf), rowOf(summed(all))] : all.map(rowOf);
  return rows.map((row) => row.map((cell, n) => cell.padEnd([12, 9, 18, 9, 13, 9, 9, 9, 8][n]!)).join(' ')).join('\n');
}

const KINDS = ['untyped error', 'wrong answer', 'hang', 'memory', 'crash'] as const;
const ERRORS = ['unreadable', 'contradiction', 'usage', 'nothing-found'] as const;

/** docs/fuzz.md */
export function fuzzPage(all: readonly Totals[], seed: number): string {
  const whole = summed(all);
  const line = (cells: readonly string[]): string => `| ${cells.join(' | ')} |`;
  const table = (rows: readonly (readonly string[])[]): string =>
    [line(rows[0]!), line(rows[0]!.map(() => '---')), ...rows.slice(1).map(line)].join('\n');
  const each = [...all, whole];
  return `# Hostile input

Written by \`npm run fuzz -- --inputs ${whole.inputs} --seed ${seed} --write\` in ${(whole.seconds / 60).toFixed(0)} minutes on one thread of a ${cpus()[0]?.model.trim() ?? 'processor'}.
Every input is made from the seed and its number alone, so any of them can be made again.

${table([HEAD, ...each.map(rowOf)])}

"Past parsing" are inputs that were read as what they claim to be; what is refused later (another frame of reference, a
rule that cannot be met) counts there too. "Compared" are the answers of a seeded sample of accepted inputs: histograms
of DICOM mutants with the reference kernel on what a second, naive reader makes of the same bytes
([plain-reader.ts](../tests/fuzz/plain-reader.ts)), formulas with plain arithmetic, label maps with counting.

## Refused, by kind of error

${table([['target', ...ERRORS], ...each.map(({ name, refused }) => [name, ...ERRORS.map((kind) => String(refused[kind] ?? 0))])])}

## Findings

${table([['target', ...KINDS], ...each.map(({ name, findings }) => [name, ...KINDS.map((kind) => String(findings.filter((finding) => finding.kind === kind).length))])])}

A finding is anything that is thrown and is no typed error, an answer that differs from the reference, no answer within
2 s, more than 1 GB of memory, or a thread that ends. \`npm run fuzz -- --target dicom --seed ${seed} --only 17\` writes one
input to \`out/fuzz/\` and runs it. What was found is kept with a small input in [found.test.ts](../tests/fuzz/found.test.ts).
`;
}
