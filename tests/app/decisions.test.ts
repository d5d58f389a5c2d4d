import { readFileSync, readdirSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { type CaseFile, type CheckResult, decidedOn, exitStatusOf, readCaseFile } from '../../core/index.ts';
import { check } from '../../src/app/check.ts';
import { checkCsv } from '../../src/report/check-csv.ts';
import { checkHtml } from '../../src/report/check-html.ts';
import { checkJson } from '../../src/report/check-json.ts';
import { checkText } from '../../src/report/check-text.ts';

const folder = fileURLToPath(new URL('../../test-data/himars-demo/', import.meta.url));
const files = readdirSync(folder)
  .filter((name) => name.endsWith('.dcm') && !name.startsWith('CT'))
  .map((path) => ({ path, bytes: new Uint8Array(readFileSync(folder + path)) }));

/** The demo's lesion whose PTV coverage is too close to call. */
const demo = readCaseFile(readFileSync(`${folder}case.json`, 'utf8'), 'case');
const { trabecularBone: _, gtvTotal: __, level: ___, ...ofLesions } = demo;
const alone: CaseFile = {
  ...ofLesions,
  lesions: (demo.lesions ?? []).filter(({ id }) => id === 'L3'),
  confirm: ['pairing'],
};

async function checked(caseFile: CaseFile): Promise<CheckResult> {
  const { result } = await check({ files, trial: 'himars', caseText: JSON.stringify(caseFile), acceptProposal: false });
  return result;
}

describe('a decision of a person', () => {
  it('is in every report, and moves neither outcome nor exit status', async () => {
    const before = await checked(alone);
    const open = before.findings.find(({ outcome }) => outcome === 'undecided');
    if (open === undefined) throw new Error('nothing is open');
    const after = await checked({
      ...alone,
      decisions: [
        {
          rule: open.rule,
          lesion: open.lesion,
          outcome: 'per-protocol',
          by: 'Dr <b>Noor</b>',
          date: '2026-03-31',
          reason: '=finer dose seen in the planning system',
          of: decidedOn(open, before.inputs),
        },
      ],
    });
    expect(after.outcome).toBe(before.outcome);
    expect(exitStatusOf(after.outcome)).toBe(2);
    expect(after.summary.decided).toEqual({ inForce: 1, stale: 0, outcome: 'no-deviation-found' });
    expect(after.findings.map(({ decisions: _, ...finding }) => finding)).toEqual(before.findings);

    const flat = (text: string): string => text.replace(/\s+/g, ' ');
    const text = flat(checkText(after));
    expect(text).toContain('Too close to call'.toUpperCase());
    expect(text).toContain('Outcome and exit status stay as computed.');
    expect(text).toContain('Decided by a person: no deviation, Dr <b>Noor</b>, 2026-03-31');
    const html = checkHtml(after);
    expect(html).toContain('Decided by a person: no deviation, Dr &lt;b&gt;Noor&lt;/b&gt;, 2026-03-31');
    expect(html).not.toContain('<b>Noor');
    const row = checkCsv(after)
      .split('\r\n')
      .find((line) => line.includes('Noor'));
    expect(row).toContain(`per-protocol,Dr <b>Noor</b>,2026-03-31,"'=finer dose`);
    expect(row).toContain('undecided');
    expect(JSON.parse(checkJson(after))).toMatchObject({ summary: { decided: { inForce: 1 } }, outcome: 'undecided' });
  });
});
