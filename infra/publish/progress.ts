// What a command says while it works: a line when a step begins, one while it goes on, one when it is done.
const megabytes = (bytes: number): string =>
  bytes < 1e6 ? `${(bytes / 1e3).toFixed(1)} kB` : `${(bytes / 1e6).toFixed(1)} MB`;

export const amount = (files: number, bytes: number): string =>
  `${files} ${files === 1 ? 'file' : 'files'}, ${megabytes(bytes)}`;

export type Say = (line: string) => void;

/** Says where it stands every two seconds at most. */
export function counted(say: Say, name: string, total: number, now: () => number) {
  let done = 0;
  let bytes = 0;
  let last = now();
  return {
    tick(size: number) {
      done += 1;
      bytes += size;
      if (now() - last < 2_000 || done === total) return;
      last = now();
      say(`  ${name}: ${done} of ${total} (${megabytes(bytes)})`);
    },
  };
}

/** At most `width` at once; the first that fails ends it. */
export async function inParallel<T>(items: readonly T[], width: number, work: (item: T) => Promise<void>) {
  const waiting = items[Symbol.iterator]();
  const failed: unknown[] = [];
  const worker = async () => {
    for (const item of waiting) {
      if (failed.length > 0) return;
      try {
        await work(item);
      } catch (error) {
        failed.push(error);
      }
    }
  };
  await Promise.all(Array.from({ length: Math.max(1, width) }, worker));
  if (failed.length > 0) throw failed[0];
}
