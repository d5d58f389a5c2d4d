import type { MarrowResult } from '../../core/index.ts';
import { fileNamedAmong } from '../app/file-named-among.ts';
import { inputOfFile } from '../app/input-of-file.ts';
import { marrow, type MarrowAnswer } from '../app/marrow.ts';
import { marrowTyped } from '../app/marrow-typed.ts';
import type { MeasuredMarrow } from '../app/measure-marrow.ts';
import { marrowSlices } from '../app/marrow-slices.ts';
import type { Slices } from '../app/slices-answer.ts';
import type { FileBytes, RtExport } from '../dicom/index.ts';
import { marrowCsv } from '../report/marrow-csv.ts';
import { marrowHtml, marrowPicturesHtml } from '../report/marrow-html.ts';
import { marrowJson } from '../report/marrow-json.ts';
import { marrowText } from '../report/marrow-text.ts';
import type { MarrowObjectKind, MarrowWishes, MarrowWritten, ReportFormat, TypedWishes } from './messages.ts';

/** The questions about marrow: of the opened files, or of typed volumes. What was measured is kept from one to the next. */
export class MarrowDesk {
  readonly #files: readonly FileBytes[];
  readonly #found: RtExport | null;
  readonly #measured = new Map<string, MeasuredMarrow>();
  /** The last answer once more, with its pictures where it has any. */
  #last: ((withPicture: boolean) => Promise<MarrowAnswer>) | null = null;

  constructor(files: readonly FileBytes[], found: RtExport | null) {
    this.#files = files;
    this.#found = found;
  }

  async ofFiles(
    { caseText, casePath, wish }: MarrowWishes,
    onProgress: (words: string) => void,
  ): Promise<MarrowResult> {
    const answer = (withPicture: boolean): Promise<MarrowAnswer> =>
      marrow({
        files: this.#files,
        ...(this.#found === null ? {} : { found: this.#found }),
        named: fileNamedAmong(this.#files),
        trial: null,
        caseText,
        casePath,
        wish,
        withPicture,
        measuredBefore: this.#measured,
        onProgress,
      });
    this.#last = null;
    const { result } = await answer(false);
    this.#last = answer;
    return result;
  }

  async ofTyped({ text, path, wish }: TypedWishes): Promise<MarrowResult> {
    this.#last = null;
    const { sha256 } = await inputOfFile(path, 'typed', new TextEncoder().encode(text));
    const result = await marrowTyped({ text, path, sha256, trial: null, wish });
    this.#last = () => Promise.resolve({ result, picture: null, solids: null });
    return result;
  }

  /** Pictures of the bone as a page; null where there are none. */
  async pictures(): Promise<string | null> {
    const { picture } = await this.#again(true);
    return picture === null ? null : marrowPicturesHtml(picture);
  }

  /** The solids behind the last answer, to be leafed through. */
  async slices(): Promise<Slices | null> {
    return marrowSlices(await this.#again(false));
  }

  async report(format: ReportFormat): Promise<string | Uint8Array<ArrayBuffer>> {
    const { result, picture } = await this.#again(format === 'html' || format === 'pdf');
    switch (format) {
      case 'html':
        return marrowHtml(result, picture);
      case 'pdf':
        return (await import('./pdf-of.ts')).pdfOf(marrowHtml(result, picture));
      case 'json':
        return marrowJson(result);
      case 'csv':
        return marrowCsv(result);
      case 'text':
        return marrowText(result);
    }
  }

  async write(kind: MarrowObjectKind): Promise<MarrowWritten> {
    const { marrowObjects } = await import('../app/marrow-objects.ts');
    return marrowObjects(await this.#again(false), kind);
  }

  #again(withPicture: boolean): Promise<MarrowAnswer> {
    if (this.#last === null) throw new Error('a marrow report was asked for before a result');
    return this.#last(withPicture);
  }
}
