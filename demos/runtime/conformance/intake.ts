// A message on its way to a person and back. What the pipeline does between two calls is waited for and not compared; neither are
// confidences, whose last digit is the engine's.
import type { Talk } from './talk.ts';

const queue = '/v1/review';
const text = 'Please cancel order LB-48213.';
const key = (n: number) => ({ 'idempotency-key': `conformance-intake-${n}` });

export async function intake(talk: Talk): Promise<void> {
  const [ada, rita, carl, vera] = [
    await talk.signIn('ada'),
    await talk.signIn('rita'),
    await talk.signIn('carl'),
    await talk.signIn('vera'),
  ];
  async function send(n: number): Promise<string> {
    const body = { text, manual: true };
    const said = await carl.ask('POST', '/v1/intake', { headers: key(n), body });
    const { id } = said.body.inputs[0];
    await talk.until(carl, `/v1/intake/${id}`, ({ state }) => state === 'review');
    return id;
  }

  await vera.ask('POST', '/v1/intake', { headers: key(1), body: { text } });
  await carl.ask('POST', '/v1/intake', { headers: key(2), body: { text, json: { text } } });
  await ada.ask('POST', '/v1/policies', { headers: key(3), body: { method: 'fixed', threshold: 0.95 } });
  await rita.ask('POST', '/v1/policies', { headers: key(4), body: { method: 'fixed', threshold: 0.1 } });
  const id = await send(5);
  const at = `/v1/intake/${id}`;
  for (const member of [carl, vera]) {
    await member.ask('GET', '/v1/intake', {
      shape: ({ inputs }) => inputs.map(({ state }: { state: string }) => state),
    });
    await member.ask('GET', at, {
      shape: ({ state, source, text, output }) => ({ state, source, text, output }),
    });
    await member.ask('GET', `${at}/replay`, {
      shape: ({ to, reasons, fields }) => ({ to, reasons, fields }),
    });
  }
  for (const member of [rita, carl]) {
    await member.ask('GET', '/v1/policies');
    await member.ask('GET', queue, {
      shape: ({ items, open, late }) => ({ items: items.length, open, late }),
    });
    await member.ask('GET', `${queue}/patterns`, {
      shape: ({ patterns }) =>
        patterns.map(({ pattern, count }: { pattern: string; count: number }) => [pattern, count]),
    });
  }

  const claimed = ({ item }: { item: { state: string; reasons: string[]; fence: number } | null }) =>
    item && { state: item.state, reasons: item.reasons, fence: item.fence };
  await carl.ask('POST', `${queue}/claims`, { body: {} });
  const { item } = (await rita.ask('POST', `${queue}/claims`, { body: { id }, shape: claimed })).body;
  const { fence, hash } = item;
  await ada.ask('POST', `${queue}/claims`, { body: { id }, shape: claimed });
  for (const held of [fence, fence + 1])
    await rita.ask('PUT', `${queue}/${id}/lease`, {
      body: { fence: held, keep: true },
      shape: ({ leaseUntil }) => typeof leaseUntil,
    });
  const decide = (body: object) =>
    rita.ask('POST', `${queue}/${id}/decision`, {
      body: { fence, hash, ...body },
      shape: ({ state }) => state,
    });
  await decide({ action: 'reject' });
  await decide({ action: 'approve', hash: '0'.repeat(64) });
  const { decision } = (await decide({ action: 'approve' })).body;
  for (const who of [ada, rita])
    await who.ask('POST', `${queue}/${id}/undo`, { body: { decision }, shape: claimed });

  await send(6);
  const { patterns } = (await rita.ask('GET', `${queue}/patterns`, { shape: () => null })).body;
  const { pattern, digest } = patterns[0];
  for (const counted of ['0'.repeat(64), digest])
    await rita.ask('POST', `${queue}/batches`, {
      body: { pattern, digest: counted, action: 'reject', reason: 'For the script.' },
      shape: ({ decided }) => decided,
    });
}
