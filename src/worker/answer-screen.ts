import { screen } from '../app/screen.ts';
import { screenJson } from '../report/screen-json.ts';
import type { Screened } from './messages.ts';

/** One patient against all shipped trials, with the JSON that the command line writes. */
export async function answerScreen(caseText: string): Promise<Screened> {
  const result = await screen({ caseText, casePath: 'case', trials: [] });
  return { result, json: screenJson(result) };
}
