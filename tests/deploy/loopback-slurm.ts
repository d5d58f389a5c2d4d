import { execFileSync } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { hostname, userInfo } from 'node:os';
import { join } from 'node:path';

/** A cluster of this machine alone, on loopback, with everything it writes in one folder. */
export interface LoopbackSlurm {
  /** Of its commands: sbatch, squeue, scontrol. */
  readonly env: NodeJS.ProcessEnv;
  readonly stop: () => void;
}

/** Starts munged, slurmctld and slurmd (Debian packages munge, slurmctld, slurmd, slurm-client) as the user who asks. */
export async function startSlurm(folder: string): Promise<LoopbackSlurm> {
  for (const inside of ['state', 'spool', 'munge']) mkdirSync(join(folder, inside), { recursive: true, mode: 0o755 });
  const munge = join(folder, 'munge');
  const socket = join(folder, 'munge.socket');
  writeFileSync(join(munge, 'key'), randomBytes(1024), { mode: 0o400 });
  const own = ['key', 'log', 'pid', 'seed'].map((name) => `--${name}-file=${join(munge, name)}`);
  execFileSync('munged', ['--force', `--socket=${socket}`, ...own], { stdio: 'pipe' });

  const user = userInfo().username;
  const host = hostname().split('.')[0] ?? '';
  const file = (name: string): string => join(folder, name);
  writeFileSync(
    file('slurm.conf'),
    `ClusterName=loopback
SlurmctldHost=${host}(127.0.0.1)
SlurmctldPort=${await freePort()}
SlurmdPort=${await freePort()}
AuthType=auth/munge
AuthInfo=socket=${socket}
CredType=cred/munge
SlurmUser=${user}
SlurmdUser=${user}
StateSaveLocation=${file('state')}
SlurmdSpoolDir=${file('spool')}
SlurmctldPidFile=${file('slurmctld.pid')}
SlurmdPidFile=${file('slurmd.pid')}
SlurmctldLogFile=${file('slurmctld.log')}
SlurmdLogFile=${file('slurmd.log')}
ProctrackType=proctrack/linuxproc
TaskPlugin=task/none
SwitchType=switch/none
MpiDefault=none
JobAcctGatherType=jobacct_gather/none
AccountingStorageType=accounting_storage/none
SelectType=select/cons_tres
SelectTypeParameters=CR_CPU
SchedulerType=sched/builtin
SchedulerParameters=sched_interval=1,batch_sched_delay=0
CompleteWait=0
ReturnToService=2
NodeName=${host} NodeAddr=127.0.0.1 CPUs=2 RealMemory=8000 State=UNKNOWN
PartitionName=local Nodes=ALL Default=YES MaxTime=INFINITE State=UP
`,
  );
  const env = { ...process.env, SLURM_CONF: file('slurm.conf') };
  execFileSync('slurmctld', { env, stdio: 'pipe' });
  execFileSync('slurmd', { env, stdio: 'pipe' });
  const stop = (): void => {
    execFileSync('scontrol', ['shutdown'], { env, stdio: 'pipe' });
    process.kill(Number(readFileSync(join(munge, 'pid'), 'utf8')), 'SIGTERM');
  };
  for (let tries = 0; !nodeIsIdle(env); tries++) {
    if (tries > 60) {
      stop();
      throw new Error(`the node did not come up:\n${readFileSync(file('slurmctld.log'), 'utf8')}`);
    }
    await new Promise((resolve) => setTimeout(resolve, 500));
  }
  return { env, stop };
}

function nodeIsIdle(env: NodeJS.ProcessEnv): boolean {
  try {
    return execFileSync('sinfo', ['-h', '-o', '%t'], { env, stdio: 'pipe', encoding: 'utf8' }).trim() === 'idle';
  } catch {
    return false;
  }
}

/** Until no job of the cluster is waiting or running. */
export async function untilDone({ env }: LoopbackSlurm, longestS: number): Promise<void> {
  const startedAt = performance.now();
  while (execFileSync('squeue', ['-h'], { env, encoding: 'utf8' }).trim() !== '') {
    if (performance.now() - startedAt > longestS * 1000) throw new Error('jobs are still running');
    await new Promise((resolve) => setTimeout(resolve, 300));
  }
}

function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const server = createServer().listen(0, '127.0.0.1', () => {
      const address = server.address();
      server.close(() => {
        if (address === null || typeof address === 'string') reject(new Error('no port'));
        else resolve(address.port);
      });
    });
  });
}
