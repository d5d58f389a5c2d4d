import type { DesignFile } from './design-file.ts';
import { designOf } from './design-of.ts';
import type { DesignShown } from './next-result.ts';

/** A design as a reader sees it: its rules, and everything in it that no record states. */
export function designShown(file: DesignFile): DesignShown {
  const { method, version, levels, startLevel, maxSubjects, doseLimitingToxicity, stagger } = file;
  const pause =
    stagger === undefined
      ? 'none'
      : `${stagger.days} days after the start of ${stagger.of === 'every-subject' ? 'every subject' : 'the first subject at a level'}`;
  const filled =
    file.fillsFromPercentOfLevel === undefined
      ? 'no share entered: only a ratio at or below the next lower level is said not to test a level'
      : `from ${file.fillsFromPercentOfLevel} % of its percentage`;
  return {
    method,
    version,
    levels,
    startLevel,
    maxSubjects,
    rules: [...designOf(file).rules],
    notInRecord: [
      { what: 'method', value: METHOD_NAMES[method] },
      { what: 'dose-limiting toxicity', value: doseLimitingToxicity.definition },
      { what: 'window', value: `${doseLimitingToxicity.windowDays} days from the first fraction` },
      ...parametersOf(file),
      { what: 'pause between subjects', value: pause },
      { what: 'a level is tested', value: filled },
    ],
  };
}

const METHOD_NAMES: Readonly<Record<DesignFile['method'], string>> = {
  '3+3': '3+3',
  'rolling-six': 'rolling six',
  boin: 'Bayesian optimal interval (BOIN)',
  mtpi: 'modified toxicity probability interval (mTPI)',
  crm: 'continual reassessment, power model (CRM)',
};

function parametersOf(file: DesignFile): DesignShown['notInRecord'] {
  switch (file.method) {
    case '3+3':
    case 'rolling-six':
      return [{ what: 'subjects before a level can be chosen', value: String(file.candidateSubjects) }];
    case 'boin':
      return [...aim(file), { what: 'a level is closed above', value: String(file.eliminateAbove) }];
    case 'mtpi':
      return [
        ...aim(file),
        { what: 'on target', value: `from ${file.epsilonBelow} below to ${file.epsilonAbove} above it` },
        { what: 'a level is closed above', value: String(file.eliminateAbove) },
      ];
    case 'crm':
      return [
        ...aim(file),
        { what: 'guessed toxicities', value: file.skeleton.join(', ') },
        { what: 'variance of the prior', value: String(file.priorVariance) },
        { what: 'may skip levels', value: file.maySkipLevels ? 'yes' : 'no' },
        { what: 'stops above', value: file.stopAbove === null ? 'never' : String(file.stopAbove) },
      ];
  }
}

function aim(file: { readonly cohortSize: number; readonly targetToxicity: number }): DesignShown['notInRecord'] {
  return [
    { what: 'cohort size', value: String(file.cohortSize) },
    { what: 'target toxicity', value: String(file.targetToxicity) },
  ];
}
