// The token of the first frame: RECORD=1 signs another; without it, it must be good, and what stands beside it true.
import { writeFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import { expected } from './demo.ts';
import { examine } from './examine.ts';
import { createMint } from './mint.ts';
import { recorded, recordedVerifier } from './recorded.ts';
import { begin } from './session.ts';

const at = (claims: { iat: number }) => (claims.iat + begin.clock) * 1000;

it.runIf(process.env['RECORD'])('is signed anew', async () => {
  const mint = createMint();
  const issued = await mint.issue('vera', 'RS256', Date.now());
  const [key] = mint.verifiers();
  if (!key) throw new Error('the mint keeps its key');
  const report = await examine(issued.token, [key], expected, at(issued.claims));
  const made = { on: new Date().toISOString().slice(0, 10), kid: key.kid, issued, report };
  writeFileSync(new URL('recorded.json', import.meta.url), `${JSON.stringify(made, null, 1)}\n`);
});

it('is good, by a public key alone, and its report is what the checks say today', async () => {
  const { issued, report } = recorded;
  expect(JSON.stringify(recorded)).not.toMatch(/"(d|p|q|dp|dq|qi)":/);
  const today = await examine(issued.token, [await recordedVerifier()], expected, at(issued.claims));
  expect(today).toEqual(report);
  expect(today.accepted).toBe(true);
});
