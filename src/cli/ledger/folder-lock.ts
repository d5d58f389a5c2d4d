import { randomUUID } from 'node:crypto';
import { link, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { hostname } from 'node:os';
import { join } from 'node:path';
import { TrabeculaError } from '../../../core/index.ts';

/** Who holds a folder. `since` is null once it was given back. */
interface Holder {
  readonly pid: number;
  readonly host: string;
  /** Of this start of the computer; null where the system does not tell. */
  readonly boot: string | null;
  /** When the process started, as the system counts; null where it does not tell. Process ids are used again. */
  readonly started: string | null;
  readonly released: boolean;
}

const NAME = /^lock\.(\d+)$/;

/**
 * Holds a folder for this process alone: PGlite itself lets any number of processes write to the same files.
 *
 * Locks are numbered files and the highest number counts. Whoever wants the folder makes the next number, which the file
 * system lets one process do, once the holder of the highest has given it back or is no longer running. The highest is
 * never removed, so that two who saw the same dead holder cannot both win. A process that was killed blocks nobody.
 *
 * @throws TrabeculaError (usage) while another process holds it
 */
export async function lockFolder(folder: string): Promise<() => Promise<void>> {
  const self = await thisProcess();
  const highest = await highestLock(folder);
  if (highest > 0) await refuseWhileHeld(folder, highest, self);
  const mine = highest + 1;
  if (!(await makeLock(folder, mine, self)) || (await highestLock(folder)) > mine) {
    await refuseWhileHeld(folder, await highestLock(folder), self);
    throw held(folder, 'another process that was quicker');
  }
  await removeBelow(folder, mine);
  return async () => {
    await writeFile(pathOf(folder, mine), JSON.stringify({ ...self, released: true }));
  };
}

async function refuseWhileHeld(folder: string, number: number, self: Holder): Promise<void> {
  const holder = await holderOf(folder, number);
  if (holder === null || holder.released) return;
  if (holder.host !== self.host) {
    throw held(folder, `process ${holder.pid} on ${holder.host}`, `; if it is gone, remove ${pathOf(folder, number)}`);
  }
  if (holder.boot !== self.boot || !isRunning(holder.pid)) return;
  if (holder.started !== null && holder.started !== (await startOf(holder.pid))) return;
  throw held(folder, `process ${holder.pid}`);
}

function held(folder: string, by: string, remedy = ''): TrabeculaError {
  return new TrabeculaError('usage', { what: `this ledger is in use by ${by}${remedy}`, where: folder });
}

/** Written under another name first and linked, so that nobody reads half of it. False: the number is taken. */
async function makeLock(folder: string, number: number, holder: Holder): Promise<boolean> {
  const temporary = join(folder, `.lock-${randomUUID()}`);
  await writeFile(temporary, JSON.stringify(holder), { flag: 'wx' });
  try {
    await link(temporary, pathOf(folder, number));
    return true;
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'EEXIST') return false;
    throw error;
  } finally {
    await rm(temporary, { force: true });
  }
}

async function highestLock(folder: string): Promise<number> {
  const numbers = (await readdir(folder)).map((name) => Number(NAME.exec(name)?.[1] ?? 0));
  return Math.max(0, ...numbers);
}

async function removeBelow(folder: string, number: number): Promise<void> {
  for (const name of await readdir(folder)) {
    const other = Number(NAME.exec(name)?.[1] ?? Infinity);
    if (other < number) await rm(join(folder, name), { force: true });
  }
}

/** Null for a lock that is gone or says nothing readable: a process that was killed while it gave it back. */
async function holderOf(folder: string, number: number): Promise<Holder | null> {
  try {
    return JSON.parse(await readFile(pathOf(folder, number), 'utf8')) as Holder;
  } catch {
    return null;
  }
}

function pathOf(folder: string, number: number): string {
  return join(folder, `lock.${number}`);
}

async function thisProcess(): Promise<Holder> {
  const boot = await readFile('/proc/sys/kernel/random/boot_id', 'utf8').catch(() => null);
  return {
    pid: process.pid,
    host: hostname(),
    boot: boot?.trim() ?? null,
    started: await startOf(process.pid),
    released: false,
  };
}

function isRunning(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    // EPERM: it runs, as somebody else.
    return error instanceof Error && 'code' in error && error.code === 'EPERM';
  }
}

/** Field 22 of /proc/PID/stat; the name before it is in brackets and may hold anything. */
async function startOf(pid: number): Promise<string | null> {
  const stat = await readFile(`/proc/${pid}/stat`, 'utf8').catch(() => null);
  const fields = stat?.slice(stat.lastIndexOf(')') + 2).split(' ');
  // A zombie holds nothing: its files are closed.
  return fields === undefined || fields[0] === 'Z' ? null : (fields[19] ?? null);
}
