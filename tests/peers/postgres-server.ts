import { execFileSync } from 'node:child_process';
import { chmodSync, mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir, userInfo } from 'node:os';
import { join } from 'node:path';

export interface PostgresServer {
  /** Folder of the server's certificate authority, its files and log. */
  readonly folder: string;
  readonly address: (user: string, database: string, options?: string) => string;
  /** Runs SQL as the owner of everything. */
  readonly psql: (database: string, sql: string) => string;
  readonly stop: () => void;
}

/** Starts a PostgreSQL server of Debian's on loopback, with TLS; passwords by SCRAM. It refuses to run as root. */
export async function startPostgres(): Promise<PostgresServer> {
  const folder = mkdtempSync(join(tmpdir(), 'trabecula-postgres-'));
  chmodSync(folder, 0o755);
  const isRoot = userInfo().uid === 0;
  const asServer = (...words: readonly string[]): string =>
    isRoot
      ? execFileSync('runuser', ['-u', 'postgres', '--', ...words], { encoding: 'utf8', cwd: tmpdir(), stdio: 'pipe' })
      : execFileSync(words[0] ?? '', words.slice(1), { encoding: 'utf8', stdio: 'pipe' });
  if (isRoot) execFileSync('chown', ['postgres', folder]);
  const bin = binaries();
  const data = join(folder, 'data');
  asServer(join(bin, 'initdb'), '-D', data, '-U', 'postgres', '-A', 'trust', '-E', 'UTF8', '--locale=C', '-N');
  // One certificate that signs itself is authority and server at once.
  asServer(
    ...['openssl', 'req', '-x509', '-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:prime256v1', '-nodes', '-days', '2'],
    ...['-subj', '/CN=localhost', '-addext', 'subjectAltName=DNS:localhost,IP:127.0.0.1'],
    ...['-keyout', join(data, 'server.key'), '-out', join(data, 'server.crt')],
  );
  asServer('chmod', '600', join(data, 'server.key'));
  asServer('cp', join(data, 'server.crt'), join(folder, 'ca.crt'));
  const port = await freePort();
  const options = `-p ${port} -k ${folder} -c listen_addresses=127.0.0.1 -c ssl=on -c fsync=on`;
  asServer(join(bin, 'pg_ctl'), '-D', data, '-o', options, '-l', join(folder, 'log'), '-w', 'start');
  return {
    folder,
    address: (user, database, extra = '') => `postgres://${user}@127.0.0.1:${port}/${database}${extra}`,
    psql: (database, sql) =>
      execFileSync(
        join(bin, 'psql'),
        [
          '-X',
          '-q',
          '-A',
          '-t',
          '-v',
          'ON_ERROR_STOP=1',
          '-h',
          '127.0.0.1',
          '-p',
          String(port),
          '-U',
          'postgres',
          '-d',
          database,
          '-f',
          '-',
        ],
        { encoding: 'utf8', input: sql, stdio: 'pipe' },
      ).trim(),
    stop: () => {
      asServer(join(bin, 'pg_ctl'), '-D', data, '-m', 'immediate', 'stop');
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

/** Debian keeps the programs of each version in a folder of its own, which is on no path. */
function binaries(): string {
  const versions = readdirSync('/usr/lib/postgresql').sort((a, b) => Number(b) - Number(a));
  return join('/usr/lib/postgresql', versions[0] ?? '15', 'bin');
}

function freePort(): Promise<number> {
  return new Promise((resolve) => {
    const server = createServer().listen(0, '127.0.0.1', () => {
      const address = server.address();
      server.close(() => resolve(typeof address === 'object' && address !== null ? address.port : 0));
    });
  });
}
