import { compileScreening, emptyCase } from '../../core/index.ts';
import { trialOf } from './shipped-trials.ts';

/** An empty case for one trial, with explanations. */
export async function screenTemplate(
  trial: string | { readonly text: string; readonly path: string },
): Promise<object> {
  return emptyCase(await compileScreening(await trialOf(trial)));
}
