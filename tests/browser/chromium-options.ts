import { existsSync } from 'node:fs';
import type { LaunchOptions } from 'playwright';

const DEBIAN = '/usr/bin/chromium';

/** Debian's Chromium where it is installed, else the one that comes with npm: nothing is fetched. */
export async function chromiumOptions(): Promise<LaunchOptions> {
  return {
    executablePath: existsSync(DEBIAN) ? DEBIAN : await fromNpm(),
    args: [
      '--no-sandbox',
      '--disable-quic',
      '--no-first-run',
      '--disable-background-networking',
      '--disable-component-update',
      '--disable-sync',
    ],
  };
}

async function fromNpm(): Promise<string> {
  const { default: packed } = await import('@sparticuz/chromium');
  return packed.executablePath();
}
