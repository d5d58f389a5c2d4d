import { lazy, Suspense, useEffect, useState } from 'react';
import type { CheckResult } from '../../core/index.ts';
import type { DvhCurves } from '../../src/worker/messages.ts';
import { coverageLimits } from '../../src/report/coverage-bars.ts';
import { shownRange, shownValue } from '../../src/report/shown.ts';
import type { Page } from '../page.ts';
import { useWords } from '../words/use-words.ts';
import { Colon } from './Colon.tsx';
import styles from './DvhChart.module.css';
import { loadCharts } from './load-charts.ts';

const DvhChart = lazy(() => loadCharts().then((charts) => ({ default: charts.DvhChart })));

interface LesionCurvesProps {
  readonly result: CheckResult;
  readonly lesion: string;
  readonly ask: Page['ask'];
}

/** The histograms of a lesion and of what else is chosen, as a chart and as a table. */
export function LesionCurves({ result, lesion, ask }: LesionCurvesProps) {
  const { dvh: words } = useWords();
  const [curves, setCurves] = useState<DvhCurves | null>(null);
  const [others, setOthers] = useState<readonly string[]>([]);
  const [hidden, setHidden] = useState<readonly string[]>([]);
  const [doseInPercent, setDoseInPercent] = useState(false);
  const [volumeInCm3, setVolumeInCm3] = useState(false);
  const [problem, setProblem] = useState<string | null>(null);

  useEffect(() => {
    let isWanted = true;
    ask('curves', { lesion, rois: others }).then(
      (answer) => {
        if (isWanted) setCurves(answer);
      },
      (error: unknown) => {
        if (isWanted) setProblem(error instanceof Error ? error.message : String(error));
      },
    );
    return () => {
      isWanted = false;
    };
    // A new result is a new check, even of the same lesion.
    // eslint-disable-next-line react-hooks/exhaustive-deps
  }, [lesion, others, result]);

  if (problem !== null) return <p lang="en">{problem}</p>;
  if (curves === null || curves.lesion !== lesion) return <p className={styles.key}>{words.computing}</p>;
  const drawn = curves.curves.map(({ roiName }) => roiName).filter((name) => !hidden.includes(name));
  const own = curves.rois.filter(({ role }) => role !== 'other').map(({ roiName }) => roiName);
  const toggled = (names: readonly string[], name: string): readonly string[] =>
    names.includes(name) ? names.filter((each) => each !== name) : [...names, name];
  const isOn = (name: string): boolean => (own.includes(name) ? !hidden.includes(name) : others.includes(name));
  const reasons = curves.curves.filter(({ reason }) => reason !== null);
  return (
    <section aria-label={words.heading}>
      <figure className={styles.figure}>
        <figcaption>
          {words.heading}
          <Colon /> {drawn.join(', ')}
        </figcaption>
        <Suspense fallback={<p className={styles.key}>{words.computing}</p>}>
          {drawn.length > 0 && (
            <DvhChart
              limits={coverageLimits(result)}
              curves={curves}
              drawn={drawn}
              doseInPercent={doseInPercent && curves.dosePercent !== null}
              volumeInCm3={volumeInCm3}
            />
          )}
        </Suspense>
      </figure>
      <div className={styles.toggles}>
        {own.map((name) => (
          <label key={name}>
            <input type="checkbox" checked={isOn(name)} onChange={() => setHidden((names) => toggled(names, name))} />{' '}
            {name}
          </label>
        ))}
        <label>
          <input
            type="checkbox"
            checked={doseInPercent}
            disabled={curves.dosePercent === null}
            onChange={({ currentTarget }) => setDoseInPercent(currentTarget.checked)}
          />{' '}
          {words.relativeDose}
        </label>
        <label>
          <input
            type="checkbox"
            checked={volumeInCm3}
            onChange={({ currentTarget }) => setVolumeInCm3(currentTarget.checked)}
          />{' '}
          {words.absoluteVolume}
        </label>
      </div>
      <p className={styles.key}>
        {words.key} {curves.prescriptionGy !== null && words.upright(curves.prescriptionGy)}
      </p>
      {reasons.map(({ roiName, reason }) => (
        <p key={roiName} className={styles.key} lang="en">
          {roiName}: {reason}
        </p>
      ))}
      <details>
        <summary>{words.others}</summary>
        <div className={styles.toggles}>
          {curves.rois
            .filter(({ role }) => role === 'other')
            .map(({ roiName }) => (
              <label key={roiName}>
                <input
                  type="checkbox"
                  checked={isOn(roiName)}
                  onChange={() => setOthers((names) => toggled(names, roiName))}
                />{' '}
                {roiName}
              </label>
            ))}
        </div>
      </details>
      <CurveTable curves={curves} drawn={drawn} volumeInCm3={volumeInCm3} />
    </section>
  );
}

/** Made when it is opened: hundreds of rows are not wanted by everybody. */
function CurveTable({
  curves,
  drawn,
  volumeInCm3,
}: {
  readonly curves: DvhCurves;
  readonly drawn: readonly string[];
  readonly volumeInCm3: boolean;
}) {
  const { dvh: words, result: say } = useWords();
  const [isOpen, setIsOpen] = useState(false);
  const shown = curves.curves.filter(({ roiName }) => drawn.includes(roiName));
  const unit = volumeInCm3 ? 'cm³' : '%';
  return (
    <details open={isOpen} onToggle={({ currentTarget }) => setIsOpen(currentTarget.open)}>
      <summary>{words.table}</summary>
      {isOpen && (
        // A part that scrolls can be reached by keyboard.
        <div className={styles.scroll} tabIndex={0} role="region" aria-label={words.table}>
          <table className={styles.table}>
            <caption>{words.tableLead(unit)}</caption>
            <thead>
              <tr>
                <th scope="col">{words.doseGy}</th>
                {curves.dosePercent !== null && <th scope="col">{words.dosePercent}</th>}
                {shown.map(({ roiName }) => (
                  <th key={roiName} scope="col">
                    {roiName}
                  </th>
                ))}
              </tr>
            </thead>
            <tbody>
              {curves.doseGy.map((dose, n) => (
                <tr key={dose}>
                  <th scope="row">{say.digits(shownValue(dose, 'Gy').replace(' Gy', ''))}</th>
                  {curves.dosePercent !== null && (
                    <td>{say.digits(shownValue(curves.dosePercent[n] ?? null, '%').replace(' %', ''))}</td>
                  )}
                  {shown.map(({ roiName, curve }) => {
                    const [value, low, high] = volumeInCm3
                      ? [curve?.cm3[n], curve?.lowCm3[n], curve?.highCm3[n]]
                      : [curve?.percent[n], curve?.low[n], curve?.high[n]];
                    const range = shownRange(low ?? null, high ?? null, unit);
                    return (
                      <td key={roiName}>
                        {say.digits(shownValue(value ?? null, unit))}
                        {range !== '' && ` (${say.digits(range)})`}
                      </td>
                    );
                  })}
                </tr>
              ))}
            </tbody>
          </table>
        </div>
      )}
    </details>
  );
}
