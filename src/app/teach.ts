import {
  checkPlan,
  chooseReadings,
  computeDvh,
  type Convention,
  DEFAULT_CONVENTION,
  type Finding,
  type LesionResult,
  measureLesions,
  regionOf,
  type Structure,
  TEACHING_NUMBERS,
  teachingCase,
  type TeachingCase,
  type TeachingNumberName,
  teachingPicture,
  type TeachingPicture,
  type TeachingSettings,
  type TeachingTruth,
  type TeachingView,
  type Trial,
  volumeAtDose,
} from '../../core/index.ts';
import { lesionResults } from './lesion-results.ts';
import { trialOf } from './shipped-trials.ts';

/** What is ready at once: what is true, and what the stated convention computes. */
export interface TeachingGlance {
  readonly prescribedGy: number;
  readonly maximumGy: number;
  readonly gtv: GlanceAtTarget;
  readonly ptv: GlanceAtTarget;
  readonly picture: TeachingPicture;
}

export interface GlanceAtTarget {
  readonly truth: TeachingTruth;
  /** Under the stated convention; null where no slice cuts the target. */
  readonly computedPercent: number | null;
  readonly computedCm3: number | null;
}

/** The whole answer: intervals, and what every rule says. */
export interface TeachingVerdict {
  readonly lesion: LesionResult;
  readonly findings: readonly TaughtFinding[];
}

/** A finding with the sentences that it rests on. */
export interface TaughtFinding {
  readonly finding: Finding;
  readonly items: readonly { readonly item: string; readonly words: string; readonly decides: boolean }[];
  /** What the rule says of the true coverage; null for rules on something else. */
  readonly ofTruth: Finding['outcome'] | null;
}

/** One setting moved by itself, and what becomes of the PTV. */
export interface TeachingNudge {
  readonly name: TeachingNumberName;
  /** A step down and a step up; null beyond the range of the setting. */
  readonly moved: readonly (MovedSetting | null)[];
}

export interface MovedSetting {
  readonly to: number;
  readonly truePercent: number;
  /** Null where no slice cuts the target. */
  readonly coverage: { readonly value: number; readonly low: number; readonly high: number } | null;
  readonly outcome: Finding['outcome'];
}

/** At the first slice of time: a picture, the truth and the stated value. No verdict yet. */
export function glance(settings: TeachingSettings, view: TeachingView = 'coronal'): TeachingGlance {
  const teaching = teachingCase(settings);
  const { dose, grid, gtv, ptv } = teaching;
  const convention = conventionOf(settings);
  const at = ({ truth, structure }: TeachingCase['gtv']): GlanceAtTarget => {
    if (structure === null) return { truth, computedPercent: null, computedCm3: null };
    const dvh = computeDvh(regionOf(structure.solid, convention), grid, [dose.prescribedGy]);
    if (dvh.volumeCm3 === 0) return { truth, computedPercent: null, computedCm3: null };
    const computedPercent = Math.min(100, (100 * volumeAtDose(dvh, dose.prescribedGy)) / dvh.volumeCm3);
    return { truth, computedPercent, computedCm3: dvh.volumeCm3 };
  };
  const ptvRegion = ptv.structure === null ? null : regionOf(ptv.structure.solid, convention);
  return {
    prescribedGy: dose.prescribedGy,
    maximumGy: dose.maximumGy,
    gtv: at(gtv),
    ptv: at(ptv),
    picture: teachingPicture(teaching, settings, view, ptvRegion),
  };
}

/** Measured and judged as any lesion of a plan is, under the rules of a shipped trial. */
export async function teach(settings: TeachingSettings, trialId = TRIAL): Promise<TeachingVerdict> {
  const trial = await trialOf(trialId);
  const teaching = teachingCase(settings);
  const { lesion, findings } = judged(teaching, settings, trial, { gtv: teaching.gtv.structure });
  return { lesion, findings: findings.map((finding) => taught(finding, trial, teaching)) };
}

/** Whether one setting matters: the PTV with it one step lower and one step higher. */
export async function nudge(
  settings: TeachingSettings,
  name: TeachingNumberName,
  trialId = TRIAL,
): Promise<TeachingNudge> {
  const trial = await trialOf(trialId);
  const { nudge: step, lowest, highest } = TEACHING_NUMBERS[name];
  const moved = [-step, step].map((by): MovedSetting | null => {
    const to = Number((settings[name] + by).toFixed(6));
    if (to < lowest || to > highest) return null;
    const other = { ...settings, [name]: to };
    const teaching = teachingCase(other);
    const { lesion, findings } = judged(teaching, other, trial, { gtv: null });
    const ofPtv = findings.find(({ rule }) => targetOf(trial, rule) === 'ptv');
    return {
      to,
      truePercent: teaching.ptv.truth.coveragePercent,
      coverage: lesion.ptv?.coveragePercent ?? null,
      outcome: ofPtv?.outcome ?? 'no-rule-in-source',
    };
  });
  return { name, moved };
}

const TRIAL = 'himars';
const NOT_DRAWN = 'no slice cuts it: it was not drawn';

function conventionOf({ endCaps, betweenSlices }: TeachingSettings): Convention {
  return { ...DEFAULT_CONVENTION, endCaps, betweenSlices };
}

function judged(
  { dose, grid, ptv }: TeachingCase,
  settings: TeachingSettings,
  trial: Trial,
  { gtv }: { readonly gtv: Structure | null },
): { readonly lesion: LesionResult; readonly findings: readonly Finding[] } {
  const prescription = {
    doseGy: dose.prescribedGy,
    fractions: dose.fractions,
    isodosePercent: null,
    isodoseOf: null,
    source: 'teaching case',
  };
  const measured = measureLesions(
    [
      {
        id: 'T1',
        site: 'bone',
        highRisk: null,
        symptomatic: null,
        prescription,
        prescriptionReason: null,
        gtv,
        gtvReason: gtv === null ? NOT_DRAWN : null,
        ptv: ptv.structure,
        ptvReason: ptv.structure === null ? NOT_DRAWN : null,
        dose: grid,
        doseReason: null,
        tps: null,
      },
    ],
    [],
    conventionOf(settings),
  );
  const verdict = checkPlan({
    trial,
    lesions: measured,
    readings: chooseReadings(trial),
    blockers: [],
    given: { trabecularBone: false },
  });
  const [lesion] = lesionResults(measured, verdict.lesionOutcomes);
  if (lesion === undefined) throw new Error('a teaching case has one lesion');
  return { lesion, findings: verdict.findings };
}

function taught(finding: Finding, trial: Trial, { gtv, ptv }: TeachingCase): TaughtFinding {
  const rule = trial.rules.find(({ id }) => id === finding.rule);
  const { value, low, high } = finding;
  const reached =
    rule?.kind === 'coverage' && value !== null
      ? rule.bands.filter(({ holds }) =>
          [
            low ?? value,
            value,
            high ?? value,
            ...rule.edges.filter((e) => (low ?? value) <= e && e <= (high ?? value)),
          ].some((percent) => holds(percent)),
        )
      : [];
  const deciding = new Set(reached.map(({ item }) => item));
  const truth = rule?.kind === 'coverage' ? { gtv, ptv }[rule.target].truth.coveragePercent : null;
  return {
    finding,
    items: finding.cite.item.split(', ').map((item) => ({
      item,
      words: trial.items[item] ?? '',
      // Where the file does not tie a sentence to a class, the whole rule decides.
      decides: deciding.has(undefined) || deciding.size === 0 ? value !== null : deciding.has(item),
    })),
    ofTruth:
      rule?.kind === 'coverage' && truth !== null
        ? (rule.bands.find(({ holds }) => holds(truth))?.class ?? null)
        : null,
  };
}

function targetOf(trial: Trial, id: string): 'gtv' | 'ptv' | null {
  const rule = trial.rules.find((each) => each.id === id);
  return rule?.kind === 'coverage' ? rule.target : null;
}
