import type { PgliteProgram } from '../ledger/pglite-database.ts';

let loaded: Promise<PgliteProgram> | null = null;

/** The database itself, some 15 MB: fetched once, when a ledger is first wanted or a patient is about to be opened. */
export function pgliteProgram(): Promise<PgliteProgram> {
  loaded ??= fetched().catch((error: unknown) => {
    loaded = null;
    throw error;
  });
  return loaded;
}

async function fetched(): Promise<PgliteProgram> {
  const [pgliteWasmModule, initdbWasmModule, fsBundle] = await Promise.all([
    compiled(new URL('../../node_modules/@electric-sql/pglite/dist/pglite.wasm', import.meta.url)),
    compiled(new URL('../../node_modules/@electric-sql/pglite/dist/initdb.wasm', import.meta.url)),
    bytesAt(new URL('../../node_modules/@electric-sql/pglite/dist/pglite.data', import.meta.url)),
  ]);
  return { pgliteWasmModule, initdbWasmModule, fsBundle: new Blob([fsBundle]) };
}

async function compiled(address: URL): Promise<WebAssembly.Module> {
  return WebAssembly.compile(await bytesAt(address));
}

async function bytesAt(address: URL): Promise<ArrayBuffer> {
  const answer = await fetch(address);
  if (!answer.ok) throw new Error(`${address.pathname}: ${answer.status}`);
  return answer.arrayBuffer();
}
