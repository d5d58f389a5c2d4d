import { describe, expect, it } from 'vitest';
import { chooseObjects, resolveObject } from '../../src/dicom/index.ts';
import { el } from './dicom-bytes.ts';
import { readAll } from './read-one.ts';
import { doseFile, planFile, structureFile } from './rt-files.ts';

const uid = (value: string) => ({ '0008,0018': el('0008,0018', 'UI', value) });
const summed = (value: string, type: string) => ({ ...uid(value), '3004,000A': el('3004,000A', 'CS', type) });
const RS = { 'RS.dcm': structureFile() };

const errorOf = (run: () => unknown): unknown => {
  try {
    return run();
  } catch (error) {
    return error;
  }
};

describe('choosing objects', () => {
  it('takes the only dose and structures, and the plan that the dose names', async () => {
    const found = await readAll({
      ...RS,
      'RD.dcm': doseFile(),
      'other.dcm': planFile(uid('1.1')),
      'RP.dcm': planFile(),
    });
    expect(chooseObjects(found)).toMatchObject({
      kind: 'chosen',
      dose: { path: 'RD.dcm' },
      plan: { path: 'RP.dcm' },
      warnings: [],
    });
  });

  it('matRad#797: needs no plan', async () => {
    expect(chooseObjects(await readAll({ ...RS, 'RD.dcm': doseFile() }))).toMatchObject({ kind: 'chosen', plan: null });
  });

  it('takes no plan when the dose names none of several, and says so', async () => {
    const found = await readAll({
      ...RS,
      'RD.dcm': doseFile(),
      'a.dcm': planFile(uid('1.1')),
      'b.dcm': planFile(uid('1.2')),
    });
    expect(chooseObjects(found)).toMatchObject({ plan: null, warnings: [{ code: 'plan' }] });
  });

  it('takes the single plan that the dose does not name, for the links to contradict', async () => {
    const found = await readAll({ ...RS, 'RD.dcm': doseFile(), 'a.dcm': planFile(uid('1.1')) });
    expect(chooseObjects(found)).toMatchObject({ plan: { path: 'a.dcm' } });
  });

  it('passes over a structure set that this program derived, unless it is named or alone, and says so', async () => {
    const derived = structureFile({
      ...uid('1.9'),
      '0008,0070': el('0008,0070', 'LO', 'Trabecula'),
      '3006,0002': el('3006,0002', 'SH', 'z_Marrow'),
    });
    const found = await readAll({ ...RS, 'RD.dcm': doseFile(), 'RS_marrow.dcm': derived });
    expect(chooseObjects(found)).toMatchObject({
      structureSet: { path: 'RS.dcm' },
      warnings: [{ code: 'derived', message: expect.stringContaining('RS_marrow.dcm') as string }],
    });
    expect(chooseObjects(found, { structureSet: 'RS_marrow.dcm' })).toMatchObject({
      structureSet: { path: 'RS_marrow.dcm' },
    });
    const alone = await readAll({ 'RD.dcm': doseFile(), 'RS_marrow.dcm': derived });
    expect(chooseObjects(alone)).toMatchObject({ structureSet: { path: 'RS_marrow.dcm' }, warnings: [] });
  });

  it.each([
    ['no dose (RTDOSE)', RS],
    ['no structure set (RTSTRUCT)', { 'RD.dcm': doseFile() }],
    ['no dose (RTDOSE) and no structure set (RTSTRUCT)', { 'case.json': Uint8Array.of(0x7b, 0x7d) }],
  ])('LDClark/PlanCheck#8: names what is missing: %s', async (what, files) => {
    const found = await readAll(files);
    const error = errorOf(() => chooseObjects(found));
    expect(error).toMatchObject({ kind: 'nothing-found' });
    expect((error as Error).message).toContain(what);
  });

  it('of several asks for a choice and lists them', async () => {
    const found = await readAll({
      ...RS,
      'a.dcm': doseFile(uid('1.1')),
      'b.dcm': doseFile(uid('1.2')),
      'RS2.dcm': structureFile(uid('1.4')),
    });
    const structures = errorOf(() => chooseObjects(found, { dose: '1.1' }));
    expect(structures).toMatchObject({
      kind: 'usage',
      facts: { what: expect.stringContaining('--structure-set') as string },
    });
    const doses = errorOf(() => chooseObjects(found, { structureSet: 'RS.dcm' }));
    for (const words of ['--dose', 'a.dcm', 'b.dcm', '1.1', '1.2']) expect((doses as Error).message).toContain(words);
    expect(chooseObjects(found, { dose: '1.2', structureSet: 'RS2.dcm' })).toMatchObject({
      dose: { path: 'b.dcm' },
      structureSet: { path: 'RS2.dcm' },
    });
  });

  it('DVH-Analytics#68: takes the PLAN dose beside BEAM doses', async () => {
    const found = await readAll({
      ...RS,
      'b1.dcm': doseFile(summed('1.1', 'BEAM')),
      'plan.dcm': doseFile(summed('1.2', 'PLAN')),
      'b2.dcm': doseFile(summed('1.3', 'BEAM')),
    });
    expect(chooseObjects(found)).toMatchObject({ kind: 'chosen', dose: { path: 'plan.dcm' } });
    expect(chooseObjects(found, { dose: 'b2.dcm' })).toMatchObject({ kind: 'chosen', dose: { path: 'b2.dcm' } });
  });

  it.each([1, 2])('DVH-Analytics#68: with %i BEAM doses alone names the missing PLAN dose', async (count) => {
    const beams = { 'b1.dcm': doseFile(summed('1.1', 'BEAM')), 'b2.dcm': doseFile(summed('1.3', 'BEAM')) };
    const found = await readAll({ ...RS, ...Object.fromEntries(Object.entries(beams).slice(0, count)) });
    const chosen = chooseObjects(found);
    expect(chosen).toMatchObject({
      kind: 'beam-doses-only',
      reason: expect.stringContaining('PLAN dose is missing') as string,
    });
  });

  it('answers to UID, path, file name, place in a zip and label', async () => {
    const labelled = { ...uid('1.1'), '3004,0006': el('3004,0006', 'LO', 'Boost') };
    const { doses } = await readAll({
      'export/a.zip!x/a.dcm': doseFile(labelled),
      'export/b.dcm': doseFile(uid('1.2')),
    });
    for (const wanted of [
      '1.1',
      'export/a.zip!x/a.dcm',
      './export/a.zip/x/a.dcm',
      'a.dcm',
      '/home/me/export/a.zip!x/a.dcm',
      'Boost',
    ]) {
      expect(resolveObject('dose', doses, wanted).sopInstanceUid).toBe('1.1');
    }
    expect(errorOf(() => resolveObject('dose', doses, 'c.dcm'))).toMatchObject({ kind: 'usage' });
    expect(errorOf(() => resolveObject('dose', doses, '.dcm'))).toMatchObject({ kind: 'usage' });
  });

  it('by a UID that stands on two different files is a contradiction, by file it is not', async () => {
    const found = await readAll({
      ...RS,
      'a.dcm': doseFile(),
      'b.dcm': doseFile({ '3004,000E': el('3004,000E', 'DS', '0.25') }),
    });
    expect(found.warnings.map(({ code }) => code)).toEqual(['duplicate-uid']);
    expect(errorOf(() => chooseObjects(found, { dose: '1.2.3.1' }))).toMatchObject({ kind: 'contradiction' });
    expect(errorOf(() => chooseObjects(found))).toMatchObject({ kind: 'usage' });
    expect(chooseObjects(found, { dose: 'b.dcm' })).toMatchObject({ dose: { doseGridScaling: 0.25 } });
  });

  it('of plans by a UID that two different ones carry is a contradiction', async () => {
    const found = await readAll({
      ...RS,
      'RD.dcm': doseFile(),
      'p1.dcm': planFile(),
      'p2.dcm': planFile({ '300A,0002': el('300A,0002', 'SH', 'Other') }),
    });
    expect(errorOf(() => chooseObjects(found))).toMatchObject({ kind: 'contradiction' });
  });
});
