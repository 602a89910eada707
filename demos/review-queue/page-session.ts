// The engine with the page's runtime behind it, and with other tabs of this browser beside it.
import { borrowedHost } from '../runtime/hosts/borrowed.ts';
import { lend } from '../runtime/lent.ts';
import { tabOfPage } from '../runtime/page-tab.ts';
import { runtime } from '../runtime/runtime.ts';
import { createSession } from './session.ts';

const host = borrowedHost();
const channel = new BroadcastChannel('review-queue');
let borrowing = false;

async function boot() {
  if (!runtime.running) {
    borrowing = await host.offered();
    const running = await runtime.boot(borrowing ? host : await tabOfPage());
    if (!borrowing) lend(running);
    return { running, borrowed: borrowing };
  }
  if (!borrowing) lend(runtime.running);
  return { running: runtime.running, borrowed: borrowing };
}

export const session = createSession({
  boot,
  async restart(database) {
    runtime.stop();
    const running = await runtime.boot(await tabOfPage(), { database });
    lend(running);
    return running;
  },
  offered: () => (runtime.running ? Promise.resolve(false) : host.offered()),
  tell: () => channel.postMessage('changed'),
  hear: (changed) => {
    channel.onmessage = () => changed();
  },
  now: () => Date.now(),
  every: (second) => {
    const timer = setInterval(second, 1_000);
    return () => clearInterval(timer);
  },
});
