#!/usr/bin/env node
import packageJson from '../../package.json' with { type: 'json' };
import { EXIT } from './exit-status.ts';

const words = process.argv.slice(2);

// A reader that closes the pipe early, such as `head`, is no error; a full disk is one.
process.stdout.on('error', (error: NodeJS.ErrnoException) => {
  if (error.code === 'EPIPE') return;
  process.stderr.write(`trabecula: standard output cannot be written (${error.code ?? error.message})\n`);
  process.exit(EXIT.cannotWrite);
});
process.stderr.on('error', () => undefined);
// Node would end with 1, which here says that a plan deviates.
process.on('uncaughtException', (error: unknown) => {
  process.stderr.write(`trabecula: internal error, please report it: ${String(error)}\n`);
  process.exit(EXIT.internal);
});

if (words[0] === '--version' || words[0] === '-V') {
  // Answered before anything heavy is loaded.
  process.stdout.write(`${packageJson.version}\n`);
} else if (words[0] === '--serve-plans' && process.send !== undefined) {
  // Started by `batch`, never by a person.
  const { servePlans } = await import('./batch/serve-plans.ts');
  servePlans();
} else {
  const { run } = await import('./run.ts');
  process.exitCode = await run(words, packageJson.version);
}
