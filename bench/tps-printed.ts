import { readFile } from 'node:fs/promises';

/** A cumulative histogram as another program printed it. */
export interface PrintedCurve {
  readonly volumeCm3: number;
  readonly points: readonly { readonly doseGy: number; readonly percent: number }[];
}

/** Pairs of columns: dose, and percent of a volume that the heading names; keyed by the ROI name without spaces. */
export async function printedCurves(path: string): Promise<Map<string, PrintedCurve>> {
  const [head = '', ...lines] = (await readFile(path, 'utf8')).trim().split(/\r?\n/);
  const headings = head.split(',');
  const rows = lines.map((line) => line.split(',').map(Number));
  const curves = new Map<string, PrintedCurve>();
  for (let column = 0; column + 1 < headings.length; column += 2) {
    const name = /^(.*?)(?:_DvhArray)? Dose/.exec(headings[column] ?? '')?.[1];
    const volume = /\(% of ([\d.]+) cc\)/.exec(headings[column + 1] ?? '')?.[1];
    if (name === undefined || volume === undefined) continue;
    curves.set(squeezed(name), {
      volumeCm3: Number(volume),
      // One row of the Eclipse table carries a dose out of order, a slip of whoever kept it.
      points: rows
        .map((row) => ({ doseGy: row[column]!, percent: row[column + 1]! }))
        .filter(({ doseGy, percent }, i) => Number.isFinite(percent) && (i === 0 || doseGy > rows[i - 1]![column]!)),
    });
  }
  return curves;
}

/** Pairs of columns, dose and volume; the first line of numbers is dose 0, where the volume is the whole structure. */
export async function printedVolumes(path: string): Promise<Map<string, number>> {
  const [names = '', , zeroDose = ''] = (await readFile(path, 'utf8')).split(/\r?\n/);
  const cells = zeroDose.split('\t');
  return new Map(names.split('\t').map((cell, i) => [cell.trim(), Number(cells[i + 1])] as const));
}

export function squeezed(name: string): string {
  return name.replaceAll(' ', '');
}

/** The dose that a share of the structure receives at least, linear between the printed points. */
export function doseAtPercent({ points }: PrintedCurve, percent: number): number | null {
  for (let n = 0; n + 1 < points.length; n++) {
    const [here, next] = [points[n]!, points[n + 1]!];
    if (here.percent >= percent && next.percent < percent) {
      return here.doseGy + ((here.percent - percent) / (here.percent - next.percent)) * (next.doseGy - here.doseGy);
    }
  }
  return null;
}
