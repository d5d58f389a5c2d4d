import { type ChildProcess, execFileSync, spawn } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { request } from 'node:http';
import { createServer as createTlsServer } from 'node:https';
import { type AddressInfo, createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pipeline } from 'node:stream';

const PLUGIN = '/usr/share/orthanc/plugins/libOrthancDicomWeb.so';

export interface OrthancServer {
  /** Of the DICOMweb service, encrypted, as a reverse proxy before a PACS offers it. */
  readonly url: string;
  /** The same without encryption. */
  readonly plainUrl: string;
  readonly user: string;
  readonly password: string;
  /** The certificate of the authority that signed the server's. */
  readonly authority: string;
  /** Stores files as they are. */
  readonly store: (paths: readonly string[]) => Promise<void>;
  /** As a power cut would. */
  readonly kill: () => Promise<void>;
  readonly stop: () => Promise<void>;
}

/**
 * Starts an Orthanc of its own on loopback with a password, its DICOM port off and its storage in a temporary folder; before
 * it a proxy that encrypts, since Debian's Orthanc ends itself at the first encrypted request. One that Debian has started
 * already, on the usual ports, does not matter.
 */
export async function startOrthanc(): Promise<OrthancServer> {
  if (!existsSync('/usr/sbin/Orthanc') || !existsSync(PLUGIN)) {
    throw new Error('Orthanc with its DICOMweb plugin is wanted: apt-get install orthanc orthanc-dicomweb');
  }
  const folder = mkdtempSync(join(tmpdir(), 'trabecula-orthanc-'));
  const authority = certify(folder);
  const port = await freePort();
  const [user, password] = ['physicist', 'pa:ss wörd'];
  mkdirSync(join(folder, 'storage'));
  writeFileSync(
    join(folder, 'orthanc.json'),
    JSON.stringify({
      StorageDirectory: join(folder, 'storage'),
      IndexDirectory: join(folder, 'storage'),
      HttpPort: port,
      DicomServerEnabled: false,
      RemoteAccessAllowed: false,
      AuthenticationEnabled: true,
      RegisteredUsers: { [user]: password },
      Plugins: [PLUGIN],
      DicomWeb: { Enable: true, Root: '/dicom-web/' },
    }),
  );
  const server = spawn('/usr/sbin/Orthanc', [join(folder, 'orthanc.json')], { stdio: ['ignore', 'ignore', 'pipe'] });
  await hasStarted(server);
  const plainUrl = `http://127.0.0.1:${port}/dicom-web`;
  const front = createTlsServer(
    { key: readFileSync(join(folder, 'server.key')), cert: readFileSync(join(folder, 'server.crt')) },
    (asked, answer) => {
      const onward = request(
        { host: '127.0.0.1', port, path: asked.url, method: asked.method, headers: asked.headers },
        (got) => {
          answer.writeHead(got.statusCode ?? 500, got.headers);
          pipeline(got, answer, () => undefined);
        },
      );
      // A proxy whose server is gone hangs up.
      onward.on('error', () => asked.socket.destroy());
      asked.pipe(onward);
    },
  );
  await new Promise<void>((resolve) => {
    front.listen(0, '127.0.0.1', resolve);
  });
  const end = async (signal: NodeJS.Signals): Promise<void> => {
    if (server.exitCode !== null || server.signalCode !== null) return;
    const ended = new Promise((resolve) => server.once('exit', resolve));
    server.kill(signal);
    await ended;
  };
  return {
    url: `https://127.0.0.1:${(front.address() as AddressInfo).port}/dicom-web`,
    plainUrl,
    user,
    password,
    authority,
    store: async (paths) => {
      const authorization = `Basic ${Buffer.from(`${user}:${password}`).toString('base64')}`;
      for (const path of paths) {
        const answer = await fetch(`http://127.0.0.1:${port}/instances`, {
          method: 'POST',
          headers: { authorization },
          body: readFileSync(path),
        });
        if (!answer.ok) throw new Error(`Orthanc does not take ${path}: ${answer.status} ${await answer.text()}`);
      }
    },
    kill: () => end('SIGKILL'),
    stop: async () => {
      front.closeAllConnections();
      front.close();
      await end('SIGKILL');
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

/** An authority, and a certificate for this computer that it signed. */
function certify(folder: string): string {
  const at = (name: string): string => join(folder, name);
  const openssl = (...words: readonly string[]): unknown => execFileSync('openssl', [...words], { stdio: 'pipe' });
  const newKey = ['-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:prime256v1', '-nodes'];
  openssl(
    'req',
    '-x509',
    ...newKey,
    '-days',
    '2',
    '-subj',
    '/CN=Hospital',
    '-keyout',
    at('ca.key'),
    '-out',
    at('ca.crt'),
  );
  openssl('req', ...newKey, '-subj', '/CN=localhost', '-keyout', at('server.key'), '-out', at('server.csr'));
  writeFileSync(at('names'), 'subjectAltName=DNS:localhost,IP:127.0.0.1');
  openssl(
    ...['x509', '-req', '-in', at('server.csr'), '-CA', at('ca.crt'), '-CAkey', at('ca.key'), '-CAcreateserial'],
    ...['-days', '2', '-extfile', at('names'), '-out', at('server.crt')],
  );
  return at('ca.crt');
}

function hasStarted(server: ChildProcess): Promise<void> {
  return new Promise((resolve, reject) => {
    let log = '';
    server.stderr?.setEncoding('utf8').on('data', (text: string) => {
      log += text;
      if (log.includes('Orthanc has started')) resolve();
    });
    server.once('exit', () => reject(new Error(`Orthanc did not start:\n${log}`)));
    server.once('error', reject);
  });
}

function freePort(): Promise<number> {
  return new Promise((resolve) => {
    const server = createServer().listen(0, '127.0.0.1', () => {
      const address = server.address();
      server.close(() => resolve(typeof address === 'object' && address !== null ? address.port : 0));
    });
  });
}
