let settled: Promise<void> | null = null;

/**
 * Has the browser keep the program's own files, so that the page opens without a network; and is done when it has, or
 * cannot. A patient is opened after that: then nothing more is asked for.
 */
export function keepOffline(): Promise<void> {
  settled ??= register().catch(() => undefined);
  return settled;
}

async function register(): Promise<void> {
  // Not there from a file, or from a server without https: the page works, but needs its server.
  if (!('serviceWorker' in navigator) || !import.meta.env.PROD) return;
  const { installing, active } = await navigator.serviceWorker.register('service-worker.js');
  if (installing === null || active !== null) return;
  await new Promise<void>((resolve) => {
    installing.addEventListener('statechange', () => {
      if (installing.state === 'activated' || installing.state === 'redundant') resolve();
    });
  });
}
