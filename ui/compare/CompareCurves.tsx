import { lazy, Suspense, useEffect, useState } from 'react';
import type { CheckResult, CompareResult } from '../../core/index.ts';
import type { DvhCurves } from '../../src/worker/messages.ts';
import { coverageLimits } from '../../src/report/coverage-bars.ts';
import type { Page } from '../page.ts';
import { Colon } from '../panels/Colon.tsx';
import { CurveTable } from '../panels/CurveTable.tsx';
import { English } from '../panels/English.tsx';
import { loadCharts } from '../panels/load-charts.ts';
import { useWords } from '../words/use-words.ts';
import styles from './compare.module.css';

const DvhChart = lazy(() => loadCharts().then((charts) => ({ default: charts.DvhChart })));

interface CompareCurvesProps {
  readonly first: CheckResult;
  readonly result: CompareResult;
  readonly ask: Page['ask'];
}

interface Target {
  readonly lesion: string;
  readonly target: 'gtv' | 'ptv';
}

/** The histograms of one target in both plans, over each other; first that of what changed most. */
export function CompareCurves({ first, result, ask }: CompareCurvesProps) {
  const { compare: words, dvh } = useWords();
  const targets = result.lesions.flatMap(({ id, facts }) =>
    (['ptv', 'gtv'] as const).flatMap((target) =>
      facts.some(({ what }) => what.startsWith(target.toUpperCase())) ? [{ lesion: id, target }] : [],
    ),
  );
  const [chosen, setChosen] = useState<Target | null>(null);
  const { lesion, target } = chosen ?? worst(result, targets) ?? { lesion: null, target: 'ptv' };
  const [curves, setCurves] = useState<DvhCurves | null>(null);
  const [problem, setProblem] = useState<string | null>(null);
  useEffect(() => {
    if (lesion === null) return;
    let isWanted = true;
    ask('compareCurves', { lesion, target }).then(
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
    // `ask` is made anew each time the page is drawn.
    // eslint-disable-next-line react-hooks/exhaustive-deps
  }, [result, lesion, target]);
  if (lesion === null) return null;
  const drawn = (curves?.curves ?? []).flatMap(({ roiName, curve }) => (curve === null ? [] : [roiName]));
  return (
    <section aria-label={words.curves}>
      <h2>{words.curves}</h2>
      <p>
        <label>
          {words.target}
          <Colon />{' '}
          <select
            value={`${lesion} ${target}`}
            onChange={({ currentTarget }) => {
              setChosen(targets.find((each) => `${each.lesion} ${each.target}` === currentTarget.value) ?? null);
            }}
          >
            {targets.map((each) => (
              <option key={`${each.lesion} ${each.target}`} value={`${each.lesion} ${each.target}`}>
                {each.lesion} {each.target.toUpperCase()}
              </option>
            ))}
          </select>
        </label>
      </p>
      {problem !== null && <p lang="en">{problem}</p>}
      {problem === null && curves === null && <p className={styles.soft}>{dvh.computing}</p>}
      {curves !== null && (
        <>
          <div className={styles.chart}>
            <Suspense fallback={<p className={styles.soft}>{dvh.computing}</p>}>
              {drawn.length > 0 && (
                <DvhChart
                  limits={coverageLimits(first)}
                  curves={curves}
                  drawn={drawn}
                  doseInPercent={false}
                  volumeInCm3={false}
                />
              )}
            </Suspense>
          </div>
          <p className={styles.soft}>
            {words.curvesKey} {curves.prescriptionGy !== null && dvh.upright(curves.prescriptionGy)}
            {drawn.length === 1 && ` ${words.onlyOne}`}
          </p>
          {curves.curves.map(
            ({ roiName, reason }) =>
              reason !== null && (
                <p key={roiName} className={styles.soft}>
                  {roiName}
                  <Colon /> <English>{reason}</English>
                </p>
              ),
          )}
          <CurveTable curves={curves} drawn={drawn} volumeInCm3={false} />
        </>
      )}
    </section>
  );
}

/** The target of the finding that comes first. */
function worst({ findings, lesions }: CompareResult, targets: readonly Target[]): Target | null {
  const first = findings.find(({ lesion }) => lesions.some(({ id }) => id === lesion));
  const ofLesion = targets.filter(({ lesion }) => lesion === first?.lesion);
  const isGtv = first?.rule.includes('gtv') === true;
  return ofLesion.find(({ target }) => (target === 'gtv') === isGtv) ?? ofLesion[0] ?? targets[0] ?? null;
}
