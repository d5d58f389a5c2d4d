import { writeFileSync } from 'node:fs';
import { FIRST_TEACHING_SETTINGS, shortWords } from '../../core/index.ts';
import type { TeachingSettings } from '../../core/index.ts';
import { glance, teach } from '../../src/app/teach.ts';
import { CHECK_HTML_STYLE } from '../../src/report/check-html-style.ts';
import { coverageSvg } from '../../src/report/coverage-svg.ts';
import type { CoverageBar } from '../../src/report/coverage-svg.ts';
import type { Markup } from '../../src/report/markup.ts';
import { shownCoverage } from '../../src/report/shown.ts';
import { TEACHING_STYLE, teachingSvg } from '../../src/report/teaching-svg.ts';

/** Draws the figures of docs/teaching.md from the cases that it names: `npm run picture`. */

const LIMITS = [80, 90];

async function bar(label: string, settings: TeachingSettings): Promise<CoverageBar> {
  const { findings, lesion } = await teach(settings);
  const coverage = lesion.ptv?.coveragePercent ?? null;
  const found = findings.find(({ finding }) => finding.rule === 'himars/ptv-coverage');
  if (coverage === null || found === undefined) throw new Error(`${label}: nothing to draw`);
  return {
    label,
    role: 'ptv',
    coverage,
    best: lesion.ptv?.coverageBestEstimatePercent ?? null,
    shown: `${shownCoverage(coverage, LIMITS)} ${shortWords(found.finding.outcome)}`,
    truth: glance(settings).ptv.truth.coveragePercent,
  };
}

/** The style sheet of the report goes with the drawing; a sheet of its own has no page to take it from. */
function write(name: string, markup: Markup): void {
  // Room for the class behind the numbers.
  const source = markup.source.replace('viewBox="0 0 640 ', 'viewBox="0 0 820 ');
  const plain = `${light(CHECK_HTML_STYLE)}${rulesOfSvg(CHECK_HTML_STYLE)}${rulesOfSvg(TEACHING_STYLE)}`;
  const head = /viewBox="([\d.]+) ([\d.]+) ([\d.]+) ([\d.]+)"/.exec(source);
  const paper = `<rect x="0" y="0" width="${head?.[3] ?? '0'}" height="${head?.[4] ?? '0'}" fill="#ffffff"/>`;
  const svg = source.replace(
    /<svg([^>]*)>/,
    `<svg xmlns="http://www.w3.org/2000/svg"$1><style>${plain}</style>${paper}`,
  );
  writeFileSync(new URL(`${name}.svg`, import.meta.url), `${svg.replace(/\n\s*/g, '\n')}\n`);
}

function light(css: string): string {
  return /:root \{[\s\S]*?\}/.exec(css)?.[0].replace(/color-scheme:[^;]*;/, '') ?? '';
}

function rulesOfSvg(css: string): string {
  return [...css.matchAll(/(?:^|[}\s])(svg[^{}]*\{[^}]*\})/g)].map(([, rule = '']) => rule).join('\n');
}

const first = FIRST_TEACHING_SETTINGS;
const small: TeachingSettings = { ...first, diameterMm: 8, marginMm: 0, reachMm: 0.5, shiftXMm: 1 };

write(
  'teaching-margin',
  coverageSvg(
    await Promise.all([2, 2.5, 3, 3.5, 4].map((marginMm) => bar(`margin ${marginMm} mm`, { ...first, marginMm }))),
    LIMITS,
  ),
);
write(
  'teaching-grid',
  coverageSvg(
    await Promise.all(
      [0.5, 1, 1.5, 2, 2.5, 3].map((doseSpacingMm) => bar(`grid ${doseSpacingMm} mm`, { ...small, doseSpacingMm })),
    ),
    LIMITS,
  ),
);
write('teaching-cut', teachingSvg(glance({ ...small, doseSpacingMm: 3 }).picture));
