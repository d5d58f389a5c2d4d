import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import ts from 'typescript';
import { afterAll, describe, expect, it } from 'vitest';
import { checkWalls } from '../.ci/check-walls.ts';

const folders: string[] = [];
afterAll(() => {
  for (const folder of folders) rmSync(folder, { recursive: true, force: true });
});

function plant(files: Record<string, string>): string {
  const folder = mkdtempSync(join(tmpdir(), 'trabecula-walls-'));
  folders.push(folder);
  for (const [name, text] of Object.entries(files)) {
    mkdirSync(dirname(join(folder, name)), { recursive: true });
    writeFileSync(join(folder, name), text);
  }
  return folder;
}

async function wallsCrossedIn(files: Record<string, string>): Promise<string[]> {
  const { violations } = await checkWalls(plant(files));
  return violations.map(({ wall }) => wall);
}

describe('the walls between the rooms', () => {
  it('let through what flows core <- src/dicom <- src/app <- src/cli', async () => {
    const folder = plant({
      'core/index.ts': `export { one } from './one.ts';`,
      'core/one.ts': `export const one = 1;`,
      'src/dicom/read.ts': `import { one } from '../../core/index.ts';\nexport const read = one;`,
      'src/app/use.ts': `import { read } from '../dicom/read.ts';\nexport const use = read;`,
      'src/cli/main.ts': `import 'node:fs';\nimport { use } from '../app/use.ts';\nexport const main = use;`,
    });
    expect(await checkWalls(folder)).toEqual({ files: 5, unseen: [], violations: [] });
  });

  it.each([
    ['core-stands-alone', { 'core/a.ts': `import '../src/b.ts';`, 'src/b.ts': 'export const b = 1;' }],
    [
      'core-stands-alone',
      {
        'core/a.ts': `import type { b } from '../src/b.ts';\nexport type A = typeof b;`,
        'src/b.ts': 'export const b = 1;',
      },
    ],
    ['core-knows-no-node', { 'core/a.ts': `import { readFileSync } from 'node:fs';\nexport const a = readFileSync;` }],
    ['node-in-the-cli-only', { 'src/dicom/a.ts': `import 'node:fs';` }],
    [
      'core-through-the-front-door',
      { 'src/app/a.ts': `import '../../core/dose/b.ts';`, 'core/dose/b.ts': 'export const b = 1;' },
    ],
    ['report-sees-core-only', { 'src/report/a.ts': `import '../app/b.ts';`, 'src/app/b.ts': 'export const b = 1;' }],
    ['app-sees-no-surface', { 'src/app/a.ts': `import '../report/b.ts';`, 'src/report/b.ts': 'export const b = 1;' }],
    ['cli-sees-no-dicom', { 'src/cli/a.ts': `import '../dicom/b.ts';`, 'src/dicom/b.ts': 'export const b = 1;' }],
    ['no-circles', { 'core/a.ts': `import './b.ts';`, 'core/b.ts': `import './a.ts';` }],
    ['nothing-unresolved', { 'core/a.ts': `import './nowhere.ts';` }],
    [
      'one-door-for-mathjs',
      {
        'core/a.ts': `import 'mathjs';`,
        'node_modules/mathjs/package.json': `{"name":"mathjs","main":"index.js"}`,
        'node_modules/mathjs/index.js': '',
      },
    ],
  ])('%s stops a planted crossing (%#)', async (wall, files: Record<string, string>) => {
    expect(await wallsCrossedIn(files)).toContain(wall);
  });

  it('count the files that they stand for, so that an empty room never passes', async () => {
    expect((await checkWalls(plant({ 'core/readme.md': '' }))).files).toBe(0);
  });
});

describe('the types of core', () => {
  it.each(['document.title', 'process.exit', 'console.log', 'setTimeout', 'fetch'])('do not know %s', (what) => {
    expect(complaints(`export const a = ${what};`)).toContainEqual(expect.stringMatching(/^Cannot find name/));
  });

  it('do know the language itself', () => {
    expect(complaints('export const a = Math.sqrt(new Float64Array(1).length);')).toEqual([]);
  });
});

/** What the compiler says of a snippet under the settings of core/tsconfig.json. */
function complaints(snippet: string): string[] {
  const config = ts.getParsedCommandLineOfConfigFile(
    'core/tsconfig.json',
    {},
    {
      ...ts.sys,
      onUnRecoverableConfigFileDiagnostic: (problem) => {
        throw new Error(ts.flattenDiagnosticMessageText(problem.messageText, ' '));
      },
    },
  );
  if (config === undefined) throw new Error('core/tsconfig.json cannot be read');
  const name = 'core/snippet.ts';
  const host = ts.createCompilerHost(config.options);
  const fromDisk = host.getSourceFile.bind(host);
  host.getSourceFile = (file, version) =>
    file === name ? ts.createSourceFile(name, snippet, version) : fromDisk(file, version);
  const program = ts.createProgram([name], config.options, host);
  return ts.getPreEmitDiagnostics(program).map(({ messageText }) => ts.flattenDiagnosticMessageText(messageText, ' '));
}
