// Answers from before, by the text that they were given to: for replays and for tests. What it does not know, it does not answer.
import { type Answered, NoAnswer, type Processor } from './processor.ts';

export interface Recording extends Pick<Processor, 'prompt' | 'curves' | 'usual' | 'noveltyLimit'> {
  readonly answers: Readonly<Record<string, Answered>>;
}

export const recordedProcessor = ({ answers, ...rest }: Recording): Processor => ({
  ...rest,
  repeatable: true,
  longestMs: 0,
  examples: () => null,
  process(text) {
    const answer = Object.hasOwn(answers, text) ? answers[text] : undefined;
    if (answer === undefined) throw new NoAnswer('refused', false, 0);
    return answer;
  },
});
