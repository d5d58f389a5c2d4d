import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { trabecula } from '../built-command.ts';

const folder = mkdtempSync(join(tmpdir(), 'trabecula-pdf-'));
afterAll(() => rmSync(folder, { recursive: true }));

const demo = fileURLToPath(new URL('../../test-data/himars-demo', import.meta.url));
const poppler = (program: string, ...words: string[]): string =>
  execFileSync(program, words, { encoding: 'utf8', maxBuffer: 1 << 26 });
const oneLine = (text: string): string => text.replace(/\s+/g, ' ');
/** As `html` wrote it, without its marks. */
const textOfHtml = (html: string): string[] =>
  html
    .replace(/[\s\S]*<body>/, '')
    .replace(/<svg[\s\S]*?<\/svg>/g, ' ')
    .replace(/<[^>]+>/g, '\n')
    .replace(/&lt;/g, '<')
    .replace(/&gt;/g, '>')
    .replace(/&quot;/g, '"')
    .replace(/&#39;/g, "'")
    .replace(/&amp;/g, '&')
    .split('\n')
    .map((line) => oneLine(line).trim())
    .filter((line) => line !== '');

const check = (format: string, file: string, ...words: string[]): string => {
  const path = join(folder, file);
  trabecula(
    'check',
    demo,
    '--trial',
    'himars',
    '--case',
    `${demo}/case.json`,
    '--format',
    format,
    '--out',
    path,
    ...words,
  );
  return path;
};

describe('the check on paper, as poppler reads it', () => {
  let pdf: string;
  let html: string;
  beforeAll(() => {
    pdf = check('pdf', 'check.pdf');
    html = readFileSync(check('html', 'check.html'), 'utf8');
  });

  it('is tagged, has a title and a language, and says no date of today', () => {
    const info = poppler('pdfinfo', pdf);
    expect(info).toMatch(/^Tagged: +yes$/m);
    expect(info).toMatch(/^Title: +Unacceptable deviation: phantom-himars-demo against himars$/m);
    expect(info).toMatch(/^CreationDate: .*1970/m);
    expect(poppler('pdfinfo', '-meta', pdf)).toContain('<pdfuaid:part>1</pdfuaid:part>');
    expect(readFileSync(pdf, 'latin1')).toContain('/Lang (en)');
  });

  it('says every word and digit that the HTML says, in its order', () => {
    const struct = poppler('pdfinfo', '-struct-text', pdf)
      .split('\n')
      .flatMap((line) => /^\s*"(.*)"$/.exec(line)?.[1] ?? [])
      .join(' ');
    const packed = (text: string): string => text.replace(/\s+/g, '');
    const said = packed(struct);
    let at = 0;
    for (const line of textOfHtml(html)) {
      const found = said.indexOf(packed(line), at);
      expect(found, line).toBeGreaterThanOrEqual(0);
      at = found + packed(line).length;
    }
  });

  it('has headings, tables with head cells, and drawings that say what they are', () => {
    const struct = poppler('pdfinfo', '-struct', pdf);
    for (const type of ['H1', 'H2', 'H3', 'Table', 'TH', 'TD', 'L', 'LBody']) {
      expect(struct, type).toMatch(new RegExp(`^ *${type}( |:|$)`, 'm'));
    }
    expect(struct).toContain('/Scope /Column');
    expect(struct).toContain('/Scope /Row');
    const figures = struct.match(/Figure/g) ?? [];
    expect(figures.length).toBe((html.match(/<svg/g) ?? []).length);
  });

  it('has the same bytes when it is written again', () => {
    expect(readFileSync(check('pdf', 'again.pdf')).equals(readFileSync(pdf))).toBe(true);
  });
});

it('repeats the head of a table that goes over the page, and takes hostile names as text', () => {
  const typed = {
    schema: 'trabecula/typed/1',
    subject: '<b>&"x"</b> ]]>',
    trabecularCm3: 900,
    kind: 'trabecular',
    skeletonComplete: true,
    gtvTotalComplete: true,
    level: 1,
    lesions: Array.from({ length: 120 }, (_, n) => ({
      id: n === 7 ? '=<img src=x onerror=1>\u202e骨' : `L${n}`,
      gtvCm3: 1 + n / 64,
      site: 'bone',
      inTrabecularCm3: 1,
      highRisk: false,
      symptomatic: false,
    })),
  };
  const file = join(folder, 'typed.json');
  writeFileSync(file, JSON.stringify(typed));
  const pdf = join(folder, 'marrow.pdf');
  trabecula('marrow', '--typed', file, '--format', 'pdf', '--out', pdf);
  expect(poppler('pdfinfo', pdf)).toMatch(/^Title: .*‹b›＆"x"‹\/b› \]\]›/m);
  const pages = poppler('pdftotext', '-layout', pdf, '-').split('\f');
  expect(pages.length).toBeGreaterThan(3);
  const heads = pages.filter((page) => /proposed +site +GTV/.test(page));
  expect(heads.length).toBeGreaterThan(1);
  const all = pages.join('\n').replace(/\s+/g, '');
  expect(all).toContain('=<imgsrc=xonerror=1>');
  expect(all).toContain('[9AA8]');
  // No lesion is lost between two pages.
  for (let n = 0; n < 120; n++)
    if (n !== 7)
      expect(
        pages.some((page) => new RegExp(`^ *L${n} `, 'm').test(page)),
        `L${n}`,
      ).toBe(true);
  // The repeated heads are ornaments: read aloud, the table has one.
  expect((poppler('pdfinfo', '-struct-text', pdf).match(/"proposed ?"/g) ?? []).length).toBe(1);
});
