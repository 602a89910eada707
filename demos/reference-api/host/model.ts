// The model that the settings name, as a processor. Its curves are fitted on labelled answers of that very model; there are none
// here, so everything it reads goes to a person until somebody brings them.
import type { Clock } from '../deps.ts';
import { openaiProcessor } from '../intake/openai.ts';
import type { Processor } from '../intake/processor.ts';
import type { Settings } from './environment.ts';

/** The client library is loaded only here. Jitter needs no secret numbers, only different ones. */
export const modelOf = (
  { url, name, key }: NonNullable<Settings['model']>,
  clock: Clock,
): Promise<Processor> =>
  openaiProcessor({
    url,
    key,
    model: name,
    clock,
    curves: null,
    random: () => (crypto.getRandomValues(new Uint32Array(1))[0] as number) / 2 ** 32,
  });
