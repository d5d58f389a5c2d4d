import { isTrabeculaError, prepareScreening } from '../../core/index.ts';
import { caseFilesAmong } from '../app/case-files-among.ts';
import { check } from '../app/check.ts';
import { ctVolume } from '../app/ct-volume.ts';
import { dvhCurves } from '../app/dvh-curves.ts';
import type { FindingsToPlace } from '../app/finding-places.ts';
import { fileNamedAmong } from '../app/file-named-among.ts';
import { inspect } from '../app/inspect.ts';
import type { SettledCase } from '../app/settle-case.ts';
import { type BoneInFrame, slices } from '../app/slices.ts';
import { screenForm } from '../app/screen-form.ts';
import { unpacked } from '../app/unpacked.ts';
import { type FileBytes, prepareCodecs, readExport, type RtExport } from '../dicom/index.ts';
import { checkCsv } from '../report/check-csv.ts';
import { checkHtml } from '../report/check-html.ts';
import { checkJson } from '../report/check-json.ts';
import { checkText } from '../report/check-text.ts';
import { answerReadTps } from './answer-read-tps.ts';
import { answerSchedule } from './answer-schedule.ts';
import { answerSimulate } from './answer-simulate.ts';
import { MarrowDesk } from './answer-marrow.ts';
import { answerScreen } from './answer-screen.ts';
import { locateCodec } from './locate-codec.ts';
import type {
  Checked,
  CheckWishes,
  Exchange,
  Opened,
  PickedFile,
  Problem,
  ReportFormat,
  WorkerRequest,
} from './messages.ts';

/**
 * What one page has on its desk: the opened files, read once, and the last check. It hands each question to the use case that the
 * command line uses too.
 */
export class Desk {
  #files: readonly FileBytes[] = [];
  #found: RtExport | null = null;
  #opened: Opened | null = null;
  #checked: Checked | null = null;
  #settled: SettledCase | null = null;
  #marrow = new MarrowDesk([], null);
  #bone: BoneInFrame | null = null;
  #toPlace: FindingsToPlace | null = null;

  async answer(
    request: WorkerRequest,
    onProgress: (words: string) => void,
    isAnotherWaiting: () => boolean = () => false,
  ): Promise<Exchange[WorkerRequest['kind']]['gets']> {
    switch (request.kind) {
      case 'prepare':
        await Promise.all([
          import('./pdf-of.ts'),
          import('./answer-teach.ts'),
          import('../app/marrow-objects.ts'),
          import('../app/phantom.ts'),
          import('./warm-up.ts'),
          prepareScreening(),
        ]);
        return null;
      case 'warm-up':
        return (await import('./warm-up.ts')).warmUp(isAnotherWaiting);
      case 'open':
        return this.#open(request.files, request.packed === true, onProgress);
      case 'check':
        return this.#check(request, onProgress);
      case 'slices':
        return slices(this.#lastCase(), this.#bone, this.#toPlace);
      case 'ct':
        return ctVolume(request.frameOfReferenceUid, this.#files, this.#lastCase(), onProgress);
      case 'simulate':
        return answerSimulate(request);
      case 'schedule':
        return answerSchedule(request, this.#found);
      case 'teach-glance':
      case 'teach':
      case 'teach-nudge':
      case 'exercises':
        return (await import('./answer-teach.ts')).answerTeach(request);
      case 'screenForm':
        return screenForm();
      case 'screen':
        return answerScreen(request.caseText);
      case 'report':
        return this.#report(request.format);
      case 'phantom':
        return (await import('../app/phantom.ts')).phantomFiles(request.name);
      case 'marrow':
        return this.#marrow.ofFiles(request, onProgress);
      case 'marrowTyped':
        return this.#marrow.ofTyped(request);
      case 'marrowPictures':
        return this.#marrow.pictures();
      case 'marrowReport':
        return this.#marrow.report(request.format);
      case 'marrowWrite':
        return this.#marrow.write(request.what);
      case 'curves':
        return dvhCurves(this.#lastCase(), request);
      case 'read-tps':
        return answerReadTps(this.#lastCase(), request.text);
    }
  }

  async #open(picked: readonly PickedFile[], packed: boolean, onProgress: (words: string) => void): Promise<Opened> {
    this.#checked = null;
    this.#settled = null;
    this.#bone = null;
    this.#toPlace = null;
    const files: FileBytes[] = [];
    for (const [index, { path, file }] of picked.entries()) {
      if (index % 16 === 0) onProgress(`reading file ${index + 1} of ${picked.length}`);
      const read = { path, bytes: new Uint8Array(await file.arrayBuffer()) };
      files.push(...(packed ? unpacked(read) : [read]));
    }
    const read = await readExport(files, (done, total) => {
      if (done % 16 === 0) onProgress(`looking into file ${done} of ${total}`);
    });
    // Nothing is fetched once a patient is open.
    await prepareCodecs(
      read.others.map(({ transferSyntaxUid }) => transferSyntaxUid),
      locateCodec,
    );
    onProgress('looking at what was found');
    const found = await inspect({ files, found: read, onProgress });
    this.#files = files;
    this.#found = read;
    this.#marrow = new MarrowDesk(files, read);
    this.#opened = { found, cases: caseFilesAmong(files, found.passedOver) };
    return this.#opened;
  }

  async #check(wishes: CheckWishes, onProgress: (words: string) => void): Promise<Checked> {
    const { trial, caseText, casePath, acceptProposal, endCaps, betweenSlices } = wishes;
    const { result, proposedCase, settled, marrowRegions, hotSpots } = await check({
      files: this.#files,
      ...(this.#found === null ? {} : { found: this.#found }),
      trial,
      caseText,
      casePath,
      acceptProposal,
      ...(endCaps === undefined ? {} : { endCaps }),
      ...(betweenSlices === undefined ? {} : { betweenSlices }),
      named: fileNamedAmong(this.#files),
      onProgress,
    });
    this.#checked = { result, proposedCase };
    this.#settled = settled;
    this.#toPlace = { findings: result.findings, hotSpots };
    const frameOfReferenceUid = result.marrow?.trabecular.frameOfReferenceUid ?? null;
    this.#bone = marrowRegions === null ? null : { frameOfReferenceUid, regions: marrowRegions };
    return this.#checked;
  }

  #lastCase(): SettledCase {
    if (this.#settled === null) throw new Error('a lesion was asked for before a check');
    return this.#settled;
  }

  async #report(format: ReportFormat): Promise<string | Uint8Array<ArrayBuffer>> {
    const result = this.#checked?.result;
    if (result === undefined) throw new Error('a report was asked for before a check');
    switch (format) {
      case 'html':
        return checkHtml(result);
      case 'pdf':
        return (await import('./pdf-of.ts')).pdfOf(checkHtml(result));
      case 'json':
        return checkJson(result);
      case 'csv':
        return checkCsv(result);
      case 'text':
        return checkText(result);
    }
  }
}

/** An error as data: a structured clone would lose what it says. */
export function problemOf(error: unknown): Problem {
  if (isTrabeculaError(error)) return { kind: error.kind, message: error.message, facts: error.facts };
  const message = error instanceof Error ? `${error.name}: ${error.message}` : String(error);
  return { kind: 'internal', message, facts: null };
}
