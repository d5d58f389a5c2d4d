import type { Structure } from '../geometry/solid.ts';
import { findTargets, type Target } from './find-targets.ts';
import { pairsAmong, type ProposedPair } from './propose-pairs.ts';
import { isRingName } from './target-name.ts';

/** What an ROI is taken for. `sum`: several targets together; `ring`: drawn around a target, to hold the dose back. */
export const ROI_ROLES = ['gtv', 'ptv', 'ctv', 'sum', 'ring', 'organ', 'external', 'auxiliary', 'unknown'] as const;
export type RoiRole = (typeof ROI_ROLES)[number];

/** `high`: name, type and place agree; `medium`: two of them, or one that leaves no doubt; `low`: one, or they disagree. */
export const CONFIDENCES = ['high', 'medium', 'low'] as const;
export type Confidence = (typeof CONFIDENCES)[number];

export interface ProposedRole {
  readonly role: RoiRole;
  /** The lesion that it was paired into; null for what is no target. */
  readonly lesion: string | null;
  readonly confidence: Confidence;
  /** What speaks for it, and what against it. */
  readonly why: readonly string[];
}

export interface Proposal {
  readonly pairs: readonly ProposedPair[];
  readonly roles: ReadonlyMap<Structure, ProposedRole>;
}

const EXTERNAL = /^(body|external|skin|peau|contour externe)/i;
const AUXILIARY = /^[z_~]|^(opt|avoid|dummy|help|ghost|dose|iso)([^a-z]|$)/i;
const NAMED_AFTER_TARGET = /^\W*(i?gtv|ptv)/i;
const ORGAN_TYPES = new Set(['ORGAN', 'AVOIDANCE']);
const AUXILIARY_TYPES = new Set([
  'CONTROL',
  'DOSE_REGION',
  'BOLUS',
  'SUPPORT',
  'FIXATION',
  'ISOCENTER',
  'MARKER',
  'REGISTRATION',
]);

/** The lesions as they would be paired, and what every structure is taken for, with what speaks for it. */
export function proposeRoles(structures: readonly Structure[]): Proposal {
  const found = findTargets(structures);
  const pairs = pairsAmong(found);
  const roles = new Map<Structure, ProposedRole>();
  for (const { target, parts } of found.sums) {
    const names = parts.map(({ structure }) => structure.roiName).join(', ');
    roles.set(target.structure, { role: 'sum', lesion: null, confidence: 'high', why: [`made up of ${names}`] });
  }
  for (const { target, around } of found.shells) {
    const why = [
      `lies around ${around.structure.roiName} and holds next to nothing of it`,
      typeWords(target.structure),
    ];
    roles.set(target.structure, { role: 'ring', lesion: null, confidence: 'medium', why });
  }
  for (const target of [...found.gtvs, ...found.ptvs]) roles.set(target.structure, roleOfTarget(target, pairs));
  for (const structure of structures) {
    if (!roles.has(structure)) roles.set(structure, roleOfOther(structure));
  }
  return { pairs, roles };
}

function roleOfTarget({ structure, role, isPlain }: Target, pairs: readonly ProposedPair[]): ProposedRole {
  const pair = pairs.find((each) => each[role] === structure);
  const kind = role.toUpperCase();
  const type = structure.interpretedType ?? '';
  const byName = new RegExp(`^\\W*i?${role}`, 'i').test(structure.roiName);
  const typeAgrees = type === kind;
  const isPaired = pair !== undefined && pair.gtv !== null && pair.ptv !== null;
  const disagrees = type !== '' && !typeAgrees && type !== 'CTV';
  const speaks = Number(byName) + Number(typeAgrees) + Number(isPaired);
  return {
    role,
    lesion: pair?.id ?? null,
    confidence: disagrees || speaks < 2 ? 'low' : speaks === 3 || (isPaired && isPlain) ? 'high' : 'medium',
    why: [
      byName ? `the name says ${kind}` : `the name does not say ${kind}`,
      typeWords(structure),
      ...(pair === undefined ? [] : [pair.why]),
    ],
  };
}

function roleOfOther(structure: Structure): ProposedRole {
  const { roiName, interpretedType } = structure;
  const type = interpretedType ?? '';
  const of = (role: RoiRole, confidence: Confidence, why: string): ProposedRole => ({
    role,
    lesion: null,
    confidence,
    why: [why, typeWords(structure)],
  });
  if (isRingName(roiName)) {
    const isTarget = ['GTV', 'CTV', 'PTV'].includes(type);
    return of('ring', isTarget ? 'medium' : 'high', 'the name says a ring around a target');
  }
  if (type === 'EXTERNAL' || (type === '' && EXTERNAL.test(roiName))) {
    return of('external', type === '' ? 'medium' : 'high', type === '' ? 'by its name' : 'by its type');
  }
  if (type === 'CTV') return of('ctv', 'high', 'by its type; no rule asks for it');
  if (NAMED_AFTER_TARGET.test(roiName)) return of('auxiliary', 'low', 'named after a target, with a type that is none');
  if (AUXILIARY_TYPES.has(type)) return of('auxiliary', 'high', 'by its type');
  if (AUXILIARY.test(roiName)) return of('auxiliary', 'medium', 'the name is that of an auxiliary contour');
  if (ORGAN_TYPES.has(type)) return of('organ', 'high', 'by its type');
  return of('unknown', 'low', 'neither name nor type says what it is');
}

function typeWords({ interpretedType }: Structure): string {
  return interpretedType === null || interpretedType === '' ? 'no type' : `type ${interpretedType}`;
}
