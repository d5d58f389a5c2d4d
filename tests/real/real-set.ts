import { existsSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { describe, it } from 'vitest';

const root = resolve(process.env['TRABECULA_DATA'] ?? '');

/** A real export by the name of its folder; its tests are skipped, visibly, when it is not there. */
export class RealSet {
  readonly name: string;

  constructor(name: string) {
    this.name = name;
  }

  path(...parts: readonly string[]): string {
    return join(root, this.name, ...parts);
  }

  text(...parts: readonly string[]): string {
    return readFileSync(this.path(...parts), 'utf8');
  }

  describe(title: string, body: () => void): void {
    const isHere = existsSync(this.path());
    // The body reads answers while tests are collected, so a missing set is a test that is skipped in its place.
    if (isHere) describe(`${this.name}: ${title}`, body);
    else describe(`${this.name}: ${title}`, () => it.skip(`needs the folder ${this.path()}`));
  }
}
