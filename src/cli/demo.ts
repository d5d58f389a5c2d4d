import { relative } from 'node:path';
import { fileURLToPath } from 'node:url';
import packageJson from '../../package.json' with { type: 'json' };
import { EXIT } from './exit-status.ts';
import { run } from './run.ts';

/**
 * What `npm run demo` shows: the check of the shipped demonstration patient. The check itself ends with status 1, since
 * that patient has deviations to show; the demonstration ends with 0 when the check could say so.
 */
const folder = relative(process.cwd(), fileURLToPath(new URL('../../test-data/himars-demo', import.meta.url))) || '.';
const words = ['check', folder, '--trial', 'himars', '--case', `${folder}/case.json`];
const command = `npx trabecula ${words.join(' ')}`;

process.stdout.write(`$ ${command}\n\n`);
const status = await run(words, packageJson.version);
if (status === EXIT.ok || status === EXIT.deviation || status === EXIT.open) {
  process.stdout.write(`
That was a synthetic patient with six lesions and known answers, made to show every outcome (exit status ${String(status)}).
Next: ${command} --format html --out demo.html
      npx trabecula inspect FOLDER          what an export of your own holds
      npx trabecula check FOLDER --trial himars --write-case case.json
`);
} else {
  process.exitCode = status;
}
