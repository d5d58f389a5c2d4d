import { loadTrial, nearestName, type Trial, TrabeculaError } from '../../core/index.ts';
import eradication from '../../seeds/eradication.json' with { type: 'json' };
import himars from '../../seeds/himars.json' with { type: 'json' };
import mdrt from '../../seeds/mdrt.json' with { type: 'json' };
import medcare from '../../seeds/medcare.json' with { type: 'json' };
import utuc from '../../seeds/utuc.json' with { type: 'json' };

/** The trials that ship with the program, by id. */
const SHIPPED: Readonly<Record<string, object>> = { himars, mdrt, medcare, utuc, eradication };

export const SHIPPED_IDS: readonly string[] = Object.keys(SHIPPED);

/** Loaded once: a page asks about the same trial at every tick. */
const loaded = new Map<string, Promise<Trial>>();

/** A shipped trial by its id, or a site's own trial file, which may extend a shipped one. */
export function trialOf(trial: string | { readonly text: string; readonly path: string }): Promise<Trial> {
  if (typeof trial !== 'string') return loadTrial({ source: trial.text, where: trial.path, shipped: SHIPPED });
  const source = Object.hasOwn(SHIPPED, trial) ? SHIPPED[trial] : undefined;
  if (source !== undefined) {
    const before = loaded.get(trial) ?? loadTrial({ source, where: `seeds/${trial}.json`, shipped: SHIPPED });
    loaded.set(trial, before);
    return before;
  }
  throw new TrabeculaError('usage', {
    what: `no trial "${trial}" ships with the program`,
    expected: `${SHIPPED_IDS.join(', ')} or a trial file (nearest is "${nearestName(trial, SHIPPED_IDS) ?? ''}")`,
  });
}
