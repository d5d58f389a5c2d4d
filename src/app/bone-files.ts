import type { FileBytes, RtExport } from '../dicom/index.ts';

/** Where bone and its CT are looked for. */
export interface BoneFiles {
  /** What was read from `files`. */
  readonly found: RtExport;
  readonly files: readonly FileBytes[];
  /** A file that the case names: beside the case file, or among those given. */
  readonly named: (file: string) => Promise<FileBytes>;
  /** The case file, for errors. */
  readonly where: string;
}
