import { ANALYTES, type AnalyteName, compileScreening, emptyCase, ORGANS } from '../../core/index.ts';
import { SHIPPED_IDS, trialOf } from './shipped-trials.ts';

/** One question of a form: where its answer stands in a case file, and what may be answered. */
export interface ScreenField {
  /** Keys from the top of the case file. */
  readonly path: readonly string[];
  /** What is asked, as the schema of the case explains it. */
  readonly name: string;
  readonly group: 'patient' | 'laboratory' | 'history' | 'formal';
  readonly kind: 'date' | 'number' | 'choice' | 'amount' | 'laboratory';
  /** Of a choice its answers, else the units or scales that the number may be in. */
  readonly choices: readonly string[];
  /** Whether the laboratory's own upper limit is asked for. */
  readonly upperLimit: boolean;
  /** Ids of the trials that ask. */
  readonly trials: readonly string[];
}

export interface ScreenForm {
  readonly trials: readonly { readonly id: string; readonly acronym: string; readonly registry: string }[];
  readonly fields: readonly ScreenField[];
  readonly organs: readonly string[];
  readonly readings: readonly ScreenReading[];
}

/** A place where a record can be read in more than one way. */
export interface ScreenReading {
  /** Key of the choice in a case file. */
  readonly name: string;
  readonly question: string;
  readonly options: readonly { readonly name: string; readonly says: string }[];
  /** What holds where the case chooses nothing; null: nothing does. */
  readonly default: string | null;
  readonly trials: readonly string[];
}

interface EmptyCase {
  readonly patient: Readonly<Record<string, unknown>>;
  readonly explanations: Readonly<Record<string, string>>;
}

const ANSWERS = ['yes', 'no', 'unknown'] as const;

/** What the shipped trials ask of a patient, each question once. */
export async function screenForm(): Promise<ScreenForm> {
  const trials = await Promise.all(SHIPPED_IDS.map(trialOf));
  const fields = new Map<string, ScreenField>();
  const readings = new Map<string, ScreenReading>();
  for (const trial of trials) {
    for (const { reading } of trial.screening.criteria ?? []) {
      if (reading === undefined) continue;
      const { name, question, options, default: byDefault } = reading;
      const before = readings.get(name);
      const of = new Set([...(before?.trials ?? []), trial.id]);
      const said = options.map((option) => ({ name: option.name, says: option.says }));
      readings.set(
        name,
        before === undefined
          ? { name, question, options: said, default: byDefault, trials: [...of] }
          : { ...before, trials: [...of] },
      );
    }
    for (const field of fieldsOf(emptyCase(await compileScreening(trial)) as EmptyCase)) {
      const key = field.path.join('/');
      const before = fields.get(key);
      fields.set(key, { ...field, trials: [...(before?.trials ?? []), trial.id] });
    }
  }
  return {
    trials: trials.map(({ id, acronym, registry }) => ({ id, acronym, registry })),
    fields: [...fields.values()],
    organs: ORGANS,
    readings: [...readings.values()],
  };
}

function fieldsOf({ patient, explanations }: EmptyCase): ScreenField[] {
  const { laboratory, history, answers, ...own } = patient;
  const keysOf = (value: unknown): string[] => Object.keys(value ?? {});
  const common = { choices: [], upperLimit: false, trials: [] } as const;
  return [
    ...Object.entries(own).map(([key, value]): ScreenField => {
      const name = explanations[`patient.${key}`] ?? key;
      const field = { ...common, path: ['patient', key], name, group: 'patient' } as const;
      if (key === 'sex') return { ...field, kind: 'choice', choices: ['male', 'female', 'unknown'] };
      if (key === 'performanceStatus') return { ...field, kind: 'amount', choices: ['WHO', 'ECOG', 'Karnofsky'] };
      if (key === 'lifeExpectancy') return { ...field, kind: 'amount', choices: ['months', 'years'] };
      return { ...field, kind: value === null && /Date$|Since$/.test(key) ? 'date' : 'number' };
    }),
    ...keysOf(laboratory).map((key): ScreenField => {
      const { name, written, unit } = ANALYTES[key as AnalyteName];
      const path = ['patient', 'laboratory', key];
      return {
        ...common,
        path,
        name,
        group: 'laboratory',
        kind: 'laboratory',
        choices: written,
        upperLimit: unit === 'ULN',
      };
    }),
    ...keysOf(history).map((key): ScreenField => {
      const name = explanations[`patient.history.${key}`] ?? key;
      return { ...common, path: ['patient', 'history', key], name, group: 'history', kind: 'choice', choices: ANSWERS };
    }),
    ...keysOf(answers).map((key): ScreenField => {
      const name = explanations[`patient.answers.${key}`] ?? key;
      return { ...common, path: ['patient', 'answers', key], name, group: 'formal', kind: 'choice', choices: ANSWERS };
    }),
  ];
}
