import { foldedName } from './target-name.ts';

/** What a column or line of a planning system's table gives of an ROI. */
export type TpsQuantity =
  | { readonly kind: 'volume' }
  | { readonly kind: 'coverage'; readonly at: { readonly value: number; readonly unit: 'Gy' | '%' } | null }
  | { readonly kind: 'dose'; readonly key: TpsDoseKey };

export type TpsDoseKey =
  'dmaxGy' | 'dminGy' | 'dmeanGy' | 'd98PercentGy' | 'd95PercentGy' | 'd50PercentGy' | 'd2PercentGy';

export interface TpsLabel {
  readonly quantity: TpsQuantity;
  /** As it stands in brackets behind the name; null where nothing does. */
  readonly unit: string | null;
}

/** Doses by their name, English and French, after folding. */
const DOSES: readonly (readonly [RegExp, TpsDoseKey])[] = [
  [/^(d ?max|max(imum)?( dose)?|dose max(imale|imum)?|maximum)$/, 'dmaxGy'],
  [/^(d ?min|min(imum)?( dose)?|dose min(imale|imum)?|minimum)$/, 'dminGy'],
  [/^(d ?mean|mean( dose)?|average( dose)?|dose moyenne|d ?moy(enne)?|moyenne)$/, 'dmeanGy'],
  [/^(d ?98 ?%?)$/, 'd98PercentGy'],
  [/^(d ?95 ?%?)$/, 'd95PercentGy'],
  [/^(d ?50 ?%?|median( dose)?|dose mediane)$/, 'd50PercentGy'],
  [/^(d ?2 ?%?)$/, 'd2PercentGy'],
];

/** "Volume [cm³]", "V100% (%)", "V27Gy[%]", "Max Dose [cGy]", "Couverture"; null for anything else. */
export function parseTpsLabel(label: string): TpsLabel | null {
  const [, bare = '', bracket] = /^(.*?)\s*(?:[[(]\s*([^\])]*?)\s*[\])])?\s*:?$/s.exec(label.trim()) ?? [];
  const name = foldedName(bare).replace(/[\s_]+/g, ' ');
  const unit = bracket === undefined || bracket === '' ? null : bracket;
  const quantity = quantityOf(name);
  return quantity === null ? null : { quantity, unit };
}

function quantityOf(name: string): TpsQuantity | null {
  const dose = DOSES.find(([pattern]) => pattern.test(name));
  if (dose !== undefined) return { kind: 'dose', key: dose[1] };
  if (/^(vol(ume)?|total vol(ume)?|roi vol(ume)?|structure vol(ume)?|volume total)$/.test(name))
    return { kind: 'volume' };
  if (/^(coverage|couverture|target coverage|v ?rx|v ?100 ?%? ?rx)$/.test(name)) return { kind: 'coverage', at: null };
  const [, number, of] = /^v ?(\d+(?:[.,]\d+)?) ?(gy|cgy|%)?$/.exec(name) ?? [];
  if (number === undefined) return null;
  const value = Number(number.replace(',', '.'));
  if (of === 'cgy') return { kind: 'coverage', at: { value: value / 100, unit: 'Gy' } };
  // "V100" without a unit is a percentage of the dose, as planning systems print it; another number could be Gy.
  if (of === undefined && value !== 100) return null;
  return { kind: 'coverage', at: { value, unit: of === 'gy' ? 'Gy' : '%' } };
}

export type TpsUnit = 'Gy' | 'cGy' | 'cm³' | 'mm³' | '%';

/** A unit as tables write it; null for one that is not known. */
export function parseTpsUnit(unit: string): TpsUnit | null {
  const folded = unit.trim().toLowerCase().replace(/\s/g, '');
  if (/^(cm3|cm³|cm\^3|ccm|cc|ml)$/.test(folded)) return 'cm³';
  if (/^(mm3|mm³)$/.test(folded)) return 'mm³';
  if (folded === 'gy') return 'Gy';
  if (folded === 'cgy') return 'cGy';
  return folded === '%' || folded === 'percent' ? '%' : null;
}
