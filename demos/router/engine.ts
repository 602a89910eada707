// The page's one session, with the browser's workers. Neither starts before something is asked of it.
import { workerUrl } from '../runtime/trusted-url.ts';
import { asking, type WorkerLike } from './asking.ts';
import fileWorker from './file.worker.ts?worker&url';
import modelWorker from './model.worker.ts?worker&url';
import { createSession } from './session.ts';

const start = (path: string) => (): WorkerLike => {
  const worker = new Worker(workerUrl(path), { type: 'module' });
  return {
    postMessage: (message) => worker.postMessage(message),
    terminate: () => worker.terminate(),
    hear(message, broken) {
      worker.addEventListener('message', ({ data }) => message(data));
      worker.addEventListener('error', broken);
      worker.addEventListener('messageerror', broken);
    },
  };
};

export const openSession = () =>
  createSession({
    model: asking(start(modelWorker)),
    file: asking(start(fileWorker)),
    every(milliseconds, work) {
      const timer = setInterval(work, milliseconds);
      return () => clearInterval(timer);
    },
  });
