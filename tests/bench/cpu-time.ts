// Preloaded into a build: when the process ends it notes the processor time it used, all threads together.
// On a machine shared with others that says what the build costs; wall time says how busy the others were.
import { appendFileSync } from 'node:fs';
import { isMainThread } from 'node:worker_threads';

const file = process.env['BENCH_CPU_TIME'];
if (file && isMainThread) {
  process.once('exit', () => {
    const { user, system } = process.cpuUsage();
    appendFileSync(file, `${(user + system) / 1000}\n`);
  });
}
