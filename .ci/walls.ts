import { checkWalls } from './check-walls.ts';

const { files, unseen, violations } = await checkWalls(process.cwd());
for (const { wall, from, to, why } of violations) console.error(`${wall}: ${from} -> ${to}\n    ${why}`);
for (const file of unseen) console.error(`not seen by the wall checker: ${file}`);
if (files === 0) console.error('no source files seen: are you in the root of the repository?');
if (files === 0 || unseen.length > 0 || violations.length > 0) process.exitCode = 1;
else console.log(`walls: ${String(files)} files seen, none crosses a wall`);
