import { TPS_DOSES } from './compare-with-tps.ts';
import { nearestName } from './nearest-name.ts';
import { bareName, cellsOf, unquoted, wordsOf } from './tps-cells.ts';
import { convertTps, type ConvertedTps, type TpsNumbers, type TpsTarget } from './tps-convert.ts';
import { coverageOfCurve, curveHeader, type OpenCurve } from './tps-curve.ts';
import { hasDecimalPoints, readTpsNumber, type TpsNumber } from './tps-number.ts';
import { parseTpsLabel, type TpsLabel } from './tps-quantity.ts';

/** One number that was understood, as it goes into the case. */
export interface UnderstoodTps {
  readonly line: number;
  readonly lesion: string;
  readonly roiName: string;
  /** Key of `tps` in the case. */
  readonly key: keyof TpsNumbers;
  readonly quantity: string;
  readonly value: number;
  readonly unit: string;
  /** How it came about where it was not there as such: from cGy, without a unit, from the histogram; else null. */
  readonly how: string | null;
}

export interface TpsReading {
  readonly understood: readonly UnderstoodTps[];
  /** What was not taken, and why. Lines are counted from 1. */
  readonly passedOver: readonly { readonly line: number; readonly text: string; readonly why: string }[];
  readonly reports: readonly { readonly lesion: string; readonly tps: TpsNumbers }[];
}

interface Given {
  readonly line: number;
  readonly text: string;
  readonly roi: string;
  readonly label: TpsLabel;
  readonly number: TpsNumber;
}

/**
 * The planning system's numbers from what was pasted: a table with a row or a column per ROI, lines of ROI, quantity and
 * value, or the text of a DVH export ("Structure: PTV_1", then its values and its cumulative histogram). Decimals have a
 * point or a comma. Nothing is guessed silently: what is not understood is listed with the reason.
 */
export function readTps(text: string, targets: readonly TpsTarget[]): TpsReading {
  return new TpsReader(text, targets).read();
}

class TpsReader {
  readonly #lines: readonly string[];
  readonly #targets: readonly TpsTarget[];
  readonly #plainPoint: boolean;
  readonly #understood: UnderstoodTps[] = [];
  readonly #passedOver: { line: number; text: string; why: string }[] = [];
  /** The columns of a table: a quantity each, or an ROI each. */
  #columns: readonly (TpsLabel | string | null)[] | null = null;
  /** The structure that the lines of a DVH export are about, and its histogram. */
  #structure: { readonly roi: string; readonly line: number; readonly curve: OpenCurve | null } | null = null;

  constructor(text: string, targets: readonly TpsTarget[]) {
    this.#lines = text.split(/\r\n|\r|\n/);
    this.#targets = targets;
    this.#plainPoint = hasDecimalPoints(text);
  }

  read(): TpsReading {
    for (const [index, text] of this.#lines.entries()) {
      if (text.trim() !== '') this.#line(index + 1, text);
    }
    this.#endStructure();
    const lesions = [...new Set(this.#understood.map(({ lesion }) => lesion))];
    return {
      understood: this.#understood,
      passedOver: this.#passedOver,
      reports: lesions.map((lesion) => ({
        lesion,
        tps: Object.fromEntries(
          this.#understood.filter((each) => each.lesion === lesion).map(({ key, value }) => [key, value]),
        ),
      })),
    };
  }

  #line(line: number, text: string): void {
    const [, name] = /^\s*#?\s*(?:structure|roi ?name|roi|structure name)\s*[:=]\s*(.+?)\s*$/i.exec(text) ?? [];
    if (name !== undefined) {
      this.#endStructure();
      this.#structure = { roi: unquoted(name), line, curve: null };
      this.#columns = null;
      return;
    }
    if (this.#structure !== null && this.#lineOfStructure(line, text, this.#structure)) return;
    const cells = cellsOf(text);
    const columns = columnsOf(cells, namesOf(this.#targets));
    if (columns !== null) {
      this.#endStructure();
      this.#structure = null;
      this.#columns = columns;
      const others = cells.filter((cell, n) => n > 0 && cell !== '' && columns[n] === null);
      if (others.length > 0) this.#pass(line, text, `not compared: ${others.join(', ')}`);
      return;
    }
    if (this.#columns !== null && cells.length > 1) this.#row(line, text, cells, this.#columns);
    else this.#single(line, text, cells);
  }

  /** "Volume [cm³]: 14.2", or a row of the histogram. */
  #lineOfStructure(
    line: number,
    text: string,
    structure: { roi: string; line: number; curve: OpenCurve | null },
  ): boolean {
    const { roi, curve } = structure;
    const header = curveHeader(text);
    if (header !== null) {
      this.#structure = { ...structure, curve: { ...header, doseGy: [], volume: [] } };
      return true;
    }
    const numbers = text
      .trim()
      .split(/[\s;]+/)
      .map((cell) => readTpsNumber(cell, this.#plainPoint));
    if (curve !== null && numbers.length >= 2 && numbers.every((each) => each !== null && each !== 'ambiguous')) {
      const at = (column: number): number => numbers[column]?.value ?? NaN;
      curve.doseGy.push(at(curve.dose) * curve.toGy);
      curve.volume.push(at(curve.share));
      return true;
    }
    const [, name, value] = /^\s*#?\s*([^:=]+?)\s*[:=]\s*(.*?)\s*$/.exec(text) ?? [];
    const label = name === undefined ? null : parseTpsLabel(name);
    if (label === null || value === undefined) return name !== undefined;
    const number = readTpsNumber(value, this.#plainPoint);
    if (number === null) return true;
    if (number === 'ambiguous') this.#pass(line, text, AMBIGUOUS);
    else this.#take({ line, text, roi, label, number });
    return true;
  }

  #endStructure(): void {
    const { roi, line, curve } = this.#structure ?? {};
    this.#structure = null;
    if (roi === undefined || line === undefined || curve == null) return;
    const text = this.#lines[line - 1] ?? '';
    for (const { target, role, roiName } of this.#targetsCalled(roi)) {
      const key = `${role}CoveragePercent` as const;
      // What the export states itself goes first.
      if (this.#understood.some((each) => each.lesion === target.lesion && each.key === key)) continue;
      const atGy = target.prescriptionGy;
      const share = atGy === null ? 'no prescription is given for its lesion' : coverageOfCurve(curve, atGy);
      if (typeof share === 'string') this.#pass(line, text, share);
      else
        this.#add({
          line,
          target,
          role,
          roiName,
          key,
          value: share,
          how: `read off its histogram at ${atGy ?? ''} Gy`,
        });
    }
  }

  #row(line: number, text: string, cells: readonly string[], columns: readonly (TpsLabel | string | null)[]): void {
    const [head = ''] = cells;
    const byRoi = columns.some((column) => typeof column === 'string');
    const rowLabel = byRoi ? parseTpsLabel(head) : null;
    if (byRoi && rowLabel === null) {
      this.#pass(line, text, `"${head}" is no quantity that is compared`);
      return;
    }
    let taken = 0;
    for (const [n, column] of columns.entries()) {
      const cell = cells[n] ?? '';
      if (n === 0 || column === null || cell.trim() === '') continue;
      const number = readTpsNumber(cell, this.#plainPoint);
      if (number === null) continue;
      taken++;
      const label = typeof column === 'string' ? rowLabel : column;
      const roi = typeof column === 'string' ? column : head;
      if (number === 'ambiguous') this.#pass(line, text, `${cell}: ${AMBIGUOUS}`);
      else if (label !== null) this.#take({ line, text, roi, label, number });
    }
    if (taken === 0) this.#pass(line, text, 'no number is in a column that was understood');
  }

  /** "PTV_1 V100% 96.4 %" in cells, or in words parted by single spaces. */
  #single(line: number, text: string, cells: readonly string[]): void {
    const parts = cells.length > 2 ? cells : wordsOf(text, namesOf(this.#targets));
    const [roi = '', name = '', value = '', unit] = parts;
    const label = parseTpsLabel(name);
    const number = readTpsNumber(value, this.#plainPoint);
    if (label === null || number === null) {
      this.#pass(line, text, 'neither a table, nor ROI, quantity and value');
    } else if (number === 'ambiguous') {
      this.#pass(line, text, AMBIGUOUS);
    } else {
      this.#take({
        line,
        text,
        roi,
        label,
        number: unit === undefined ? number : { ...number, unit: number.unit ?? unit },
      });
    }
  }

  #take({ line, text, roi, label, number }: Given): void {
    const called = this.#targetsCalled(roi);
    if (called.length === 0) {
      const nearest = nearestName(unquoted(roi), namesOf(this.#targets));
      this.#pass(
        line,
        text,
        `"${unquoted(roi)}" is no target of a lesion${nearest === null ? '' : `, nearest is "${nearest}"`}`,
      );
      return;
    }
    for (const { target, role, roiName } of called) {
      const converted = convertTps(label, number, target, role);
      if (typeof converted === 'string') this.#pass(line, text, `${target.lesion}: ${converted}`);
      else this.#add({ line, target, role, roiName, ...converted });
    }
  }

  #add(found: ConvertedTps & { line: number; target: TpsTarget; role: 'gtv' | 'ptv'; roiName: string }): void {
    const { line, target, role, roiName, key, value, how } = found;
    const { lesion } = target;
    const twice = this.#understood.find((each) => each.lesion === lesion && each.key === key);
    if (twice !== undefined) {
      if (twice.value === value) return;
      this.#pass(line, this.#lines[line - 1] ?? '', `${lesion} has this number in line ${twice.line} already`);
      return;
    }
    const dose = TPS_DOSES.find((each) => each.key === key);
    const [name, unit] = key.endsWith('VolumeCm3')
      ? ['volume', 'cm³']
      : key.endsWith('Percent')
        ? ['coverage', '%']
        : [dose?.name ?? '', 'Gy'];
    const quantity = dose === undefined ? `${role.toUpperCase()} ${name}` : name;
    this.#understood.push({ line, lesion, roiName, key, quantity, value, unit, how });
  }

  #targetsCalled(roi: string): { target: TpsTarget; role: 'gtv' | 'ptv'; roiName: string }[] {
    const all = this.#targets.flatMap((target) =>
      (['ptv', 'gtv'] as const).flatMap((role) => {
        const roiName = target[role];
        return roiName === null ? [] : [{ target, role, roiName }];
      }),
    );
    const exact = all.filter(({ roiName }) => roiName === unquoted(roi));
    if (exact.length > 0) return exact;
    const alike = all.filter(({ roiName }) => bareName(roiName) === bareName(roi));
    return new Set(alike.map(({ roiName }) => roiName)).size === 1 ? alike : [];
  }

  #pass(line: number, text: string, why: string): void {
    this.#passedOver.push({ line, text: text.trim(), why });
  }
}

const AMBIGUOUS = 'a number that may mean two: decimals or thousands';

/** The columns of a table from its head: quantities, or ROIs; null where this is no head. */
function columnsOf(cells: readonly string[], names: readonly string[]): (TpsLabel | string | null)[] | null {
  if (cells.length < 2) return null;
  const labels = cells.map((cell, n) => (n === 0 ? null : parseTpsLabel(cell)));
  if (cells.slice(1).every((cell) => readTpsNumber(cell, false) === null) && labels.some((label) => label !== null)) {
    return labels;
  }
  const known = new Set(names.map(bareName));
  const called = cells.map((cell, n) => (n > 0 && known.has(bareName(cell)) ? cell : null));
  return called.some((name) => name !== null) ? called : null;
}

function namesOf(targets: readonly TpsTarget[]): string[] {
  return targets.flatMap(({ gtv, ptv }) => [gtv, ptv]).filter((name) => name !== null);
}
