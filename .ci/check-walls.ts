import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { cruise } from 'dependency-cruiser';
import type { ICruiseResult, IFlattenedRuleSet } from 'dependency-cruiser';
import walls from '../.dependency-cruiser.js';

const ROOMS = ['core', 'src', 'ui'];

export interface WallReport {
  /** Source files in the rooms. */
  readonly files: number;
  /** Of these, the ones that the checker did not see: a wall that sees nothing passes everything. */
  readonly unseen: readonly string[];
  readonly violations: readonly {
    readonly wall: string;
    readonly from: string;
    readonly to: string;
    readonly why: string;
  }[];
}

/** Checks the rooms below `baseDir` against .dependency-cruiser.js. */
export async function checkWalls(baseDir: string): Promise<WallReport> {
  const rooms = ROOMS.filter((room) => existsSync(join(baseDir, room)));
  const files = rooms.flatMap((room) =>
    readdirSync(join(baseDir, room), { recursive: true, encoding: 'utf8' })
      .filter((name) => /\.tsx?$/.test(name))
      .map((name) => `${room}/${name.replaceAll('\\', '/')}`),
  );
  const ruleSet = { forbidden: walls.forbidden } as IFlattenedRuleSet;
  const { output } = await cruise(rooms, {
    baseDir,
    ruleSet,
    validate: true,
    tsPreCompilationDeps: true,
    // Packages may give names to their parts that are no paths.
    enhancedResolveOptions: { exportsFields: ['exports'], conditionNames: ['import', 'node', 'default'] },
    doNotFollow: { path: 'node_modules' },
  });
  const { modules, summary } = output as ICruiseResult;
  const seen = new Set(modules.map((module) => module.source));
  const why = new Map((walls.forbidden ?? []).map((wall) => [wall.name, wall.comment]));
  return {
    files: files.length,
    unseen: files.filter((file) => !seen.has(file)),
    violations: summary.violations.map(({ rule, from, to }) => ({
      wall: rule.name,
      from,
      to,
      why: why.get(rule.name) ?? '',
    })),
  };
}
