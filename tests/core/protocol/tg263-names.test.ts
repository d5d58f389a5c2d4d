import { describe, expect, it } from 'vitest';
import { parseMetric, printMetric } from '../../../core/index.ts';
import { parseTargetName } from '../../../core/protocol/target-name.ts';

/** The rules of TG-263 (AAPM Report 263, 2018) for targets: type, classifier, number, then what else is to be known. */
describe('DVH-Analytics-Bokeh#29: names after TG-263 are understood without a map', () => {
  it.each([
    // Report 263, section 8: p, n and m for primary, node and metastasis, then the number of the target.
    ['GTVp', 'gtv', 'p'],
    ['GTVn', 'gtv', 'n'],
    ['GTVm3', 'gtv', 'm3'],
    ['PTVsb', 'ptv', 'sb'],
    ['PTVpar', 'ptv', 'par'],
    ['PTVvas', 'ptv', 'vas'],
    ['PTVv2', 'ptv', 'v2'],
    // Relative dose levels, and doses in cGy at the end.
    ['PTV_Low', 'ptv', ''],
    ['PTV_Mid', 'ptv', ''],
    ['PTVp1_5400', 'ptv', 'p1'],
    ['PTVn2_50.4Gy', 'ptv', 'n2'],
    ['PTV2_1800x3', 'ptv', '2'],
    // Not to be used for reporting, by an exclamation mark.
    ['PTV!_5040', 'ptv', ''],
  ])('%s is a %s, told apart by "%s"', (name, role, key) => {
    expect(parseTargetName(name, null)).toEqual({ role, key });
  });

  it.each(['zPTV', 'Bone_Marrow', 'SpinalCord_PRV05', 'Kidney_L', 'A_Aorta', 'GlobalMax', 'Ring_PTV'])(
    '%s is no target',
    (name) => expect(parseTargetName(name, null)).toBeNull(),
  );

  it.each(['D95%[Gy]', 'V20Gy[%]', 'D0.03cc[Gy]', 'Mean[Gy]', 'CV20Gy[cc]', 'DC0.5cc[Gy]'])(
    'metrics as well: %s is read and printed as it is written',
    (text) => expect(printMetric(parseMetric(text))).toBe(text),
  );
});
