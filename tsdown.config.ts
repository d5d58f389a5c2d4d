import { defineConfig } from 'tsdown';

const shared = {
  format: 'esm',
  target: 'es2022',
  report: false,
  logLevel: 'warn',
  fixedExtension: true,
  inputOptions: { checks: { pluginTimings: false } },
} as const;

export default defineConfig([
  {
    ...shared,
    // The command. Every subcommand is a chunk of its own, so that `--help` does not wait for the DICOM reader.
    entry: { 'cli/main': 'src/cli/main.ts', 'cli/demo': 'src/cli/demo.ts' },
    platform: 'node',
    dts: false,
    clean: true,
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
