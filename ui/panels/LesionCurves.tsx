import { lazy, startTransition, Suspense, useEffect, useState } from 'react';
import type { CheckResult } from '../../core/index.ts';
import type { DvhCurves } from '../../src/worker/messages.ts';
import { coverageLimits } from '../../src/report/coverage-bars.ts';
import type { Page } from '../page.ts';
import { useWords } from '../words/use-words.ts';
import { Colon } from './Colon.tsx';
import { CurveTable } from './CurveTable.tsx';
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
        // A chart is drawn in pieces: what a person does meanwhile comes first.
        if (isWanted) startTransition(() => setCurves(answer));
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
