import { type DesignFile, emptyDesign } from '../../core/index.ts';
import { trialOf } from './shipped-trials.ts';

/** An empty design of one method with the levels that a trial's record states. */
export async function cohortTemplate(
  method: DesignFile['method'],
  trial: string | { readonly text: string; readonly path: string },
): Promise<object> {
  return emptyDesign(method, await trialOf(trial));
}
