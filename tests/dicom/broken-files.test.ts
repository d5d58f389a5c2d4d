import { describe, expect, it } from 'vitest';
import { BROKEN_FILES } from './broken-files.ts';
import { readAll } from './read-one.ts';
import { doseFile, planFile, structureFile } from './rt-files.ts';

const errorOf = async (bytes: Uint8Array): Promise<unknown> =>
  readAll({ 'folder/broken.dcm': bytes }).catch((error: unknown) => error);

describe('a broken RT object is refused, naming file, attribute and what was expected', () => {
  it.each(BROKEN_FILES)('$what', async ({ bytes, says }) => {
    const error = await errorOf(bytes);
    expect(error).toMatchObject({ name: 'TrabeculaError', kind: 'unreadable' });
    const { message } = error as Error;
    for (const words of ['folder/broken.dcm', ...says]) expect(message).toContain(words);
  });
});

describe('dicomParser#34: a file cut at any byte', () => {
  it.each(['implicit-little', 'explicit-little', 'explicit-big', 'deflated'] as const)(
    'in %s gives an error of ours or is passed over, never a part read as the whole dose',
    async (syntax) => {
      const whole = doseFile({}, { syntax });
      for (let end = 0; end < whole.length; end++) {
        const result = await readAll({ 'RD.dcm': whole.slice(0, end) }).catch((error: unknown) => error);
        if (result instanceof Error) expect(result.name).toBe('TrabeculaError');
        else expect(result).toMatchObject({ doses: [] });
      }
    },
  );

  it.each([structureFile, planFile])('never throws anything but an error of ours (%#)', async (build) => {
    for (const syntax of ['implicit-little', 'explicit-little'] as const) {
      const whole = build({}, { syntax });
      for (let end = 0; end < whole.length; end += 3) {
        const result = await readAll({ 'x.dcm': whole.slice(0, end) }).catch((error: unknown) => error);
        if (result instanceof Error) expect(result.name).toBe('TrabeculaError');
      }
    }
  });
});

describe('a file with any one byte changed', () => {
  it('gives an object or an error of ours, never another exception', async () => {
    for (const build of [doseFile, structureFile, planFile]) {
      for (const syntax of ['implicit-little', 'explicit-little', 'explicit-big'] as const) {
        const whole = build({}, { syntax });
        for (let at = 132; at < whole.length; at += 5) {
          const bytes = whole.slice();
          bytes[at] = 0xff;
          const result = await readAll({ 'x.dcm': bytes }).catch((error: unknown) => error);
          if (result instanceof Error)
            expect(result.name, `${syntax} byte ${at}: ${result.stack ?? ''}`).toBe('TrabeculaError');
        }
      }
    }
  });
});
