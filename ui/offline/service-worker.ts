// The library's types take this for a worker of another kind.
const worker = self as unknown as ServiceWorkerGlobalScope;

/**
 * Keeps the program's own files, so that the page opens without a network. The build puts their names and one hash of them
 * all in place of these two words. Nothing else is ever kept: what is not among them goes past this worker, and what a user
 * opens is never asked for by an address.
 */
declare const __FILES__: readonly string[];
declare const __VERSION__: string;

/** Kept when they are first asked for: they are large, and only some want them. */
const ON_DEMAND = /^demo\/|\/(pglite|initdb)-[\w-]+\.(wasm|data)$/;
const PREFIX = 'trabecula ';
const NAME = `${PREFIX}${__VERSION__}`;

worker.addEventListener('install', (event) => {
  const wanted = __FILES__.filter((file) => !ON_DEMAND.test(file));
  event.waitUntil(
    caches.open(NAME).then((cache) => cache.addAll(wanted.map((file) => new Request(file, { cache: 'no-cache' })))),
  );
});

worker.addEventListener('activate', (event) => {
  event.waitUntil(
    caches
      .keys()
      .then((names) =>
        Promise.all(
          names.filter((name) => name.startsWith(PREFIX) && name !== NAME).map((name) => caches.delete(name)),
        ),
      )
      .then(() => worker.clients.claim()),
  );
});

worker.addEventListener('fetch', (event) => {
  const file = fileOf(event.request);
  if (file !== null) event.respondWith(kept(event.request, file));
});

/** The name of an own file; null for anything else, which takes its usual way. */
function fileOf(request: Request): string | null {
  const scope = new URL('./', worker.location.href);
  const address = new URL(request.url);
  if (request.method !== 'GET' || !address.href.startsWith(scope.href)) return null;
  const path = address.pathname.slice(scope.pathname.length);
  const file = path === '' ? 'index.html' : path;
  return __FILES__.includes(file) ? file : null;
}

async function kept(request: Request, file: string): Promise<Response> {
  const cache = await caches.open(NAME);
  const found = await cache.match(file);
  if (found !== undefined) return found;
  const answer = await fetch(request);
  if (answer.ok) await cache.put(file, answer.clone());
  return answer;
}
