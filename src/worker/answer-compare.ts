import type { CheckAnswer } from '../app/check.ts';
import { compareChecked, refuseOtherPatient } from '../app/compare.ts';
import { compareCurves } from '../app/compare-curves.ts';
import type { CompareCurvesRequest, DvhCurves } from '../app/dvh-curves-result.ts';
import { compareHtml } from '../report/compare-html.ts';
import { compareJson } from '../report/compare-json.ts';
import { compareText } from '../report/compare-text.ts';
import type { CheckWishes, Compared, CompareFormat, Opened, PickedFile } from './messages.ts';
import { checkOpened, type OpenedFiles, openFiles } from './opened-files.ts';

interface LastComparison {
  readonly a: CheckAnswer;
  readonly b: CheckAnswer;
  readonly result: Compared['result'];
}

/** The questions about a second plan beside the one that is open. Its files are read once, each case of it is checked once. */
export class CompareDesk {
  #opened: OpenedFiles | null = null;
  readonly #checked = new Map<string, CheckAnswer>();
  #last: LastComparison | null = null;

  async open(picked: readonly PickedFile[], onProgress: (words: string) => void): Promise<Opened> {
    this.#opened = null;
    this.#checked.clear();
    this.#last = null;
    this.#opened = await openFiles(picked, false, onProgress);
    return this.#opened.opened;
  }

  async compare(a: CheckAnswer, wishes: CheckWishes, onProgress: (words: string) => void): Promise<Compared> {
    if (this.#opened === null) throw new Error('a comparison was asked for before a second plan was there');
    this.#last = null;
    refuseOtherPatient(a, this.#opened.found);
    const key = JSON.stringify(wishes);
    const b = this.#checked.get(key) ?? (await checkOpened(this.#opened, wishes, onProgress));
    this.#checked.set(key, b);
    const result = compareChecked(a, b);
    this.#last = { a, b, result };
    return { result, proposedCase: b.proposedCase };
  }

  curves(request: CompareCurvesRequest): DvhCurves {
    const { a, b } = this.#compared();
    return compareCurves(a, b, request);
  }

  async report(format: CompareFormat): Promise<string | Uint8Array<ArrayBuffer>> {
    const { result } = this.#compared();
    switch (format) {
      case 'html':
        return compareHtml(result);
      case 'pdf':
        return (await import('./pdf-of.ts')).pdfOf(compareHtml(result));
      case 'json':
        return compareJson(result);
      case 'text':
        return compareText(result);
    }
  }

  #compared(): LastComparison {
    if (this.#last === null) throw new Error('asked of a comparison before there was one');
    return this.#last;
  }
}
