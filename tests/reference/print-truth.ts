/**
 * `npm run truth`: the engine against the exact answer for right prisms in a linear dose, over the whole matrix. Prints
 * the worst case of every solid, slice spacing, dose grid and gradient, and what finer rows change. Ends with status 1
 * when a case misses the goal.
 */
import type { TruthCase, TruthErrors } from './truth-matrix.ts';
import { DOSES_MM, ERROR_KEYS, errorsOf, GOAL, GRADIENTS, SLICES_MM, SOLIDS, worstShiftMm } from './truth-matrix.ts';

interface Result {
  readonly of: TruthCase;
  readonly errors: TruthErrors;
}

function wholeMatrix(): Result[] {
  const results: Result[] = [];
  for (const solid of Object.keys(SOLIDS)) {
    for (const gradient of Object.keys(GRADIENTS)) {
      for (const sliceMm of SLICES_MM) {
        for (const doseMm of DOSES_MM) {
          // Eighths of the spacing in turn: every pair of choices comes up with all of them.
          const of = { solid, gradient, sliceMm, doseMm, shift: ((5 * results.length) % 8) / 8 };
          results.push({ of, errors: errorsOf(of) });
        }
      }
    }
  }
  return results;
}

const reachesGoal = ({ errors }: Result): boolean =>
  worstShiftMm(errors) <= GOAL.shiftMm && errors.volumePercent <= GOAL.volumePercent;

const HEAD = ['cases', 'volume %', 'D mm', 'V(d) mm', 'Dmin/Dmax mm', 'Dmean mm', 'over the goal'];
const line = (cells: readonly string[]): void => {
  const [first = '', ...rest] = cells;
  process.stdout.write(`${first.padEnd(24)}${rest.map((cell) => cell.padStart(14)).join('')}\n`);
};

function row(name: string, results: readonly Result[]): void {
  const worst = ERROR_KEYS.map((key) => Math.max(...results.map(({ errors }) => errors[key])).toFixed(4));
  const over = results.filter((result) => !reachesGoal(result)).length;
  line([name, String(results.length), ...worst, String(over)]);
}

function table(title: string, results: readonly Result[], keyOf: (of: TruthCase) => string): void {
  line([`\n${title}`, ...HEAD]);
  const groups = new Map<string, Result[]>();
  for (const result of results) {
    const key = keyOf(result.of);
    groups.set(key, [...(groups.get(key) ?? []), result]);
  }
  for (const [name, group] of groups) row(name, group);
}

const results = wholeMatrix();
process.stdout.write(
  `Right prisms in a linear dose of 1 Gy/mm: largest error of ${results.length} cases at default settings.\n` +
    `Goal: ${GOAL.shiftMm} mm, volume ${GOAL.volumePercent} %.\n`,
);
table('solid', results, ({ solid }) => solid);
table('slices', results, ({ sliceMm }) => `${sliceMm} mm`);
table('dose grid', results, ({ doseMm }) => `${doseMm} mm`);
table('gradient', results, ({ gradient }) => gradient);
line(['\nall', ...HEAD]);
row('', results);

const hardest = [...results].sort((a, b) => worstShiftMm(b.errors) - worstShiftMm(a.errors)).slice(0, 12);
process.stdout.write('\nThe twelve hardest cases, with rows 1, 1/2, 1/4 and 1/8 as high: worst error, mm\n');
for (const { of } of hardest) {
  const name = `${of.solid}, ${of.gradient}, slices ${of.sliceMm}, dose ${of.doseMm}, shift ${of.shift}`;
  const errors = [1, 2, 4, 8].map((refine) => worstShiftMm(errorsOf(of, refine)).toFixed(4).padStart(10));
  process.stdout.write(`${name.padEnd(72)}${errors.join('')}\n`);
}
process.exitCode = results.every(reachesGoal) ? 0 : 1;
