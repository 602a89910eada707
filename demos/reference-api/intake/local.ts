// The embedded processor: a classifier trained on generated messages (model/), not a language model. Free, quick, repeatable.
import { judge, split } from './model/build.ts';
import type { Judged } from './model/calibration-error.ts';
import { createReader } from './model/reader.ts';
import { trained } from './model/trained.ts';
import type { Processor } from './processor.ts';

export function localProcessor(): Processor {
  const reader = createReader(trained);
  let examples: readonly Judged[] | undefined;
  return {
    prompt: '-',
    repeatable: true,
    curves: trained.curves,
    usual: trained.usual,
    noveltyLimit: trained.novelty,
    longestMs: 0,
    examples() {
      examples ??= judge(reader, split('calibrate'), 'calibrated');
      return examples;
    },
    process(text) {
      const { fields, scores, novelty } = reader.read(text);
      return { raw: JSON.stringify(fields), scores, model: trained.version, calls: 0, tokens: 0, novelty };
    },
  };
}
