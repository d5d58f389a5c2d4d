import { execFileSync } from 'node:child_process';
import { preview } from 'vite';

/** Builds the page and serves it as `npm start` does, at a port that is free. */
export async function serveBuiltPage(): Promise<{ address: string; close: () => Promise<void> }> {
  // In a process of its own: vitest's NODE_ENV would bundle React's development build.
  execFileSync('npx', ['vite', 'build', '--logLevel', 'error'], {
    env: { ...process.env, NODE_ENV: 'production' },
    stdio: ['ignore', 'ignore', 'inherit'],
  });
  const server = await preview({ logLevel: 'error', preview: { port: 0, strictPort: false } });
  const [address] = server.resolvedUrls?.local ?? [];
  if (address === undefined) throw new Error('the page is not served');
  return { address, close: () => server.close() };
}
