import { type CohortSimulate, type ToxicityCurve, TrabeculaError } from '../../core/index.ts';
import { cohortSimulate } from '../app/cohort-simulate.ts';
import { readText } from './read-text.ts';

export async function runCohortSimulate(words: {
  readonly design: string;
  readonly curve: readonly string[];
  readonly attainable?: string;
  readonly trials: number;
  readonly seed: number;
}): Promise<CohortSimulate> {
  return cohortSimulate({
    designText: await readText(words.design),
    designPath: words.design,
    curves: words.curve.map(curveOf),
    trials: words.trials,
    seed: words.seed,
    attainablePercent:
      words.attainable === undefined ? null : numbersIn(await readText(words.attainable), words.attainable),
  });
}

/** "steep=0.05,0.1,0.3,0.6", or the numbers alone, which are then the name too. */
function curveOf(word: string): ToxicityCurve {
  const [, name, list = ''] = /^(?:([^=]*)=)?(.*)$/.exec(word) ?? [];
  return { name: name ?? list, toxicity: list.split(',').map((part) => numberOf(part, '--curve')) };
}

/** Numbers one in each line; lines that begin with # are passed over. */
function numbersIn(text: string, where: string): number[] {
  return text.split(/\r?\n/).flatMap((line, index) => {
    const word = line.replace(/^\uFEFF/, '').trim();
    return word === '' || word.startsWith('#') ? [] : [numberOf(word, `${where}, line ${index + 1}`)];
  });
}

function numberOf(word: string, where: string): number {
  if (/^\s*\d+(\.\d+)?\s*$/.test(word)) return Number(word);
  throw new TrabeculaError('usage', { what: `not a number: "${word}"`, where, expected: 'such as 0.1' });
}
