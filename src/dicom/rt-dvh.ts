import { isTrabeculaError, type StoredDvh } from '../../core/index.ts';
import type { DataSet } from './data-set.ts';
import type { RtDvh } from './rt-objects.ts';

/** Relative doses above this are percent: nothing is ten times its reference dose. */
const HIGHEST_RATIO = 10;

/**
 * The histograms that a planning system left in an RT Dose object (PS3.3 C.8.8.4). One that cannot be read, or says
 * nothing comparable, is kept with the reason; it is no fault of the dose.
 */
export function readDvhs(dataSet: DataSet): readonly RtDvh[] {
  let items: readonly DataSet[];
  let reference: number | null;
  try {
    items = dataSet.items('DVHSequence');
    reference = items.length === 0 ? null : dataSet.decimal('DVHNormalizationDoseValue');
  } catch (error) {
    return [{ item: 0, rois: [], doseType: null, stored: null, remarks: [], problem: wordsOf(error) }];
  }
  return items.map((item, n): RtDvh => {
    const rois = readRois(item);
    if (typeof rois === 'string') {
      return { item: n + 1, rois: [], doseType: null, stored: null, remarks: [], problem: rois };
    }
    try {
      const { stored, remarks } = readHistogram(item, reference);
      return { item: n + 1, rois, doseType: item.code('DoseType'), stored, remarks, problem: null };
    } catch (error) {
      return { item: n + 1, rois, doseType: null, stored: null, remarks: [], problem: wordsOf(error) };
    }
  });
}

function wordsOf(error: unknown): string {
  if (isTrabeculaError(error)) return error.message;
  throw error;
}

/** The ROIs that were counted in or out, or why they are not known. */
function readRois(item: DataSet): RtDvh['rois'] | string {
  try {
    const rois = item.items('DVHReferencedROISequence').map((roi) => {
      const roiNumber = roi.integer('ReferencedROINumber');
      if (roiNumber === null) throw roi.error('ReferencedROINumber', 'missing', { expected: 'the number of an ROI' });
      const contribution = roi.code('DVHROIContributionType');
      if (contribution !== 'INCLUDED' && contribution !== 'EXCLUDED') {
        throw roi.error('DVHROIContributionType', 'counted in or out is not said', {
          found: contribution ?? 'nothing',
          expected: 'INCLUDED or EXCLUDED',
        });
      }
      return { roiNumber, contribution } as const;
    });
    if (!rois.some(({ contribution }) => contribution === 'INCLUDED')) {
      throw item.error('DVHReferencedROISequence', 'no ROI is included');
    }
    return rois;
  } catch (error) {
    return wordsOf(error);
  }
}

function readHistogram(item: DataSet, reference: number | null): { stored: StoredDvh; remarks: readonly string[] } {
  const type = item.code('DVHType');
  const kind = type === 'DIFFERENTIAL' ? 'differential' : type === 'CUMULATIVE' ? 'cumulative' : null;
  if (kind === null) {
    throw item.error('DVHType', type === 'NATURAL' ? 'a natural histogram is not compared' : 'not a known type', {
      found: type ?? 'nothing',
      expected: 'DIFFERENTIAL or CUMULATIVE',
    });
  }
  if (item.code('DoseType') === 'ERROR') {
    throw item.error('DoseType', 'a histogram of errors, not of dose', { found: 'ERROR', expected: 'PHYSICAL' });
  }
  const volumeUnits = item.code('DVHVolumeUnits');
  if (volumeUnits !== 'CM3' && volumeUnits !== 'PERCENT') {
    throw item.error('DVHVolumeUnits', volumeUnits === 'PER_U' ? 'volume per unit is not compared' : 'no known unit', {
      found: volumeUnits ?? 'nothing',
      expected: 'CM3 or PERCENT',
    });
  }
  const { widths, volumes } = readBins(item);
  const toGy = gyPerUnit(item, reference, widths);
  const statistic = (keyword: 'DVHMinimumDose' | 'DVHMaximumDose' | 'DVHMeanDose'): number | null => {
    const value = item.decimal(keyword);
    return value === null ? null : value * toGy.factor;
  };
  return {
    stored: {
      kind,
      binWidthsGy: widths.map((width) => width * toGy.factor),
      volumes,
      volumeUnit: volumeUnits === 'CM3' ? 'cm3' : 'percent',
      minimumGy: statistic('DVHMinimumDose'),
      maximumGy: statistic('DVHMaximumDose'),
      meanGy: statistic('DVHMeanDose'),
    },
    remarks: toGy.remarks,
  };
}

/** Bin widths in the item's own dose units, scaled, and volumes. */
function readBins(item: DataSet): { widths: Float64Array; volumes: Float64Array } {
  const scaling = item.decimal('DVHDoseScaling');
  if (scaling === null || !(scaling > 0)) {
    throw item.error('DVHDoseScaling', 'no scaling', {
      found: scaling === null ? 'nothing' : String(scaling),
      expected: 'a positive number',
    });
  }
  const data = item.decimals('DVHData');
  if (data === null) throw item.error('DVHData', 'missing', { expected: 'pairs of bin width and volume' });
  if (data.length % 2 !== 0) {
    throw item.error('DVHData', 'not pairs', {
      found: `${data.length} values`,
      expected: 'bin width and volume in turn',
    });
  }
  const bins = item.integer('DVHNumberOfBins');
  if (bins !== data.length / 2) {
    throw item.error('DVHNumberOfBins', 'does not fit the data', {
      found: bins === null ? 'nothing' : String(bins),
      expected: `${data.length / 2}, half the values of DVHData`,
    });
  }
  return {
    widths: data.filter((_, n) => n % 2 === 0).map((width) => width * scaling),
    volumes: data.filter((_, n) => n % 2 === 1),
  };
}

/** Relative doses are shares, or percent, of the dose at the normalisation point. */
function gyPerUnit(
  item: DataSet,
  reference: number | null,
  widths: Float64Array,
): { factor: number; remarks: readonly string[] } {
  const units = item.code('DoseUnits');
  if (units === 'GY') return { factor: 1, remarks: [] };
  if (units !== 'RELATIVE') {
    throw item.error('DoseUnits', 'no known unit', { found: units ?? 'nothing', expected: 'GY or RELATIVE' });
  }
  if (reference === null || !(reference > 0)) {
    throw item.error('DoseUnits', 'a relative dose without the dose that it is relative to', {
      found: reference === null ? 'no (3004,0042) DVHNormalizationDoseValue' : `${reference} there`,
      expected: 'a dose above 0',
    });
  }
  const highest = widths.reduce((sum, width) => sum + width, 0);
  const isPercent = highest > HIGHEST_RATIO;
  return {
    factor: isPercent ? reference / 100 : reference,
    remarks: [
      `relative doses taken as ${isPercent ? 'percent' : 'shares'} of ${reference} Gy, the dose at its normalisation point`,
    ],
  };
}
