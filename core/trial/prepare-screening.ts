/** Loads what screening loads only when a patient is screened: for a page that asks for nothing once one is open. */
export async function prepareScreening(): Promise<void> {
  await Promise.all([import('./compile-criterion.ts'), import('./laboratory-fact.ts')]);
}
