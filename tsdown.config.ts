import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { defineConfig } from 'tsdown';

const shared = {
  format: 'esm',
  target: 'es2022',
  report: false,
  logLevel: 'warn',
  fixedExtension: true,
  inputOptions: { checks: { pluginTimings: false } },
} as const;

/**
 * Packages that are put into the command's chunks: Node takes a second to find and link the hundreds of files of mathjs
 * one by one. The packages that ship WASM, and dcmjs (for writing only), stay outside.
 */
const BUNDLED = /^(commander|dicom-parser|fflate|kysely|mathjs|ndarray|picocolors|zod)(\/|$)/;

/** Licences of everything that is bundled, beside the chunks. */
const licences = {
  name: 'licences',
  generateBundle(
    this: { emitFile: (file: { type: 'asset'; fileName: string; source: string }) => unknown },
    _options: unknown,
    bundle: Record<string, { readonly moduleIds?: readonly string[] }>,
  ): void {
    const folders = new Set<string>();
    for (const { moduleIds = [] } of Object.values(bundle)) {
      for (const id of moduleIds) {
        const inside = /^.*\/node_modules\/(?:@[^/]+\/)?[^/]+(?=\/)/.exec(id)?.[0];
        if (inside !== undefined) folders.add(inside);
      }
    }
    const texts = [...folders].sort().map(licenceOf);
    this.emitFile({ type: 'asset', fileName: 'THIRD-PARTY-LICENCES.txt', source: texts.join('\n\n----\n\n') });
  },
};

function licenceOf(folder: string): string {
  const { name, version, license } = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8')) as Record<
    string,
    string
  >;
  const file = readdirSync(folder).find((entry) => /^licen[cs]e/i.test(entry));
  const text = file === undefined ? '' : readFileSync(join(folder, file), 'utf8').trim();
  return `${name} ${version} (${license})\n\n${text}`.trim();
}

export default defineConfig([
  {
    ...shared,
    // The command. Every subcommand is a chunk of its own, so that `--help` does not wait for the DICOM reader.
    entry: { 'cli/main': 'src/cli/main.ts', 'cli/demo': 'src/cli/demo.ts' },
    platform: 'node',
    dts: false,
    clean: true,
    deps: { alwaysBundle: [BUNDLED] },
    plugins: [licences],
    // No module does anything but define: what a command does not use, the schemas above all, is not in its chunks.
    treeshake: { moduleSideEffects: false },
  },
  {
    ...shared,
    // The package functions: numbers and rules without Node.
    entry: { 'core/index': 'core/index.ts' },
    platform: 'neutral',
    dts: { tsconfig: 'core/tsconfig.json' },
    clean: false,
  },
]);
