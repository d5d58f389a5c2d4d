import { execFileSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';

/**
 * `npm run licences`: every package that the program needs to run or to be built, with its licence, out of npm's own bill of
 * materials. Status 1 if one that is shipped has a licence which asks for more than to be named.
 */
interface Component {
  readonly name: string;
  readonly version: string;
  readonly licenses?: readonly {
    readonly license?: { readonly id?: string; readonly name?: string };
    readonly expression?: string;
  }[];
}

const FREE = new Set(['MIT', 'MIT-0', 'ISC', 'Apache-2.0', 'BSD-2-Clause', 'BSD-3-Clause', '0BSD', 'OFL-1.1', 'Zlib']);

function componentsOf(...words: readonly string[]): readonly Component[] {
  const printed = execFileSync(
    'npm',
    ['sbom', '--sbom-format', 'cyclonedx', '--package-lock-only', '--loglevel', 'error', ...words],
    { encoding: 'utf8', maxBuffer: 1 << 28 },
  );
  return (JSON.parse(printed) as { components: readonly Component[] }).components;
}

/** Stated in the package's LICENSE file alone. */
const IN_LICENSE_FILE: Readonly<Record<string, string>> = { 'png-js': 'MIT' };

/** As the package states it; the lock file leaves out what is written in an old form. */
function licenceOf({ name, licenses = [] }: Component): string {
  const stated = licenses.map(({ license, expression }) => expression ?? license?.id ?? license?.name ?? '').join(' ');
  const file = `node_modules/${name}/package.json`;
  if (stated !== '' || !existsSync(file)) return stated;
  const { license, licenses: older } = JSON.parse(readFileSync(file, 'utf8')) as {
    license?: string | { type: string };
    licenses?: readonly { type: string }[];
  };
  if (typeof license === 'string') return license;
  return license?.type ?? older?.map(({ type }) => type).join(' OR ') ?? IN_LICENSE_FILE[name] ?? '';
}

const isFree = (licence: string): boolean =>
  licence !== '' &&
  licence
    .replace(/[()]/g, '')
    .split(/ AND | OR /)
    .every((part) => FREE.has(part));

const shipped = componentsOf('--omit', 'dev');
const names = new Set(shipped.map(({ name, version }) => `${name}@${version}`));
const all = componentsOf();
const byLicence = new Map<string, string[]>();
for (const component of all) {
  const { name, version } = component;
  const licence = licenceOf(component) || 'not stated';
  const shown = `${name}@${version}${names.has(`${name}@${version}`) ? '' : ' (to build and test)'}`;
  byLicence.set(licence, [...(byLicence.get(licence) ?? []), shown]);
}
for (const [licence, packages] of [...byLicence].sort()) console.log(`${licence}\n  ${packages.sort().join('\n  ')}`);
const doubtful = shipped.filter((component) => !isFree(licenceOf(component)));
console.log(`\n${shipped.length} packages are shipped, ${all.length - shipped.length} more build and test.`);
for (const component of doubtful) console.error(`look at ${component.name}: "${licenceOf(component)}"`);
if (doubtful.length > 0) process.exitCode = 1;
