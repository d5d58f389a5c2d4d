import { prepareScreening } from '../../core/index.ts';
import { caseWithMarrow } from '../app/case-with-marrow.ts';
import type { CheckAnswer } from '../app/check.ts';
import { type CtFiles, ctVolume } from '../app/ct-volume.ts';
import { dvhCurves } from '../app/dvh-curves.ts';
import { type BoneInFrame, slices } from '../app/slices.ts';
import { screenForm } from '../app/screen-form.ts';
import { checkCsv } from '../report/check-csv.ts';
import { checkHtml } from '../report/check-html.ts';
import { checkJson } from '../report/check-json.ts';
import { checkText } from '../report/check-text.ts';
import { CompareDesk } from './answer-compare.ts';
import { answerReadTps } from './answer-read-tps.ts';
import { answerSchedule } from './answer-schedule.ts';
import { answerSimulate } from './answer-simulate.ts';
import { designText } from './design-text.ts';
import { MarrowDesk } from './answer-marrow.ts';
import { answerScreen } from './answer-screen.ts';
import type {
  Checked,
  CheckWishes,
  Exchange,
  Opened,
  PickedFile,
  ReportFormat,
  Slices,
  WorkerRequest,
} from './messages.ts';
import { checkOpened, type OpenedFiles, openFiles } from './opened-files.ts';

/**
 * What one page has on its desk: the opened files, read once, and the last check. It hands each question to the use case that the
 * command line uses too.
 */
export class Desk {
  #opened: OpenedFiles | null = null;
  #checked: CheckAnswer | null = null;
  #compare = new CompareDesk();
  #marrow = new MarrowDesk([], null);
  #bone: BoneInFrame | null = null;

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
          import('./answer-pacs.ts'),
          import('./warm-up.ts'),
          prepareScreening(),
        ]);
        return null;
      case 'warm-up':
        return (await import('./warm-up.ts')).warmUp(isAnotherWaiting);
      case 'open':
        return this.#open(request.files, request.packed === true, onProgress);
      case 'pacsStudies':
        return (await import('./answer-pacs.ts')).answerPacsStudies(request);
      case 'pacsFetch':
        return (await import('./answer-pacs.ts')).answerPacsFetch(request, onProgress);
      case 'check':
        return this.#check(request, onProgress);
      case 'slices':
        return this.#slices();
      case 'ct':
        return ctVolume(request, this.#ctFiles(), onProgress);
      case 'marrowSlices':
        return this.#marrow.slices();
      case 'design':
        return designText(request);
      case 'simulate':
        return answerSimulate(request);
      case 'schedule':
        return answerSchedule(request, this.#opened?.found ?? null);
      case 'teach-glance':
      case 'teach':
      case 'teach-nudge':
      case 'exercises':
        return (await import('./answer-teach.ts')).answerTeach(request);
      case 'screenForm':
        return screenForm();
      case 'screen':
        return answerScreen(request.caseText);
      case 'caseWithMarrow':
        return caseWithMarrow(request.caseText, 'case', request.marrowText, request.marrowPath);
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
      case 'compareOpen':
        return this.#compare.open(request.files, onProgress);
      case 'compare':
        return this.#compare.compare(this.#lastCheck(), request, onProgress);
      case 'compareCurves':
        return this.#compare.curves(request);
      case 'compareReport':
        return this.#compare.report(request.format);
      case 'curves':
        return dvhCurves(this.#lastCheck().settled, request);
      case 'read-tps':
        return answerReadTps(this.#lastCheck().settled, request.text);
    }
  }

  async #open(picked: readonly PickedFile[], packed: boolean, onProgress: (words: string) => void): Promise<Opened> {
    this.#checked = null;
    this.#bone = null;
    this.#compare = new CompareDesk();
    this.#opened = await openFiles(picked, packed, onProgress);
    const { files, found, opened } = this.#opened;
    this.#marrow = new MarrowDesk(files, found);
    return opened;
  }

  async #check(wishes: CheckWishes, onProgress: (words: string) => void): Promise<Checked> {
    this.#checked = await checkOpened(this.#opened, wishes, onProgress);
    const { result, proposedCase, marrowRegions } = this.#checked;
    const frameOfReferenceUid = result.marrow?.trabecular.frameOfReferenceUid ?? null;
    this.#bone = marrowRegions === null ? null : { frameOfReferenceUid, regions: marrowRegions };
    return { result, proposedCase };
  }

  /** What was worked out last. */
  #lastCheck(): CheckAnswer {
    if (this.#checked === null) throw new Error('a lesion was asked for before a check');
    return this.#checked;
  }

  #slices(): Slices {
    const { result, settled, hotSpots } = this.#lastCheck();
    return slices(settled, this.#bone, { findings: result.findings, hotSpots });
  }

  #ctFiles(): CtFiles {
    const { caseFile, where } = this.#checked?.settled ?? { caseFile: null, where: 'the files' };
    const { files = [], found = null } = this.#opened ?? {};
    return { files, found, named: caseFile?.trabecularBone?.ct ?? null, where };
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

export { problemOf } from './problem-of.ts';
