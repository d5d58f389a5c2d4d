import { useState } from 'react';
import type { CaseFile, CaseLesion, MarrowResult } from '../../core/index.ts';
import { readNumber } from '../words/read-number.ts';
import { useLanguage, useWords } from '../words/use-words.ts';
import type { Change, MarrowDraft } from './marrow-draft.ts';
import styles from './marrow.module.css';

interface DeclarationsProps {
  readonly draft: MarrowDraft;
  /** ROIs that have a volume; for typed volumes none. */
  readonly roiNames: readonly string[];
  readonly estimate: MarrowResult['trabecular']['estimate'];
  readonly change: (change: Change) => void;
}

/** What a user has to declare before any level is told, and what follows from each answer. */
export function Declarations({ draft, roiNames, estimate, change }: DeclarationsProps) {
  const words = useWords().marrow;
  const { source, caseFile, typed } = draft;
  const bone = source === 'typed' ? typed.rest : caseFile?.trabecularBone;
  const complete = source === 'typed' ? typed.rest.gtvTotalComplete : caseFile?.gtvTotal?.complete;
  const tumour = complete === undefined || complete === 'unknown' ? null : complete;
  const hasBone = source === 'typed' || caseFile?.trabecularBone !== undefined;
  const kind = bone?.kind ?? '';
  return (
    <section>
      <h2>{words.declared}</h2>
      <p className={styles.soft}>{words.declaredLead}</p>
      <div className={styles.declared}>
        {source === 'files' && caseFile !== null && <Bone caseFile={caseFile} roiNames={roiNames} change={change} />}
        <fieldset>
          <legend>{words.boneKind}</legend>
          <select
            aria-label={words.boneKind}
            value={kind}
            disabled={!hasBone}
            onChange={({ currentTarget: { value } }) =>
              change({ kind: 'bone-kind', value: value === 'trabecular' || value === 'whole-bone' ? value : null })
            }
          >
            <option value="">{words.notSaidOption}</option>
            <option value="trabecular">{words.boneKinds.trabecular}</option>
            <option value="whole-bone">{words.boneKinds['whole-bone']}</option>
          </select>
          <p className={styles.soft}>{words.boneKindMeans[kind]}</p>
          {source === 'files' && kind === 'whole-bone' && (
            <Shell shell={caseFile?.trabecularBone?.shell} hasEstimate={estimate !== null} change={change} />
          )}
        </fieldset>
        <YesNoField
          legend={words.skeleton}
          value={bone?.skeletonComplete ?? null}
          means={words.skeletonMeans}
          isDisabled={!hasBone}
          change={(value) => change({ kind: 'skeleton', value })}
        />
        <YesNoField
          legend={words.tumour}
          value={tumour}
          means={words.tumourMeans}
          change={(value) => change({ kind: 'tumour', value })}
        />
        {source === 'files' && caseFile !== null && <Tumour caseFile={caseFile} roiNames={roiNames} change={change} />}
      </div>
      {source === 'files' && caseFile !== null && <Facts lesions={caseFile.lesions ?? []} change={change} />}
    </section>
  );
}

interface YesNoFieldProps {
  readonly legend: string;
  readonly value: boolean | null;
  readonly means: { readonly '': string; readonly true: string; readonly false: string };
  readonly isDisabled?: boolean;
  readonly change: (value: boolean | null) => void;
}

function YesNoField({ legend, value, means, isDisabled = false, change }: YesNoFieldProps) {
  const words = useWords().marrow;
  const key = value === null ? '' : value ? 'true' : 'false';
  return (
    <fieldset>
      <legend>{legend}</legend>
      <YesNoSelect label={legend} value={value} isDisabled={isDisabled} change={change} />
      <p className={styles.soft}>{means[key] || words.notSaidOption}</p>
    </fieldset>
  );
}

interface YesNoSelectProps {
  readonly label: string;
  readonly value: boolean | null;
  readonly isDisabled?: boolean;
  readonly change: (value: boolean | null) => void;
}

export function YesNoSelect({ label, value, isDisabled = false, change }: YesNoSelectProps) {
  const words = useWords().marrow;
  return (
    <select
      aria-label={label}
      value={value === null ? '' : String(value)}
      disabled={isDisabled}
      onChange={({ currentTarget }) => change(currentTarget.value === '' ? null : currentTarget.value === 'true')}
    >
      <option value="">{words.notSaidOption}</option>
      <option value="true">{words.yes}</option>
      <option value="false">{words.no}</option>
    </select>
  );
}

interface RoisProps {
  readonly caseFile: CaseFile;
  readonly roiNames: readonly string[];
  readonly change: (change: Change) => void;
}

/** Where the trabecular bone is: ROIs to choose, or what else the case file names. */
function Bone({ caseFile: { trabecularBone }, roiNames, change }: RoisProps) {
  const words = useWords().marrow;
  const rois = trabecularBone?.rois ?? [];
  const { nifti, seg, array } = { ...trabecularBone };
  const other = nifti ?? seg ?? array;
  return (
    <fieldset>
      <legend>{words.boneRois}</legend>
      {other !== undefined && <p className={styles.soft}>{words.boneOther(other)}</p>}
      <RoiChoices roiNames={roiNames} chosen={rois} change={(chosen) => change({ kind: 'bone-rois', rois: chosen })} />
    </fieldset>
  );
}

function Tumour({ caseFile: { gtvTotal }, roiNames, change }: RoisProps) {
  const words = useWords().marrow;
  const rois = gtvTotal === undefined || gtvTotal.rois === 'all-lesions' ? [] : gtvTotal.rois;
  return (
    <fieldset>
      <legend>{words.tumourRois}</legend>
      <label>
        <input
          type="checkbox"
          checked={rois.length === 0}
          disabled={rois.length === 0}
          onChange={() => change({ kind: 'tumour-rois', rois: 'all-lesions' })}
        />{' '}
        {words.allLesions}
      </label>
      <RoiChoices
        roiNames={roiNames}
        chosen={rois}
        change={(chosen) => change({ kind: 'tumour-rois', rois: chosen.length === 0 ? 'all-lesions' : chosen })}
      />
    </fieldset>
  );
}

interface RoiChoicesProps {
  readonly roiNames: readonly string[];
  readonly chosen: readonly string[];
  readonly change: (chosen: readonly string[]) => void;
}

function RoiChoices({ roiNames, chosen, change }: RoiChoicesProps) {
  return (
    <div className={styles.choices} tabIndex={0} role="group">
      {[...new Set([...chosen, ...roiNames])].map((name) => (
        <label key={name}>
          <input
            type="checkbox"
            checked={chosen.includes(name)}
            onChange={({ currentTarget: { checked } }) =>
              change(checked ? [...chosen, name] : chosen.filter((each) => each !== name))
            }
          />{' '}
          {name}
        </label>
      ))}
    </div>
  );
}

interface ShellProps {
  readonly shell: NonNullable<CaseFile['trabecularBone']>['shell'];
  readonly hasEstimate: boolean;
  readonly change: (change: Change) => void;
}

/** How the cortical shell is taken off, and whether the result is accepted. */
function Shell({ shell, hasEstimate, change }: ShellProps) {
  const words = useWords().marrow;
  const language = useLanguage();
  const [thickness, setThickness] = useState(shell?.thicknessMm === undefined ? '2' : String(shell.thicknessMm));
  const read = readNumber(thickness, language);
  const isWrong = read.kind === 'refused' || (read.kind === 'number' && read.value <= 0);
  const set = (method: string, accepted: boolean): void => {
    if (method !== 'erosion' && method !== 'adaptive-threshold') {
      change({ kind: 'shell', shell: null });
      return;
    }
    const thicknessMm = read.kind === 'number' && read.value > 0 ? { thicknessMm: read.value } : {};
    change({ kind: 'shell', shell: { method, accepted, ...thicknessMm } });
  };
  return (
    <>
      <label className={styles.field}>
        {words.shell}
        <select value={shell?.method ?? ''} onChange={({ currentTarget: { value } }) => set(value, false)}>
          <option value="">{words.shellMethods['']}</option>
          <option value="erosion">{words.shellMethods.erosion}</option>
          <option value="adaptive-threshold">{words.shellMethods['adaptive-threshold']}</option>
        </select>
      </label>
      <label className={styles.field}>
        {words.thickness}
        <input
          size={6}
          inputMode="decimal"
          aria-invalid={isWrong}
          value={thickness}
          onChange={({ currentTarget: { value } }) => setThickness(value)}
          onBlur={() => {
            if (shell !== undefined && !isWrong) set(shell.method, false);
          }}
        />
      </label>
      {shell !== undefined && (
        <label>
          <input
            type="checkbox"
            checked={shell.accepted}
            disabled={!hasEstimate}
            onChange={({ currentTarget: { checked } }) => set(shell.method, checked)}
          />{' '}
          {words.accepted}
        </label>
      )}
    </>
  );
}

interface FactsProps {
  readonly lesions: readonly CaseLesion[];
  readonly change: (change: Change) => void;
}

/** Flags of each lesion; unknown is not "no". */
function Facts({ lesions, change }: FactsProps) {
  const words = useWords().marrow;
  const set = (index: number, lesion: string, key: keyof CaseLesion, value: unknown): void =>
    change({ kind: 'lesion', index, lesion, change: { [key]: value ?? undefined } });
  return (
    <details>
      <summary>{words.facts}</summary>
      <div className={styles.scroll}>
        <table className={styles.table}>
          <thead>
            <tr>
              {[words.lesion, words.site, words.highRisk, words.symptomatic, words.treated].map((head) => (
                <th key={head} scope="col">
                  {head}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {lesions.map(({ id, site, highRisk, symptomatic, treated }, index) => (
              <tr key={id}>
                <th scope="row">{id}</th>
                <td>
                  <select
                    aria-label={`${id}: ${words.site}`}
                    value={site ?? ''}
                    onChange={({ currentTarget: { value } }) =>
                      set(index, id, 'site', value === 'bone' || value === 'node' ? value : null)
                    }
                  >
                    <option value="">{words.notSaidOption}</option>
                    <option value="bone">{words.bone}</option>
                    <option value="node">{words.node}</option>
                  </select>
                </td>
                <td>
                  <YesNoSelect
                    label={`${id}: ${words.highRisk}`}
                    value={highRisk ?? null}
                    change={(value) => set(index, id, 'highRisk', value)}
                  />
                </td>
                <td>
                  <YesNoSelect
                    label={`${id}: ${words.symptomatic}`}
                    value={symptomatic ?? null}
                    change={(value) => set(index, id, 'symptomatic', value)}
                  />
                </td>
                <td>
                  <input
                    type="checkbox"
                    aria-label={`${id}: ${words.treated}`}
                    checked={treated ?? true}
                    onChange={({ currentTarget: { checked } }) => set(index, id, 'treated', checked ? null : false)}
                  />
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </details>
  );
}
