import { InvalidArgumentError, Option } from 'commander';
import { BETWEEN_SLICES, CONFIRM_WORDS, DEFAULT_LIMITS, END_CAPS } from '../../../core/index.ts';

/** Options that several commands share, so that they mean the same everywhere. */

export function formatOption(choices: readonly string[]): Option {
  return new Option('--format <format>', 'form of the answer').choices(choices).default('text');
}

export function outOption(): Option {
  return new Option('--out <file>', 'write the answer to a file instead of standard output');
}

export function endCapsOption(): Option {
  return new Option('--end-caps <convention>', 'how far a solid reaches beyond its first and last contour')
    .choices(END_CAPS)
    .default('half-slice');
}

export function betweenSlicesOption(): Option {
  return new Option('--between-slices <convention>', 'each slice extended half way, or the shape interpolated')
    .choices(BETWEEN_SLICES)
    .default('prism');
}

export function doseOption(): Option {
  return new Option('--dose <uid|file>', 'which dose, where several are there');
}

export function structureSetOption(): Option {
  return new Option('--structure-set <uid|file>', 'which structure set, where several are there');
}

export function confirmOption(): Option {
  return repeatable(
    new Option(
      '--confirm <word>',
      `go on in spite of a mismatch, and say so in the result: ${CONFIRM_WORDS.join(', ')}`,
    ).choices(CONFIRM_WORDS),
  );
}

export function limitOption(): Option {
  return repeatable(
    new Option('--limit <name=number>', `how large an input may be: ${Object.keys(DEFAULT_LIMITS).join(', ')}`),
  );
}

/** An option that may be given several times, one value each. */
export function repeatable(option: Option): Option {
  const choices = option.argChoices;
  return option.default([]).argParser((value: string, before: string[]) => {
    if (choices !== undefined && !choices.includes(value)) {
      throw new InvalidArgumentError(`Allowed choices are ${choices.join(', ')}.`);
    }
    return [...before, value];
  });
}
