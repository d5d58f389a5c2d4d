import type { FoundCase, PickedFile } from '../src/worker/messages.ts';
import type { OtherPlanDesk } from './compare/use-other-plan.ts';
import type { DeskClient } from './desk-client.ts';
import type { LedgerClient } from './ledger-client.ts';
import type { Action, Screen, State } from './state.ts';
import type { Words } from './words/en/index.ts';

/** Brings the files to be opened; may say how far it is. */
export type BringFiles = (onProgress: (words: string) => void) => Promise<readonly PickedFile[]>;

/** What every screen is given: what the page knows, and what may be done with it. */
export interface Page {
  readonly state: State;
  readonly dispatch: (action: Action) => void;
  readonly go: (screen: Screen) => void;
  /** Reads files, which ends whatever was open before. */
  readonly open: (name: string, pick: BringFiles) => void;
  readonly openDemo: () => void;
  /** Somebody is about to choose files: what they will need is loaded and made warm. */
  readonly expectFiles: () => void;
  /** Makes the skeleton phantom and opens it at the marrow screen. */
  readonly openSkeleton: () => void;
  /** Checks what is open, with a case or with a proposal; in the dose that was chosen before, unless one is named. */
  readonly check: (caseFile: FoundCase | null, acceptProposal?: boolean, dose?: string) => void;
  /** Any question to the worker. */
  readonly ask: DeskClient['ask'];
  /** The second plan, to be compared. */
  readonly other: OtherPlanDesk;
  /** The ledger of this browser. */
  readonly ledger: LedgerClient;
  readonly words: Words;
}
