import { cpSync, mkdirSync, truncateSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';

/**
 * Loaded into the processes of a batch: plans that hang, and plans that take their process down, as no file of a few bytes
 * reliably does.
 */
const SPOIL = `function spoil({ folder }) {
  if (folder.endsWith('hangs')) Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0);
  if (folder.endsWith('crashes')) process.kill(process.pid, 'SIGSEGV');
  if (folder.endsWith('exits')) { console.error('FATAL ERROR: out of something'); process.exit(3); }
}
// Not before the program listens, too: a first message would reach this listener only.
if (process.send !== undefined) {
  process.on('newListener', function listen(event) {
    if (event !== 'message') return;
    process.off('newListener', listen);
    process.on('message', spoil);
  });
}
`;

/** The environment in which plans named "hangs", "crashes" and "exits" do so. */
export function spoiling(scratch: string): NodeJS.ProcessEnv {
  const file = join(scratch, 'spoil.mjs');
  writeFileSync(file, SPOIL);
  return { ...process.env, NODE_OPTIONS: `--import ${pathToFileURL(file).href}` };
}

/** Plan folders below a root, each a copy of a shipped phantom; those named "broken" have a structure set that is cut short. */
export function plansAt(root: string, plans: Readonly<Record<string, string>>): string {
  mkdirSync(root, { recursive: true });
  for (const [plan, phantom] of Object.entries(plans)) {
    cpSync(fileURLToPath(new URL(`../test-data/${phantom}`, import.meta.url)), join(root, plan), { recursive: true });
    if (plan.endsWith('broken')) truncateSync(join(root, plan, 'RS.dcm'), 5000);
  }
  return root;
}
