import { foldedName, parseTargetName } from './target-name.ts';

/** At most so many characters, after TG-263 (AAPM Report 263, 2018), section 7. */
const LONGEST = 16;

/** Organs as exports call them, after folding and without digits at the end, and their name in TG-263. */
const ORGANS: readonly (readonly [RegExp, string])[] = [
  [/^(spinal ?cord|moelle epiniere)$/, 'SpinalCord'],
  [/^(spinal ?canal|canal (medullaire|rachidien))$/, 'SpinalCanal'],
  [/^(cauda ?equina|queue de cheval)$/, 'CaudaEquina'],
  [/^(brain ?stem|tronc( cerebral)?)$/, 'Brainstem'],
  [/^(brain|cerveau|encephale)$/, 'Brain'],
  [/^(heart|coeur)$/, 'Heart'],
  [/^(o?esophagus|oesophage)$/, 'Esophagus'],
  [/^(trachea|trachee)$/, 'Trachea'],
  [/^(chest ?wall|paroi thoracique)$/, 'Chestwall'],
  [/^(great ?vess?els?|gros vaisseaux)$/, 'GreatVes'],
  [/^(liver|foie)$/, 'Liver'],
  [/^(stomach|estomac)$/, 'Stomach'],
  [/^(duodenum)$/, 'Duodenum'],
  [/^(spleen|rate)$/, 'Spleen'],
  [/^(pancreas)$/, 'Pancreas'],
  [/^(small ?bowel|bowel ?small|grele)$/, 'Bowel_Small'],
  [/^(large ?bowel|bowel ?large)$/, 'Bowel_Large'],
  [/^(bowel|bowel ?bag|intestin)$/, 'Bowel'],
  [/^(colon)$/, 'Colon'],
  [/^(rectum)$/, 'Rectum'],
  [/^(bladder|vessie)$/, 'Bladder'],
  [/^(prostate?)$/, 'Prostate'],
  [/^(thyroid|thyroide)$/, 'Thyroid'],
  [/^(larynx)$/, 'Larynx'],
  [/^(skin|peau)$/, 'Skin'],
  [/^(body|external|contour externe)$/, 'External'],
  [/^(both lungs|lungs|lungs? (total|both)|poumons)$/, 'Lungs'],
  [/^(both kidneys|kidneys|reins)$/, 'Kidneys'],
  [/^(chiasm|optic chiasm|chiasma)$/, 'OpticChiasm'],
  [/^(sacrum)$/, 'Sacrum'],
];

/** Organs of which there are two, with a side. */
const SIDED: readonly (readonly [RegExp, string])[] = [
  [/^(lung|poumon)$/, 'Lung'],
  [/^(kidney|rein)$/, 'Kidney'],
  [/^(eye|oeil)$/, 'Eye'],
  [/^(lens|cristallin)$/, 'Lens'],
  [/^(optic ?nerve|opt ?nerve|nerf optique)$/, 'OpticNrv'],
  [/^(cochlea|cochlee)$/, 'Cochlea'],
  [/^(parotid|parotide)$/, 'Parotid'],
  [/^(femoral ?head|femur ?head|tete femorale)$/, 'Femur_Head'],
  [/^(femur)$/, 'Femur'],
  [/^(brachial ?plexus|plexus( brachial)?)$/, 'BrachialPlex'],
];

const LEFT = /^(left|lt?|gauche|g)$/;
/** In French D is droit, right. */
const RIGHT = /^(right|rt?|droite?|d)$/;

/**
 * The name after TG-263 that an ROI seems to mean; null where nothing is known of it, or the name fits already. "Moelle"
 * alone is the cord or the marrow, so nothing is suggested for it.
 */
export function suggestTg263Name(roiName: string, interpretedType: string | null): string | null {
  const name = targetName(roiName, interpretedType) ?? organName(roiName);
  return name === null || name === roiName || name.length > LONGEST ? null : name;
}

function targetName(roiName: string, interpretedType: string | null): string | null {
  const target = parseTargetName(roiName, interpretedType);
  if (target === null) return null;
  const folded = foldedName(roiName);
  if (!folded.startsWith(target.role)) return null;
  // What the key leaves out is the dose, which comes last.
  const dose = /(?:^|[\s_-])(\d{4,}|\d+([.p]\d+)?gy|\d+x\d+|high|mid|low)$/.exec(folded)?.[1] ?? '';
  const { key } = target;
  const classifier =
    KEYS[key] ?? (/^(n|p|m|sb|par|vas|v)?_?\d*$/.test(key) ? key.replace('_', '') : `_${capital(key)}`);
  const written = dose.replace('gy', 'Gy').replace(/^(high|mid|low)$/, capital);
  return `${target.role.toUpperCase()}${classifier}${written === '' ? '' : `_${written}`}`;
}

/** What a key in words is in TG-263. */
const KEYS: Readonly<Record<string, string>> = { primary: 'p', prim: 'p', ln: 'n', node: 'n', nodal: 'n', nodes: 'n' };

function organName(roiName: string): string | null {
  const words = foldedName(roiName)
    .replace(/œ/g, 'oe')
    .split(/[\s_.-]+/)
    .filter((word) => word !== '');
  const last = words.length - 1;
  const bare = words.map((word, n) => (n === last ? word.replace(/\d+$/, '') : word)).filter((word) => word !== '');
  const whole = nameIn(ORGANS, bare.join(' '));
  if (whole !== null) return whole;
  const side = bare.find((word) => LEFT.test(word) || RIGHT.test(word));
  if (side === undefined) return null;
  const organ = nameIn(SIDED, bare.filter((word) => word !== side).join(' '));
  return organ === null ? null : `${organ}_${LEFT.test(side) ? 'L' : 'R'}`;
}

function nameIn(names: readonly (readonly [RegExp, string])[], words: string): string | null {
  return names.find(([pattern]) => pattern.test(words))?.[1] ?? null;
}

function capital(word: string): string {
  return word
    .split('_')
    .map((part) => part.charAt(0).toUpperCase() + part.slice(1))
    .join('');
}
