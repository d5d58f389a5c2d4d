import { spawnSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import type { SpeedSet } from './speed-sets.ts';
import type { Command } from './whole-process.ts';

export const TRABECULA = fileURLToPath(new URL('../dist/cli/main.mjs', import.meta.url));
const DICOMPYLER = fileURLToPath(new URL('peers/dicompyler_all.py', import.meta.url));
/** Debian's own python, for which the package is installed. */
const PYTHON = '/usr/bin/python3';
const BIN_GY = 0.01;

export interface Peers {
  /** Version, or null where it is not installed. */
  readonly dicompyler: string | null;
  readonly plastimatch: string | null;
}

export function installedPeers(): Peers {
  const said = (program: string, ...words: string[]): string | null => {
    const { status, stdout } = spawnSync(program, words, { encoding: 'utf8' });
    return status === 0 ? stdout.trim() : null;
  };
  const dicompyler = said(PYTHON, '-c', 'import dicompylercore; print(dicompylercore.__version__)');
  return { dicompyler, plastimatch: said('plastimatch', '--version')?.replace(/^plastimatch version /, '') ?? null };
}

/** The answer goes to a file, as from the peers. */
export function dvhCommand({ paths, dvhWords }: SpeedSet): Command {
  const words = ['dvh', ...paths, ...dvhWords, '--format', 'json', '--out', 'trabecula-dvh.json'];
  return { name: 'trabecula dvh', steps: [[process.execPath, TRABECULA, ...words]] };
}

export function checkCommand({ paths, checkWords }: SpeedSet): Command {
  const words = ['check', ...paths, ...checkWords, '--format', 'json', '--out', 'trabecula-check.json'];
  // 1: a deviation was found, 2: something is open.
  return { name: 'trabecula check', steps: [[process.execPath, TRABECULA, ...words]], mayEndWith: [1, 2] };
}

export function dicompylerCommand({ structures, dose }: SpeedSet): Command {
  return { name: 'dicompyler-core', steps: [[PYTHON, DICOMPYLER, structures, dose, 'dicompyler.json']] };
}

/** Three steps: the dose, the structures drawn on a grid, the histograms. `coarse` is the grid of the dose. */
export function plastimatchCommand({ structures, dose, grid }: SpeedSet, on: 'coarse' | '1 mm'): Command {
  const stem = on === 'coarse' ? 'coarse' : 'fine';
  const dim = grid.sizeMm.map((mm) => Math.floor(mm) + 1).join(' ');
  const drawnOn =
    on === 'coarse'
      ? ['--fixed', `${stem}-dose.mha`]
      : ['--spacing', '1 1 1', '--dim', dim, '--origin', grid.originMm.join(' ')];
  const structureImages = [`${stem}-ss.mha`, `${stem}-ss.txt`] as const;
  return {
    name: on === 'coarse' ? 'plastimatch, dose grid' : 'plastimatch, 1 mm',
    steps: [
      ['plastimatch', 'convert', '--input', dose, '--output-dose-img', `${stem}-dose.mha`],
      [
        ...['plastimatch', 'convert', '--input', structures, ...drawnOn, '--xor-contours'],
        ...['--output-ss-img', structureImages[0], '--output-ss-list', structureImages[1]],
      ],
      [
        ...['plastimatch', 'dvh', '--input-ss-img', structureImages[0], '--input-ss-list', structureImages[1]],
        ...['--input-dose', `${stem}-dose.mha`, '--output-csv', `${stem}-dvh.csv`, '--bin-width', String(BIN_GY)],
        ...['--num-bins', String(Math.ceil(grid.maximumGy / BIN_GY) + 1), '--normalization', 'vox'],
      ],
    ],
  };
}

/** Start-up: the built command says its version, and Node does nothing. */
export function startUpCommands(): readonly Command[] {
  return [
    { name: 'trabecula --version', steps: [[process.execPath, TRABECULA, '--version']] },
    { name: 'node -e 0', steps: [[process.execPath, '-e', '0']] },
  ];
}
