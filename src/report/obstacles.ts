import type { CheckResult, Finding } from '../../core/index.ts';
import { PAIRING_NOT_CONFIRMED } from '../../core/index.ts';
import { asFound } from './rank.ts';
import { shortUids } from './short-uids.ts';
import { listed } from './shown.ts';

const PROPOSED = 'PAIRING NOT CONFIRMED: lesions and prescriptions are proposals of this program';

export interface Obstacle {
  /** The code of what it is, for surfaces that have their own way out. */
  readonly kind: string;
  readonly messages: readonly string[];
  readonly remedy: string | null;
}

/** What stands against a verdict, said once: the blockers by what helps, then reasons that several lesions share. */
export function obstacles(result: CheckResult): Obstacle[] {
  const found: { kind: string; messages: string[]; remedy: string | null }[] = [];
  for (const { code, message: said, remedy } of result.summary.blockers) {
    const isProposal = said === PAIRING_NOT_CONFIRMED;
    const message = isProposal ? PROPOSED : shortUids(said);
    const same = found.find((obstacle) => remedy !== null && obstacle.remedy === remedy);
    if (same === undefined) found.push({ kind: isProposal ? 'proposal' : code, messages: [message], remedy });
    else same.messages.push(message);
  }
  const shared = sharedReasons(result).map((reason) => {
    const lesions = lesionsWith(result, reason);
    return {
      kind: 'no-prescription',
      messages: [`${lesions.length === result.lesions.length ? 'All lesions' : listed(lesions)}: ${reason}`],
      remedy: reason.startsWith('no prescription is given')
        ? 'state it for each lesion in the case: "prescription": {"doseGy": 27, "fractions": 3}'
        : null,
    };
  });
  return [...found, ...shared];
}

/** Reasons for which a rule could not be checked in more than one lesion. */
export function sharedReasons(result: CheckResult): string[] {
  const reasons = result.findings.map(whyUnchecked).filter((reason) => reason !== null);
  return [...new Set(reasons)].filter((reason) => lesionsWith(result, reason).length > 1);
}

/** Why a rule could not be checked, apart from what stands against the whole plan. */
export function whyUnchecked(finding: Finding): string | null {
  const { outcome, reason } = asFound(finding);
  return outcome === 'not-evaluable' ? (reason ?? 'no reason given') : null;
}

function lesionsWith(result: CheckResult, reason: string): string[] {
  return [
    ...new Set(result.findings.filter((finding) => whyUnchecked(finding) === reason).map(({ lesion }) => lesion)),
  ];
}

/** Warnings that are not already said as what stands against a verdict. */
export function furtherWarnings({ warnings, summary }: CheckResult): CheckResult['warnings'] {
  return warnings
    .filter(
      ({ code, message }) => !summary.blockers.some((blocker) => blocker.code === code && blocker.message === message),
    )
    .map(({ code, message }) => ({ code, message: shortUids(message) }));
}
