import { readDesign } from '../../core/index.ts';
import { cohortTemplate } from '../app/cohort-template.ts';
import type { DesignWishes } from './messages.ts';

/**
 * A design file of what was entered on the page: levels from the trial's record, or from the file that was opened.
 *
 * @throws TrabeculaError (unreadable) with the key that is missing or wrong
 */
export async function designText({ trial, method, base, entered }: DesignWishes): Promise<string> {
  const { explanations: _, ...start } = (base ?? (await cohortTemplate(method, trial))) as Record<string, unknown>;
  const text = `${JSON.stringify({ ...start, ...entered, method }, null, 2)}\n`;
  readDesign(text, 'design');
  return text;
}
