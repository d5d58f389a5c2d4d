import { describe, expect, it } from 'vitest';
import { readCaseFile } from '../../../core/index.ts';

const aCase = (more: object = {}): object => ({ schema: 'trabecula/case/1', ...more });
const aCaseWith = (lesion: object): object => aCase({ lesions: [{ id: 'L1', ptv: 'PTV_1', ...lesion }] });
const read = (source: string | object): unknown => readCaseFile(source, 'case.json');

describe('the site of a lesion', () => {
  it.each([
    ['bone', 'node', 'bone'],
    ['bone', 'other', 'bone'],
    ['lymph node', 'bone', 'node'],
    ['lung', 'bone', 'other'],
    ['lung', 'node', 'other'],
  ])('in %s is not %s', (organ, site, expected) => {
    expect(() => read(aCaseWith({ organ, site }))).toThrow(
      `case.json, lesions[0].site: lesion L1 lies in ${organ}, and its site is ${site} (expected ${expected})`,
    );
  });

  it.each([
    ['bone', 'bone'],
    ['lymph node', 'node'],
    ['lung', 'other'],
    ['other', 'bone'],
    ['other', 'node'],
    ['bone', undefined],
    [undefined, 'bone'],
  ])('in %s may be %s', (organ, site) => {
    expect(read(aCaseWith({ organ, site }))).toMatchObject({ lesions: [{ id: 'L1' }] });
  });
});

describe('a case file', () => {
  it('may say everything', () => {
    const full = aCase({
      subject: 'S-001',
      trial: 'himars',
      lesions: [
        {
          id: 'L1',
          gtv: 'GTV_1',
          ptv: 'PTV_1',
          site: 'bone',
          highRisk: true,
          symptomatic: false,
          prescription: { doseGy: 27, fractions: 3, isodosePercent: 80, isodoseOf: 'maximum' },
          dose: '1.2.3',
          tps: {
            system: 'TPS',
            version: '16.1',
            ptvVolumeCm3: 14.1,
            ptvCoveragePercent: 96,
            gtvCoveragePercent: 99,
            dmaxGy: 33,
          },
        },
      ],
      trabecularBone: { rois: ['TTB'], kind: 'trabecular', skeletonComplete: true },
      gtvTotal: { rois: 'all-lesions', complete: 'unknown' },
      readings: { isodoseOf: 'of-maximum' },
      confirm: ['patient', 'pairing'],
      sumDoses: ['1.2', '1.3'],
    });
    expect(read(full)).toEqual(full);
    expect(read(JSON.stringify(full))).toEqual(full);
    expect(read(`\uFEFF${JSON.stringify(full)}`)).toEqual(full);
  });

  it('needs of a lesion only its id and one of gtv, ptv', () => {
    expect(
      read(
        aCase({
          lesions: [
            { id: 'L1', gtv: 'GTV_1' },
            { id: 'L2', ptv: 'PTV_2' },
          ],
        }),
      ),
    ).toBeDefined();
    expect(() => read(aCase({ lesions: [{ id: 'L1' }] }))).toThrow(
      'case.json, lesions[0]: lesion L1 names neither gtv nor ptv',
    );
  });

  it('absent highRisk and symptomatic stay absent: unknown, not false', () => {
    const lesion = (read(aCaseWith({})) as { lesions: object[] }).lesions[0];
    expect(lesion).not.toHaveProperty('highRisk');
    expect(lesion).not.toHaveProperty('symptomatic');
  });

  it('refuses a lesion id used twice', () => {
    const lesions = [
      { id: 'L1', gtv: 'GTV_1' },
      { id: 'L1', gtv: 'GTV_2' },
    ];
    expect(() => read(aCase({ lesions }))).toThrow('case.json, lesions[1].id: the lesion id "L1" is used twice');
  });

  it('refuses a key given twice, of which JSON would keep the last silently', () => {
    expect(() =>
      read('{"schema":"trabecula/case/1","lesions":[{"id":"a","ptv":"b"},{"id":"c","ptv":"d","ptv":"e"}]}'),
    ).toThrow('case.json, lesions[1].ptv: a key is given twice');
    expect(
      read(
        '{"schema":"trabecula/case/1","subject":"a,{\\"subject\\":1}","lesions":[{"id":"a","ptv":"b"},{"id":"c","ptv":"b"}]}',
      ),
    ).toBeDefined();
  });

  it.each<[object, string]>([
    [aCase({ lesion: [] }), 'lesion: unknown key "lesion", nearest is "lesions"'],
    [aCaseWith({ hihgRisk: true }), 'lesions[0].hihgRisk: unknown key "hihgRisk", nearest is "highRisk"'],
    [
      aCaseWith({ prescription: { dose: 27, fractions: 3 } }),
      'lesions[0].prescription.dose: unknown key "dose", nearest is "doseGy"',
    ],
    [aCaseWith({ tps: { ptvVolume: 3 } }), 'nearest is "ptvVolumeCm3"'],
    [
      aCaseWith({ prescription: { doseGy: '27', fractions: 3 } }),
      'lesions[0].prescription.doseGy: this value does not fit (found "27"; expected number)',
    ],
    [aCaseWith({ prescription: { doseGy: -27, fractions: 3 } }), 'expected a number above 0'],
    [aCaseWith({ prescription: { doseGy: 27, fractions: 2.5 } }), 'found 2.5; expected a whole number'],
    [aCaseWith({ prescription: { doseGy: 27 } }), 'lesions[0].prescription.fractions: a needed key is missing'],
    [aCaseWith({ prescription: { doseGy: 27, fractions: 3, isodoseOf: 'maximun' } }), 'nearest is "maximum"'],
    [aCaseWith({ site: 'bones' }), 'nearest is "bone"'],
    [aCaseWith({ id: '' }), 'expected a name that is not empty'],
    [aCase({ confirm: ['patients'] }), 'confirm[0]: this value does not fit, nearest is "patient"'],
    [aCase({ gtvTotal: { rois: 'all', complete: true } }), 'gtvTotal.rois'],
    [aCase({ trabecularBone: { rois: [], kind: 'trabecular', skeletonComplete: true } }), 'expected at least one ROI'],
    [aCase({ sumDoses: ['1.2.3'] }), 'at least two'],
    [{ schema: 'trabecula/case/2' }, 'schema: this value does not fit'],
    [{}, 'schema: a needed key is missing'],
    [[], '(top): this value does not fit'],
  ])('%j is refused with key, place and what was expected', (source, message) => {
    expect(() => read(source)).toThrow(message);
  });

  it('that is no JSON says so', () => {
    expect(() => read('lesions: []')).toThrow('case.json: this is not JSON');
  });
});
