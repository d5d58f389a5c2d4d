import { execFileSync } from 'node:child_process';
import { appendFileSync, existsSync, mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { writeFile } from 'node:fs/promises';
import { cpus, tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { format } from 'prettier';
import { growthWithCells, growthWithPoints } from './growth.ts';
import {
  checkCommand,
  dicompylerCommand,
  dvhCommand,
  installedPeers,
  plastimatchCommand,
  startUpCommands,
} from './speed-commands.ts';
import { inProcess } from './speed-in-process.ts';
import { type SpeedMeasured, speedPage } from './speed-page.ts';
import { largeSet, realSets } from './speed-sets.ts';
import { interleaved } from './whole-process.ts';

/**
 * `npm run bench -- [--runs N] [--no-large] [--no-page]`: whole processes beside those of other programs, in turn, then single steps in
 * process. Prints the page, writes docs/speed.md and adds a line to bench/results/speed.jsonl. With
 * TRABECULA_DATA=FOLDER also the published sets. Best on a machine that does nothing else.
 */
const { values } = parseArgs({
  options: {
    runs: { type: 'string', default: '5' },
    /** Seconds that one command may take. */
    longest: { type: 'string', default: '60' },
    'no-large': { type: 'boolean', default: false },
    'no-page': { type: 'boolean', default: false },
  },
});
const runs = Number(values.runs);
const longestS = Number(values.longest);

if (!existsSync('/usr/bin/time')) throw new Error('GNU time is needed (Debian package time)');
const folder = mkdtempSync(join(tmpdir(), 'trabecula-speed-'));
try {
  const peers = installedPeers();
  const data = process.env['TRABECULA_DATA'];
  say('writing the large synthetic patient');
  const sets = [
    ...(data === undefined ? [] : await realSets(data)),
    ...(values['no-large'] ? [] : [await largeSet(folder)]),
  ];
  const measured: SpeedMeasured = {
    at: new Date().toISOString(),
    commit: execFileSync('git', ['describe', '--always', '--dirty'], { encoding: 'utf8' }).trim(),
    node: process.version,
    machine: `${cpus()[0]?.model.trim() ?? 'unknown'}, ${String(cpus().length)} processors`,
    peers,
    runs,
    startUp: interleaved(startUpCommands(), folder, { runs: 4 * runs, longestS }),
    sets: [],
    growth: { points: growthWithPoints(2 * runs), cells: growthWithCells(2 * runs) },
  };
  for (const set of sets) {
    say(set.name);
    const commands = [
      dvhCommand(set),
      ...(peers.dicompyler === null ? [] : [dicompylerCommand(set)]),
      ...(peers.plastimatch === null ? [] : [plastimatchCommand(set, 'coarse'), plastimatchCommand(set, '1 mm')]),
      checkCommand(set),
    ];
    measured.sets.push({
      name: set.name,
      commands: interleaved(commands, folder, { runs, longestS }),
      inProcess: await inProcess(set, runs),
    });
  }
  const page = await format(speedPage(measured), { parser: 'markdown', printWidth: 120 });
  process.stdout.write(page);
  if (!values['no-page']) {
    mkdirSync('bench/results', { recursive: true });
    appendFileSync('bench/results/speed.jsonl', `${JSON.stringify(measured)}\n`);
    await writeFile('docs/speed.md', page);
  }
} finally {
  rmSync(folder, { recursive: true, force: true });
}

function say(what: string): void {
  process.stderr.write(`${what}\n`);
}
