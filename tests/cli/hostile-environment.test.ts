import { spawn, spawnSync } from 'node:child_process';
import { readdirSync, readFileSync, truncateSync, writeFileSync } from 'node:fs';
import { statSync } from 'node:fs';
import { join } from 'node:path';
import { zipSync } from 'fflate';
import { describe, expect, it } from 'vitest';
import { setLimits } from '../../core/index.ts';
import { readExport } from '../../src/dicom/index.ts';
import { bytesOf, collectFiles } from '../../src/cli/collect-files.ts';
import { CannotWrite, writeAtomically } from '../../src/cli/write-atomically.ts';
import { builtMain, trabecula } from '../built-command.ts';
import { copyOf, scratchFolder, shipped } from './scratch-folder.ts';

const demo = [
  'check',
  shipped('himars-demo'),
  '--trial',
  'himars',
  '--case',
  join(shipped('himars-demo'), 'case.json'),
];

/** The status of the first command of a pipe, and what it wrote to standard error. */
function inPipe(words: readonly string[], rest: string): { status: number; stderr: string } {
  const quoted = [process.execPath, builtMain, ...words].map((word) => `'${word}'`).join(' ');
  const { stdout, stderr } = spawnSync('bash', ['-c', `${quoted} ${rest}; echo "status $PIPESTATUS"`], {
    encoding: 'utf8',
  });
  return { status: Number(/status (\d+)\s*$/.exec(stdout)?.[1]), stderr };
}

describe('in a hostile environment', () => {
  it('a reader that goes away changes neither the status nor says anything', () => {
    expect(inPipe([...demo, '--format', 'html'], '| head -c 1 >/dev/null')).toEqual({ status: 1, stderr: '' });
  });

  it.runIf(process.platform === 'linux')('a full disk under standard output is 73, in words', () => {
    const { status, stderr } = inPipe([...demo, '--format', 'json'], '> /dev/full');
    expect(stderr).toBe('trabecula: standard output cannot be written (ENOSPC)\n');
    expect(
      spawnSync('bash', ['-c', `'${process.execPath}' '${builtMain}' inspect '${shipped('sphere')}' >/dev/full`])
        .status,
    ).toBe(73);
    expect(status).not.toBe(0);
  });

  it.runIf(process.platform === 'linux')('a device is written to and stays a device', () => {
    const { status, stderr } = trabecula(...demo, '--out', '/dev/full');
    expect([status, stderr]).toEqual([73, 'trabecula: /dev/full: cannot be written (ENOSPC)\n']);
    expect(statSync('/dev/full').isCharacterDevice()).toBe(true);
    expect(trabecula(...demo, '--out', '/dev/null').status).toBe(1);
    expect(statSync('/dev/null').isCharacterDevice()).toBe(true);
  });

  it('a disk that fills while a file is written leaves the old file and nothing else', async () => {
    const folder = scratchFolder();
    const out = join(folder, 'result.json');
    writeFileSync(out, 'old');
    // Longer than a name may be: the temporary file cannot come about, as on a disk without room.
    await expect(writeAtomically(join(folder, 'x'.repeat(250)), 'new')).rejects.toThrow(CannotWrite);
    // A limit on the size of files ends the program while it writes, as hard as a full disk does.
    const limited = spawnSync('bash', [
      '-c',
      `ulimit -f 2; exec '${process.execPath}' '${builtMain}' ${demo.map((word) => `'${word}'`).join(' ')} --format html --out '${out}'`,
    ]);
    expect(limited.status).not.toBe(0);
    expect(readFileSync(out, 'utf8')).toBe('old');
  });

  it.each(['SIGINT', 'SIGTERM'] as const)('%s ends it at once, with nothing half written', async (signal) => {
    const folder = scratchFolder();
    const child = spawn(process.execPath, [
      builtMain,
      ...demo,
      '--format',
      'html',
      '--out',
      join(folder, 'report.html'),
    ]);
    await new Promise((resolve) => setTimeout(resolve, 150));
    const ended = new Promise<NodeJS.Signals | null>((resolve) => child.on('exit', (_, by) => resolve(by)));
    child.kill(signal);
    const by = await ended;
    const left = readdirSync(folder);
    // It may have been done before; else it is the signal that ended it, which a shell reports as 130 or 143.
    if (by === null) expect(left).toEqual(['report.html']);
    else expect([by, left]).toEqual([signal, []]);
  });

  it('a file that changes while it is read is refused', async () => {
    const file = join(scratchFolder(), 'growing.dcm');
    writeFileSync(file, '');
    truncateSync(file, 1 << 27);
    const writer = spawn('bash', ['-c', `while printf more >> '${file}'; do :; done`]);
    await new Promise((resolve) => setTimeout(resolve, 100));
    await expect(bytesOf(file, 'growing.dcm')).rejects.toThrow(/^growing.dcm: the file changed while it was read/);
    writer.kill('SIGKILL');
  });

  it('a file that changed since it was first read is refused the second time', async () => {
    const file = join(scratchFolder(), 'RS.dcm');
    writeFileSync(file, 'as it was');
    const [collected] = await collectFiles([file]);
    expect(new TextDecoder().decode(collected!.bytes)).toBe('as it was');
    expect(new TextDecoder().decode(collected!.bytes)).toBe('as it was');
    writeFileSync(file, 'as it became');
    expect(() => collected!.bytes).toThrow(/^RS.dcm: the file changed while it was read/);
  });

  it('names in a zip that lead out of it are passed over and written nowhere', () => {
    const folder = copyOf('sphere');
    const outside = join(folder, '..', 'trabecula-evil.txt');
    const evil = new TextEncoder().encode('evil');
    writeFileSync(
      join(folder, 'evil.zip'),
      zipSync({ '../trabecula-evil.txt': evil, '/tmp/trabecula-evil.txt': evil, 'a/../../b': evil }),
    );
    const { status, stdout } = trabecula('inspect', folder);
    expect(status).toBe(0);
    expect(stdout.match(/leads out of the zip file/g)?.length ?? 0).toBeGreaterThan(0);
    expect(() => statSync(outside)).toThrow(/ENOENT/);
  });

  it('limits are named with how to move them, and moved by --limit', () => {
    const refused = trabecula('inspect', shipped('sphere'), '--limit', 'voxels=1000');
    expect(refused.status).toBe(65);
    expect(refused.stderr).toMatch(
      /the dose has too many voxels \(found \d+; expected at most 1000; --limit voxels=N allows more\)/,
    );
    const unknown = trabecula('inspect', shipped('sphere'), '--limit', 'voxel=5');
    expect([unknown.status, unknown.stderr]).toEqual([64, expect.stringContaining('nearest is "voxels"')]);
  });

  it.each([
    ['file-bytes', 5000, 'the file is too large'],
    ['elements', 50, 'too many DICOM elements'],
    ['nesting', 1, 'sequences within sequences, too deep'],
    ['items', 5, 'has too many items'],
    ['contour-points', 100, 'too many contour points'],
    ['reach-mm', 5, 'far from the patient'],
    ['dose-gy', 5, 'beyond all measure'],
  ] as const)('the limit %s of %d refuses the demonstration ball', async (name, value, words) => {
    setLimits({ [name]: value });
    try {
      const read = async (): Promise<unknown> => readExport(await collectFiles([shipped('sphere')]));
      await expect(read()).rejects.toThrow(words);
      await expect(read()).rejects.toThrow(`--limit ${name}=N`);
    } finally {
      setLimits({});
    }
  });
});
