import {
  type BetweenSlices,
  computeDvh,
  type DoseGrid,
  layDosePlanes,
  regionOf,
  sampleDose,
  volumeAtDose,
} from '../core/index.ts';
import { evenOffsets, linearField } from '../core/phantom/doses.ts';
import { type AccuracyRequest, type AccuracySection, signed, table } from './accuracy-section.ts';
import {
  answersOf,
  countOf,
  type Deviation,
  deviations,
  type Gradient,
  type NelmsCount,
  worstTable,
} from './nelms-metrics.ts';
import { drawn, halfSpanMm, NELMS_SHAPES, type NelmsShape, RADIUS_MM, tMmAt, truthOf } from './nelms-shapes.ts';

export interface NelmsSuite {
  readonly betweenSlices: BetweenSlices;
  readonly test1: NelmsCount;
  readonly test2: NelmsCount;
  readonly curves: readonly CurveError[];
}

/** How far whole curves are off, percent of the volume: lowest and highest difference, averaged over the shapes. */
interface CurveError {
  readonly contourSpacingMm: number;
  readonly gradient: Gradient;
  readonly average: Range;
  readonly worst: Range & { readonly shape: string };
}

interface Range {
  readonly low: number;
  readonly high: number;
}

const GRADIENTS: readonly Gradient[] = ['SI', 'AP'];
const FINE_CONTOURS_MM = 0.2;
const FINE_GRID = { name: '0.4x0.2x0.4', spacingMm: [0.4, 0.2, 0.4] as const };
const COARSE = [1, 2, 3].map((mm) => ({ mm, grid: { name: String(mm), spacingMm: [mm, mm, mm] as const } }));
/** The curve is read every 0.1 Gy. */
const CURVE_GY = Array.from({ length: 301 }, (_, n) => n / 10);

export const NELMS_GENERATED: AccuracySection<readonly NelmsSuite[]> = {
  name: 'nelms-generated',
  title: 'The test of Nelms et al. (2015), all shapes',
  measure: (request) => Promise.resolve(measured(request)),
  page,
};

function measured({ say }: Pick<AccuracyRequest, 'say'>): NelmsSuite[] {
  const doses = new Map<string, DoseGrid>();
  return (['prism', 'interpolated'] satisfies BetweenSlices[]).map((betweenSlices) => {
    say(`Nelms et al., generated shapes, ${betweenSlices}`);
    return nelmsSuite(betweenSlices, doses);
  });
}

/** Tests 1 to 3 of the paper on shapes drawn here. `doses` keeps what is used again. */
function nelmsSuite(betweenSlices: BetweenSlices, doses: Map<string, DoseGrid>): NelmsSuite {
  const test1 = NELMS_SHAPES.flatMap((shape) => test1Of(shape, betweenSlices, doses));
  const measured = NELMS_SHAPES.map((shape) => test2Of(shape, betweenSlices, doses));
  const test2 = measured.flatMap(({ deviations }) => deviations);
  const curves = measured.flatMap(({ curves }) => curves);
  return {
    betweenSlices,
    test1: countOf(test1),
    test2: countOf(test2),
    curves: COARSE.flatMap(({ mm }) =>
      GRADIENTS.map((gradient): CurveError => {
        const own = curves.filter((one) => one.contourSpacingMm === mm && one.gradient === gradient);
        const mean = (values: readonly number[]): number => values.reduce((a, b) => a + b, 0) / values.length;
        const { low, high, shape } = own.reduce((a, b) => (b.high - b.low > a.high - a.low ? b : a));
        return {
          contourSpacingMm: mm,
          gradient,
          average: { low: mean(own.map((one) => one.low)), high: mean(own.map((one) => one.high)) },
          worst: { low, high, shape },
        };
      }),
    ),
  };
}

/** Contours every 0.2 mm, four dose grids: 8 cases of one shape. */
function test1Of(shape: NelmsShape, betweenSlices: BetweenSlices, doses: Map<string, DoseGrid>): Deviation[] {
  const region = regionOf(drawn(shape, FINE_CONTOURS_MM), { endCaps: 'half-slice', betweenSlices });
  return GRADIENTS.flatMap((gradient) => {
    const truth = truthOf(shape, gradient, FINE_CONTOURS_MM);
    return [FINE_GRID, ...COARSE.map(({ grid }) => grid)].flatMap((grid) => {
      const dvh = computeDvh(region, linearDose(gradient, grid, doses));
      const which = { shape: shape.name, gradient, contourSpacingMm: FINE_CONTOURS_MM, doseGrid: grid.name };
      return deviations(which, answersOf(dvh), truth);
    });
  });
}

interface CurveRange extends Range {
  readonly shape: string;
  readonly contourSpacingMm: number;
  readonly gradient: Gradient;
}

/** Contours and dose grid both 1, 2 or 3 mm: 6 cases of one shape, with their whole curves. */
export function test2Of(
  shape: NelmsShape,
  betweenSlices: BetweenSlices,
  doses = new Map<string, DoseGrid>(),
): { deviations: Deviation[]; curves: CurveRange[] } {
  const cases = COARSE.flatMap(({ mm, grid }) => {
    const region = regionOf(drawn(shape, mm), { endCaps: 'half-slice', betweenSlices });
    return GRADIENTS.map((gradient) => {
      const dvh = computeDvh(region, linearDose(gradient, grid, doses), CURVE_GY);
      const which = { shape: shape.name, gradient, contourSpacingMm: mm, doseGrid: grid.name };
      const off = CURVE_GY.map(
        (gy) => (100 * volumeAtDose(dvh, gy)) / dvh.volumeCm3 - truePercent(shape, gradient, mm / 2, gy),
      );
      return {
        deviations: deviations(which, answersOf(dvh), truthOf(shape, gradient, mm)),
        curve: { ...which, low: Math.min(...off), high: Math.max(...off) },
      };
    });
  });
  return { deviations: cases.flatMap((one) => one.deviations), curves: cases.map(({ curve }) => curve) };
}

function truePercent(shape: NelmsShape, gradient: Gradient, capMm: number, doseGy: number): number {
  const span = halfSpanMm(gradient, capMm);
  const t = Math.min(Math.max(tMmAt(doseGy), -span), span);
  return (100 * shape.volumeAbove(gradient, capMm, t)) / shape.volumeAbove(gradient, capMm, -span);
}

function linearDose(
  gradient: Gradient,
  { name, spacingMm }: { readonly name: string; readonly spacingMm: readonly [number, number, number] },
  kept: Map<string, DoseGrid>,
): DoseGrid {
  const key = `${gradient} ${name}`;
  const before = kept.get(key);
  if (before !== undefined) return before;
  const count = (mm: number): number => 2 * Math.ceil((RADIUS_MM + 1.5) / mm) + 1;
  const [column, row, plane] = spacingMm;
  const grid = layDosePlanes(
    sampleDose(linearField([0, 0, 0], gradient === 'SI' ? [0, 0, 1] : [0, 1, 0], 16, 1), {
      centreMm: [0, 0, 0],
      columns: count(column),
      rows: count(row),
      columnSpacingMm: column,
      rowSpacingMm: row,
      planeOffsetsMm: evenOffsets(count(plane), plane),
    }),
  );
  kept.set(key, grid);
  return grid;
}

/** Med Phys 42:4435 (2015). */
const PUBLISHED = [
  { system: 'Pinnacle 9.8', test1: [52, 84], test2: [93, 106], curves: '-11.2 to +7.9' },
  { system: 'PlanIQ 2.1', test1: [5, 11], test2: [18, 24], curves: '-1.5 to +0.6' },
] as const;

function page(suites: readonly NelmsSuite[]): string {
  const title = (betweenSlices: BetweenSlices): string => (betweenSlices === 'prism' ? 'prisms' : 'interpolated shape');
  const fails = (off3: number, off2: number, of: number): string[] => [`${off3} of ${of}`, String(off2)];
  const worstCurve = (suite: NelmsSuite): string => {
    const { average } = suite.curves.find((one) => one.contourSpacingMm === 3 && one.gradient === 'SI')!;
    return `${signed(average.low, 1)} to ${signed(average.high, 1)}`;
  };
  return [
    'Sphere, cylinder and cone of 24 mm, axis along the patient or (rotated) from front to back, in a dose of 1 Gy/mm ' +
      'along SI or AP; drawn here with planes on both ends and points at most 0.2 mm apart. Truth: closed forms of the ' +
      'smooth shape with half-slice caps. Test 1: contours every 0.2 mm, dose grids of 0.4x0.2x0.4, 1, 2 and 3 mm (40 ' +
      'cases, 340 values). Test 2: contours and dose grid both 1, 2 or 3 mm (30 cases, 255 values). Off: by more than 3 ' +
      '(or 2) % of the local value. Goals: none off in test 1; in test 2 at most 11 with prisms, fewer with the ' +
      'interpolated shape.',
    table(
      ['', 'test 1: off by > 3 %', '> 2 %', 'test 2: off by > 3 %', '> 2 %', 'whole curve, 3 mm SI, % of volume'],
      [
        ...suites.map((suite) => [
          `Trabecula, ${title(suite.betweenSlices)}`,
          ...fails(suite.test1.off3Percent, suite.test1.off2Percent, suite.test1.metrics),
          ...fails(suite.test2.off3Percent, suite.test2.off2Percent, suite.test2.metrics),
          worstCurve(suite),
        ]),
        ...PUBLISHED.map(({ system, test1, test2, curves }) => [
          `${system} (published)`,
          ...fails(test1[0], test1[1], 340),
          ...fails(test2[0], test2[1], 255),
          curves,
        ]),
      ],
    ),
    verdicts(suites),
    'Published: Nelms et al., Med Phys 42:4435. Exact prisms with half-slice caps are off in 11 of 255, since the prisms ' +
      'themselves are not the smooth shape.',
    'The farthest case of each metric, percent; contour spacing on dose grid in mm:',
    worstTable([
      ...suites.map(({ betweenSlices, test1 }) => ({ title: `test 1, ${title(betweenSlices)}`, count: test1 })),
      ...suites.map(({ betweenSlices, test2 }) => ({ title: `test 2, ${title(betweenSlices)}`, count: test2 })),
    ]),
    'Off by more than 3 % in test 2, by shape: ' +
      suites.map(({ betweenSlices, test2 }) => `${title(betweenSlices)} ${byShape(test2)}`).join('; ') +
      '.',
    'Test 3, whole curves (every 0.1 Gy), lowest and highest difference in % of the volume, averaged over the five ' +
      'shapes, and the worst shape (published for Pinnacle 9.8, 3 mm, SI: axial cone, -16.7 to +13.0):',
    table(
      ['contours and grid', 'gradient', ...suites.flatMap((s) => [title(s.betweenSlices), 'worst shape'])],
      suites[0]!.curves.map(({ contourSpacingMm, gradient }, n) => [
        `${contourSpacingMm} mm`,
        gradient,
        ...suites.flatMap(({ curves }) => {
          const { average, worst } = curves[n]!;
          const range = ({ low, high }: Range): string => `${signed(low, 2)} to ${signed(high, 2)}`;
          return [range(average), `${range(worst)} (${worst.shape})`];
        }),
      ]),
    ),
  ].join('\n\n');
}

/** Whether the goals are met, with the shortfall. */
function verdicts(suites: readonly NelmsSuite[]): string {
  return suites
    .flatMap(({ betweenSlices, test1, test2 }) => {
      const interpolated = betweenSlices === 'interpolated';
      const most = interpolated ? 10 : 11;
      const word = (off: number, limit: number): string => (off <= limit ? 'met' : `not met, ${off - limit} too many`);
      return [
        `${interpolated ? 'Interpolated shape' : 'Prisms'}: goal of test 1 ${word(test1.off3Percent, 0)}, of test 2 ${word(test2.off3Percent, most)}.`,
      ];
    })
    .join(' ');
}

function byShape({ offByShape }: NelmsCount): string {
  const parts = Object.entries(offByShape).map(([shape, off]) => `${shape} ${off}`);
  return parts.length === 0 ? 'none' : parts.join(', ');
}
