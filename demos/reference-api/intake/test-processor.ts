// For tests: the trained reader as if it were a model elsewhere, whose calls cost something and are not to be made twice.
import { localProcessor } from './local.ts';
import type { Answered, Processor } from './processor.ts';

export function billed(bill: (text: string) => void): Processor {
  const local = localProcessor();
  return {
    ...local,
    repeatable: false,
    usual: null,
    process(text) {
      bill(text);
      return { ...(local.process(text) as Answered), calls: 1, tokens: 10 };
    },
  };
}
