import { type Trial, TrabeculaError } from '../../core/index.ts';
import { trialOf } from './shipped-trials.ts';

const DEFAULT_TRIAL = 'himars';

/**
 * The trial that is asked for; without a wish the one that a case names, or the one trial that has volume levels.
 *
 * @throws TrabeculaError (contradiction) if the case was written for another trial
 */
export async function trialForCase(
  asked: string | { readonly text: string; readonly path: string } | null,
  named: string | undefined,
  where: string,
): Promise<Trial> {
  const trial = await trialOf(asked ?? DEFAULT_TRIAL);
  if (named === undefined || [trial.id, trial.extends, trial.registry].includes(named)) return trial;
  throw new TrabeculaError('contradiction', {
    what: 'the case is for another trial',
    where,
    attribute: 'trial',
    found: named,
    expected: trial.id,
  });
}
