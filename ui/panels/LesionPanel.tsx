import type { CaseFile, CheckResult, LesionResult } from '../../core/index.ts';
import { findingsOf } from '../../src/report/rank.ts';
import {
  lesionFacts,
  limitsOf,
  prescriptionWords,
  shownCoverage,
  shownRange,
  shownValue,
  shownVolume,
  targetDoses,
} from '../../src/report/shown.ts';
import type { Page } from '../page.ts';
import type { Selected } from '../state.ts';
import { useWords } from '../words/use-words.ts';
import { Derivation } from './Derivation.tsx';
import { English } from './English.tsx';
import { LesionCurves } from './LesionCurves.tsx';
import { PlanningSystem } from './PlanningSystem.tsx';
import { Sign } from './Sign.tsx';
import styles from './LesionPanel.module.css';

interface LesionPanelProps {
  readonly result: CheckResult;
  readonly lesion: LesionResult;
  readonly selected: Selected;
  readonly draft: CaseFile;
  readonly recheck: (draft: CaseFile) => void;
  readonly ask: Page['ask'];
  /** To the slices through this lesion. */
  readonly showSlices: () => void;
}

/** One lesion: the finding that was chosen, or all; its targets, curves and indices; the planning system's numbers. */
export function LesionPanel({ result, lesion, selected, draft, recheck, ask, showSlices }: LesionPanelProps) {
  const { check: words, slices, result: say } = useWords();
  const findings = findingsOf(result, lesion);
  const shown = findings.filter(({ rule }) => selected.rule === null || rule === selected.rule);
  const below = (
    <>
      <Indices lesion={lesion} />
      {lesion.tps !== null && <PlanningSystem comparison={lesion.tps} />}
    </>
  );
  return (
    <section className={styles.lesion} aria-label={`${words.lesion} ${lesion.id}`}>
      <header className={styles.head}>
        <h2>
          {words.lesion} {lesion.id}
        </h2>
        <Sign outcome={lesion.outcome} words={say.overall(lesion.outcome)} />
        <p className={styles.soft}>
          <English>
            {lesionFacts(lesion)}; {prescriptionWords(lesion)}
          </English>
        </p>
        <button type="button" onClick={showSlices}>
          {slices.showOn}
        </button>
      </header>
      <div className={styles.split}>
        <div>
          {shown.map((finding) => (
            <Derivation key={finding.rule} result={result} finding={finding} draft={draft} recheck={recheck} />
          ))}
          {/* One finding is short: the tables beside it fill the column. */}
          {shown.length === 1 && below}
        </div>
        <div>
          <LesionCurves result={result} lesion={lesion.id} ask={ask} />
          <Targets result={result} lesion={lesion} />
          {shown.length !== 1 && below}
        </div>
      </div>
    </section>
  );
}

/** Every index with its unit, and why one is missing or only a bound. */
function Indices({ lesion: { indices = [] } }: { readonly lesion: LesionResult }) {
  const { check: words, result: say } = useWords();
  if (indices.length === 0) return null;
  return (
    <table className={styles.targets}>
      <caption>{words.indices}</caption>
      <thead>
        <tr>
          <th scope="col">{words.index}</th>
          <th scope="col" className={styles.number}>
            {words.value}
          </th>
          <th scope="col">{words.why}</th>
        </tr>
      </thead>
      <tbody>
        {indices.map(({ name, value, unit, reason }) => (
          <tr key={name}>
            <th scope="row">
              <English>{name}</English>
            </th>
            <td className={styles.number}>{say.digits(shownValue(value, unit))}</td>
            <td>
              <English>{reason ?? ''}</English>
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}

function Targets({ result, lesion }: { readonly result: CheckResult; readonly lesion: LesionResult }) {
  const { check: words, result: say } = useWords();
  const findings = findingsOf(result, lesion);
  const targets = [lesion.ptv, lesion.gtv]
    .filter((target) => target !== null)
    .map((target) => ({ target, doses: targetDoses(target, lesion) }));
  const [first] = targets;
  if (first === undefined) return null;
  const volume = ({ volumeCm3, volumeRangeCm3: { low, high } }: (typeof first)['target']): string => {
    const range = shownRange(low, high, 'cm³');
    return `${shownVolume(volumeCm3)}${range === '' ? '' : ` (${range})`}`;
  };
  const rows = [
    { name: words.volume, cells: targets.map(({ target }) => volume(target)) },
    {
      name: words.atPrescription,
      cells: targets.map(({ target }) => shownCoverage(target.coveragePercent, limitsOf(findings, target.roiName))),
    },
    ...first.doses.map(({ name }, n) => ({ name, cells: targets.map(({ doses }) => doses[n]?.shown ?? '') })),
  ];
  return (
    <table className={styles.targets}>
      <thead>
        <tr>
          <th scope="col">{words.target}</th>
          {targets.map(({ target }) => (
            <th key={target.roiName} scope="col" className={styles.number}>
              {target.roiName}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {rows.map(({ name, cells }) => (
          <tr key={name}>
            <th scope="row">{name}</th>
            {cells.map((cell, n) => (
              <td key={targets[n]?.target.roiName ?? n} className={styles.number}>
                {say.digits(cell)}
              </td>
            ))}
          </tr>
        ))}
      </tbody>
    </table>
  );
}
