/** One line for whatever takes more than a second, so that a long bench is never silent. */
export function progress(doing: string): void {
  console.log(`▸ ${doing}`);
}
