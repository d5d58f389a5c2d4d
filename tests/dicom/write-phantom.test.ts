import { describe, expect, it } from 'vitest';
import { ORIENTATIONS, PHANTOMS, spherePhantom } from '../../core/index.ts';
import type { PatientOrientation, PhantomPatient, SphereOptions } from '../../core/index.ts';
import { readExport } from '../../src/dicom/read-export.ts';
import type { RtExport } from '../../src/dicom/rt-objects.ts';
import { writePhantom } from '../../src/dicom/write-phantom.ts';

/** What revises another phantom has its structure set, byte for byte: tests/app/phantom.test.ts. */
const FIRST_PLANS = Object.keys(PHANTOMS).filter((name) => name !== 'himars-demo-revised');

const SMALL: SphereOptions = {
  radiusMm: 11,
  coveragePercent: 93,
  centreMm: [31, -77.5, 212],
  sliceSpacingMm: 2.5,
  slicePhase: 0.3,
  doseSpacingMm: [2.5, 3.2, 2],
};

async function writtenAndRead(patient: PhantomPatient): Promise<RtExport> {
  return readExport(writePhantom(patient));
}

/** Named phantoms take seconds: written and read once. */
const byName = new Map<string, { readonly patient: PhantomPatient; readonly read: Promise<RtExport> }>();

function named(name: string): { readonly patient: PhantomPatient; readonly read: Promise<RtExport> } {
  const known = byName.get(name);
  if (known !== undefined) return known;
  const patient = PHANTOMS[name]?.();
  if (patient === undefined) throw new Error(name);
  const fresh = { patient, read: writtenAndRead(patient) };
  byName.set(name, fresh);
  return fresh;
}

describe('a phantom written and read back', () => {
  it.each(FIRST_PLANS)('%s: has the ROIs with every coordinate within 1e-4 mm', async (name) => {
    const { patient, read } = named(name);
    const { structureSets, warnings, passedOver } = await read;
    expect([warnings, passedOver]).toEqual([[], []]);
    expect(structureSets).toHaveLength(1);
    const rois = structureSets[0]?.rois ?? [];
    expect(rois.map((roi) => [roi.roiNumber, roi.roiName, roi.interpretedType])).toEqual(
      patient.rois.map((roi, index) => [index + 1, roi.roiName, roi.interpretedType]),
    );
    rois.forEach((roi, index) => {
      const drawn = patient.rois[index]?.contours ?? [];
      expect(roi.contours).toHaveLength(drawn.length);
      let worst = 0;
      roi.contours.forEach(({ geometricType, pointsMm }, at) => {
        const wanted = drawn[at]?.pointsMm ?? new Float64Array();
        expect([geometricType, pointsMm.length]).toEqual(['CLOSED_PLANAR', wanted.length]);
        pointsMm.forEach((value, p) => (worst = Math.max(worst, Math.abs(value - (wanted[p] ?? Number.NaN)))));
      });
      expect(worst).toBeLessThan(1e-4);
    });
  });

  it.each(FIRST_PLANS)('%s: has the same dose, voxel for voxel, on the same grid', async (name) => {
    const { patient, read } = named(name);
    const { doses } = await read;
    expect(doses).toHaveLength(patient.doses.length);
    for (const { label, planes } of patient.doses) {
      const read = doses.find((dose) => dose.label === label)?.readPlanes();
      expect({ ...read, doseGy: null }).toEqual({ ...planes, doseGy: null });
      let worst = 0;
      planes.doseGy.forEach((dose, voxel) => (worst = Math.max(worst, Math.abs(dose - (read?.doseGy[voxel] ?? NaN)))));
      expect(worst).toBeLessThan(1e-5);
    }
  });

  it('has linked objects: dose to plan to structure set, in one frame, of one patient', async () => {
    const { doses, plans, structureSets, others } = await named('himars-demo').read;
    const [structureSet] = structureSets;
    expect(plans).toHaveLength(2);
    for (const plan of plans) expect(plan.referencedStructureSetUids).toEqual([structureSet?.sopInstanceUid]);
    for (const dose of doses) {
      expect(dose.frameOfReferenceUid).toBe(structureSet?.frameOfReferenceUid);
      expect(plans.find((plan) => plan.label === dose.label)?.sopInstanceUid).toBe(dose.referencedPlanUids[0]);
    }
    const all = [...doses, ...plans, ...structureSets, ...others];
    expect(new Set(all.map((object) => object.patientId)).size).toBe(1);
    expect(new Set(all.map((object) => object.studyInstanceUid)).size).toBe(1);
    expect(new Set(all.map((object) => object.sopInstanceUid)).size).toBe(all.length);
  });

  it('prescribes to each target of its plan', async () => {
    const { plans, structureSets } = await named('himars-demo').read;
    const nameOf = (number: number | null): string | undefined =>
      structureSets[0]?.rois.find((roi) => roi.roiNumber === number)?.roiName;
    const pelvis = plans.find((plan) => plan.label === 'PELVIS_27Gy');
    expect(
      pelvis?.doseReferences.map((d) => [d.type, nameOf(d.referencedRoiNumber), d.targetPrescriptionDoseGy]),
    ).toEqual([
      ['TARGET', 'PTV_1', 27],
      ['TARGET', 'PTV_2', 27],
      ['TARGET', 'PTV_3', 27],
    ]);
    expect(pelvis?.fractionGroups.map((group) => group.fractionsPlanned)).toEqual([3]);
    const fractionGy = pelvis?.fractionGroups[0]?.beams.reduce((sum, { beamDoseGy }) => sum + (beamDoseGy ?? NaN), 0);
    expect(fractionGy).toBeCloseTo(9, 6);
  });

  it.each(Object.keys(ORIENTATIONS) as PatientOrientation[])(
    '%s: keeps the directions of the dose planes',
    async (orientation) => {
      const { doses } = await writtenAndRead(spherePhantom({ ...SMALL, orientation, withCt: false }));
      expect(doses[0]?.rowDirection).toEqual(ORIENTATIONS[orientation].row);
      expect(doses[0]?.columnDirection).toEqual(ORIENTATIONS[orientation].column);
    },
  );

  it('reads the same planes whether frame offsets are written from the first frame or as coordinates, up or down', async () => {
    for (const planeOrder of ['ascending', 'descending'] as const) {
      const [relative, absolute] = await Promise.all(
        (['relative', 'absolute'] as const).map(async (frameOffsets) => {
          const { doses } = await writtenAndRead(spherePhantom({ ...SMALL, planeOrder, frameOffsets, withCt: false }));
          return doses[0];
        }),
      );
      expect(absolute?.planeOffsetsMm).toEqual(relative?.planeOffsetsMm);
      expect(Math.sign(relative?.planeOffsetsMm[1] ?? 0)).toBe(planeOrder === 'ascending' ? 1 : -1);
    }
  });

  it('writes 32 bits when the steps are too fine for 16, to the same dose', async () => {
    const patient = spherePhantom({ ...SMALL, withCt: false });
    const [dose] = patient.doses;
    if (dose === undefined) throw new Error('no dose');
    const fine = { ...patient, doses: [{ ...dose, planes: { ...dose.planes, stepGy: 1e-5 } }] };
    const { doses } = await writtenAndRead(fine);
    expect(doses[0]?.bitsAllocated).toBe(32);
    expect(doses[0]?.maximumGy).toBeCloseTo(Math.max(...dose.planes.doseGy), 4);
  });

  it('says what kind of dose it is', async () => {
    const options = {
      ...SMALL,
      withCt: false,
      doseUnits: 'RELATIVE',
      doseType: 'EFFECTIVE',
      doseSummationType: 'BEAM',
    } as const;
    const { doses } = await writtenAndRead(spherePhantom(options));
    const { doseUnits, doseType, doseSummationType, referencedBeamNumbers } = doses[0] ?? {};
    expect([doseUnits, doseType, doseSummationType, referencedBeamNumbers]).toEqual([
      'RELATIVE',
      'EFFECTIVE',
      'BEAM',
      [1],
    ]);
  });

  it('can be changed on the way, for exports that are broken on purpose', async () => {
    const files = writePhantom(spherePhantom({ ...SMALL, withCt: false }), {
      amend: (dataSet, path) => (path.startsWith('RD') ? { ...dataSet, FrameOfReferenceUID: '1.2.3' } : dataSet),
    });
    const { doses, structureSets } = await readExport(files);
    expect(doses[0]?.frameOfReferenceUid).toBe('1.2.3');
    expect(structureSets[0]?.frameOfReferenceUid).not.toBe('1.2.3');
  });

  it('is the same bytes every time', () => {
    const [first, second] = [writePhantom(spherePhantom(SMALL)), writePhantom(spherePhantom(SMALL))];
    expect(first.length).toBeGreaterThan(10);
    first.forEach(({ path, bytes }, index) => {
      expect(path).toBe(second[index]?.path);
      expect(Buffer.from(bytes).equals(second[index]?.bytes ?? new Uint8Array())).toBe(true);
    });
  });
});
