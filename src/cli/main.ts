#!/usr/bin/env node
import packageJson from '../../package.json' with { type: 'json' };

const words = process.argv.slice(2);

// A reader that closes the pipe early, such as `head`, is no error.
process.stdout.on('error', (error: NodeJS.ErrnoException) => {
  if (error.code !== 'EPIPE') throw error;
});

if (words[0] === '--version' || words[0] === '-V') {
  // Answered before anything heavy is loaded.
  process.stdout.write(`${packageJson.version}\n`);
} else {
  const { run } = await import('./run.ts');
  process.exitCode = await run(words, packageJson.version);
}
