/** Puts a file into the reader's downloads. */
export function saveFile(file: Blob, name: string): void {
  const anchor = document.createElement('a');
  anchor.href = URL.createObjectURL(file);
  anchor.download = name;
  anchor.click();
  // The browser has taken it by then; keeping it longer would keep the whole file in memory.
  setTimeout(() => URL.revokeObjectURL(anchor.href), 60_000);
}
