// Every mutant of the layers, and the proofs that notice it: exactly those that say so. Two processes, each with a database of its
// own, take turns at the list; the files of the service are not touched. `npm test` asks the proofs that must notice, and some that
// must not, others for each mutant; `npm run soak` asks all of them.
import { execFile } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { promisify } from 'node:util';
import { beforeAll, describe, expect, it } from 'vitest';
import { often } from '../../../tests/soak.ts';
import { proofs } from '../all.ts';
import { judge, type Mutant, mutated } from './mutant.ts';
import { mutants } from './mutants.ts';

interface Tried {
  readonly id: string;
  readonly results?: readonly {
    readonly id: string;
    readonly outcome: { readonly kind: string; readonly why?: string };
  }[];
  readonly broken?: string;
}

const main = new URL('main.ts', import.meta.url).pathname;
async function tryAll(ids: readonly string[]): Promise<Tried[]> {
  const { stdout } = await promisify(execFile)(process.execPath, [main, ...ids], { maxBuffer: 1 << 26 });
  return stdout
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line));
}

const all = proofs.map(({ id }) => id);
/** The proofs that must notice, and every so-many-th of all. */
const askedOf = ({ red }: Pick<Mutant, 'red'>, at: number): readonly string[] =>
  all.filter((id, place) => red.includes(id) || (place + at) % often(9, 1) === 0);
const asked = new Map<string, readonly string[]>([
  ['none', all],
  ...mutants.map((one, at) => [one.id, askedOf(one, at)] as const),
]);

const tried = new Map<string, Tried>();
const redOf = (id: string): string[] => {
  const { results, broken } = tried.get(id) as Tried;
  if (!results) throw new Error(`${id} could not be tried: ${broken}`);
  expect(results.filter(({ outcome }) => outcome.kind === 'not-run' || outcome.kind === 'cancelled')).toEqual(
    [],
  );
  expect(results.map(({ id: proof }) => proof).sort()).toEqual([...(asked.get(id) ?? [])].sort());
  return results
    .filter(({ outcome }) => outcome.kind === 'failed')
    .map(({ id: proof }) => proof)
    .sort();
};

beforeAll(async () => {
  const list = [...asked].map(([id, names]) => `${id}:${names.join()}`);
  const halves = [0, 1].map((half) => tryAll(list.filter((_, at) => at % 2 === half)));
  for (const one of (await Promise.all(halves)).flat()) tried.set(one.id, one);
}, 900_000);

it('the service as it is fails no proof', () => {
  expect(redOf('none')).toEqual([]);
});

it.each(mutants.map((one) => [one.id, one] as const))(
  '%s is noticed by its proofs, and by no others',
  (id, mutant) => {
    const red = redOf(id);
    expect(red).toEqual([...mutant.red].sort());
    expect(judge(mutant, red)).toBe('as expected');
  },
);

it('the page shows these mutants', async () => {
  const lines = mutants.map(({ id, layer, says, file, also }) =>
    JSON.stringify({ id, layer, says, file, both: also !== undefined, red: redOf(id) }),
  );
  await expect(`${lines.join('\n')}\n`).toMatchFileSnapshot('results.jsonl');
});

describe('the run itself', () => {
  it('has at least twenty mutants, of every layer, with names of their own', () => {
    expect(mutants.length).toBeGreaterThanOrEqual(20);
    expect(new Set(mutants.map(({ id }) => id)).size).toBe(mutants.length);
    const layers = new Set(mutants.map(({ layer }) => layer));
    for (const layer of ['L1', 'L2', 'L3', 'L4', 'L5', 'L6', 'RS', 'audit'] as const)
      expect(layers).toContain(layer);
  });

  it('control: a mutant that nothing notices is no success, nor one that other proofs notice', () => {
    const [some] = mutants as [Mutant];
    expect(judge({ red: [] }, redOf('none'))).toBe('nothing notices');
    expect(judge(some, redOf('none'))).toBe('nothing notices');
    expect(judge(some, [...some.red, 'roles-decide'])).toBe('other proofs than expected');
  });

  it('control: a mutant whose place has gone says so, instead of changing nothing', () => {
    const [some] = mutants as [Mutant];
    const text = readFileSync(new URL(`../../reference-api/${some.file}`, import.meta.url), 'utf8');
    expect(mutated(some.file, text, some)).not.toBe(text);
    expect(() => mutated(some.file, text.replaceAll(some.find, ''), some)).toThrow('stands 0 times');
  });
});
