import type { CaseFile, InspectPair, InspectResult } from '../../core/index.ts';
import { shownValue, shownVolume } from '../../src/report/shown.ts';
import { useWords } from '../words/use-words.ts';
import { English } from './English.tsx';
import styles from './Rois.module.css';

interface LesionFactsProps {
  readonly found: InspectResult;
  readonly draft: CaseFile;
}

/** Of every proposed pair its volumes, the distance to its nearest neighbour, and why it was paired. */
export function LesionFacts({ found, draft }: LesionFactsProps) {
  const { structures: words, result: say } = useWords();
  if (found.pairs.length === 0) return null;
  const volume = (roiName: string | null): string => {
    const volumeCm3 = found.rois.find((roi) => roi.roiName === roiName)?.volumeCm3 ?? null;
    return volumeCm3 === null ? '-' : say.digits(shownVolume(volumeCm3));
  };
  const isAsProposed = ({ gtv, ptv }: InspectPair): boolean =>
    (draft.lesions ?? []).some((lesion) => (lesion.gtv ?? null) === gtv && (lesion.ptv ?? null) === ptv);
  const near = (nearest: InspectPair['nearest']): string => {
    if (nearest === null) return '-';
    const { lesion, distanceMm } = nearest;
    return distanceMm < 0.05
      ? words.touches(nameIn(lesion))
      : words.apart(say.digits(`${distanceMm.toFixed(1)} mm`), nameIn(lesion));
  };
  const nameIn = (lesion: string): string => {
    const pair = found.pairs.find((each) => each.lesion === lesion);
    return pair?.ptv ?? pair?.gtv ?? lesion;
  };
  return (
    <div className={styles.scroll} tabIndex={0} role="region" aria-label={words.facts}>
      <table className={styles.rois}>
        <caption>{words.facts}</caption>
        <thead>
          <tr>
            {[words.gtv, words.volume, words.ptv, words.volume, words.ratio, words.nearest, words.pairedBy].map(
              (head, n) => (
                <th key={`${head} ${n}`} scope="col">
                  {head}
                </th>
              ),
            )}
          </tr>
        </thead>
        <tbody>
          {found.pairs.map((pair) => (
            <tr key={`${pair.lesion} ${pair.gtv ?? ''} ${pair.ptv ?? ''}`}>
              <th scope="row">{pair.gtv ?? '-'}</th>
              <td data-label={words.volume} className={styles.number}>
                {volume(pair.gtv)}
              </td>
              <td data-label={words.ptv}>{pair.ptv ?? '-'}</td>
              <td data-label={words.volume} className={styles.number}>
                {volume(pair.ptv)}
              </td>
              <td data-label={words.ratio} className={styles.number}>
                {say.digits(shownValue(pair.ptvToGtv, ''))}
              </td>
              <td data-label={words.nearest}>{near(pair.nearest)}</td>
              <td data-label={words.pairedBy} className={styles.soft}>
                <English>{pair.why}</English>
                {!isAsProposed(pair) && `; ${words.differs}`}
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}
