/** Hands a text to the browser to be saved where the user wants. */
export function saveFile(name: string, type: string, text: string): void {
  const address = URL.createObjectURL(new Blob([text], { type: `${type};charset=utf-8` }));
  const link = document.createElement('a');
  link.href = address;
  link.download = name;
  link.click();
  // The download has begun by then; without this the text stays in memory.
  setTimeout(() => {
    URL.revokeObjectURL(address);
  }, 10_000);
}
