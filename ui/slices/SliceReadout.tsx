import { useSyncExternalStore } from 'react';
import { doseAtPoint, valueAt } from '../../core/index.ts';
import type { DoseGrid, Lps, VoxelVolume } from '../../core/index.ts';
import { shownDoseOf, shownHu, shownPlace } from '../../src/report/slice-words.ts';
import { useWords } from '../words/use-words.ts';
import type { SliceBoard } from './slice-board.ts';
import styles from './SliceDesk.module.css';

interface SliceReadoutProps {
  readonly board: SliceBoard;
  readonly dose: DoseGrid | null;
  readonly ct: VoxelVolume | null;
  readonly prescriptionGy: number | null;
}

/** Place, dose and HU under the crosshair and under the pointer. */
export function SliceReadout({ board, dose, ct, prescriptionGy }: SliceReadoutProps) {
  const words = useWords().slices;
  const { atMm, pointerMm } = useSyncExternalStore(board.subscribe, board.place);
  const valuesAt = useValues(dose, ct, prescriptionGy);
  const rows = [
    { name: words.crosshair, at: atMm },
    { name: words.pointer, at: pointerMm },
  ];
  return (
    <table className={styles.readout}>
      <thead>
        <tr>
          <td />
          <th scope="col">{words.place}</th>
          <th scope="col">{words.dose}</th>
          <th scope="col">{words.hu}</th>
        </tr>
      </thead>
      <tbody>
        {rows.map(({ name, at }) => (
          <tr key={name}>
            <th scope="row">{name}</th>
            {(at === null ? ['', '', ''] : valuesAt(at)).map((cell, n) => (
              <td key={n}>{cell}</td>
            ))}
          </tr>
        ))}
      </tbody>
    </table>
  );
}

/** The same of the crosshair in one line, for whoever hears it. */
export function useSaid(
  board: SliceBoard,
  dose: DoseGrid | null,
  ct: VoxelVolume | null,
  prescriptionGy: number | null,
): string {
  const { atMm } = useSyncExternalStore(board.subscribe, board.place);
  return useValues(dose, ct, prescriptionGy)(atMm).join(', ');
}

function useValues(
  dose: DoseGrid | null,
  ct: VoxelVolume | null,
  prescriptionGy: number | null,
): (at: Lps) => readonly [string, string, string] {
  const all = useWords();
  const { digits } = all.result;
  const words = all.slices;
  return (at) => {
    const doseGy = dose === null ? null : doseAtPoint(dose, at);
    const hu = ct === null ? null : valueAt(ct, at);
    return [
      digits(shownPlace(at)),
      dose === null ? words.noDose : doseGy === null ? words.outsideDose : digits(shownDoseOf(doseGy, prescriptionGy)),
      ct === null ? '-' : hu === null ? words.outsideCt : digits(shownHu(hu)),
    ];
  };
}
