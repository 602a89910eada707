// The page's side: a worker that starts with the first question, answers them in turn, and can be ended whatever it is doing.
import type { Ask, Told } from './messages.ts';

export interface WorkerLike {
  postMessage(message: Ask): void;
  terminate(): void;
  hear(message: (told: Told) => void, broken: () => void): void;
}

/** The worker was ended before it answered. */
export class Ended extends Error {
  override name = 'Ended';
}
/** It did not load, or its memory was not enough. */
export class Broken extends Error {
  override name = 'Broken';
}

// biome-ignore lint/suspicious/noExplicitAny: a question's form is told by its name
export interface Asking<Questions extends Record<keyof Questions, any>> {
  ask<Name extends keyof Questions & string>(
    name: Name,
    what: Questions[Name]['ask'],
    news?: (news: Questions[Name]['news']) => void,
  ): Promise<Questions[Name]['answer']>;
  /** What was asked is refused with `Ended`; the next question starts another worker. */
  end(): void;
}

interface Waiting {
  news(news: unknown): void;
  answer(answer: unknown): void;
  refuse(error: Error): void;
}

// biome-ignore lint/suspicious/noExplicitAny: as above
export function asking<Questions extends Record<keyof Questions, any>>(
  start: () => WorkerLike,
): Asking<Questions> {
  let worker: WorkerLike | null = null;
  let next = 1;
  const waiting = new Map<number, Waiting>();

  function close(error: Error): void {
    worker?.terminate();
    worker = null;
    const all = [...waiting.values()];
    waiting.clear();
    for (const one of all) one.refuse(error);
  }

  function begun(): WorkerLike {
    if (worker) return worker;
    const fresh = start();
    worker = fresh;
    fresh.hear(
      (told) => {
        const one = waiting.get(told.id);
        if (!one || worker !== fresh) return;
        if ('news' in told) return one.news(told.news);
        waiting.delete(told.id);
        if ('answer' in told) one.answer(told.answer);
        else one.refuse(new Error(told.fault));
      },
      () => {
        if (worker === fresh) close(new Broken('the worker'));
      },
    );
    return fresh;
  }

  return {
    ask: (name, what, news = () => {}) =>
      new Promise((resolve, reject) => {
        const id = next++;
        waiting.set(id, { news: news as (news: unknown) => void, answer: resolve as never, refuse: reject });
        try {
          begun().postMessage({ id, name, ask: what });
        } catch {
          close(new Broken('the worker'));
        }
      }),
    end: () => close(new Ended('ended')),
  };
}
