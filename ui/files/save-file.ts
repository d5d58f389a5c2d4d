/** Hands a text or a file's bytes to the browser to be saved where the user wants. */
export function saveFile(name: string, type: string, content: string | Uint8Array<ArrayBuffer>): void {
  const address = URL.createObjectURL(
    new Blob([content], { type: typeof content === 'string' ? `${type};charset=utf-8` : type }),
  );
  const link = document.createElement('a');
  link.href = address;
  link.download = name;
  link.click();
  // The download has begun by then; without this it stays in memory.
  setTimeout(() => {
    URL.revokeObjectURL(address);
  }, 10_000);
}
