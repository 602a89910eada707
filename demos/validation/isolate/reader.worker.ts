// The reader's code runs in an engine in this worker, off the page's thread, so that the page can always end it.
import '../../runtime/tab/jitless.ts';
import { openInside } from './inside.ts';
import type { FromWorker, ToWorker } from './messages.ts';

const say = (message: FromWorker): void => postMessage(message);
let opening: ReturnType<typeof openInside> | null = null;

addEventListener('message', async ({ data }: MessageEvent<ToWorker>) => {
  try {
    if (data.type === 'prepare') {
      opening = openInside(data.wasm, data.room);
      await opening;
      say({ type: 'prepared' });
    } else if (opening) {
      const inside = await opening;
      const { budget } = inside;
      say({ type: 'began', budget });
      say({ type: 'outcome', outcome: inside.run(data.task, budget) });
    }
  } catch (error) {
    say({ type: 'broken', detail: error instanceof Error ? error.name : typeof error });
  }
});
