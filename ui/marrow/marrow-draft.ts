import type { CaseFile, CaseLesion, CaseTrabecularBone, MarrowResult, MarrowWish } from '../../core/index.ts';
import { withLesion } from '../case-draft.ts';
import { NO_TYPED, type TypedDraft, type TypedRow } from './typed-draft.ts';

type Objective = MarrowWish['objective'];
export type Reading = Pick<MarrowResult['readings'][number], 'reading' | 'nodes'>;
export type Lock = 'free' | 'in' | 'out';

/** Everything that the marrow screen asks with: what was declared, wished, ticked and locked. */
export interface MarrowDraft {
  readonly source: 'files' | 'typed';
  /** The case of the opened files; null where none are open. */
  readonly caseFile: CaseFile | null;
  readonly typed: TypedDraft;
  readonly level: number | null;
  readonly objective: Objective;
  readonly order: readonly string[];
  readonly must: readonly string[];
  readonly not: readonly string[];
  /** The user's own set; null: the proposal is shown. */
  readonly pick: readonly string[] | null;
}

/** One step of the user, kept with what was before it. */
export type Change =
  | { readonly kind: 'tick'; readonly lesion: string; readonly on: boolean; readonly ticked: readonly string[] }
  | { readonly kind: 'pick'; readonly lesions: readonly string[] }
  | { readonly kind: 'proposal' }
  | { readonly kind: 'lock'; readonly lesion: string; readonly lock: Lock }
  | { readonly kind: 'order'; readonly lesion: string; readonly order: readonly string[] }
  | { readonly kind: 'level'; readonly level: number | null }
  | { readonly kind: 'objective'; readonly objective: Objective }
  | { readonly kind: 'reading'; readonly reading: Reading | null }
  | { readonly kind: 'bone-kind'; readonly value: 'trabecular' | 'whole-bone' | null }
  | { readonly kind: 'skeleton'; readonly value: boolean | null }
  | { readonly kind: 'tumour'; readonly value: boolean | null }
  | { readonly kind: 'bone-rois'; readonly rois: readonly string[] }
  | { readonly kind: 'tumour-rois'; readonly rois: readonly string[] | 'all-lesions' }
  | { readonly kind: 'shell'; readonly shell: CaseTrabecularBone['shell'] | null }
  | { readonly kind: 'lesion'; readonly index: number; readonly lesion: string; readonly change: Partial<CaseLesion> }
  | { readonly kind: 'typed'; readonly lesion: string; readonly index: number; readonly change: Partial<TypedRow> }
  | { readonly kind: 'typed-bone'; readonly text: string }
  | { readonly kind: 'rows'; readonly how: 'added' | 'removed' | 'pasted' | 'example'; readonly typed: TypedDraft }
  | { readonly kind: 'source'; readonly source: MarrowDraft['source'] }
  | { readonly kind: 'loaded'; readonly name: string; readonly draft: MarrowDraft };

/** Where the screen begins. */
export function firstDraft(caseFile: CaseFile | null): MarrowDraft {
  return {
    source: caseFile === null ? 'typed' : 'files',
    caseFile,
    typed: NO_TYPED,
    level: caseFile?.level ?? null,
    objective: 'order',
    order: [],
    must: [],
    not: [],
    pick: null,
  };
}

export function changed(draft: MarrowDraft, change: Change): MarrowDraft {
  switch (change.kind) {
    case 'tick':
      return {
        ...draft,
        pick: change.on ? [...change.ticked, change.lesion] : change.ticked.filter((id) => id !== change.lesion),
      };
    case 'pick':
      return { ...draft, pick: change.lesions };
    case 'proposal':
      return { ...draft, pick: null };
    case 'lock':
      return locked(draft, change.lesion, change.lock);
    case 'order':
      return { ...draft, order: change.order };
    case 'level':
      return { ...draft, level: change.level };
    case 'objective':
      return { ...draft, objective: change.objective };
    case 'source':
      // Ticks and locks name lesions of what was there before.
      return { ...draft, source: change.source, order: [], must: [], not: [], pick: null };
    case 'loaded':
      return change.draft;
    case 'typed':
      return withTyped(draft, {
        rows: draft.typed.rows.map((row, n) => (n === change.index ? { ...row, ...change.change } : row)),
      });
    case 'typed-bone':
      return withTyped(draft, { trabecular: change.text });
    case 'rows':
      return { ...draft, typed: change.typed };
    case 'reading':
    case 'bone-kind':
    case 'skeleton':
    case 'tumour':
      return draft.source === 'typed' ? typedDeclared(draft, change) : caseDeclared(draft, change);
    case 'bone-rois':
    case 'tumour-rois':
    case 'shell':
      return caseDeclared(draft, change);
    case 'lesion':
      return draft.caseFile === null
        ? draft
        : { ...draft, caseFile: withLesion(draft.caseFile, change.index, change.change) };
  }
}

function locked(draft: MarrowDraft, lesion: string, lock: Lock): MarrowDraft {
  const without = (ids: readonly string[]): string[] => ids.filter((id) => id !== lesion);
  return {
    ...draft,
    must: lock === 'in' ? [...without(draft.must), lesion] : without(draft.must),
    not: lock === 'out' ? [...without(draft.not), lesion] : without(draft.not),
    pick:
      draft.pick === null || lock === 'free'
        ? draft.pick
        : lock === 'in'
          ? [...without(draft.pick), lesion]
          : without(draft.pick),
  };
}

function withTyped(draft: MarrowDraft, change: Partial<TypedDraft>): MarrowDraft {
  return { ...draft, typed: { ...draft.typed, ...change } };
}

type Declared = Extract<Change, { kind: 'reading' | 'bone-kind' | 'skeleton' | 'tumour' }>;
type Named = Extract<Change, { kind: 'bone-rois' | 'tumour-rois' | 'shell' }>;

function typedDeclared(draft: MarrowDraft, change: Declared): MarrowDraft {
  const { kind, skeletonComplete, gtvTotalComplete, readings, ...rest } = draft.typed.rest;
  const before = { kind, skeletonComplete, gtvTotalComplete, readings };
  const now = {
    reading: { readings: change.kind === 'reading' ? withReading(readings, change.reading) : readings },
    'bone-kind': { kind: change.kind === 'bone-kind' ? (change.value ?? undefined) : kind },
    skeleton: { skeletonComplete: change.kind === 'skeleton' ? (change.value ?? undefined) : skeletonComplete },
    tumour: { gtvTotalComplete: change.kind === 'tumour' ? (change.value ?? undefined) : gtvTotalComplete },
  }[change.kind];
  return withTyped(draft, { rest: defined({ ...rest, ...before, ...now }) });
}

function caseDeclared(draft: MarrowDraft, change: Declared | Named): MarrowDraft {
  const { caseFile } = draft;
  if (caseFile === null) return draft;
  return { ...draft, caseFile: withDeclared(caseFile, change) };
}

function withDeclared(caseFile: CaseFile, change: Declared | Named): CaseFile {
  const { trabecularBone, gtvTotal } = caseFile;
  switch (change.kind) {
    case 'reading':
      return defined({ ...caseFile, readings: withReading(caseFile.readings, change.reading) });
    case 'bone-kind': {
      const { shell, ...bone } = { ...trabecularBone };
      const kept = change.value === 'whole-bone' ? { shell } : {};
      return { ...caseFile, trabecularBone: defined({ ...bone, ...kept, kind: change.value ?? undefined }) };
    }
    case 'skeleton':
      return {
        ...caseFile,
        trabecularBone: defined({ ...trabecularBone, skeletonComplete: change.value ?? undefined }),
      };
    case 'shell':
      return { ...caseFile, trabecularBone: defined({ ...trabecularBone, shell: change.shell ?? undefined }) };
    case 'bone-rois': {
      if (change.rois.length === 0) {
        const { trabecularBone: _, ...without } = caseFile;
        return without;
      }
      const { kind, skeletonComplete, shell, structureSet, ct } = { ...trabecularBone };
      const bone = { rois: [...change.rois], kind, skeletonComplete, shell, structureSet, ct };
      return { ...caseFile, trabecularBone: defined(bone) };
    }
    case 'tumour-rois':
      return {
        ...caseFile,
        gtvTotal: {
          rois: change.rois === 'all-lesions' ? 'all-lesions' : [...change.rois],
          complete: gtvTotal?.complete ?? 'unknown',
        },
      };
    case 'tumour':
      return { ...caseFile, gtvTotal: { rois: gtvTotal?.rois ?? 'all-lesions', complete: change.value ?? 'unknown' } };
  }
}

function withReading(readings: CaseFile['readings'], chosen: Reading | null): CaseFile['readings'] {
  const { irradiationVolume: _, nodes: __, ...others } = { ...readings };
  return chosen === null ? others : { ...others, irradiationVolume: chosen.reading, nodes: chosen.nodes };
}

/** Without the keys that are undefined: what is left out of a file is not known. */
function defined<T>(value: { readonly [K in keyof T]?: T[K] | undefined }): T {
  return Object.fromEntries(Object.entries(value).filter(([, each]) => each !== undefined)) as T;
}

/** Ids of the lesions that are asked about. */
export function idsOf({ source, caseFile, typed }: MarrowDraft): string[] {
  return source === 'files' ? (caseFile?.lesions ?? []).map(({ id }) => id) : typed.rows.map(({ id }) => id.trim());
}

/** What is wished of the proposal; of lesions that are no longer there nothing is. */
export function wishOf(draft: MarrowDraft): MarrowWish {
  const ids = new Set(idsOf(draft));
  const known = (named: readonly string[]): string[] => named.filter((id) => ids.has(id));
  const { level, objective, order, must, not, pick } = draft;
  return {
    level,
    objective,
    order: known(order),
    must: known(must),
    not: known(not),
    pick: pick === null ? null : known(pick),
  };
}

/** The case with the open level in it, as the command line reads it. */
export function caseWithLevel(caseFile: CaseFile, level: number | null): CaseFile {
  const { level: _, ...rest } = caseFile;
  return level === null ? rest : { ...rest, level };
}
