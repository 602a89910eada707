import { describe, expect, it } from 'vitest';
import { contracts } from './contracts.ts';
import { judgeText } from './judge.ts';
import { placeInSchema } from './schema-place.ts';
import { placeInValue } from './value-place.ts';

describe('an issue of the API’s own contracts', () => {
  it.each(
    Object.entries(contracts).flatMap(([id, { examples }]) =>
      [...examples.keys()].map((at) => [id, at] as const),
    ),
  )('has its place in the value and in the schema: %s, example %s', (id, at) => {
    const { schema, source, examples } = contracts[id as keyof typeof contracts];
    const { text = '' } = examples[at] ?? {};
    const verdict = judgeText(schema, text);
    const places = (verdict.kind === 'refused' ? verdict.issues : []).map((issue) => {
      const value = placeInValue(text, issue);
      const call = placeInSchema(source, issue);
      return [
        issue.path.join('.'),
        text.slice(value.from, value.to),
        call && source.slice(call.from, call.to),
      ];
    });
    expect(places).toMatchSnapshot();
  });
});
