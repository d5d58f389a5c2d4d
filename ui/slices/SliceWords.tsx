import { useEffect, useState } from 'react';
import { AXES_OF_PLANE, coldPart, cutDose, cutRegion, PLANE_KINDS, planeThrough } from '../../core/index.ts';
import type { DoseGrid, Lps, PlaneKind } from '../../core/index.ts';
import { shownArea, shownMm } from '../../src/report/slice-words.ts';
import type { SliceView } from '../../src/worker/messages.ts';
import { useWords } from '../words/use-words.ts';
import type { SliceBoard } from './slice-board.ts';
import styles from './SliceDesk.module.css';

type Structure = SliceView['structures'][number];

interface SliceWordsProps {
  readonly board: SliceBoard;
  readonly dose: DoseGrid | null;
  readonly structures: readonly Structure[];
  readonly target: Structure | null;
  readonly prescriptionGy: number | null;
}

/** The crosshair rests this long before its planes are told: leafing through stays quick. */
const REST_MS = 250;
const AXIS_NAMES = ['x', 'y', 'z'] as const;

/** What the three planes show, as a table. */
export function SliceWords({ board, dose, structures, target, prescriptionGy }: SliceWordsProps) {
  const all = useWords();
  const words = all.slices;
  const { digits } = all.result;
  const at = useRested(board);
  const caption = target === null ? words.words : words.wordsOf(target.roiName);
  return (
    <div className={styles.wide} role="region" tabIndex={0} aria-label={caption}>
      <table className={styles.words}>
        <caption>{caption}</caption>
        <thead>
          <tr>
            <th scope="col">{words.plane}</th>
            <th scope="col">{words.at}</th>
            <th scope="col">{words.targetArea}</th>
            <th scope="col">{words.below}</th>
            <th scope="col">{words.outside}</th>
            <th scope="col">{words.cut}</th>
          </tr>
        </thead>
        <tbody>
          {PLANE_KINDS.map((kind) => {
            const told = tellPlane(kind, at, dose, structures, target, prescriptionGy);
            return (
              <tr key={kind}>
                <th scope="row">{words.planes[kind]}</th>
                <td>
                  {AXIS_NAMES[AXES_OF_PLANE[kind].normal]} {digits(shownMm(at[AXES_OF_PLANE[kind].normal]))}
                </td>
                <td>{told.area === null ? words.notCut : digits(told.area)}</td>
                <td>{told.below === null ? '-' : digits(told.below)}</td>
                <td>{told.outside === null ? '-' : digits(told.outside)}</td>
                <td>{told.cut.length === 0 ? '-' : told.cut.join(', ')}</td>
              </tr>
            );
          })}
        </tbody>
      </table>
    </div>
  );
}

interface Told {
  readonly area: string | null;
  readonly below: string | null;
  readonly outside: string | null;
  readonly cut: readonly string[];
}

function tellPlane(
  kind: PlaneKind,
  at: Lps,
  dose: DoseGrid | null,
  structures: readonly Structure[],
  target: Structure | null,
  prescriptionGy: number | null,
): Told {
  const plane = planeThrough(kind, at);
  const cut = structures.filter(({ region }) => cutRegion(region, plane) !== null).map(({ roiName }) => roiName);
  const section = target === null ? null : cutRegion(target.region, plane);
  if (section === null) return { area: null, below: null, outside: null, cut };
  const inDose = dose === null ? null : cutDose(dose, plane);
  const { areaMm2, coldMm2, outsideMm2 } = coldPart(section, inDose, prescriptionGy ?? 0);
  return {
    area: shownArea(areaMm2),
    below: dose === null || prescriptionGy === null ? null : shownArea(coldMm2),
    outside: dose === null ? null : shownArea(outsideMm2),
    cut,
  };
}

/** The crosshair's place once it rests. */
function useRested(board: SliceBoard): Lps {
  const [at, setAt] = useState(() => board.place().atMm);
  useEffect(() => {
    let timer: ReturnType<typeof setTimeout> | undefined;
    const moved = (): void => {
      clearTimeout(timer);
      timer = setTimeout(() => setAt(board.place().atMm), REST_MS);
    };
    moved();
    const stop = board.subscribe(moved);
    return () => {
      clearTimeout(timer);
      stop();
    };
  }, [board]);
  return at;
}
