import eradicationJson from '../../../seeds/eradication.json' with { type: 'json' };
import himarsJson from '../../../seeds/himars.json' with { type: 'json' };
import mdrtJson from '../../../seeds/mdrt.json' with { type: 'json' };
import medcareJson from '../../../seeds/medcare.json' with { type: 'json' };
import utucJson from '../../../seeds/utuc.json' with { type: 'json' };
import { compileScreening, loadTrial, readCaseFacts, screenPatient } from '../../../core/index.ts';
import type { ScreenCriterion, ScreenResult } from '../../../core/index.ts';

export const SEEDS: Readonly<Record<string, object>> = {
  himars: himarsJson,
  mdrt: mdrtJson,
  medcare: medcareJson,
  utuc: utucJson,
  eradication: eradicationJson,
};

const trials = await Promise.all(
  Object.entries(SEEDS).map(([id, source]) => loadTrial({ source, where: `seeds/${id}.json` })),
);
export const screenings = await Promise.all(trials.map(compileScreening));

/** A case of these facts against all five trials, or one. */
export function screened(facts: object, only?: string): Promise<Omit<ScreenResult, 'software'>> {
  const asked = screenings.filter(({ trial }) => only === undefined || trial.id === only);
  const caseFile = readCaseFacts({ schema: 'trabecula/case/1', ...facts }, 'case.json');
  return screenPatient(asked, trials, caseFile, 'case.json');
}

export async function criterionOf(id: string, facts: object): Promise<ScreenCriterion> {
  const { trials: results } = await screened(facts, id.split('/')[0]);
  const found = results.flatMap(({ criteria }) => criteria).find((criterion) => criterion.id === id);
  if (found === undefined) throw new Error(`no criterion ${id}`);
  return found;
}
