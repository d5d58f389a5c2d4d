import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { CohortSubject } from '../../../core/escalation/subjects-file.ts';
import { nextAssignment, readDesign } from '../../../core/index.ts';
import { aDesign } from './a-design.ts';

const levels = [1, 2, 3].map((id) => ({ id, percent: 10 * id }));
const design = readDesign(
  aDesign('rolling-six', { levels, startLevel: 2, maxSubjects: null, candidateSubjects: 3 }),
  'design',
);

/** At one level: without a toxicity, with one, and not yet known. */
interface Here {
  readonly fine: number;
  readonly toxic: number;
  readonly pending: number;
}

function subjectsAt(level: number, { fine, toxic, pending }: Here, name = ''): CohortSubject[] {
  const of = (count: number, toxicity: CohortSubject['toxicity']): CohortSubject[] =>
    Array.from({ length: count }, (_, index) => ({ id: `${name}${level}${toxicity}${index}`, level, toxicity }));
  return [...of(fine, 'no'), ...of(toxic, 'yes'), ...of(pending, 'pending')];
}

function answer(subjects: readonly CohortSubject[]): string {
  const { action, level, chosen } = nextAssignment(design, subjects);
  return action === 'wait' ? 'suspend' : `${action} ${String(action === 'assign' ? level : chosen)}`;
}

/**
 * The next subject at a level, as the publication says it (Skolnik et al. 2008, table 1): by how many are enrolled there,
 * how many of them had a dose-limiting toxicity, how many had none, and for how many that is open.
 */
function published({ fine, toxic, pending }: Here): 'escalate' | 'de-escalate' | 'stay' | 'suspend' {
  const enrolled = fine + toxic + pending;
  if (toxic >= 2) return 'de-escalate';
  if (enrolled < 3) return 'stay';
  if (enrolled < 6) return toxic === 0 && pending === 0 ? 'escalate' : 'stay';
  if (toxic === 0 && fine >= 5) return 'escalate';
  return toxic === 1 && fine === 5 ? 'escalate' : 'suspend';
}

const STATES: readonly Here[] = Array.from({ length: 7 }, (_, fine) =>
  Array.from({ length: 7 }, (_, toxic) => Array.from({ length: 7 }, (_, pending) => ({ fine, toxic, pending }))),
)
  .flat(2)
  .filter(({ fine, toxic, pending }) => fine + toxic + pending >= 1 && fine + toxic + pending <= 6);

describe('rolling six', () => {
  test('answers every state of a level that the publication lists, with a level above and one below', () => {
    expect(STATES).toHaveLength(83);
    for (const here of STATES) {
      const meant = { escalate: 'assign 3', 'de-escalate': 'assign 1', stay: 'assign 2', suspend: 'suspend' };
      expect([here, answer(subjectsAt(2, here))]).toEqual([here, meant[published(here)]]);
    }
  });

  test('stops below the lowest level, and at the highest chooses it', () => {
    const safe = subjectsAt(2, { fine: 3, toxic: 0, pending: 0 });
    for (const here of STATES) {
      const step = published(here);
      const above = { escalate: 'stop 3', 'de-escalate': 'stop 2', stay: 'assign 3', suspend: 'suspend' };
      expect([here, answer([...safe, ...subjectsAt(3, here)])]).toEqual([here, above[step]]);
      const toxic = subjectsAt(2, { fine: 0, toxic: 2, pending: 0 });
      const below = { escalate: 'stop 1', 'de-escalate': 'stop null', stay: 'assign 1', suspend: 'suspend' };
      expect([here, answer([...toxic, ...subjectsAt(1, here)])]).toEqual([here, below[step]]);
    }
  });

  test('walks whole trials as a table does that knows only the last level and which are closed', () => {
    fc.assert(
      fc.property(
        fc.array(fc.record({ toxic: fc.boolean(), lasts: fc.integer({ min: 0, max: 4 }) }), {
          minLength: 18,
          maxLength: 18,
        }),
        (fates) => {
          const trial: { level: number; toxic: boolean; until: number }[] = [];
          const at = (level: number, day: number): Here => {
            const here = trial.filter((each) => each.level === level);
            const known = here.filter(({ until }) => until <= day);
            const toxic = known.filter((each) => each.toxic).length;
            return { fine: known.length - toxic, toxic, pending: here.length - known.length };
          };
          let level = 2;
          let closed = 4;
          for (let day = 0; day < 60 && trial.length < fates.length; day++) {
            const step = published(at(level, day));
            const isEmpty = trial.every((each) => each.level !== level);
            let meant = isEmpty ? `assign ${level}` : 'suspend';
            if (!isEmpty && step === 'stay') meant = `assign ${level}`;
            if (!isEmpty && step === 'escalate') meant = level + 1 < closed ? `assign ${++level}` : `stop ${level}`;
            if (!isEmpty && step === 'de-escalate') {
              closed = level;
              level -= 1;
              const below = level === 0 ? null : at(level, day);
              const isFresh = below !== null && below.fine + below.toxic + below.pending === 0;
              // A level that was left upwards is safe already, unless an outcome came in late.
              if (below === null) meant = 'stop null';
              else if (isFresh) meant = `assign ${level}`;
              else return;
            }
            const subjects = trial.map((each, index): CohortSubject => ({
              id: `S${index}`,
              level: each.level,
              toxicity: each.until > day ? 'pending' : each.toxic ? 'yes' : 'no',
            }));
            expect(answer(subjects)).toBe(meant);
            if (meant.startsWith('stop')) return;
            const fate = fates[trial.length];
            if (meant.startsWith('assign') && fate !== undefined)
              trial.push({ level, toxic: fate.toxic, until: day + fate.lasts });
          }
        },
      ),
      { numRuns: 300 },
    );
  });
});
