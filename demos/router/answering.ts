// A worker's side of the questions: one function a question, its answer or its fault sent back under the question's number.
import type { Ask, Told } from './messages.ts';

type Answering<Questions extends Record<string, { ask: unknown; news: unknown; answer: unknown }>> = {
  [Name in keyof Questions]: (
    ask: Questions[Name]['ask'],
    news: (news: Questions[Name]['news']) => void,
  ) => Questions[Name]['answer'] | Promise<Questions[Name]['answer']>;
};

// biome-ignore lint/suspicious/noExplicitAny: a question's form is told by its name
export function answering<Questions extends Record<keyof Questions, any>>(by: Answering<Questions>): void {
  const say = (told: Told): void => postMessage(told);
  addEventListener('message', async ({ data: { id, name, ask } }: MessageEvent<Ask<keyof Questions>>) => {
    try {
      say({ id, answer: await by[name](ask, (news) => say({ id, news })) });
    } catch (error) {
      say({ id, fault: error instanceof Error ? error.message : String(error) });
    }
  });
}
