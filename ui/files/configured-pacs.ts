/** The address of the PACS that this page was built for, or that its server named; null: there is none, and none is shown. */
export function configuredPacs(): string | null {
  const named = document.querySelector<HTMLMetaElement>('meta[name="trabecula-dicomweb"]')?.content ?? '';
  return named === '' ? null : new URL(named, document.baseURI).href;
}
