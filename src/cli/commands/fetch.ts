import type { Command } from 'commander';
import { TrabeculaError } from '../../../core/index.ts';
import { dicomwebAccess, type DicomwebOptions, LOGIN_HELP, timeoutOption, withCtOption } from '../dicomweb-options.ts';
import { formatOption } from './options.ts';

interface FetchOptions extends DicomwebOptions {
  readonly dicomweb: string;
  readonly patient?: string;
  readonly out?: string;
  readonly format: string;
}

export function addFetchCommand(program: Command): void {
  program
    .command('fetch')
    .description('fetch plans, structures, doses and segmentations of a study from a PACS that speaks DICOMweb')
    .requiredOption('--dicomweb <url>', 'address of the service, such as https://pacs.example/dicom-web')
    .option('--study <uid>', 'Study Instance UID; without --out, what the study holds is listed')
    .option('--patient <id>', 'list the studies of this patient ID instead')
    .option('--out <folder>', 'folder to write to: a new one, or an empty one')
    .addOption(withCtOption())
    .addOption(timeoutOption())
    .addOption(formatOption(['text', 'json']))
    .addHelpText('after', `\n${LOGIN_HELP}`)
    .action(async (options: FetchOptions) => {
      const { emit } = await import('../emit.ts');
      const { fetchJson, studiesJson } = await import('../../report/fetch-json.ts');
      const { fetchText, studiesText } = await import('../../report/fetch-text.ts');
      const { dicomweb, study, patient, out, withCt, timeout, format } = options;
      if ((study === undefined) === (patient === undefined)) {
        throw new TrabeculaError('usage', { what: 'either --study UID or --patient ID is needed' });
      }
      const access = dicomwebAccess(dicomweb, timeout);
      const isText = format === 'text';
      if (patient !== undefined) {
        if (out !== undefined)
          throw new TrabeculaError('usage', { what: '--patient lists studies; --study fetches one' });
        const { untilInterrupted } = await import('../until-interrupted.ts');
        const { findStudies } = await import('../../app/find-studies.ts');
        const found = await untilInterrupted((signal) => findStudies(access, patient, signal));
        await emit(isText ? studiesText(found) : studiesJson(found), undefined, isText);
        return;
      }
      const { runFetch } = await import('../run-fetch.ts');
      const result = await runFetch({ access, studyInstanceUid: study ?? '', withCt, out });
      await emit(isText ? fetchText(result) : fetchJson(result), undefined, isText);
    });
}
