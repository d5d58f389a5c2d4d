import type { MarrowResult } from '../../core/index.ts';
import { csvRow } from './csv-row.ts';
import { leadingReading } from './marrow-words.ts';

const COLUMNS = ['part', 'name', 'nodes', 'value', 'low', 'high', 'unit', 'outcome', 'reason', 'notice'] as const;

/** One row per volume, reading, lesion and verdict, full digits; what was not evaluated says so in `outcome`. */
export function marrowCsv(result: MarrowResult): string {
  const { level, exclusion, selection } = result;
  const own = level.reason === null || level.atLeastPercent !== null ? leadingReading(result) : undefined;
  const notice = `${result.notice} ${result.rulesNotice}`;
  const row = (cells: readonly (string | number | null)[]): string => csvRow([...cells, notice]);
  const volume = (name: string, interval: MarrowResult['reserveCm3']): string =>
    row([
      'volume',
      name,
      null,
      interval?.value ?? null,
      interval?.low ?? null,
      interval?.high ?? null,
      'cm3',
      interval === null ? 'not-evaluable' : null,
      null,
    ]);
  return [
    csvRow(COLUMNS),
    volume('trabecular', result.trabecularCm3),
    volume('intersection', result.intersectionCm3),
    volume('reserve', result.reserveCm3),
    ...result.lesions.flatMap((lesion) => [
      row([
        'lesion-gtv',
        lesion.id,
        null,
        lesion.volumeCm3,
        lesion.volumeRangeCm3?.low ?? null,
        lesion.volumeRangeCm3?.high ?? null,
        'cm3',
        lesion.priority === null ? 'priority-not-said' : lesion.priority ? 'priority' : null,
        lesion.reason,
      ]),
      row([
        'lesion-in-trabecular',
        lesion.id,
        null,
        lesion.inTrabecularCm3,
        lesion.inTrabecularRangeCm3?.low ?? null,
        lesion.inTrabecularRangeCm3?.high ?? null,
        'cm3',
        null,
        null,
      ]),
    ]),
    ...result.readings.map((each) =>
      row([
        'reading',
        each.reading,
        each.nodes,
        each.ratioPercent?.value ?? null,
        each.ratioPercent?.low ?? null,
        each.ratioPercent?.high ?? null,
        '%',
        String(each.lowestLevelNotExceeded),
        each.reason,
      ]),
    ),
    row([
      'level',
      level.reading,
      level.nodes,
      own?.ratioPercent?.value ?? null,
      level.atLeastPercent ?? own?.ratioPercent?.low ?? null,
      level.atLeastPercent === null ? (own?.ratioPercent?.high ?? null) : null,
      '%',
      String(level.lowestNotExceeded),
      level.reason,
    ]),
    row([
      'exclusion',
      null,
      null,
      exclusion.ratioPercent,
      exclusion.ratioRangePercent?.low ?? null,
      exclusion.ratioRangePercent?.high ?? null,
      '%',
      exclusion.outcome,
      exclusion.reason,
    ]),
    row([
      'selection',
      selection.proposed.join(' + '),
      selection.nodes,
      selection.usedCm3,
      null,
      null,
      'cm3',
      selection.status,
      selection.reason,
    ]),
    ...result.budgets.map(({ level: id, percent, budgetCm3, budgetRangeCm3 }) =>
      row([
        'level-allows',
        `level ${id} (${percent} %)`,
        null,
        budgetCm3,
        budgetRangeCm3?.low ?? null,
        budgetRangeCm3?.high ?? null,
        'cm3',
        budgetCm3 === null ? 'not-evaluable' : null,
        null,
      ]),
    ),
    ...(result.picked === null
      ? []
      : [
          row([
            'picked',
            result.picked.lesions.join(' + '),
            selection.nodes,
            result.picked.usedCm3,
            result.picked.usedRangeCm3?.low ?? null,
            result.picked.usedRangeCm3?.high ?? null,
            'cm3',
            result.picked.status,
            result.picked.reason,
          ]),
        ]),
    row([
      'budget',
      selection.level,
      selection.nodes,
      selection.budgetCm3,
      selection.budgetRangeCm3?.low ?? null,
      selection.budgetRangeCm3?.high ?? null,
      'cm3',
      null,
      null,
    ]),
    row([
      'remaining',
      selection.level,
      selection.nodes,
      selection.remainingCm3,
      selection.remainingRangeCm3?.low ?? null,
      selection.remainingRangeCm3?.high ?? null,
      'cm3',
      null,
      null,
    ]),
  ].join('');
}
