import { himarsDemo } from '../../core/phantom/himars-demo.ts';
import { patientFiles } from '../../src/app/phantom.ts';
import type { FileBytes } from '../../src/dicom/index.ts';

const PIXELS = 480;

/** The demonstration patient with a CT as fine as a scanner's: about 60 MB in some 130 files. */
export function largeSet(): readonly FileBytes[] {
  const patient = himarsDemo();
  const { ct } = patient;
  if (ct === null) throw new Error('the demonstration patient has lost its CT');
  return patientFiles({
    ...patient,
    ct: {
      ...ct,
      columns: PIXELS,
      rows: PIXELS,
      columnSpacingMm: (ct.columns * ct.columnSpacingMm) / PIXELS,
      rowSpacingMm: (ct.rows * ct.rowSpacingMm) / PIXELS,
      // What is in the pixels does not matter here, and shapes would take their time.
      hounsfield: (x, y, z) => Math.round(40 + 6 * Math.sin(0.9 * x + 0.3 * z) * Math.cos(0.7 * y)),
    },
  });
}
