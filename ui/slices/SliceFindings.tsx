import { asFound } from '../../src/report/rank.ts';
import { shownDose, shownValue } from '../../src/report/shown.ts';
import type { FindingPlace } from '../../src/worker/messages.ts';
import { Sign } from '../panels/Sign.tsx';
import { useWords } from '../words/use-words.ts';
import type { FindingToSee } from './findings-to-see.ts';
import styles from './SliceDesk.module.css';

interface SliceFindingsProps {
  readonly seen: readonly FindingToSee[];
  readonly show: (place: FindingPlace) => void;
}

/** What deviates or is open, each with a way to the point in question. */
export function SliceFindings({ seen, show }: SliceFindingsProps) {
  const { slices: words, result: say } = useWords();
  return (
    <fieldset>
      <legend>{words.findings}</legend>
      {seen.length === 0 && <p className={styles.soft}>{words.noFindings}</p>}
      <ul className={styles.findings}>
        {seen.map(({ finding, places }) => {
          const { lesion, rule, value, unit, limit } = finding;
          const name = `${lesion} ${say.rule(rule)}`;
          const { outcome } = asFound(finding);
          return (
            <li key={`${lesion} ${rule}`}>
              <Sign
                outcome={outcome}
                words={
                  value === null
                    ? name
                    : `${name} ${say.digits(shownValue(value, unit, limit === null ? [] : [limit]))}`
                }
                withheld={finding.withheld !== undefined}
              />
              <span className={styles.soft}>{say.short(outcome)}</span>
              {places.length === 0 && <span className={styles.soft}>{words.noPlace}</span>}
              {places.map((place) => {
                const point = words.points[place.at];
                const dose = say.digits(shownDose(place.doseGy));
                return (
                  <button
                    key={place.at}
                    type="button"
                    aria-label={`${name}: ${point} ${dose}`}
                    onClick={() => show(place)}
                  >
                    {point} {dose}
                  </button>
                );
              })}
            </li>
          );
        })}
      </ul>
    </fieldset>
  );
}
