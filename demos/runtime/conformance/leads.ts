// A lead from a browser with the form in it: the work is done for real, and a moment passes, because nobody types faster.
import { solveChallenge } from 'altcha-lib';
import { deriveKey } from 'altcha-lib/algorithms/web/pbkdf2';
import { pause, type Talk } from './talk.ts';

const path = '/v1/leads';
const site = { origin: 'https://site.example', 'sec-fetch-site': 'same-origin' };
const lead = { building: 'A thing.', stage: 'idea', name: 'Zoë', email: 'zoe@example.com' };
/** Longer than the service thinks that anybody needs at least. */
const typing = 3_100;

export async function leads(talk: Talk): Promise<void> {
  await talk.ask('GET', `${path}/challenge?now=1`);
  const { body } = await talk.ask('GET', `${path}/challenge`, { shape: (said) => Object.keys(said).sort() });
  const { challenge } = body;
  const solution = await solveChallenge({ challenge, deriveKey });
  const proof = btoa(JSON.stringify({ challenge, solution }));
  await pause(typing);
  const key = { 'idempotency-key': 'conformance-lead-1' };
  const given = { shape: ({ reference }: { reference: string }) => /^LB-\w{4}-\w{4}$/.test(reference) };
  await talk.ask('POST', path, {
    headers: { ...site, ...key },
    body: { lead: { ...lead, email: 'zoe' }, proof },
  });
  await talk.ask('POST', path, { headers: { ...site, ...key }, body: { lead, proof: 'AAAA' } });
  const first = await talk.ask('POST', path, {
    headers: { ...site, ...key },
    body: { lead, proof },
    ...given,
  });
  const again = await talk.ask('POST', path, {
    headers: { ...site, ...key },
    body: { lead, proof },
    ...given,
  });
  talk.found('the same draft has the same number', first.body.reference === again.body.reference);
  await talk.ask('POST', path, {
    headers: { ...site, ...key },
    body: { lead: { ...lead, building: 'Another.' }, proof },
  });
  await talk.ask('POST', path, {
    headers: { ...site, 'idempotency-key': 'conformance-lead-2' },
    body: { lead, proof },
  });

  const [ada, carl, abel] = [await talk.signIn('ada'), await talk.signIn('carl'), await talk.signIn('abel')];
  for (const member of [ada, carl, abel])
    await member.ask('GET', path, {
      shape: ({ leads: listed, next }) => ({
        next,
        leads: listed?.map((one: { lead: unknown; mail: string }) => [one.lead, one.mail]),
      }),
    });
}
