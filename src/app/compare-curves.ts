import type { CheckAnswer } from './check.ts';
import { dvhCurves } from './dvh-curves.ts';
import type { CompareCurvesRequest, DvhCurves } from './dvh-curves-result.ts';

/**
 * The histograms of one target in both plans over the same doses, named "A: PTV_1" and "B: PTV_1"; the prescription is that
 * of A. A plan that has no such target has no curve.
 *
 * @throws TrabeculaError (usage) for a lesion that neither case has
 */
export function compareCurves(a: CheckAnswer, b: CheckAnswer, { lesion, target }: CompareCurvesRequest): DvhCurves {
  const has = ({ settled }: CheckAnswer): boolean => settled.resolved.lesions.some(({ id }) => id === lesion);
  const of = (answer: CheckAnswer, doseGy?: readonly number[]): DvhCurves =>
    dvhCurves(answer.settled, { lesion, rois: [], ...(doseGy === undefined ? {} : { doseGy }) });
  if (!has(a) || !has(b)) return has(b) ? named(of(b), 'B', target) : named(of(a), 'A', target);
  const own = { a: of(a), b: of(b) };
  // Curves are drawn over one row of doses: that of the plan with the larger maximum.
  const { doseGy } = (own.a.doseGy.at(-1) ?? 0) >= (own.b.doseGy.at(-1) ?? 0) ? own.a : own.b;
  const over = (answer: CheckAnswer, known: DvhCurves): DvhCurves =>
    known.doseGy === doseGy ? known : of(answer, doseGy);
  const ofA = over(a, own.a);
  const both = [named(ofA, 'A', target), named(over(b, own.b), 'B', target)];
  return {
    ...ofA,
    rois: both.flatMap(({ rois }) => rois),
    curves: both.flatMap(({ curves }) => curves),
  };
}

function named(curves: DvhCurves, plan: 'A' | 'B', target: CompareCurvesRequest['target']): DvhCurves {
  const ofTarget = <T extends { readonly roiName: string; readonly role: string }>(all: readonly T[]): T[] =>
    all.filter(({ role }) => role === target).map((each) => ({ ...each, roiName: `${plan}: ${each.roiName}` }));
  return { ...curves, rois: ofTarget(curves.rois), curves: ofTarget(curves.curves) };
}
