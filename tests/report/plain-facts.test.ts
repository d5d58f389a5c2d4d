import { describe, expect, it } from 'vitest';
import { check } from '../../src/app/check.ts';
import { plainFacts, factLines } from '../../src/report/plain-facts.ts';
import { checkText } from '../../src/report/check-text.ts';
import { shortUids } from '../../src/report/short-uids.ts';
import { boxPatient, filesOf } from '../app/box-patient.ts';

/** The box patient's plan asked for ten times the dose that it gives, and nobody confirmed a case. */
async function tooLittle(acceptProposal: boolean) {
  const patient = boxPatient();
  const lesions = (patient.caseFile.lesions ?? []).map((lesion) => ({
    ...lesion,
    prescription: { doseGy: 350, fractions: 5 },
  }));
  const { result } = await check({
    files: filesOf(patient),
    trial: 'himars',
    caseText: JSON.stringify({ ...patient.caseFile, lesions, confirm: acceptProposal ? ['prescription'] : [] }),
    acceptProposal: false,
  });
  return result;
}

describe('what is wrong, in plain numbers', () => {
  it('is nothing where nothing stands between the verdict and the table', async () => {
    const result = await tooLittle(true);
    const { facts } = plainFacts({ ...result, summary: { ...result.summary, blockers: [] } });
    expect(facts).toEqual([]);
  });

  it('comes before what stands against a verdict: no coverage at all, at most so much, and no such regimen', async () => {
    const result = await tooLittle(true);
    const blocked = {
      ...result,
      summary: {
        ...result.summary,
        blockers: [
          {
            code: 'links',
            message: 'RD.dcm: the structure set of the dose is 1.2.840.10008.5.1.4.1.1.481.3.1520614558',
            remedy: null,
            weight: 'at-best' as const,
          },
        ],
      },
    };
    const lines = factLines(blocked);
    expect(lines[0]).toMatch(
      /^L1: PTV coverage of PTV_1 0\.0 %, limit 80 %: it gets at most [\d.]+ Gy, 350\.00 Gy are prescribed$/,
    );
    expect(lines.join('\n')).toContain('350 Gy in 5 fractions is none of 27 Gy in 3 fractions, 35 Gy in 5 fractions');
    const text = checkText(blocked);
    expect(text.indexOf('PTV coverage of PTV_1 0.0 %')).toBeLessThan(text.indexOf('…1520614558'));
    expect(text).not.toContain('1.2.840.10008.5.1.4.1.1.481.3.1520614558');
  });
});

describe('UIDs in prose', () => {
  it('are cut to their last digits; numbers, versions and dates are not', () => {
    expect(shortUids('is 1.2.246.352.71.4.967352590664.194514.20180313091439, not 2.25.8031')).toBe(
      'is …0313091439, not 2.25.8031',
    );
    expect(shortUids('1.2.3 and 0.12345678901234567890 and 10.0.0.1.5')).toBe(
      '1.2.3 and 0.12345678901234567890 and 10.0.0.1.5',
    );
  });
});
