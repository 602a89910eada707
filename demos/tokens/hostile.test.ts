// Links and pasted texts of strangers: none of them throws, none of them runs anything, none gets in but what the schema has.
import fc from 'fast-check';
import { expect, it } from 'vitest';
import { fragmentFor, mostBytes, readFragment } from '../kit/fragment.ts';
import { about, clockFrom, clockTo } from './demo.ts';
import { editIds } from './edits.ts';
import { examples } from './examples.ts';
import { checkSignature, readPasted } from './pasted.ts';
import { arrive, createWorkshop, linked, linkedOf, panels } from './workshop.ts';

/** Each state is met whole, changed and cut: 3 × 260 and 300 links. */
const rounds = process.env['SOAK'] ? 20_000 : 260;

const good = fc.record({
  panel: fc.constantFrom(...panels),
  clock: fc.integer({ min: clockFrom, max: clockTo }),
  edit: fc.constantFrom(...editIds),
});
const states = fc.oneof(
  good,
  fc.jsonValue(),
  fc.record(
    {
      panel: fc.oneof(fc.constantFrom(...panels), fc.string()),
      person: fc.oneof(fc.constantFrom('vera', 'ada', '__proto__', 'constructor'), fc.anything()),
      alg: fc.oneof(fc.constantFrom('RS256', 'none'), fc.string()),
      clock: fc.oneof(fc.double(), fc.integer(), fc.constantFrom(1e308, -0, Number.NaN)),
      edit: fc.constantFrom('admin', 'hand', 'toString'),
      seed: fc.oneof(fc.integer(), fc.double()),
      ground: fc.constantFrom('service', 'strict', 'x'),
      manner: fc.constantFrom('single', 'x'),
      token: fc.constant('eyJhbGciOiJub25lIn0.e30.'),
      ['__proto__']: fc.constant({ polluted: true }),
    },
    { requiredKeys: ['panel'] },
  ),
);

it('hostile links crash nothing and carry only choices', async () => {
  const workshop = createWorkshop();
  const begun = workshop.token.state.issued;
  let taken = 0;
  const meet = async (hash: string) => {
    const arrival = await readFragment(hash, about.id, linked);
    if (arrival.kind !== 'state') return;
    taken++;
    arrive(workshop, arrival.state);
    expect(Object.keys(arrival.state)).not.toContain('token');
  };
  await fc.assert(
    fc.asyncProperty(states, async (state) => {
      const hash = await fragmentFor(about.id, state).catch(() => '');
      await meet(hash);
      // The same link with one letter changed, and cut.
      await meet(`${hash.slice(0, -3)}A${hash.slice(-2)}`);
      await meet(hash.slice(0, hash.length >> 1));
    }),
    { numRuns: rounds },
  );
  await fc.assert(
    fc.asyncProperty(fc.string({ maxLength: 300, unit: 'binary' }), (text) => meet(`#${about.id}?s=${text}`)),
    { numRuns: rounds + 40 },
  );
  await meet(`#${about.id}?s=${'A'.repeat(3 * mostBytes)}`);
  // Some did get in, or nothing was tried; nothing was signed, sent or run by it.
  expect(taken).toBeGreaterThan(10);
  expect(workshop.token.state.issued).toBe(begun);
  expect(workshop.runs.state.of).toBeNull();
  expect(workshop.family.state.issuer).toBeNull();
  expect(workshop.tabs.state.joined).toBe(false);
  expect(({} as { polluted?: unknown }).polluted).toBeUndefined();
});

it('a link never holds a token, whatever was typed or pasted', async () => {
  const workshop = createWorkshop();
  await workshop.token.type('payload', '{"mine":"typed by hand"}');
  await workshop.paste.paste(examples[0]?.token ?? '');
  for (const panel of panels) {
    const text = JSON.stringify(linkedOf(workshop, panel));
    expect(text).not.toMatch(/eyJ|typed|mine/);
    expect(linked.safeParse(linkedOf(workshop, panel)).success).toBe(true);
  }
});

it('hostile texts and keys are read or refused in words', async () => {
  const [head = '', body = '', signature = ''] = (examples[1]?.token ?? '').split('.');
  const part = fc.oneof(
    fc.constantFrom(head, body, signature, '', 'e30', 'bnVsbA'),
    fc.base64String(),
    fc.string({ unit: 'binary' }),
  );
  const key = fc.oneof(
    fc.constant(JSON.stringify(examples[1]?.key)),
    fc.json(),
    fc.string(),
    fc.constant('{"keys":[null]}'),
  );
  await fc.assert(
    fc.asyncProperty(fc.array(part, { maxLength: 6 }), key, async (parts, keyText) => {
      const pasted = readPasted(parts.join('.'), 0);
      if (pasted.kind !== 'token') return;
      const { kind } = await checkSignature(pasted, keyText);
      if (parts.join('.') !== examples[1]?.token) expect(kind).not.toBe('right');
    }),
    { numRuns: rounds },
  );
});
