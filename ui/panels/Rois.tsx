import type { CaseFile, InspectResult, InspectRoi } from '../../core/index.ts';
import { shownVolume } from '../../src/report/shown.ts';
import type { RoiUse } from '../case-draft.ts';
import { useWords } from '../words/use-words.ts';
import { English } from './English.tsx';
import styles from './Rois.module.css';

interface RoisProps {
  readonly found: InspectResult;
  readonly draft: CaseFile;
  /** Uses an ROI as a target of a lesion, or as none. */
  readonly use: (roiName: string, use: RoiUse) => void;
}

/** Confidence as a sign beside its word: never by colour alone. */
const SIGNS = { high: '●●●', medium: '●●○', low: '●○○' } as const;

/** Every ROI: what it is taken for, why, and what the case makes of it; what needs a person first. */
export function Rois({ found, draft, use }: RoisProps) {
  const words = useWords().structures;
  const used = new Map(
    (draft.lesions ?? []).flatMap(({ id, gtv, ptv }) => [
      ...(gtv === undefined ? [] : [[gtv, `GTV ${id}`] as const]),
      ...(ptv === undefined ? [] : [[ptv, `PTV ${id}`] as const]),
    ]),
  );
  const isUnresolved = ({ roiName, usable, proposed }: InspectRoi): boolean => {
    if (used.has(roiName)) return !usable;
    if (proposed === null) return false;
    const isTarget = proposed.role === 'gtv' || proposed.role === 'ptv';
    return isTarget || (proposed.confidence === 'low' && proposed.role !== 'unknown');
  };
  const lesions = (draft.lesions ?? []).map(({ id }) => id);
  const rois = found.rois.map((roi) => ({ roi, unresolved: isUnresolved(roi) }));
  const sorted = [...rois.filter(({ unresolved }) => unresolved), ...rois.filter(({ unresolved }) => !unresolved)];
  return (
    <section>
      <h2>{words.rois}</h2>
      <p className={styles.soft}>{words.roisLead}</p>
      <div className={styles.scroll} tabIndex={0} role="region" aria-label={words.rois}>
        <table className={styles.rois}>
          <thead>
            <tr>
              {[
                words.roi,
                words.type,
                words.volume,
                words.role,
                words.confidence,
                words.inCase,
                words.why,
                words.tg263,
              ].map((head) => (
                <th key={head} scope="col">
                  {head}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {sorted.map(({ roi, unresolved }) => (
              <Roi
                key={`${roi.structureSetUid} ${roi.roiNumber}`}
                roi={roi}
                used={used.get(roi.roiName) ?? null}
                lesions={lesions}
                use={(next) => use(roi.roiName, next)}
                unresolved={unresolved}
              />
            ))}
          </tbody>
        </table>
      </div>
    </section>
  );
}

interface RoiProps {
  readonly roi: InspectRoi;
  /** What the case makes of it; null where nothing. */
  readonly used: string | null;
  /** Ids of the lesions of the case. */
  readonly lesions: readonly string[];
  readonly use: (use: RoiUse) => void;
  readonly unresolved: boolean;
}

function Roi({ roi, used, lesions, use, unresolved }: RoiProps) {
  const { structures: words, result: say } = useWords();
  const { roiName, interpretedType, volumeCm3, usable, reason, remarks, proposed, tg263Name } = roi;
  const role = proposed?.role === 'gtv' || proposed?.role === 'ptv' ? proposed.role : null;
  const suggested = role === null ? null : { lesion: proposed?.lesion ?? nextLesion(lesions), role };
  const confirms = used === null && usable ? suggested : null;
  const ids = [...new Set([...lesions, ...(suggested === null ? [] : [suggested.lesion]), nextLesion(lesions)])];
  const uses = ids.flatMap((lesion) => (['gtv', 'ptv'] as const).map((each) => ({ lesion, role: each })));
  const why = [reason, ...(proposed?.why ?? []), ...remarks].filter((part) => part !== null);
  return (
    <tr className={unresolved ? styles.unresolved : undefined}>
      <th scope="row">
        {roiName}
        {unresolved && <span className={styles.mark}> {words.unresolved}</span>}
      </th>
      <td data-label={words.type}>{interpretedType ?? ''}</td>
      <td data-label={words.volume} className={styles.number}>
        {volumeCm3 === null ? '-' : say.digits(shownVolume(volumeCm3))}
      </td>
      <td data-label={words.role}>
        {!usable
          ? words.notUsable
          : proposed === null
            ? ''
            : `${words.roles[proposed.role]}${proposed.lesion === null ? '' : ` ${proposed.lesion}`}`}
      </td>
      <td data-label={words.confidence} className={styles.keep}>
        {proposed !== null && (
          <span>
            <span aria-hidden="true">{SIGNS[proposed.confidence]}</span> {words.confidences[proposed.confidence]}
          </span>
        )}
      </td>
      <td data-label={words.inCase} className={styles.keep}>
        {usable ? (
          <select
            aria-label={`${roiName}: ${words.inCase}`}
            value={used ?? ''}
            onChange={({ currentTarget: { value } }) => use(uses.find((each) => nameOf(each) === value) ?? null)}
          >
            <option value="">-</option>
            {uses.map((each) => (
              <option key={nameOf(each)} value={nameOf(each)}>
                {nameOf(each)}
                {lesions.includes(each.lesion) ? '' : ` (${words.newLesion})`}
              </option>
            ))}
          </select>
        ) : (
          (used ?? '-')
        )}
        {confirms !== null && (
          <button
            type="button"
            aria-label={`${roiName}: ${words.confirmAs(nameOf(confirms))}`}
            onClick={() => use(confirms)}
          >
            {words.confirmAs(nameOf(confirms))}
          </button>
        )}
      </td>
      <td data-label={words.why} className={styles.soft}>
        <English>{why.join('; ')}</English>
      </td>
      <td data-label={words.tg263}>{tg263Name ?? ''}</td>
    </tr>
  );
}

function nameOf({ lesion, role }: NonNullable<RoiUse>): string {
  return `${role.toUpperCase()} ${lesion}`;
}

/** The first number that no lesion has. */
function nextLesion(lesions: readonly string[]): string {
  let number = 1;
  while (lesions.includes(`L${number}`)) number++;
  return `L${number}`;
}
