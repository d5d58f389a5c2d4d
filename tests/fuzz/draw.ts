import { random } from '../reference/supersampling.ts';

/** Seeded choices: input number `index` of a target is the same whatever was drawn before it. */
export class Draw {
  readonly #next: () => number;

  constructor(seed: number, target: string, index: number) {
    let mixed = seed >>> 0;
    for (const letter of `${target}/${String(index)}`) {
      mixed = Math.imul(mixed ^ letter.charCodeAt(0), 0x01000193) >>> 0;
      mixed = (mixed ^ (mixed >>> 13)) >>> 0;
    }
    this.#next = random(mixed);
  }

  /** Evenly over [0, 1). */
  share(): number {
    return this.#next();
  }

  /** A whole number from 0 to `below` - 1. */
  whole(below: number): number {
    return Math.floor(this.#next() * below);
  }

  chance(share: number): boolean {
    return this.#next() < share;
  }

  /** @throws if there is nothing to pick from */
  pick<T>(from: readonly T[]): T {
    if (from.length === 0) throw new Error('nothing to pick from');
    return from[this.whole(from.length)]!;
  }
}
