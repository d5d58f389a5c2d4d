import type {
  BetweenSlices,
  CaseFile,
  CheckResult,
  CompareResult,
  EndCaps,
  DesignFile,
  ErrorFacts,
  ErrorKind,
  InspectResult,
  ScheduleResult,
  ToxicityCurve,
  Weekday,
  TeachingNumberName,
  TeachingSettings,
  TeachingView,
  MarrowResult,
  MarrowWish,
  TpsReading,
  ScreenResult,
  StudiesResult,
} from '../../core/index.ts';
import type { CalendarWeek } from '../report/schedule-calendar.ts';
import type { ScreenForm } from '../app/screen-form.ts';
import type { CtAnswer, CtWish, Slices } from '../app/slices-answer.ts';
import type { TeachingGlance, TeachingNudge, TeachingVerdict } from '../app/teach.ts';
import type { CompareCurvesRequest, DvhCurves, DvhCurvesRequest } from '../app/dvh-curves-result.ts';

export type { CurveOfRoi, DvhCurves } from '../app/dvh-curves-result.ts';
export type { ScreenField, ScreenForm } from '../app/screen-form.ts';
export type {
  CtAnswer,
  CtSeries,
  FindingPlace,
  SliceLesion,
  Slices,
  SliceTarget,
  SliceView,
} from '../app/slices-answer.ts';

export type { TaughtFinding, TeachingGlance, TeachingNudge, TeachingVerdict } from '../app/teach.ts';

/** What the page asks of its worker, and what comes back. Everything in here survives a structured clone. */

/** A file as it was picked, under the name that results show: relative to the folder it came with. */
export interface PickedFile {
  readonly path: string;
  readonly file: Blob;
}

/** A case file that lay among the opened files. */
export interface FoundCase {
  readonly path: string;
  readonly text: string;
}

export interface CheckWishes {
  readonly trial: string;
  /** Null: one is proposed. */
  readonly caseText: string | null;
  readonly casePath: string;
  readonly acceptProposal: boolean;
  /** SOP Instance UID, where several doses are there. */
  readonly dose?: string;
  readonly endCaps?: EndCaps;
  readonly betweenSlices?: BetweenSlices;
}

/** A design as it is entered on the page. */
export interface DesignWishes {
  readonly trial: string;
  readonly method: DesignFile['method'];
  /** A design file that was opened, whose keys hold where nothing else is entered; null: levels come from the trial. */
  readonly base: Readonly<Record<string, unknown>> | null;
  /** Keys of a design file as they were typed; what was left open is null. */
  readonly entered: Readonly<Record<string, unknown>>;
}

export interface SimulateWishes extends DesignWishes {
  readonly curves: readonly ToxicityCurve[];
  readonly seed: number;
  readonly attainablePercent: readonly number[] | null;
}

export interface Simulated {
  /** As the command line writes them. */
  readonly html: string;
  readonly json: string;
  /** The design file that was simulated. */
  readonly design: string;
}

export interface ScheduleWishes {
  readonly trial: string;
  readonly caseText: string;
  readonly casePath: string;
  /** As it was typed, instead of what the case says; null: what the case says. */
  readonly entered: { readonly zone: string; readonly fractions: string; readonly complete: boolean } | null;
  /** Days for what is left are proposed; holidays as they were typed. */
  readonly wish: {
    readonly from: string;
    readonly weekdays: readonly Weekday[];
    readonly time: string;
    readonly holidays: string;
  } | null;
}

export interface ScheduleShown {
  readonly result: ScheduleResult;
  readonly weeks: readonly CalendarWeek[];
  /** As the command line prints it. */
  readonly json: string;
  /** As iCalendar; null where an instant is not known. */
  readonly calendar: string | null;
  /** What was typed, as a case file holds it; null where no fraction was typed. */
  readonly caseSchedule: NonNullable<CaseFile['schedule']> | null;
}

export const REPORT_FORMATS = ['html', 'pdf', 'json', 'csv', 'text'] as const;
export type ReportFormat = (typeof REPORT_FORMATS)[number];

export const COMPARE_FORMATS = ['html', 'pdf', 'json', 'text'] as const;
export type CompareFormat = (typeof COMPARE_FORMATS)[number];

export interface MarrowWishes {
  readonly caseText: string;
  readonly casePath: string;
  readonly wish: MarrowWish;
}

export interface TypedWishes {
  /** A file of typed volumes, and the name that results show. */
  readonly text: string;
  readonly path: string;
  readonly wish: MarrowWish;
}

export type MarrowObjectKind = 'rtstruct' | 'seg';

/** DICOM objects, or why they are withheld. */
export type MarrowWritten = { readonly files: readonly WrittenFile[] } | { readonly files: null; readonly why: string };

/** A PACS as a user of the page names it; who asks is kept nowhere. */
export interface PacsAccess {
  readonly url: string;
  /** Null: nobody in particular. */
  readonly login: { readonly user: string; readonly password: string } | null;
}

export interface WrittenFile {
  readonly path: string;
  readonly bytes: Uint8Array;
}

/** Question and answer of each kind. */
export interface Exchange {
  /** Loads the program for everything else, so that nothing is fetched once a patient is open. */
  readonly prepare: { readonly asks: object; readonly gets: null };
  /** Goes through a small synthetic patient, as long as nothing else waits: code that ran before is compiled. */
  readonly 'warm-up': { readonly asks: object; readonly gets: null };
  /** `packed`: each file is a zip that stands for the folder it was made of. */
  readonly open: {
    readonly asks: { readonly files: readonly PickedFile[]; readonly packed?: boolean };
    readonly gets: Opened;
  };
  /** The studies of a patient at a PACS, by the user's act. */
  readonly pacsStudies: {
    readonly asks: { readonly access: PacsAccess; readonly patientId: string };
    readonly gets: StudiesResult;
  };
  /** What is needed of a study, as files to be opened. */
  readonly pacsFetch: {
    readonly asks: { readonly access: PacsAccess; readonly studyInstanceUid: string; readonly withCt: boolean };
    readonly gets: readonly PickedFile[];
  };
  readonly check: { readonly asks: CheckWishes; readonly gets: Checked };
  /** Solids and doses of the last check, to look at. */
  readonly slices: { readonly asks: object; readonly gets: Slices };
  /** The CT of a frame of reference of the last check, or why there is none. */
  readonly ct: { readonly asks: CtWish; readonly gets: CtAnswer };
  /** Solids of the last marrow answer, to look at; null where there is no trabecular bone. */
  readonly marrowSlices: { readonly asks: object; readonly gets: Slices | null };
  /** A whole design file of what was entered. */
  readonly design: { readonly asks: DesignWishes; readonly gets: string };
  /** Operating characteristics of an escalation design. */
  readonly simulate: { readonly asks: SimulateWishes; readonly gets: Simulated };
  readonly schedule: { readonly asks: ScheduleWishes; readonly gets: ScheduleShown };
  /** A teaching case at once, without a verdict; with one; and what one setting does to it. */
  readonly 'teach-glance': {
    readonly asks: { readonly settings: TeachingSettings; readonly view: TeachingView };
    readonly gets: TeachingGlance;
  };
  readonly teach: { readonly asks: { readonly settings: TeachingSettings }; readonly gets: TeachingVerdict };
  readonly 'teach-nudge': {
    readonly asks: { readonly settings: TeachingSettings; readonly name: TeachingNumberName };
    readonly gets: TeachingNudge;
  };
  /** A worksheet without answers, or the answers alone, as HTML. */
  readonly exercises: {
    readonly asks: { readonly seed: number; readonly count: number; readonly part: 'worksheet' | 'key' };
    readonly gets: string;
  };
  /** What the trials ask of a patient. */
  readonly screenForm: { readonly asks: object; readonly gets: ScreenForm };
  readonly screen: { readonly asks: { readonly caseText: string }; readonly gets: Screened };
  /** The case with reserve, volumes and high-risk lesions of a marrow result. */
  readonly caseWithMarrow: {
    readonly asks: { readonly caseText: string; readonly marrowText: string; readonly marrowPath: string };
    readonly gets: string;
  };
  /** Of the last check. */
  readonly report: {
    readonly asks: { readonly format: ReportFormat };
    readonly gets: string | Uint8Array<ArrayBuffer>;
  };
  /** A synthetic patient by name, as files. */
  readonly phantom: { readonly asks: { readonly name: string }; readonly gets: readonly WrittenFile[] };
  readonly marrow: { readonly asks: MarrowWishes; readonly gets: MarrowResult };
  readonly marrowTyped: { readonly asks: TypedWishes; readonly gets: MarrowResult };
  /** Of the last marrow result, whichever it was; pictures are a page of their own, null where there are none. */
  readonly marrowPictures: { readonly asks: object; readonly gets: string | null };
  readonly marrowReport: {
    readonly asks: { readonly format: ReportFormat };
    readonly gets: string | Uint8Array<ArrayBuffer>;
  };
  readonly marrowWrite: { readonly asks: { readonly what: MarrowObjectKind }; readonly gets: MarrowWritten };
  /** Reads a second export, which stays beside the first. */
  readonly compareOpen: { readonly asks: { readonly files: readonly PickedFile[] }; readonly gets: Opened };
  /** Checks it, and compares it with the last check of the first. */
  readonly compare: { readonly asks: CheckWishes; readonly gets: Compared };
  readonly compareCurves: { readonly asks: CompareCurvesRequest; readonly gets: DvhCurves };
  /** Of the last comparison. */
  readonly compareReport: {
    readonly asks: { readonly format: CompareFormat };
    readonly gets: string | Uint8Array<ArrayBuffer>;
  };
  /** Histograms of a lesion of the last check, with their range. */
  readonly curves: { readonly asks: DvhCurvesRequest; readonly gets: DvhCurves };
  /** What is understood of the planning system's numbers, pasted as text. */
  readonly 'read-tps': { readonly asks: { readonly text: string }; readonly gets: TpsReading };
}

export interface Opened {
  readonly found: InspectResult;
  readonly cases: readonly FoundCase[];
}

export interface Screened {
  readonly result: ScreenResult;
  /** As the command line writes it. */
  readonly json: string;
}

export interface Checked {
  readonly result: CheckResult;
  /** The case that was proposed; null when one was given. */
  readonly proposedCase: CaseFile | null;
}

export interface Compared {
  readonly result: CompareResult;
  /** The case that was proposed for the second plan; null when one was given. */
  readonly proposedCase: CaseFile | null;
}

export type WorkerRequest = {
  [K in keyof Exchange]: { readonly id: number; readonly kind: K } & Exchange[K]['asks'];
}[keyof Exchange];

/** Nobody waits for the answer to a question any more. */
export interface WorkerStop {
  readonly id: number;
  readonly kind: 'stop';
}

export type WorkerReply =
  | { readonly id: number; readonly kind: 'progress'; readonly words: string }
  | { readonly id: number; readonly kind: 'answer'; readonly answer: Exchange[keyof Exchange]['gets'] }
  | { readonly id: number; readonly kind: 'failed'; readonly problem: Problem };

/** An error as data. `internal` is a fault of this program. */
export interface Problem {
  readonly kind: ErrorKind | 'internal';
  readonly message: string;
  readonly facts: ErrorFacts | null;
}
