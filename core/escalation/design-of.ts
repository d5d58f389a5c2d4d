import { boin } from './boin.ts';
import { crm } from './crm.ts';
import type { DesignFile } from './design-file.ts';
import type { EscalationDesign } from './escalation-design.ts';
import { mtpi } from './mtpi.ts';
import { rollingSix } from './rolling-six.ts';
import { threePlusThree } from './three-plus-three.ts';

/** The rules of a design file, ready to be asked. */
export function designOf(file: DesignFile): EscalationDesign {
  switch (file.method) {
    case '3+3':
      return threePlusThree(file);
    case 'rolling-six':
      return rollingSix(file);
    case 'boin':
      return boin(file);
    case 'mtpi':
      return mtpi(file);
    case 'crm':
      return crm(file);
  }
}
