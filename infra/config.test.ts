import { describe, expect, it } from 'vitest';
import * as z from 'zod';
import { ConfigFaults, hostName, readConfig, whole } from './config.ts';
import { exampleValues } from './example-values.ts';
import { chosen, listed, stackNames } from './stacks.ts';

function faultsOf(read: () => unknown): readonly string[] {
  try {
    read();
  } catch (error) {
    if (error instanceof ConfigFaults) return error.faults;
    throw error;
  }
  return [];
}

describe.each(stackNames)('the values of %s', async (name) => {
  const { config } = await listed[name].open();
  const read = (change: Record<string, string | undefined>) =>
    readConfig(config, { ...exampleValues, ...change });
  const needed = Object.keys(config.shape).filter((key) => !config.shape[key]?.safeParse(undefined).success);

  it('are complete in the example', () => expect(faultsOf(() => read({}))).toEqual([]));

  it.each(Object.keys(config.shape))(
    '%s: a wrong one is a sentence that names it and does not repeat it',
    (key) => {
      const faults = faultsOf(() => read({ [key]: '  ~hunter2~  ' }));
      expect(faults).toHaveLength(1);
      expect(faults[0]).toMatch(new RegExp(`^${key}: (is|are) .+[^.]\\.$`));
      expect(faults[0]).not.toContain('hunter2');
    },
  );

  it.each(needed)('%s: a missing one too', (key) => {
    for (const nothing of [undefined, ''])
      expect(faultsOf(() => read({ [key]: nothing }))).toEqual([
        expect.stringMatching(new RegExp(`^${key}: is missing; it (is|are) .+\\.$`)),
      ]);
  });
});

it('tells every fault, not the first only', () => {
  const faults = faultsOf(() => readConfig(z.object({ A: hostName, B: whole(1, 2) }), { B: '3' }));
  expect(faults).toEqual([
    'A: is missing; it is a host name in lower case, such as app.example.com.',
    'B: is a whole number from 1 to 2.',
  ]);
});

it('knows a stack by its name only', () => {
  expect(chosen([])).toEqual(stackNames);
  expect(() => chosen(['lavbytes-refrence'])).toThrow(/^There is no stack lavbytes-refrence\. There are /);
});
