/** Puts text on the clipboard. False when the browser refuses: then show it in a field to copy by hand (CopyField). */
export async function copyText(text: string): Promise<boolean> {
  try {
    await navigator.clipboard.writeText(text);
    return true;
  } catch {
    return false;
  }
}
