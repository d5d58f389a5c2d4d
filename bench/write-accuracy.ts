import { parseArgs } from 'node:util';
import { keep, keptSection, measuredWith, PAGE, writeFormatted } from './accuracy-kept.ts';
import { accuracyPage, SECTIONS } from './accuracy-page.ts';

/**
 * Measures the accuracy suites, keeps what they give and writes docs/accuracy.md:
 *
 *     npm run accuracy -- [TARGETS] [--only SECTION[,SECTION] | --page] [--processes N]
 *
 * With TRABECULA_DATA=FOLDER the sections on real exports are measured, too; without it they stay as they were kept.
 * --page measures nothing and writes the page from what is kept.
 */
const TARGETS = 2000;
const PROCESSES = 2;

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: { only: { type: 'string' }, processes: { type: 'string' }, page: { type: 'boolean' } },
});
const only = values.page === true ? [] : (values.only?.split(',') ?? SECTIONS.map(({ name }) => name));
const unknown = only.filter((name) => !SECTIONS.some((section) => section.name === name));
const [targets, processes] = [Number(positionals[0] ?? TARGETS), Number(values.processes ?? PROCESSES)];
if (unknown.length > 0 || !(targets >= 1) || !(processes >= 1)) {
  throw new Error(`no such section: ${unknown.join(', ')}; there are ${SECTIONS.map(({ name }) => name).join(', ')}`);
}

const start = performance.now();
const say = (progress: string): void => {
  process.stderr.write(`${((performance.now() - start) / 1000).toFixed(0).padStart(5)} s  ${progress}\n`);
};
const program = measuredWith();
for (const section of SECTIONS.filter(({ name }) => only.includes(name))) {
  const result = await section.measure({
    targets,
    dataFolder: process.env['TRABECULA_DATA'] ?? null,
    processes,
    say,
  });
  if (result === null) {
    say(`${section.name}: not measured, the real exports are not there (TRABECULA_DATA); what was kept stays`);
    continue;
  }
  const command = `npm run accuracy -- ${targets} --only ${section.name}`;
  await keep({ section: section.name, command, measuredWith: program, result });
}
await writeFormatted(PAGE, accuracyPage(await Promise.all(SECTIONS.map(({ name }) => keptSection(name)))), 'markdown');
say(`${PAGE} written`);
