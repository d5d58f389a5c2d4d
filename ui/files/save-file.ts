/** Hands a text, or bytes, to the browser to be saved where the user wants. */
export function saveFile(name: string, type: string, content: string | Uint8Array): void {
  const part = typeof content === 'string' ? content : (content as Uint8Array<ArrayBuffer>);
  const fullType = typeof content === 'string' ? `${type};charset=utf-8` : type;
  const address = URL.createObjectURL(new Blob([part], { type: fullType }));
  const link = document.createElement('a');
  link.href = address;
  link.download = name;
  link.click();
  // The download has begun by then; without this it stays in memory.
  setTimeout(() => {
    URL.revokeObjectURL(address);
  }, 10_000);
}
