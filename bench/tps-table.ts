import { existsSync } from 'node:fs';
import { join } from 'node:path';
import {
  type BetweenSlices,
  boundsOf,
  computeDvh,
  type Convention,
  doseAtVolume,
  type DoseGrid,
  type DoseInterpolation,
  type EndCaps,
  regionOf,
  type SolidConvention,
  type Structure,
  tricubicDose,
  volumeAtDose,
  volumeCm3Of,
} from '../core/index.ts';
import { splineDose } from '../core/dose/spline-dose.ts';
import { conventionLike } from '../core/dose/system-conventions.ts';
import { type AccuracyRequest, type AccuracySection, signed, table } from './accuracy-section.ts';
import { realExport, type RealExport } from './real-export.ts';
import { doseAtPercent, type PrintedCurve, printedCurves, printedVolumes, squeezed } from './tps-printed.ts';

interface Difference {
  readonly rms: number;
  /** With its sign: what is computed here minus what was printed. */
  readonly worst: number;
  readonly where: string;
}

interface ConventionRow {
  readonly convention: Convention;
  /** Whether the body was left out, which would take long with a refined dose. */
  readonly withoutBody: boolean;
  /** Percent of the volume, over the structures. */
  readonly volume: Difference;
  /** Of the dose at shares of 1 to 99 % of the volume, Gy; null where no dose was printed. */
  readonly doseGy: Difference | null;
  /** Of the share of the volume at the printed doses, percentage points. */
  readonly points: Difference | null;
}

interface SystemRows {
  readonly system: string;
  readonly like: string;
  readonly data: string;
  readonly remark: string;
  readonly structures: number;
  readonly rows: readonly ConventionRow[];
}

const PHANTOM = { set: 'eclipse-prostate-phantom', files: ['RS.dcm', 'RD.dcm'] };
const PHANTOM_DATA = 'prostate phantom of the SlicerRT test data, slices and dose grid 2.5 mm';
const CURVES = [
  { system: 'Eclipse 8.1', like: 'eclipse', file: 'EclipseProstate_DvhTable_Eclipse.csv', laterGy: 0, remark: '' },
  {
    system: 'CERR',
    like: 'cerr',
    file: 'EclipseProstate_DvhTable_CERR.csv',
    laterGy: 0.1,
    remark: 'Its table names the middle of bins of 0.2 Gy: taken as 0.1 Gy more.',
  },
  { system: 'SlicerRT', like: 'slicerrt', file: 'EclipseProstate_DvhTable_SlicerRT.csv', laterGy: 0, remark: '' },
] as const;

const VOLUMES = [
  {
    set: 'lung-sbrt-2018',
    files: ['RS.eclipse.dcm', 'RD.monaco_imrt.dcm'],
    data: 'lung plan study 2018, slices 3 mm',
    structures: { BODY_P6: 'BODY_P', PTV_PRIMARY: 'PTV_PRIMARY', PTV_LN: 'PTV_LN', PTV_TOTAL: 'PTV_TOTAL' },
  },
  {
    set: 'brain-srs-2018',
    files: ['RS.raystation.dcm', 'RD.raystation_vmat.dcm'],
    data: 'brain plan study 2018, slices 1 mm',
    structures: {
      PTV_1: 'PTV_1',
      PTV_2: 'PTV_2',
      PTV_3: 'PTV_3',
      PTV_4: 'PTV_4',
      PTV_5: 'PTV_5',
      PTV_ALL: 'PTV_ALL',
      'BRAIN STEM': 'BRAIN STEM',
    },
  },
] as const satisfies readonly { structures: Readonly<Record<string, string>>; [more: string]: unknown }[];

/** Capped ends are half slices where slices are at most 3 mm apart, as in all these sets. */
const SOLIDS: readonly SolidConvention[] = (['prism', 'interpolated'] satisfies BetweenSlices[]).flatMap(
  (betweenSlices) =>
    (['half-slice', 'rounded', 'none'] satisfies EndCaps[]).map((endCaps) => ({ endCaps, betweenSlices })),
);
const SHARES_PERCENT = [99, 98, 95, 90, 80, 70, 60, 50, 40, 30, 20, 10, 5, 2, 1];

export const TPS: AccuracySection<readonly SystemRows[]> = {
  name: 'systems',
  title: "Other programs' own histograms",
  measure,
  page,
};

async function measure({ dataFolder, say }: AccuracyRequest): Promise<readonly SystemRows[] | null> {
  if (dataFolder === null) return null;
  const systems: SystemRows[] = [];
  const phantom = join(dataFolder, PHANTOM.set);
  if (existsSync(phantom)) {
    const real = await realExport(phantom, PHANTOM.files);
    for (const { system, like, file, laterGy, remark } of CURVES) {
      say(`histograms of ${system}`);
      const printed = await printedCurves(join(phantom, 'oracle', file));
      systems.push(curveRows({ system, like, data: PHANTOM_DATA, remark }, shifted(printed, laterGy), real));
    }
  }
  for (const { set, files, data, structures } of VOLUMES) {
    const folder = join(dataFolder, set);
    if (!existsSync(folder)) continue;
    say(`volumes of PlanIQ: ${set}`);
    const real = await realExport(folder, files);
    const printed = await printedVolumes(join(folder, 'planiq-dvh.txt'));
    const pairs = Object.entries(structures).map(([roiName, printedName]) => ({
      structure: real.structures.find((one) => one.roiName === roiName)!,
      volumeCm3: printed.get(printedName)!,
    }));
    systems.push({
      system: 'PlanIQ',
      like: 'planiq',
      data,
      remark: 'Volumes only: the printed doses belong to another plan.',
      structures: pairs.length,
      rows: SOLIDS.map((solid): ConventionRow => {
        const off = pairs.map(({ structure, volumeCm3 }) => ({
          by: 100 * (volumeCm3Of(regionOf(structure.solid, solid)) / volumeCm3 - 1),
          where: structure.roiName,
        }));
        return {
          convention: { ...solid, doseInterpolation: 'trilinear' },
          withoutBody: false,
          volume: difference(off),
          doseGy: null,
          points: null,
        };
      }),
    });
  }
  return systems;
}

type Heading = Pick<SystemRows, 'system' | 'like' | 'data' | 'remark'>;

function curveRows(heading: Heading, printed: ReadonlyMap<string, PrintedCurve>, real: RealExport): SystemRows {
  const pairs = real.structures.flatMap((structure) => {
    const curve = printed.get(squeezed(structure.roiName));
    return curve === undefined ? [] : [{ structure, curve }];
  });
  const { endCaps, betweenSlices } = conventionLike(heading.like);
  const conventions: { convention: Convention; withoutBody: boolean }[] = [
    ...SOLIDS.map((solid) => ({
      convention: { ...solid, doseInterpolation: 'trilinear' as const },
      withoutBody: false,
    })),
    ...(['trilinear', 'tricubic', 'spline'] satisfies DoseInterpolation[]).map((doseInterpolation) => ({
      convention: { endCaps, betweenSlices, doseInterpolation },
      withoutBody: true,
    })),
  ];
  return {
    ...heading,
    structures: pairs.length,
    rows: conventions.map(({ convention, withoutBody }) => {
      const off = pairs
        .filter(({ structure }) => !withoutBody || structure.roiName !== 'BODY')
        .map(({ structure, curve }) => compared(structure, curve, real.dose, convention));
      return {
        convention,
        withoutBody,
        volume: difference(off.map(({ volume }) => volume)),
        doseGy: difference(off.flatMap(({ doses }) => doses)),
        points: difference(off.flatMap(({ points }) => points)),
      };
    }),
  };
}

interface Off {
  readonly by: number;
  readonly where: string;
}

function compared(
  { solid, roiName }: Structure,
  curve: PrintedCurve,
  dose: DoseGrid,
  convention: Convention,
): { volume: Off; doses: Off[]; points: Off[] } {
  const region = regionOf(solid, convention);
  const dvh = computeDvh(region, interpolated(dose, region, convention.doseInterpolation));
  return {
    volume: { by: 100 * (dvh.volumeCm3 / curve.volumeCm3 - 1), where: roiName },
    doses: SHARES_PERCENT.flatMap((share) => {
      const printedGy = doseAtPercent(curve, share);
      const foundGy = doseAtVolume(dvh, (share / 100) * dvh.volumeCm3);
      return printedGy === null || foundGy === null
        ? []
        : [{ by: foundGy - printedGy, where: `D${share} of ${roiName}` }];
    }),
    points: curve.points.map(({ doseGy, percent }) => ({
      by: (100 * volumeAtDose(dvh, doseGy)) / dvh.volumeCm3 - percent,
      where: `${roiName} at ${doseGy} Gy`,
    })),
  };
}

function interpolated(dose: DoseGrid, region: ReturnType<typeof regionOf>, how: DoseInterpolation): DoseGrid {
  const box = boundsOf(region);
  if (box === null || how === 'trilinear') return dose;
  return how === 'spline' ? splineDose(dose, box) : tricubicDose(dose, box);
}

function difference(all: readonly Off[]): Difference {
  const { by, where } = all.reduce((worst, one) => (Math.abs(one.by) > Math.abs(worst.by) ? one : worst));
  return { rms: Math.sqrt(all.reduce((sum, one) => sum + one.by * one.by, 0) / all.length), worst: by, where };
}

function shifted(printed: ReadonlyMap<string, PrintedCurve>, laterGy: number): ReadonlyMap<string, PrintedCurve> {
  return new Map(
    [...printed].map(([name, { volumeCm3, points }]) => [
      name,
      {
        volumeCm3,
        points: points.map(({ doseGy, percent }) => ({ percent, doseGy: doseGy === 0 ? 0 : doseGy + laterGy })),
      },
    ]),
  );
}

function page(systems: readonly SystemRows[]): string {
  return [
    'What is computed here minus what another program printed for the same contours and dose: rms, and the farthest. ' +
      'Volumes in percent; doses at shares of 1 to 99 % of the volume; shares at every printed dose in percentage points. ' +
      'In bold: the convention that `trabecula dvh --like SYSTEM` takes. A dose far down a flat curve may be off by much ' +
      'where the share is not, and the other way round: read both.',
    ...systems.map(({ system, like, data, remark, structures, rows }) => {
      const chosen = conventionLike(like);
      const withDose = rows.some(({ doseGy }) => doseGy !== null);
      return [
        `${system}: ${structures} structures, ${data}. ${remark}`.trim(),
        table(
          [
            'convention',
            'volume: rms, %',
            'worst',
            ...(withDose ? ['dose: rms, Gy', 'worst', 'share: rms', 'worst'] : []),
          ],
          rows.map(({ convention, withoutBody, volume, doseGy, points }) => {
            const { endCaps, betweenSlices, doseInterpolation } = convention;
            const isChosen = endCaps === chosen.endCaps && betweenSlices === chosen.betweenSlices && !withoutBody;
            const name = `${betweenSlices}, ${endCaps}${withoutBody ? `, ${doseInterpolation} dose, without the body` : ''}`;
            const cells = (one: Difference | null, digits: number): string[] =>
              one === null ? [] : [one.rms.toFixed(digits), `${signed(one.worst, digits)} (${one.where})`];
            return [isChosen ? `**${name}**` : name, ...cells(volume, 2), ...cells(doseGy, 2), ...cells(points, 2)];
          }),
        ),
      ].join('\n\n');
    }),
  ].join('\n\n');
}
