import { fileURLToPath } from 'node:url';
import type { Page } from 'playwright';
import { chainedLines, COHORT_DESIGN, cohortContents } from '../ledger/cohort-entries.ts';

/** A state of the page that a user may be in. Those of one walk follow each other in one page, in English. */
export interface PageState {
  readonly name: string;
  readonly reach: (page: Page) => Promise<unknown>;
}

export interface Walk {
  readonly name: string;
  /** What the address asks for. */
  readonly search: string;
  /** Once this many states are reached, a patient is open, and nothing may be asked for any more. */
  readonly opened: number;
  readonly states: readonly PageState[];
  /** Whether every screen that the states leave out is looked at after them. */
  readonly everyScreen?: boolean;
}

const shipped = (path: string): string => fileURLToPath(new URL(`../../test-data/${path}`, import.meta.url));
const wait = { timeout: 60_000 };

const press = (name: string | RegExp) => (page: Page) =>
  page
    .getByRole('button', { name, exact: typeof name === 'string' })
    .first()
    .click();
const pick =
  (...paths: string[]) =>
  (page: Page) =>
    page.locator('input[multiple]').setInputFiles(paths.map(shipped));
const screen = (name: string) => (page: Page) =>
  page.getByRole('navigation').getByRole('button', { name, exact: true }).click();

/** Does one after the other. */
const inTurn =
  (...steps: ((page: Page) => Promise<unknown>)[]) =>
  async (page: Page) => {
    for (const step of steps) await step(page);
  };
const until = (role: 'alert' | 'region' | 'img' | 'heading' | 'slider', name?: string | RegExp) => (page: Page) =>
  page
    .getByRole(role, name === undefined ? {} : { name })
    .first()
    .waitFor(wait);

/** Every screen, and what it looks like when something is missing, wrong or under way. A new screen adds its lines here. */
export const WALKS: readonly Walk[] = [
  {
    name: 'nothing open',
    search: '',
    opened: 0,
    states: [
      { name: 'start', reach: until('heading', 'Open an export') },
      { name: 'a screen before a patient', reach: screen('Check') },
      {
        name: 'reading',
        reach: async (page) => {
          // Held back, so that there is time to look.
          await page.route('**/himars-demo.zip', () => undefined);
          await inTurn(screen('Open'), press('Open demo patient'), until('heading', 'Open an export'))(page);
          await page.getByRole('button', { name: 'Cancel' }).waitFor(wait);
        },
      },
      {
        name: 'files without DICOM',
        reach: inTurn(press('Cancel'), pick('sphere/case.json'), until('alert')),
      },
    ],
  },
  {
    name: 'refusals',
    search: '',
    opened: 2,
    states: [
      {
        name: 'another patient',
        reach: inTurn(pick('sphere/RS.dcm', 'gtv-fails-ptv-passes/RD_PLAN_1.dcm'), until('alert')),
      },
      {
        name: 'a proposal to look at',
        reach: inTurn(
          pick(...['RS', 'RD_PLAN_1', 'RP_PLAN_1'].map((file) => `gtv-fails-ptv-passes/${file}.dcm`)),
          until('region', 'Proposed, not confirmed'),
        ),
      },
      {
        name: 'a prescription that the plan contradicts',
        reach: async (page) => {
          await screen('Structures')(page);
          const prescription = page.getByLabel(/: Gy \/ fractions$/).first();
          await prescription.fill('26,5 / 3');
          await prescription.blur();
          await inTurn(press('Check with this case'), until('alert'))(page);
        },
      },
    ],
  },
  {
    name: 'demonstration',
    search: '?demo=himars',
    opened: 1,
    everyScreen: true,
    states: [
      { name: 'check', reach: until('region', 'Verdict') },
      { name: 'check, one finding', reach: inTurn(press(/^L6/), until('img', /Dose-volume histogram/)) },
      { name: 'structures', reach: screen('Structures') },
      {
        name: 'slices',
        reach: async (page) => {
          await screen('Slices')(page);
          await page.getByText(/^centre /).waitFor(wait);
        },
      },
      { name: 'slices, a level that is none', reach: (page) => page.getByLabel('Other isodoses, Gy').fill('20; x') },
      { name: 'compare, no second plan', reach: inTurn(screen('Compare'), until('heading', 'Compare two plans')) },
      {
        name: 'compare, another patient',
        reach: inTurn(pick('sphere/RS.dcm', 'sphere/RD_PLAN_1.dcm', 'sphere/RP_PLAN_1.dcm'), until('alert')),
      },
      {
        name: 'compare, two plans',
        reach: inTurn(
          press('Take plan B away'),
          press('Compare with the demo’s second plan'),
          until('region', 'Comparison'),
          until('img', /Dose-volume histogram/),
        ),
      },
      {
        name: 'marrow and level, on slices',
        reach: inTurn(screen('Marrow and level'), press('Show slices'), until('slider')),
      },
      { name: 'report', reach: inTurn(screen('Report'), until('heading', 'Report')) },
      { name: 'open, with what was found', reach: screen('Open') },
    ],
  },
  {
    name: 'ledger',
    search: '',
    opened: 0,
    states: [
      { name: 'none yet', reach: inTurn(screen('Cohort'), until('heading', 'Escalation design')) },
      {
        name: 'next assignment, waited for',
        reach: async (page) => {
          await press('Make a ledger')(page);
          const lines = await chainedLines(cohortContents());
          await page.getByLabel('Import an exported file').setInputFiles(fileOf('ledger.jsonl', lines), wait);
          await page.getByLabel('Open a design file').setInputFiles(designFile());
          await page.getByText('Nobody enters now.').waitFor(wait);
        },
      },
      {
        name: 'a correction refused, and erasing',
        reach: async (page) => {
          await inTurn(press('Correct entry 3'), press('Record'), until('alert'), press('Erase the ledger …'))(page);
        },
      },
    ],
  },
];

const fileOf = (name: string, text: string) => ({ name, mimeType: 'text/plain', buffer: Buffer.from(text) });
const designFile = () => fileOf('design.json', JSON.stringify(COHORT_DESIGN));
/** The states of a walk, and the screens that it leaves out: a new screen is looked at before anyone lists it here. */
export async function statesOf({ states, everyScreen = false }: Walk, page: Page): Promise<readonly PageState[]> {
  if (!everyScreen) return states;
  const names = await page.getByRole('navigation').getByRole('button').allInnerTexts();
  const left = names.filter((name) => !states.some((state) => state.name.startsWith(name.toLowerCase())));
  const settled = async (page: Page): Promise<void> => {
    await page.getByRole('main').getByRole('heading').first().waitFor(wait);
    // What the worker works out for a screen comes a moment later.
    await page.waitForTimeout(1500);
  };
  return [...states, ...left.map((name) => ({ name: name.toLowerCase(), reach: inTurn(screen(name), settled) }))];
}
