// Preloaded into every server that is measured: tells its processor time and memory when the bench asks.
export interface Usage {
  /** Microseconds of processor time, user and system, all threads, since the process began. */
  readonly cpu: number;
  /** Bytes. */
  readonly rss: number;
}

process.on('message', (message) => {
  if (message !== 'usage') return;
  const { user, system } = process.cpuUsage();
  process.send?.({ cpu: user + system, rss: process.memoryUsage.rss() } satisfies Usage);
});
// What is measured runs as long as the bench, and not a moment longer.
process.on('disconnect', () => process.exit(0));
