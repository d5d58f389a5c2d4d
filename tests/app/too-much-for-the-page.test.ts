import { expect, it } from 'vitest';
import { openFiles, refuseTooMuch } from '../../src/worker/opened-files.ts';

const sized = (path: string, size: number): { path: string; file: Blob } => ({
  path,
  file: Object.defineProperties(new Blob(), {
    size: { value: size },
    arrayBuffer: {
      value: () => {
        throw new Error('was read');
      },
    },
  }),
});

it('the page refuses more than a browser can hold before it reads anything, and says what to do', async () => {
  const picked = Array.from({ length: 3000 }, (_, n) => sized(`CT/${n}.dcm`, 2 ** 19)).concat(sized('RD.dcm', 2 ** 29));
  await expect(openFiles(picked, false, () => undefined)).rejects.toThrow(
    /^3001 files: more than a browser can hold; nothing was read\. .*command line \(found 1\.96 GB; expected at most 1\.5 GB/,
  );
  await expect(openFiles([sized('RD.dcm', 2 ** 32)], false, () => undefined)).rejects.toThrow(/^RD\.dcm: more than/);
  expect(() => refuseTooMuch([sized('RD.dcm', 2 ** 29)])).not.toThrow();
});
