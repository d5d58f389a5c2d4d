import { statSync } from 'node:fs';

/** Refuses to run, rather than pass with everything skipped, when nobody says where the real exports are. */
export function setup(): void {
  const folder = process.env['TRABECULA_DATA'];
  if (folder === undefined || folder === '') {
    throw new Error('set TRABECULA_DATA to the folder of the real exports: TRABECULA_DATA=FOLDER npm run test:real');
  }
  if (statSync(folder, { throwIfNoEntry: false })?.isDirectory() !== true) {
    throw new Error(`TRABECULA_DATA names ${folder}, which is not a folder`);
  }
}
