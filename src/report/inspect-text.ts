import type { InspectDose, InspectPair, InspectResult, InspectRoi } from '../../core/index.ts';
import { visible } from './escape-html.ts';
import { shortHash, shownDose, shownVolume } from './shown.ts';
import { columnRows, textColumns, wrapText } from './text-columns.ts';

const KINDS = {
  dose: 'dose',
  'structure-set': 'structures',
  plan: 'plan',
  'treatment-record': 'treatment record',
  other: 'other',
} as const;

/** What a folder holds, for people. Ends with a newline. */
export function inspectText(result: InspectResult): string {
  const { software, notice } = result;
  const blocks = [
    [`${software.name} ${software.version}: what is here`, notice],
    result.refusals.length === 0
      ? []
      : [
          '!! These may not be used together',
          ...result.refusals.flatMap((refusal) => wrapText(refusal, '   ', '     ')),
        ],
    objects(result),
    links(result),
    ...result.doses.map(dose),
    ...rois(result),
    prescriptions(result),
    pairs(result),
    passedOver(result),
    result.warnings.length === 0
      ? []
      : [
          'Warnings',
          ...result.warnings.flatMap(({ code, message }) => wrapText(`- ${message} [${code}]`, '   ', '     ')),
        ],
    next(result),
    result.confirmed.length === 0 ? [] : [`Confirmed by the user, not by the data: ${result.confirmed.join(', ')}.`],
  ];
  return blocks
    .filter((block) => block.length > 0)
    .map((block) => `${block.map(visible).join('\n')}\n`)
    .join('\n');
}

function objects({ objects: found, images }: InspectResult): string[] {
  return [
    'Objects',
    ...columnRows(
      found.map(({ kind, modality, path, label, manufacturer }) => [
        `${KINDS[kind]} (${modality})`,
        path,
        label ?? '',
        manufacturer ?? '',
      ]),
      [],
      '   ',
    ).flatMap((lines, n) => {
      const { sopInstanceUid = '', sha256 = '' } = found[n] ?? {};
      return [...lines, `      ${sopInstanceUid}  sha256 ${shortHash(sha256)}`];
    }),
    ...(images === 0 ? [] : [`   and ${images} image${images === 1 ? '' : 's'}, counted only`]),
  ];
}

function links({ links: found }: InspectResult): string[] {
  if (found.length === 0) return [];
  const marks = { agrees: 'ok', absent: '? ', contradicts: '!!' } as const;
  return [
    'Links',
    ...textColumns(
      found.map(({ status, from, to, says, message }) => [marks[status], `${from} -> ${to}`, says, message ?? '']),
      [],
      '   ',
    ),
  ];
}

function dose(grid: InspectDose): string[] {
  const spacing = grid.planeSpacingMm;
  const planes =
    spacing === null
      ? 'one plane'
      : spacing.low === spacing.high
        ? number(spacing.low)
        : `${number(spacing.low)} to ${number(spacing.high)}`;
  const corner = (point: readonly number[]): string => `(${point.map((value) => value.toFixed(1)).join(', ')})`;
  return [
    `Dose ${grid.path}: ${[grid.doseSummationType, grid.doseType, grid.doseUnits].map((word) => word ?? '(not given)').join(', ')}, maximum ${shownDose(grid.maximumGy)}`,
    `   ${grid.columns} columns x ${grid.rows} rows x ${grid.planes} planes; ${number(grid.columnSpacingMm)} x ${number(grid.rowSpacingMm)} x ${planes} mm; ${grid.bitsAllocated} bit`,
    `   from ${corner(grid.extentMm.low)} to ${corner(grid.extentMm.high)} mm; ${grid.orientation}`,
    ...(grid.usable ? [] : wrapText(`not usable: ${grid.reason ?? 'no reason given'}`, '   ')),
  ];
}

/** A block per structure set, named where there are several. */
function rois({ rois: found, objects: all }: InspectResult): string[][] {
  const uids = [...new Set(found.map((roi) => roi.structureSetUid))];
  return uids.map((uid) => {
    const own = found.filter((roi) => roi.structureSetUid === uid);
    const usable = own.filter((roi) => roi.usable).length;
    const path = uids.length === 1 ? '' : ` of ${all.find((object) => object.sopInstanceUid === uid)?.path ?? uid}`;
    return [
      `ROIs${path}: ${usable} usable, ${own.length - usable} not`,
      ...textColumns(
        own.map((roi) => [
          roi.usable ? 'ok' : '- ',
          String(roi.roiNumber),
          roi.roiName,
          roi.interpretedType ?? '',
          roi.volumeCm3 === null ? '' : shownVolume(roi.volumeCm3),
          roi.usable ? `${roi.planes} plane${roi.planes === 1 ? '' : 's'}` : '',
          roleWords(roi),
          [roi.reason, ...roi.remarks].filter((part) => part !== null).join('; '),
        ]),
        [1, 4, 5],
        '   ',
      ),
    ];
  });
}

/** "PTV L1", "ring?": a question mark where that is doubtful. */
export function roleWords({ proposed }: Pick<InspectRoi, 'proposed'>): string {
  if (proposed === null) return '';
  const { role, lesion, confidence } = proposed;
  const name = role === 'gtv' || role === 'ptv' || role === 'ctv' ? role.toUpperCase() : ROLE_WORDS[role];
  return `${[name, lesion ?? ''].join(' ').trimEnd()}${confidence === 'low' && role !== 'unknown' ? '?' : ''}`;
}

const ROLE_WORDS = {
  sum: 'several targets together',
  ring: 'ring',
  organ: 'organ',
  external: 'outline of the body',
  auxiliary: 'auxiliary',
  unknown: 'not known',
} as const;

function prescriptions({ prescriptions: found }: InspectResult): string[] {
  return [
    `Prescriptions${found.length === 0 ? ': none found in a plan' : ''}`,
    ...textColumns(
      found.map(({ target, doseGy, fractions, source, usable }) => [
        usable ? 'ok' : '? ',
        target ?? '(no ROI named)',
        doseGy === null ? 'no dose' : `${doseGy} Gy`,
        fractions === null ? 'fractions not given' : `in ${fractions}`,
        source,
      ]),
      [],
      '   ',
    ),
  ];
}

function pairs({ pairs: proposed }: InspectResult): string[] {
  return proposed.length === 0
    ? ['Lesions: no pair to propose']
    : [
        'Lesions, proposed',
        ...textColumns(
          proposed.map(({ lesion, gtv, ptv, why, nearest }) => [
            lesion,
            `GTV ${gtv ?? '-'}`,
            `PTV ${ptv ?? '-'}`,
            nearest === null ? '' : nearestWords(nearest),
            why,
          ]),
          [],
          '   ',
        ),
      ];
}

/** "12.4 mm to L2", "touches L2". */
export function nearestWords({ lesion, distanceMm }: NonNullable<InspectPair['nearest']>): string {
  return distanceMm < 0.05 ? `touches ${lesion}` : `${distanceMm.toFixed(1)} mm to ${lesion}`;
}

function passedOver({ passedOver: files }: InspectResult): string[] {
  return files.length === 0
    ? []
    : [
        'Passed over',
        ...textColumns(
          files.map(({ path, why }) => [path, why]),
          [],
          '   ',
        ),
      ];
}

/** What to type next, where that is plain. */
function next({ doses, pairs: proposed, refusals, objects: found }: InspectResult): string[] {
  if (refusals.length > 0) return [];
  const sets = found.filter(({ kind }) => kind === 'structure-set').length;
  const steps = [
    ...(doses.length > 1
      ? ['Several doses: choose one with --dose FILE, or give each lesion of the case its "dose".']
      : []),
    ...(sets > 1 ? ['Several structure sets: choose one with --structure-set FILE.'] : []),
    ...(proposed.length > 0 && doses.length > 0
      ? ['Propose a case from this: trabecula check ... --trial himars --write-case case.json']
      : []),
  ];
  return steps.length === 0 ? [] : ['Next', ...steps.flatMap((step) => wrapText(`- ${step}`, '   ', '     '))];
}

function number(value: number): string {
  return String(Number(value.toFixed(3)));
}
