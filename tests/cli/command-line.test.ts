import { spawnSync } from 'node:child_process';
import {
  cpSync,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  renameSync,
  symlinkSync,
  truncateSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import packageJson from '../../package.json' with { type: 'json' };
import { checkResultSchema, dvhResultSchema, inspectResultSchema } from '../../core/index.ts';
import { trabecula, type Answer } from '../built-command.ts';
import { copyOf, scratchFolder, shipped } from './scratch-folder.ts';

const NOTICE =
  'Research, education and quality-assurance support. Not a medical device; never the only basis of a clinical decision.';
const main = fileURLToPath(new URL('../../dist/cli/main.mjs', import.meta.url));
const sphere = shipped('sphere');
const sphereCase = join(sphere, 'case.json');
const checkSphere = ['check', sphere, '--trial', 'himars', '--case', sphereCase] as const;

/** Asked once; that it answers the same twice is a test of its own. */
let checkedSphere: Answer | undefined;
const checkSphereAsJson = (): Answer => (checkedSphere ??= trabecula(...checkSphere, '--format', 'json'));

const joined = (text: string): string => text.replace(/\s+/g, ' ');

/** One or two lines on standard error, without a stack trace, and nothing on standard output. */
function expectError(answer: Answer, status: number, ...parts: readonly string[]): void {
  const lines = answer.stderr.trimEnd().split('\n');
  expect({ status: answer.status, stdout: answer.stdout, stderr: answer.stderr }).toMatchObject({ status, stdout: '' });
  expect(lines.length).toBeLessThanOrEqual(2);
  expect(answer.stderr).toMatch(/^trabecula: /);
  expect(answer.stderr).not.toMatch(/\n\s+at |node:internal|\.mjs:\d/);
  for (const part of parts) expect(answer.stderr).toContain(part);
}

describe('the command itself', () => {
  it('answers --version with the version of the package', () => {
    expect(trabecula('--version')).toEqual({ status: 0, stdout: `${packageJson.version}\n`, stderr: '' });
  });

  it.each([[[]], [['inspect']], [['dvh']], [['check']], [['phantom']]])(
    'carries the notice in the help of %j',
    (words) => {
      const { status, stdout, stderr } = trabecula(...words, '--help');
      expect({ status, stderr }).toEqual({ status: 0, stderr: '' });
      expect(joined(stdout)).toContain(NOTICE);
    },
  );

  it.each([
    [[], 'no command given'],
    [['frobnicate'], 'unknown command'],
    [['inspect'], 'no folder or file'],
    [['inspect', sphere, '--dicomweb', 'https://pacs.example', '--study', '1.2'], 'in place of'],
    [['inspect', '--dicomweb', 'https://pacs.example'], '--study'],
    [['fetch', '--dicomweb', 'https://pacs.example'], '--patient'],
    [['fetch', '--dicomweb', 'http://pacs.example', '--study', '1.2'], 'encrypted'],
    [['fetch', '--dicomweb', 'https://pacs.example', '--study', '../1'], 'no Study Instance UID'],
    [['inspect', sphere, '--fromat', 'json'], '--format'],
    [['inspect', sphere, '--format', 'html'], 'text, json'],
    [['inspect', sphere, '--confirm', 'everything'], 'frame-of-reference'],
    [['dvh', sphere, '--end-caps', 'full'], 'half-slice'],
    [['check', sphere], '--trial'],
    [['check', '--trial', 'himars'], 'no folder or file'],
    [['check', sphere, '--trial', 'himars', '--case', sphereCase, '--write-case', 'x.json'], '--write-case'],
    [['check', sphere, '--trial', 'himars', '--case', sphereCase, '--accept-proposal'], '--accept-proposal'],
    [['check', '--trial', 'himars', '--dose-array', 'dose.json'], '--mask'],
    [['check', sphere, '--trial', 'himars', '--dose-array', 'dose.json', '--mask', 'A=a.json'], 'alone'],
    [['phantom', 'himars-demo'], '--out'],
    [['phantom', 'sfere', '--out', 'x'], 'sphere'],
  ])('refuses %j with 64', (words, part) => {
    expectError(trabecula(...words), 64, part);
  });

  it('shows where an error arose only when asked', () => {
    const { stderr } = spawnSync(process.execPath, [main, 'inspect', '/no/such/folder'], {
      encoding: 'utf8',
      env: { ...process.env, TRABECULA_DEBUG: '1' },
    });
    expect(stderr).toMatch(/\n\s+at /);
  });

  it('is quiet when the reader of its output goes away', () => {
    const script = `"${process.execPath}" "${main}" inspect "${sphere}" --format json | head -c 1 > /dev/null`;
    const { stderr, status } = spawnSync('sh', ['-c', script], { encoding: 'utf8' });
    expect({ stderr, status }).toEqual({ stderr: '', status: 0 });
  });
});

describe('files and folders', () => {
  it('says 66 and the name for a path that is not there', () => {
    expectError(trabecula('inspect', '/no/such/folder'), 66, '/no/such/folder');
    expectError(trabecula(...checkSphere.slice(0, 4), '--case', '/no/such/case.json'), 66, '/no/such/case.json');
    expectError(trabecula('check', sphere, '--trial', './no-such-trial.json'), 66, 'no-such-trial.json');
  });

  it('says 66 for an empty folder and for one without DICOM', () => {
    const folder = scratchFolder();
    expectError(trabecula('inspect', folder), 66);
    writeFileSync(join(folder, 'notes.txt'), 'nothing here');
    expectError(trabecula('inspect', folder), 66, 'no DICOM');
  });

  it('says 66 and what is missing where a structure set or a dose is not there', () => {
    const folder = copyOf('sphere');
    renameSync(join(folder, 'RS.dcm'), join(scratchFolder(), 'RS.dcm'));
    expectError(trabecula('check', folder, '--trial', 'himars', '--case', sphereCase), 66, 'RTSTRUCT');
  });

  it('says 65 and the file for an RT object that is cut short', () => {
    const folder = copyOf('sphere');
    truncateSync(join(folder, 'RS.dcm'), 5000);
    expectError(trabecula('dvh', folder), 65, 'RS.dcm');
  });

  it('says 65 and the key, with the nearest known one, for a case file with an unknown key', () => {
    const file = join(scratchFolder(), 'case.json');
    writeFileSync(file, readFileSync(sphereCase, 'utf8').replace('"lesions"', '"leisons"'));
    expectError(trabecula('check', sphere, '--trial', 'himars', '--case', file), 65, 'leisons', 'lesions');
  });

  it('says 65 for a case file that is not text', () => {
    const file = join(scratchFolder(), 'case.json');
    writeFileSync(file, Buffer.from([0xff, 0xfe, 0x00, 0x80]));
    expectError(trabecula('check', sphere, '--trial', 'himars', '--case', file), 65, 'UTF-8');
  });

  it('says 65 and the name for a file that cannot be read', () => {
    const folder = copyOf('sphere');
    // Permissions do not stop root; the memory of a process cannot be read from its beginning by anybody.
    if (process.getuid?.() === 0) symlinkSync('/proc/self/mem', join(folder, 'locked.dcm'));
    else writeFileSync(join(folder, 'locked.dcm'), 'x', { mode: 0 });
    expectError(trabecula('inspect', folder), 65, 'locked.dcm');
  });

  it('follows links once, round circles and twice to the same file', () => {
    const folder = copyOf('sphere');
    symlinkSync('.', join(folder, 'again'));
    symlinkSync('RS.dcm', join(folder, 'also-RS.dcm'));
    const { status, stdout } = trabecula('inspect', folder, folder, '--format', 'json');
    expect(status).toBe(0);
    expect(
      inspectResultSchema.parse(JSON.parse(stdout)).objects.filter(({ kind }) => kind === 'structure-set'),
    ).toHaveLength(1);
  });

  it('names a link that leads nowhere', () => {
    const folder = copyOf('sphere');
    symlinkSync('gone.dcm', join(folder, 'dangling.dcm'));
    expectError(trabecula('inspect', folder), 66, 'dangling.dcm');
  });

  it('passes over its own case file and reports', () => {
    const { status, stdout } = trabecula('inspect', sphere, '--format', 'json');
    expect(status).toBe(0);
    expect(inspectResultSchema.parse(JSON.parse(stdout)).passedOver.map(({ path }) => path)).toContain('case.json');
  });
});

describe('inspect', () => {
  it('shows objects, ROIs, dose and prescription, and ends with 0', () => {
    const { status, stdout, stderr } = trabecula('inspect', sphere);
    expect({ status, stderr }).toEqual({ status: 0, stderr: '' });
    for (const part of [NOTICE, 'RS.dcm', 'Prescriptions', 'Lesions, proposed', 'columns run to left'])
      expect(joined(stdout)).toContain(part);
    // eslint-disable-next-line no-control-regex -- the escape character begins every colour
    expect(stdout).not.toMatch(/\u001b/);
  });

  it('keeps to its schema', () => {
    const result = inspectResultSchema.parse(
      JSON.parse(trabecula('inspect', shipped('himars-demo'), '--format', 'json').stdout),
    );
    expect(result.doses).toHaveLength(2);
    expect(result.rois.some((roi) => !roi.usable && roi.reason !== null)).toBe(true);
    expect(result.refusals).toEqual([]);
  });

  it('shows structures of one frame and a dose of another, and ends with 65', () => {
    const folder = copyOf('sphere');
    // The same bytes with another last digit in every frame of reference of the dose.
    const file = join(folder, 'RD_PLAN_1.dcm');
    writeFileSync(file, withOtherFrame(readFileSync(file)));
    const { status, stdout, stderr } = trabecula('inspect', folder);
    expect(status).toBe(65);
    expect(stdout).toContain('These may not be used together');
    expect(stderr).toContain('FrameOfReferenceUID');
    expectError(trabecula('dvh', folder), 65, 'FrameOfReferenceUID');
    const confirmed = trabecula('dvh', folder, '--confirm', 'frame-of-reference', '--format', 'json');
    expect(confirmed.status).toBe(0);
    expect(dvhResultSchema.parse(JSON.parse(confirmed.stdout)).confirmed).toEqual(['frame-of-reference']);
  });
});

describe('dvh', () => {
  it('echoes each metric exactly as asked for and keeps to its schema', () => {
    const words = [
      'dvh',
      sphere,
      '--roi',
      'PTV_1',
      '--metric',
      'D95%[Gy]',
      '--metric',
      'Vol[cc]',
      '--metric',
      'D5000cc[Gy]',
      '--curve',
      '--format',
      'json',
    ];
    const { status, stdout } = trabecula(...words);
    expect(status).toBe(0);
    const [structure, ...others] = dvhResultSchema.parse(JSON.parse(stdout)).structures;
    expect(others).toEqual([]);
    expect(structure?.metrics.map(({ metric }) => metric)).toEqual(['D95%[Gy]', 'Vol[cc]', 'D5000cc[Gy]']);
    expect(structure?.metrics[2]).toMatchObject({ value: null, status: 'not-evaluable' });
    expect(structure?.metrics[1]?.value).toBe(structure?.volumeCm3);
    expect(structure?.curve?.volumeCm3[0]).toBe(structure?.volumeCm3);
  });

  it('names the nearest ROI for one that is not there, and refuses a metric that it cannot read', () => {
    expectError(trabecula('dvh', sphere, '--roi', 'PTV1'), 64, 'PTV_1');
    expectError(trabecula('dvh', sphere, '--metric', 'D95'), 64, 'D95');
  });

  it('asks which dose where there are several, with the list', () => {
    expectError(trabecula('dvh', shipped('himars-demo')), 64, '--dose', 'RD_PELVIS_27Gy.dcm', 'RD_SPINE_35Gy.dcm');
    expect(trabecula('dvh', shipped('himars-demo'), '--dose', 'RD_PELVIS_27Gy.dcm', '--roi', 'PTV_1').status).toBe(0);
  });

  it('is like a system that was compared, and not like one that was not', () => {
    const { stdout } = trabecula('dvh', sphere, '--roi', 'PTV_1', '--like', 'slicerrt', '--format', 'json');
    const { conventions } = dvhResultSchema.parse(JSON.parse(stdout));
    expect(conventions).toMatchObject({ endCaps: 'rounded', betweenSlices: 'interpolated' });
    expectError(trabecula('dvh', sphere, '--like', 'pinnacle'), 64, 'no evidence', 'planiq');
    expectError(trabecula('dvh', sphere, '--like', 'cerr', '--end-caps', 'half-slice'), 64, '--like');
    expectError(trabecula('dvh', sphere, '--prescription', '0'), 64, 'above 0');
  });

  it('writes CSV of one width', () => {
    const { stdout } = trabecula('dvh', sphere, '--format', 'csv', '--metric', 'Max[Gy]');
    const widths = stdout
      .trimEnd()
      .split('\r\n')
      .map((row) => row.split(',').length);
    expect(new Set(widths).size).toBe(1);
    expect(stdout).toContain(',Max[Gy],');
  });
});

describe('check', () => {
  it('ends with 1 where something is settled as a deviation, and says so first and counts last', () => {
    const demo = shipped('himars-demo');
    const { status, stdout, stderr } = trabecula('check', demo, '--trial', 'himars', '--case', join(demo, 'case.json'));
    expect({ status, stderr }).toEqual({ status: 1, stderr: '' });
    expect(stdout).toContain('UNACCEPTABLE DEVIATION');
    expect(stdout.trimEnd().split('\n').at(-1)).toMatch(/^Checked 5 of 9 HIMARS rules\. Not checked: /);
  });

  it('gives JSON that keeps to its schema and the same bytes each time, from wherever the folder lies', () => {
    const first = checkSphereAsJson();
    checkResultSchema.parse(JSON.parse(first.stdout));
    expect(trabecula(...checkSphere, '--format', 'json')).toEqual(first);
    const elsewhere = join(scratchFolder(), 'other name');
    cpSync(sphere, elsewhere, { recursive: true });
    const { stdout } = spawnSync(
      process.execPath,
      [main, 'check', '.', '--trial', 'himars', '--case', 'case.json', '--format', 'json'],
      {
        encoding: 'utf8',
        cwd: elsewhere,
      },
    );
    expect(stdout).toBe(first.stdout);
    expect(stdout).not.toContain(sphere);
  });

  it('has an exit status that follows from its outcome', () => {
    const { status, stdout } = checkSphereAsJson();
    const { outcome, summary } = checkResultSchema.parse(JSON.parse(stdout));
    const settled = ['unacceptable-deviation', 'not-met', 'acceptable-deviation'].includes(summary.worstSettled ?? '');
    expect(status).toBe(settled ? 1 : outcome === 'no-deviation-found' && summary.open.length === 0 ? 0 : 2);
  });

  it('without a case proposes one, computes and prints it, and is never a pass', () => {
    const { status, stdout } = trabecula('check', sphere, '--trial', 'himars', '--format', 'json');
    const result = checkResultSchema.parse(JSON.parse(stdout));
    expect(status).not.toBe(0);
    expect(result.pairing).toBe('proposed');
    expect(result.outcome).toBe('not-evaluable');
    expect(result.lesions[0]?.ptv?.coveragePercent?.value).toBeGreaterThan(0);
    expect(trabecula('check', sphere, '--trial', 'himars').stdout).toContain('PAIRING NOT CONFIRMED');
  });

  it('saves its proposal, which then gives the same numbers as a case', () => {
    const file = join(scratchFolder(), 'proposal.json');
    const proposed = trabecula('check', sphere, '--trial', 'himars', '--write-case', file, '--format', 'json');
    const given = trabecula('check', sphere, '--trial', 'himars', '--case', file, '--format', 'json');
    const numbers = ({ stdout }: Answer): unknown =>
      checkResultSchema.parse(JSON.parse(stdout)).lesions.map(({ ptv, gtv }) => [ptv, gtv]);
    expect(numbers(given)).toEqual(numbers(proposed));
    expect(checkResultSchema.parse(JSON.parse(given.stdout)).pairing).toBe('given');
    const accepted = trabecula('check', sphere, '--trial', 'himars', '--accept-proposal', '--format', 'json');
    expect(checkResultSchema.parse(JSON.parse(accepted.stdout)).pairing).toBe('accepted');
  });

  it('writes HTML that is whole and carries what the text carries last', () => {
    const file = join(scratchFolder(), 'report.html');
    const { stdout, stderr } = trabecula(...checkSphere, '--format', 'html', '--out', file);
    expect({ stdout, stderr }).toEqual({ stdout: '', stderr: '' });
    const page = readFileSync(file, 'utf8');
    expect(page.trimEnd().endsWith('</html>')).toBe(true);
    expect(page).toContain('Checked 5 of 9 HIMARS rules.');
  });

  it('leaves what was there untouched, and nothing half written, when it fails', () => {
    const folder = scratchFolder();
    const file = join(folder, 'report.txt');
    writeFileSync(file, 'before');
    expectError(trabecula('check', '/no/such/folder', '--trial', 'himars', '--out', file), 66);
    expect(readFileSync(file, 'utf8')).toBe('before');
    const blocked = join(folder, 'is-a-folder');
    mkdirSync(blocked);
    expectError(trabecula('inspect', sphere, '--out', blocked), 73, 'is-a-folder');
    expectError(trabecula('inspect', sphere, '--out', join(folder, 'nowhere', 'x.txt')), 73, 'nowhere');
    expect(readdirSync(folder).sort()).toEqual(['is-a-folder', 'report.txt']);
  });

  it('refuses an unknown trial by name', () => {
    const { status, stderr, stdout } = trabecula('check', sphere, '--trial', 'himras', '--case', sphereCase);
    expect([64, 66]).toContain(status);
    expect(stdout).toBe('');
    expect(stderr).toContain('himars');
  });
});

describe('plain arrays', () => {
  it('give the coverage that counting gives, through the same command', () => {
    const folder = scratchFolder();
    // 6 x 5 x 4 voxels of 2 x 3 x 2.5 mm; a block of 3 x 3 x 2 voxels; 28 Gy everywhere but 20 Gy at low x.
    const size = [6, 5, 4] as const;
    const dose = new Float32Array(120);
    const mask = new Uint8Array(120);
    for (let k = 0; k < 4; k++)
      for (let j = 0; j < 5; j++)
        for (let i = 0; i < 6; i++) {
          const at = i + 6 * (j + 5 * k);
          dose[at] = 28;
          mask[at] = i >= 1 && i <= 3 && j >= 1 && j <= 3 && k >= 1 && k <= 2 ? 1 : 0;
        }
    const header = (dtype: string, file: string): string =>
      JSON.stringify({
        size,
        spacingMm: [2, 3, 2.5],
        originMm: [0, 0, 0],
        axes: [
          [1, 0, 0],
          [0, 1, 0],
          [0, 0, 1],
        ],
        dtype,
        file,
      });
    writeFileSync(join(folder, 'dose.json'), header('float32', 'dose.raw'));
    writeFileSync(join(folder, 'dose.raw'), new Uint8Array(dose.buffer));
    writeFileSync(join(folder, 'ptv.json'), header('uint8', 'ptv.raw'));
    writeFileSync(join(folder, 'ptv.raw'), mask);
    writeFileSync(
      join(folder, 'case.json'),
      JSON.stringify({
        schema: 'trabecula/case/1',
        trial: 'himars',
        lesions: [{ id: 'L1', ptv: 'PTV_1', prescription: { doseGy: 27, fractions: 3 } }],
      }),
    );
    const words = [
      'check',
      '--dose-array',
      join(folder, 'dose.json'),
      '--mask',
      `PTV_1=${join(folder, 'ptv.json')}`,
      '--trial',
      'himars',
      '--case',
      join(folder, 'case.json'),
      '--format',
      'json',
    ];
    const { stdout, stderr } = trabecula(...words);
    expect(stderr).toBe('');
    const [lesion] = checkResultSchema.parse(JSON.parse(stdout)).lesions;
    expect(lesion?.ptv?.volumeCm3).toBeCloseTo((3 * 3 * 2 * 2 * 3 * 2.5) / 1000, 9);
    expect(lesion?.ptv?.coveragePercent?.value).toBeCloseTo(100, 6);
    expectError(trabecula(...words.slice(0, 3), '--mask', 'PTV_1', '--trial', 'himars'), 64, 'NAME=FILE');
  });
});

describe('phantom', () => {
  it('writes a patient that the check reads', () => {
    const folder = join(scratchFolder(), 'new', 'sphere');
    expect(trabecula('phantom', 'sphere', '--out', folder).status).toBe(0);
    expect(existsSync(join(folder, 'case.json'))).toBe(true);
    const made = trabecula(
      'check',
      folder,
      '--trial',
      'himars',
      '--case',
      join(folder, 'case.json'),
      '--format',
      'json',
    );
    expect(made).toEqual(checkSphereAsJson());
  });
});

/** Changes the last digit of every FrameOfReferenceUID (0020,0052) of a little endian file. */
function withOtherFrame(bytes: Buffer): Buffer {
  const changed = Buffer.from(bytes);
  const tag = Buffer.from([0x20, 0x00, 0x52, 0x00]);
  let found = 0;
  for (let at = changed.indexOf(tag); at >= 0; at = changed.indexOf(tag, at + 4)) {
    const isExplicit = changed.toString('latin1', at + 4, at + 6) === 'UI';
    const length = isExplicit ? changed.readUInt16LE(at + 6) : changed.readUInt32LE(at + 4);
    let last = at + 8 + length - 1;
    while (changed[last] === 0) last--;
    changed[last] = changed[last] === 0x31 ? 0x32 : 0x31;
    found++;
  }
  if (found === 0) throw new Error('the file has no frame of reference');
  return changed;
}
