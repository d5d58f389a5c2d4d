import { readTps, type TpsReading } from '../../core/index.ts';
import type { SettledCase } from '../app/settle-case.ts';

/** What is understood of a pasted text, for the lesions of the last check. */
export function answerReadTps({ resolved }: SettledCase, text: string): TpsReading {
  return readTps(
    text,
    resolved.lesions.map(({ id, gtv, ptv, prescription }) => ({
      lesion: id,
      gtv: gtv?.roiName ?? null,
      ptv: ptv?.roiName ?? null,
      prescriptionGy: prescription?.doseGy ?? null,
    })),
  );
}
