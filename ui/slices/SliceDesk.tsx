import { useEffect, useMemo, useRef, useState } from 'react';
import { boundsOf, PLANE_KINDS, sliceStack } from '../../core/index.ts';
import type { CheckResult, Lps, PlaneKind } from '../../core/index.ts';
import { lesionsWorstFirst } from '../../src/report/rank.ts';
import { shownDose } from '../../src/report/shown.ts';
import { shownHu } from '../../src/report/slice-words.ts';
import type { CtAnswer, CtSeries, FindingPlace, SliceLesion, Slices, SliceTarget } from '../../src/worker/messages.ts';
import { useLanguage, useWords } from '../words/use-words.ts';
import { Colon } from '../panels/Colon.tsx';
import type { HuWindow } from './ct-picture.ts';
import { findingsToSee, isSamePoint, marksOfFindings } from './findings-to-see.ts';
import { PERCENTS, percentLevel, typedLevels } from './isodose-levels.ts';
import type { NamedLevel, Percent } from './isodose-levels.ts';
import type { Mark, Scene } from './scene.ts';
import { SliceBoard } from './slice-board.ts';
import { SliceFindings } from './SliceFindings.tsx';
import { SlicePane } from './SlicePane.tsx';
import type { DragTool } from './SlicePane.tsx';
import { SliceReadout, useSaid } from './SliceReadout.tsx';
import { SliceWords } from './SliceWords.tsx';
import { structureColour } from './structure-colour.ts';
import styles from './SliceDesk.module.css';

interface SliceDeskProps {
  readonly slices: Slices;
  readonly cts: ReadonlyMap<string | null, CtAnswer>;
  /** Shows another CT series in a frame of reference. */
  readonly chooseCt: (frameOfReferenceUid: string | null, seriesInstanceUid: string) => void;
  /** The check that this is of; null where it is of none: then everything is shown from the start. */
  readonly result: CheckResult | null;
  readonly lesion: string | null;
}

const WINDOWS = {
  bone: { centreHu: 300, widthHu: 1500 },
  soft: { centreHu: 40, widthHu: 400 },
  lung: { centreHu: -600, widthHu: 1500 },
} as const satisfies Record<string, HuWindow>;
type WindowName = keyof typeof WINDOWS | 'own';

const TOOLS: readonly DragTool[] = ['point', 'move', 'window'];
/** Around a target that is fitted into the panes. */
const MARGIN_MM = 15;
const HU_PER_PIXEL = 3;

/** Three linked planes of what was checked, and everything that changes how they look. */
export function SliceDesk({ slices, cts, chooseCt, result, lesion: wanted }: SliceDeskProps) {
  const all = useWords();
  const words = all.slices;
  const say = all.result;
  const { digits } = say;
  const language = useLanguage();
  const [board] = useState(() => new SliceBoard());
  const choices = useMemo(() => targetChoices(slices, result), [slices, result]);
  const [chosen, setChosen] = useState(() =>
    Math.max(
      0,
      choices.findIndex(({ lesion }) => lesion.id === wanted),
    ),
  );
  const choice = choices[chosen] ?? null;
  const view = slices.views[choice?.lesion.view ?? 0] ?? null;
  const ct = cts.get(view?.frameOfReferenceUid ?? null) ?? null;

  const [windowName, setWindowName] = useState<WindowName>('bone');
  const [ownWindow, setOwnWindow] = useState<HuWindow>(WINDOWS.bone);
  const huWindow = windowName === 'own' ? ownWindow : WINDOWS[windowName];
  const [tool, setTool] = useState<DragTool>('point');
  const [percents, setPercents] = useState<ReadonlySet<Percent>>(new Set(PERCENTS));
  const [typed, setTyped] = useState('');
  const [lines, setLines] = useState(true);
  const [wash, setWash] = useState(false);
  const [cold, setCold] = useState(true);
  const seen = useMemo(() => (result === null ? [] : findingsToSee(result, slices)), [result, slices]);
  const [visible, setVisible] = useState<ReadonlySet<string> | null>(null);

  const prescriptionGy = choice?.lesion.prescriptionGy ?? null;
  const named = useMemo(
    () =>
      prescriptionGy === null
        ? []
        : PERCENTS.map((percent) => ({ percent, level: percentLevel(percent, prescriptionGy) })),
    [prescriptionGy],
  );
  const free = useMemo(() => typedLevels(typed, language), [typed, language]);
  const shownNames = useMemo(() => visible ?? namesAtFirst(slices, result), [visible, slices, result]);
  const stack = useMemo(
    () =>
      view === null
        ? null
        : sliceStack(
            ct?.volume ?? null,
            view.dose,
            view.structures.map(({ region }) => region),
          ),
    [view, ct],
  );
  const target = choice === null ? null : (view?.structures[choice.target.structure] ?? null);
  const scene = useMemo((): Scene | null => {
    if (view === null || stack === null) return null;
    const levels: NamedLevel[] = named.filter(({ percent }) => percents.has(percent)).map(({ level }) => level);
    return {
      ct: ct?.volume ?? null,
      dose: view.dose,
      stack,
      outlines: view.structures.flatMap(({ roiName, region, isArea = false }, n) =>
        shownNames.has(roiName) || roiName === target?.roiName
          ? [{ name: roiName, region, colour: structureColour(n), isTarget: roiName === target?.roiName, isArea }]
          : [],
      ),
      levels: [...levels, ...free.levels].sort((a, b) => a.doseGy - b.doseGy),
      lines,
      wash,
      cold:
        cold && target !== null && prescriptionGy !== null && view.dose !== null
          ? { region: target.region, prescriptionGy }
          : null,
      marks: marksOf(
        choice,
        result,
        marksOfFindings(seen, (id) => slices.lesions.find((each) => each.id === id)?.view === choice?.lesion.view, say),
        digits,
      ),
      window: huWindow,
    };
  }, [
    view,
    stack,
    named,
    percents,
    ct,
    shownNames,
    target,
    free,
    lines,
    wash,
    cold,
    prescriptionGy,
    choice,
    result,
    slices,
    seen,
    say,
    digits,
    huWindow,
  ]);

  useEffect(() => {
    if (scene !== null) board.show(scene);
  }, [board, scene]);

  const fitTarget = (): void => {
    const box = target === null ? null : boundsOf(target.region);
    if (box === null) board.fitAll();
    else
      board.fit(
        [box.x0 - MARGIN_MM, box.y0 - MARGIN_MM, box.z0 - MARGIN_MM],
        [box.x1 + MARGIN_MM, box.y1 + MARGIN_MM, box.z1 + MARGIN_MM],
      );
  };
  const jump = (to: 'coldest' | 'hottest'): void => {
    const point = choice?.target.extremes?.[to];
    if (point !== undefined) board.goTo(point.atMm, true);
  };
  const wantedMm = useRef<Lps | null>(null);
  const lastShown = useRef<FindingPlace | null>(null);
  const show = (place: FindingPlace): void => {
    lastShown.current = place;
    const index = choices.findIndex(({ lesion, target: of }) => lesion.id === place.lesion && of.kind === place.target);
    if (index === chosen) board.goTo(place.atMm, true);
    else if (index >= 0) {
      wantedMm.current = place.atMm;
      setChosen(index);
    }
  };
  const leaf = (by: 1 | -1): void => {
    const places = seen.flatMap((each) => each.places);
    const last = places.findIndex((place) => place === lastShown.current);
    const next = places.at(last < 0 ? (by > 0 ? 0 : -1) : (last + by) % places.length);
    if (next !== undefined) show(next);
  };
  // A target that was just chosen is looked at where it is coldest; one without a dose in its middle.
  const arrived = useRef<string | null>(null);
  useEffect(() => {
    const key = `${String(chosen)} ${stack === null ? '' : 'shown'}`;
    if (stack === null || arrived.current === key) return;
    arrived.current = key;
    const box = target === null ? null : boundsOf(target.region);
    const middle: Lps =
      box === null
        ? middleOf(stack.low, stack.high)
        : [(box.x0 + box.x1) / 2, (box.y0 + box.y1) / 2, (box.z0 + box.z1) / 2];
    const to = wantedMm.current;
    wantedMm.current = null;
    board.goTo(choice?.target.extremes?.coldest.atMm ?? middle);
    fitTarget();
    if (to !== null) board.goTo(to, true);
  });

  const onWindow = (rightPx: number, downPx: number): void => {
    setOwnWindow({
      centreHu: Math.round(huWindow.centreHu + HU_PER_PIXEL * downPx),
      widthHu: Math.max(1, Math.round(huWindow.widthHu + HU_PER_PIXEL * rightPx)),
    });
    setWindowName('own');
  };
  const said = useSaid(board, view?.dose ?? null, ct?.volume ?? null, prescriptionGy);

  if (view === null || stack === null) return <p>{words.nothing}</p>;
  const extremes = choice?.target.extremes ?? null;
  const measured = choice === null || result === null ? null : targetResult(result, choice);
  const range = (kind: PlaneKind): readonly [number, number] => {
    const positions = stack.positionsMm[kind];
    return [positions[0] ?? 0, positions.at(-1) ?? 0];
  };
  return (
    <>
      <div className={styles.bar}>
        <label>
          {words.target}{' '}
          <select value={chosen} onChange={({ target: { value } }) => setChosen(Number(value))}>
            {choices.map(({ name }, n) => (
              <option key={name} value={n}>
                {name}
              </option>
            ))}
          </select>
        </label>
        {choices.length === 0 && <p>{words.noTarget}</p>}
        {extremes !== null && (
          <>
            <button type="button" onClick={() => jump('coldest')}>
              {words.coldest}
              <Colon /> {digits(shownDose(extremes.coldest.doseGy))}
            </button>
            <button type="button" onClick={() => jump('hottest')}>
              {words.hottest}
              <Colon /> {digits(shownDose(extremes.hottest.doseGy))}
            </button>
          </>
        )}
        <button type="button" onClick={fitTarget}>
          {words.fitTarget}
        </button>
        <button type="button" onClick={() => board.fitAll()}>
          {words.fitAll}
        </button>
      </div>
      {measured !== null && measured.outsideDoseCm3 > 0 && <p className={styles.soft}>{words.partOutside}.</p>}
      <div className={styles.split}>
        <div>
          <div className={styles.panes}>
            {PLANE_KINDS.map((kind) => (
              <div key={kind} className={styles[kind]}>
                <SlicePane
                  board={board}
                  kind={kind}
                  title={`${words.planes[kind]}, ${words.seenFrom[kind]}`}
                  range={range(kind)}
                  said={said}
                  tool={tool}
                  onWindow={onWindow}
                  onJump={jump}
                  onLeaf={leaf}
                  describedBy="slice-keys"
                />
              </div>
            ))}
          </div>
          <SliceReadout board={board} dose={view.dose} ct={ct?.volume ?? null} prescriptionGy={prescriptionGy} />
        </div>
        <div className={styles.settings}>
          {result !== null && <SliceFindings seen={seen} show={show} />}
          {view.dose !== null && (
            <fieldset>
              <legend>
                {prescriptionGy === null ? words.isodoses : words.isodosesOf(digits(shownDose(prescriptionGy)))}
              </legend>
              {prescriptionGy === null && <p className={styles.soft}>{words.noPrescription}</p>}
              {named.map(({ percent, level }) => (
                <label key={percent} className={styles.choice}>
                  <input
                    type="checkbox"
                    checked={percents.has(percent)}
                    onChange={() => setPercents(toggled(percents, percent))}
                  />
                  <Sample level={level} />
                  {digits(level.words)}
                </label>
              ))}
              <label className={styles.typed}>
                {words.more}
                <input
                  value={typed}
                  placeholder={words.moreForm}
                  aria-invalid={free.refused.length > 0}
                  onChange={({ target: { value } }) => setTyped(value)}
                />
              </label>
              {free.refused.length > 0 && (
                <p className={styles.soft} role="alert">
                  {free.refused.join(', ')}: {all.number['not-a-number']}
                </p>
              )}
              <div className={styles.row}>
                <Tick on={lines} set={setLines} words={words.lines} />
                <Tick on={wash} set={setWash} words={words.wash} />
              </div>
              <Tick on={cold} set={setCold} words={words.cold} />
            </fieldset>
          )}
          <fieldset>
            <legend>{words.window}</legend>
            <CtChoice ct={ct} choose={(uid) => chooseCt(view.frameOfReferenceUid, uid)} />
            {ct?.volume === undefined || ct.volume === null ? (
              <p className={styles.soft} role="status">
                {ct === null ? `${words.readingCt} …` : words.noCt('reason' in ct ? ct.reason : '')}
              </p>
            ) : (
              <>
                <div className={styles.row}>
                  {(['bone', 'soft', 'lung', 'own'] as const).map((name) => (
                    <label key={name} className={styles.choice}>
                      <input
                        type="radio"
                        name="ct-window"
                        checked={windowName === name}
                        onChange={() => setWindowName(name)}
                      />
                      {words.windows[name]}
                    </label>
                  ))}
                </div>
                <p className={styles.soft}>
                  {words.windowWords(shownHu(huWindow.centreHu), shownHu(huWindow.widthHu))}
                </p>
              </>
            )}
          </fieldset>
          <fieldset>
            <legend>{words.tool}</legend>
            {TOOLS.filter((name) => name !== 'window' || (ct?.volume ?? null) !== null).map((name) => (
              <label key={name} className={styles.choice}>
                <input type="radio" name="slice-tool" checked={tool === name} onChange={() => setTool(name)} />
                {words.tools[name]}
              </label>
            ))}
          </fieldset>
          <fieldset className={styles.structures}>
            <legend>{words.structures}</legend>
            <div className={styles.row}>
              <button type="button" onClick={() => setVisible(new Set(view.structures.map(({ roiName }) => roiName)))}>
                {words.all}
              </button>
              <button type="button" onClick={() => setVisible(new Set())}>
                {words.none}
              </button>
            </div>
            {view.structures.map(({ roiName }, n) => (
              <label key={roiName} className={styles.choice}>
                <input
                  type="checkbox"
                  checked={shownNames.has(roiName) || roiName === target?.roiName}
                  disabled={roiName === target?.roiName}
                  onChange={() => setVisible(toggled(shownNames, roiName))}
                />
                <svg className={styles.swatch} aria-hidden="true" viewBox="0 0 12 12">
                  <rect width="12" height="12" fill={structureColour(n)} />
                </svg>
                <span>{roiName}</span>
              </label>
            ))}
          </fieldset>
        </div>
      </div>
      <SliceWords
        board={board}
        dose={view.dose}
        structures={view.structures.filter(({ roiName }) => shownNames.has(roiName))}
        target={target}
        prescriptionGy={prescriptionGy}
      />
      <section className={styles.keys}>
        <h2>{words.keys}</h2>
        <ul id="slice-keys">
          {words.keysLead.map((line) => (
            <li key={line}>{line}</li>
          ))}
        </ul>
      </section>
    </>
  );
}

/** Which CT is shown, and, where several fit, which others could be. */
function CtChoice({ ct, choose }: { readonly ct: CtAnswer | null; readonly choose: (uid: string) => void }) {
  const words = useWords().slices;
  const { series, used } = ct ?? { series: [], used: null };
  const nameOf = ({ label, images, seriesInstanceUid: uid }: CtSeries): string => words.ctSeries(label ?? uid, images);
  const names = series.map(nameOf);
  if (series.length < 2)
    return series[0] === undefined ? null : (
      <p className={`${styles.soft ?? ''} ${styles.long ?? ''}`}>{nameOf(series[0])}</p>
    );
  return (
    <label className={styles.typed}>
      {words.ctOf(series.length)}
      <select value={used ?? ''} onChange={({ target: { value } }) => choose(value)}>
        {series.map((each, n) => (
          <option key={each.seriesInstanceUid} value={each.seriesInstanceUid}>
            {names.filter((name) => name === names[n]).length > 1
              ? `${names[n] ?? ''}, ${each.seriesInstanceUid}`
              : names[n]}
          </option>
        ))}
      </select>
    </label>
  );
}

function Tick({
  on,
  set,
  words,
}: {
  readonly on: boolean;
  readonly set: (on: boolean) => void;
  readonly words: string;
}) {
  return (
    <label className={styles.choice}>
      <input type="checkbox" checked={on} onChange={({ target: { checked } }) => set(checked)} />
      {words}
    </label>
  );
}

function Sample({ level: { colour, dash } }: { readonly level: NamedLevel }) {
  return (
    <svg className={styles.sample} aria-hidden="true" viewBox="0 0 34 12">
      <rect width="34" height="12" fill="#000" />
      <line x1="2" x2="32" y1="6" y2="6" stroke={colour} strokeWidth="1.8" strokeDasharray={dash.join(' ')} />
    </svg>
  );
}

interface TargetChoice {
  readonly name: string;
  readonly lesion: SliceLesion;
  readonly target: SliceTarget;
}

/** Targets of lesions, the worst lesion first. */
function targetChoices({ views, lesions }: Slices, result: CheckResult | null): TargetChoice[] {
  return (result === null ? lesions : lesionsWorstFirst(result)).flatMap(({ id }) => {
    const lesion = lesions.find((candidate) => candidate.id === id);
    return (lesion?.targets ?? []).flatMap((target) => {
      const roiName = views[lesion?.view ?? 0]?.structures[target.structure]?.roiName;
      return lesion === undefined || roiName === undefined
        ? []
        : [{ name: result === null ? roiName : `${id} ${target.kind}: ${roiName}`, lesion, target }];
    });
  });
}

function targetResult(result: CheckResult, { lesion, target }: TargetChoice): CheckResult['lesions'][number]['ptv'] {
  const found = result.lesions.find(({ id }) => id === lesion.id);
  return (target.kind === 'PTV' ? found?.ptv : found?.gtv) ?? null;
}

/** What is shown at first: of a check everything that is a target. */
function namesAtFirst({ views }: Slices, result: CheckResult | null): ReadonlySet<string> {
  const structures = views.flatMap((view) => view.structures);
  return new Set(structures.flatMap(({ roiName, role }) => (role === null && result !== null ? [] : [roiName])));
}

function marksOf(
  choice: TargetChoice | null,
  result: CheckResult | null,
  findings: readonly Mark[],
  digits: (text: string) => string,
): Mark[] {
  const extremes = choice?.target.extremes ?? null;
  const outside = result?.hottestOutsideTargets ?? null;
  const own: Mark[] = [
    ...(extremes === null
      ? []
      : [
          { atMm: extremes.coldest.atMm, label: digits(shownDose(extremes.coldest.doseGy)), sign: 'cold' } as const,
          { atMm: extremes.hottest.atMm, label: digits(shownDose(extremes.hottest.doseGy)), sign: 'hot' } as const,
        ]),
    ...(outside === null || outside.nearestLesion !== choice?.lesion.id
      ? []
      : [{ atMm: outside.atMm, label: digits(shownDose(outside.doseGy)), sign: 'hot' } as const]),
  ];
  // A point that a finding is about is written once, with the finding.
  return [...findings, ...own.filter(({ atMm }) => !findings.some((mark) => isSamePoint(mark.atMm, atMm)))];
}

function middleOf(low: Lps, high: Lps): Lps {
  return [(low[0] + high[0]) / 2, (low[1] + high[1]) / 2, (low[2] + high[2]) / 2];
}

function toggled<T>(set: ReadonlySet<T>, one: T): ReadonlySet<T> {
  const next = new Set(set);
  if (!next.delete(one)) next.add(one);
  return next;
}
