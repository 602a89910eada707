// The pipeline through the whole service, on both hosts: what comes in, what becomes of it, who decides it, and what is left of
// it in the trail.
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createApp } from '../app.ts';
import { readEnvironment } from '../host/environment.ts';
import { modelOf } from '../host/model.ts';
import { sql } from '../storage/sql.ts';
import { type Host, hostKinds, openHost } from '../test/hosts.ts';
import { modelStub } from '../test/model-stub.ts';
import { split } from './model/build.ts';

const keyed = () => ({ 'idempotency-key': crypto.randomUUID() });
const sure = 'Please cancel order LB-48213.';
const odd = 'Order LB-48214 is not what I wanted, what can I do now?';

// biome-ignore lint/suspicious/noExplicitAny: answers of many routes, looked into by tests
const json = async (answer: Response): Promise<any> => {
  const body = await answer.json();
  if (answer.status >= 400) throw new Error(`${answer.status} ${JSON.stringify(body)}`);
  return body;
};

describe.each(hostKinds)('intake on %s', (kind) => {
  let host: Host;
  beforeAll(async () => {
    host = await openHost(kind);
  });
  afterAll(() => host.close());

  const send = async (body: object, who: 'carl' | 'rita' | 'ada' = 'carl') =>
    (await json(await host.as(who)('/v1/intake', { body, headers: keyed() }))).inputs;
  const claim = async (who: 'rita' | 'ada', body: object = {}) =>
    (await json(await host.as(who)('/v1/review/claims', { body }))).item;
  const decide = (who: 'rita' | 'ada', item: { id: string; fence: number; hash: string }, more: object) =>
    host.as(who)(`/v1/review/${item.id}/decision`, { body: { fence: item.fence, hash: item.hash, ...more } });
  const read = async (id: string) => json(await host.as('ada')(`/v1/intake/${id}`));
  const count = async (table: 'outputs' | 'review_items' | 'inputs') => {
    const { rows } = await host.inspect(`select count(*)::integer from ${table}`);
    return rows[0]?.[0] as number;
  };
  const noSample = () =>
    host.as('ada')('/v1/policies', {
      body: { method: 'fixed', threshold: 0.9, qaRate: 0 },
      headers: keyed(),
    });

  it('approves what it is sure of, asks a person about the rest, and says why', async () => {
    expect((await noSample()).status).toBe(201);
    const [a] = await send({ text: sure });
    const [b] = await send({ text: odd });
    const [c] = await send({ text: sure, manual: true });
    expect([a.state, b.state]).toEqual(['received', 'received']);
    await host.app.intake.drain();
    const [one, two, three] = [await read(a.id), await read(b.id), await read(c.id)];
    expect(one).toMatchObject({
      state: 'stored',
      text: sure,
      output: {
        how: 'auto',
        fields: {
          intent: 'cancellation',
          urgency: 'normal',
          orderNumber: 'LB-48213',
          amountCents: null,
          date: null,
        },
        inputHash: a.hash,
        policyVersion: 1,
        decidedBy: null,
      },
    });
    expect(one.confidence).toBeGreaterThanOrEqual(0.9);
    expect([two.state, two.output]).toEqual(['review', null]);
    expect(three.state).toBe('review');
    const { items } = await json(await host.as('rita')('/v1/review'));
    const reasons = Object.fromEntries(
      items.map((item: { id: string; reasons: string[] }) => [item.id, item.reasons]),
    );
    expect(reasons[b.id]).toContain('low_confidence');
    expect(reasons[c.id]).toEqual(['manual']);
    // The object is there, and says what the row says.
    const [key] = await host.deps.objects.list(`outputs/`);
    expect(key).toContain(a.id);
  });

  it('asks the model that the settings name, through LangChain; without one, the classifier of the service answers', async () => {
    const stub = await modelStub();
    try {
      const { model } = readEnvironment({ MODEL_URL: stub.url, MODEL_NAME: 'gpt-4', MODEL_KEY: 'a-key' });
      const processor = await modelOf(model as NonNullable<typeof model>, host.clock);
      const app = createApp({ ...host.deps, processor });
      const [asked] = await send({ text: sure });
      await app.intake.drain();
      expect(stub.calls.map((body) => JSON.parse(body).model)).toEqual(['gpt-4']);
      expect(stub.heads[0]).toMatchObject({
        authorization: 'Bearer a-key',
        'user-agent': expect.stringContaining('langchain'),
      });
      // Nobody has measured how often this model is right, so a person decides.
      expect((await read(asked.id)).state).toBe('review');
      const item = (await json(await host.as('rita')('/v1/review'))).items.find(
        (one: { id: string }) => one.id === asked.id,
      );
      expect(item.reasons).toContain('no_confidence_signal');

      const [own] = await send({ text: sure });
      await host.app.intake.drain();
      expect(stub.calls).toHaveLength(1);
      expect((await read(own.id)).output.model).toMatch(/^local-/);
    } finally {
      await stub.close();
    }
  });

  it('takes JSON, text, tables and mail, keeps them as they came, and names the line of a fault', async () => {
    const file = (type: string, content: string) => ({
      file: { name: 'x', type, base64: Buffer.from(content).toString('base64') },
    });
    const mail = `From: a@b.example\r\nSubject: Cancel please\r\nContent-Type: text/plain; charset=utf-8\r\n\r\n${sure}\r\n`;
    const table = 'id,text\n1,"Where is LB-11111,\nmy parcel?"\n2,Please cancel LB-22222.\n';
    expect(await send({ json: [{ text: sure, from: 'x' }, { text: odd }] })).toHaveLength(2);
    expect(await send(file('text/plain', sure))).toMatchObject([{ source: 'text/plain' }]);
    expect(await send(file('application/json', JSON.stringify({ text: sure })))).toHaveLength(1);
    const rows = await send(file('text/csv', table));
    expect(rows).toHaveLength(2);
    const [letter] = await send(file('message/rfc822', mail));
    expect((await read(letter.id)).text).toBe(`Cancel please\n${sure}`);
    expect((await read(rows[0].id)).text).toBe('Where is LB-11111,\nmy parcel?');

    const before = await count('inputs');
    const refused = async (body: object) => {
      const answer = await host.as('carl')('/v1/intake', { body, headers: keyed() });
      return [
        answer.status,
        ((await answer.json()) as { errors?: { pointer: string }[] }).errors?.[0]?.pointer,
      ];
    };
    expect(await refused(file('text/csv', 'id,text\n1,a\n2\n'))).toEqual([400, '/file/base64/line/3']);
    expect(await refused(file('text/csv', 'id,message\n1,a\n'))).toEqual([400, '/file/base64/line/1']);
    expect(await refused(file('text/csv', 'text\n"never closed\n'))).toEqual([400, '/file/base64/line/2']);
    expect(await refused(file('text/plain', ' \n '))).toEqual([400, '/file/base64']);
    expect(await refused(file('application/json', '{"text": 5}'))).toEqual([400, '/file/base64/0/text']);
    expect(
      await refused({
        file: { name: 'x', type: 'text/plain', base64: Buffer.from([0xff]).toString('base64') },
      }),
    ).toEqual([400, '/file/base64']);
    expect((await refused({ text: 'a', json: { text: 'b' } }))[0]).toBe(400);
    // A host without a reader of PDFs says so.
    expect((await refused(file('application/pdf', '%PDF-1.7')))[0]).toBe(415);
    expect(await count('inputs')).toBe(before);
  });

  it('raw texts and answers are sealed in the tables', async () => {
    await host.app.intake.drain();
    const { rows } = await host.inspect('select raw_sealed, answer_sealed from inputs');
    for (const [raw, answer] of rows) {
      for (const sealed of [raw, answer] as Uint8Array[])
        expect(Buffer.from(sealed).includes(Buffer.from('cancel'))).toBe(false);
      expect((answer as Uint8Array).length).toBeGreaterThan(100);
    }
  });

  it('AUTHZ-09: who sent it in cannot claim or decide it, nor can the first of two reviewers be the second', async () => {
    const [own] = await send({ text: odd, manual: true }, 'rita');
    const [big] = await send({ text: 'I would like a refund of €900.00 for order LB-55555.', manual: true });
    await host.app.intake.drain();
    expect(await claim('rita', { id: own.id })).toBeNull();
    const theirs = await claim('ada', { id: own.id });
    expect((await decide('rita', theirs, { action: 'approve' })).status).toBe(403);
    expect((await decide('ada', theirs, { action: 'approve' })).status).toBe(200);

    const first = await claim('rita', { id: big.id });
    expect(first.twice).toBe(true);
    expect(await json(await decide('rita', first, { action: 'approve' }))).toMatchObject({ state: 'second' });
    expect(await claim('rita', { id: big.id })).toBeNull();
    const second = await claim('ada', { id: big.id });
    expect((await decide('rita', second, { action: 'approve' })).status).toBe(403);
    expect(await json(await decide('ada', second, { action: 'approve' }))).toMatchObject({ state: 'done' });

    // The database says the same where the service would not.
    const guard = (author: boolean) =>
      host.deps.database
        .transaction(
          {
            organisation: '01900000-0000-7000-8000-00000000000a',
            user: '01900000-0000-7000-8000-00000000004a',
            role: 'reviewer',
          },
          (tx) =>
            tx.query(sql`insert into decisions (id, organisation_id, input_id, reviewer, action, draft_hash, before, at)
            values (${crypto.randomUUID()}, api.organisation(), ${author ? own.id : big.id}, api.member(), 'approve', sha256(''::bytea), '{}'::jsonb, now())`),
        )
        .then(
          () => 'written',
          (error: Error & { code?: string }) => error.code,
        );
    expect(await guard(true)).toBe('42501');
  });

  it('an approval is bound to what was shown, a correction to the contract', async () => {
    const [sent] = await send({ text: odd, manual: true });
    await host.app.intake.drain();
    const item = await claim('rita', { id: sent.id });
    expect(item.text).toBe(odd);
    const other = { ...item, hash: item.hash.replace(/^./, (c: string) => (c === '0' ? '1' : '0')) };
    expect((await decide('rita', other, { action: 'approve' })).status).toBe(409);
    expect((await decide('rita', { ...item, fence: item.fence + 1 }, { action: 'approve' })).status).toBe(
      409,
    );
    expect((await decide('ada', item, { action: 'approve' })).status).toBe(409);
    const wrong = { ...item.fields, approved: true };
    expect((await decide('rita', item, { action: 'correct', reason: 'x', fields: wrong })).status).toBe(400);
    expect((await decide('rita', item, { action: 'reject' })).status).toBe(400);
    const fields = { ...item.fields, intent: 'refund' };
    await json(await decide('rita', item, { action: 'correct', reason: 'asks for money', fields }));
    host.clock.advance(10_000);
    await host.app.intake.drain();
    expect((await read(sent.id)).output).toMatchObject({
      how: 'corrected',
      fields,
      decidedBy: '01900000-0000-7000-8000-00000000004a',
    });
  });

  it('a decision can be taken back for ten seconds, and not for longer', async () => {
    const [sent] = await send({ text: odd, manual: true });
    await host.app.intake.drain();
    const item = await claim('rita', { id: sent.id });
    const { decision } = await json(await decide('rita', item, { action: 'reject', reason: 'not for us' }));
    const undo = (who: 'rita' | 'ada', id = decision) =>
      host.as(who)(`/v1/review/${sent.id}/undo`, { body: { decision: id } });
    host.clock.advance(9_999);
    await host.app.intake.drain();
    expect((await undo('ada')).status).toBe(409);
    const { item: back } = await json(await undo('rita'));
    expect(back).toMatchObject({
      hash: item.hash,
      claimedBy: '01900000-0000-7000-8000-00000000004a',
      state: 'open',
    });
    expect(back.fence).toBeGreaterThan(item.fence);
    expect((await undo('rita')).status).toBe(409);
    const again = await json(await decide('rita', back, { action: 'approve' }));
    host.clock.advance(10_000);
    expect((await undo('rita', again.decision)).status).toBe(409);
    await host.app.intake.drain();
    expect(await read(sent.id)).toMatchObject({ state: 'stored', output: { how: 'approved' } });
  });

  it('a claim ends by itself after five minutes without a sign of life, and a late decision is refused', async () => {
    const [sent] = await send({ text: odd, manual: true });
    await host.app.intake.drain();
    const item = await claim('rita', { id: sent.id });
    host.clock.advance(299_000);
    const kept = await host.as('rita')(`/v1/review/${sent.id}/lease`, {
      method: 'PUT',
      body: { fence: item.fence, keep: true },
    });
    expect(kept.status).toBe(200);
    host.clock.advance(299_000);
    expect(await claim('ada', { id: sent.id })).toBeNull();
    host.clock.advance(1_000);
    const taken = await claim('ada', { id: sent.id });
    expect(taken.fence).toBe(item.fence + 1);
    expect((await decide('rita', item, { action: 'approve' })).status).toBe(409);
    const late = await host.as('rita')(`/v1/review/${sent.id}/lease`, {
      method: 'PUT',
      body: { fence: item.fence, keep: true },
    });
    expect(late.status).toBe(409);
    expect((await decide('ada', taken, { action: 'escalate', reason: 'for the lawyers' })).status).toBe(200);
    const { items } = await json(await host.as('rita')('/v1/review'));
    expect(items[0]).toMatchObject({ id: sent.id, escalated: true });
  });

  it('a batch decides exactly what was counted, or nothing', async () => {
    const sent = await send({
      json: Array.from({ length: 5 }, (_, i) => ({ text: `Please cancel order LB-7000${i}.` })),
      manual: true,
    });
    await host.app.intake.drain();
    const pattern = 'cancellation+manual';
    const counted = async () =>
      (await json(await host.as('rita')('/v1/review/patterns'))).patterns.find(
        (one: { pattern: string }) => one.pattern === pattern,
      );
    const before = await counted();
    expect(before.count).toBeGreaterThanOrEqual(5);
    await send({ text: 'Please cancel order LB-70009.', manual: true });
    await host.app.intake.drain();
    const batch = (digest: string) =>
      host.as('rita')('/v1/review/batches', {
        body: { pattern, digest, action: 'approve', reason: 'all alike' },
      });
    expect((await batch(before.digest)).status).toBe(409);
    const after = await counted();
    const { decided, decisions } = await json(await batch(after.digest));
    expect(decided).toBe(before.count + 1);
    expect(new Set(decisions.map((one: { id: string }) => one.id)).size).toBe(decided);
    host.clock.advance(10_000);
    await host.app.intake.drain();
    for (const { id } of sent) expect((await read(id)).output).toMatchObject({ how: 'approved' });
    expect(await counted()).toBeUndefined();
  });

  it('AI-07: the same input under the same key, 100 times: one input, one output, billed once', async () => {
    const headers = keyed();
    const before = await count('outputs');
    const all = await Promise.all(
      Array.from({ length: 100 }, async () => {
        for (;;) {
          const answer = await host.as('carl')('/v1/intake', {
            body: { text: 'Please cancel order LB-99999.' },
            headers,
          });
          // 409: the first one is still at it.
          if (answer.status !== 409) return (await json(answer)).inputs[0].id;
        }
      }),
    );
    expect(new Set(all).size).toBe(1);
    await host.app.intake.drain();
    await host.app.intake.drain();
    expect(await count('outputs')).toBe(before + 1);
    const calls = await host.owner.query(
      sql`select count(*)::integer as n from audit_entries where convert_from(body, 'UTF8') like ${`%pipeline.call%${all[0]}%`}`,
    );
    expect(calls).toEqual([{ n: 1 }]);
  });

  it('AI-08: an old item is judged again by its own versions, whatever the policy says now', async () => {
    const [sent] = await send({ text: 'Please cancel order LB-12121.' });
    await host.app.intake.drain();
    const then = await read(sent.id);
    const strict = { method: 'guarantee', alpha: 0.03, delta: 0.1, qaRate: 1 };
    const { version, threshold } = await json(
      await host.as('ada')('/v1/policies', { body: strict, headers: keyed() }),
    );
    expect(threshold).toBeGreaterThan(0.9);
    const replayed = await json(await host.as('ada')(`/v1/intake/${sent.id}/replay`));
    expect(replayed).toMatchObject({
      to: 'auto',
      reasons: [],
      confidence: then.confidence,
      policyVersion: then.output.policyVersion,
      model: then.output.model,
      schemaVersion: then.output.schemaVersion,
    });
    expect(then.output.policyVersion).toBeLessThan(version);
    const [now] = await send({ text: 'Please cancel order LB-12121.' });
    await host.app.intake.drain();
    expect((await read(now.id)).state).toBe('review');
    expect(await json(await host.as('ada')(`/v1/intake/${now.id}/replay`))).toMatchObject({
      to: 'human',
      policyVersion: version,
    });
    await noSample();
  });

  it('AI-11: for every output the trail leads from the input’s hash to model, decision and person', async () => {
    const some = split('test').slice(0, 60);
    await send({ json: some.map(({ text }) => ({ text })) });
    await host.app.intake.drain();
    for (let item = await claim('ada'); item !== null; item = await claim('ada')) {
      const action = item.fields === null ? { action: 'reject', reason: 'no answer' } : { action: 'approve' };
      await json(await decide('ada', item, action));
    }
    host.clock.advance(10_000);
    await host.app.intake.drain();
    await host.app.settle();
    const entries = (
      await host.owner.query<{ body: string }>(
        sql`select convert_from(body, 'UTF8') as body from audit_entries order by seq`,
      )
    ).map(({ body }) => JSON.parse(body));
    const { rows } = await host.inspect(
      "select input_id, encode(input_hash, 'hex') as input, encode(output_hash, 'hex') as output, model, policy_version, how, decided_by from outputs",
    );
    expect(rows.length).toBeGreaterThan(30);
    const gaps: string[] = [];
    for (const [id, input, output, model, policy, how, by] of rows) {
      const of = entries.filter(({ resource }) => resource === id);
      const find = (action: string, details: object) =>
        of.some(
          (one) => one.action === action && Object.entries(details).every(([k, v]) => one.details?.[k] === v),
        );
      if (!find('pipeline.call', { input, model })) gaps.push(`${id}: no call`);
      if (!find('pipeline.validate', {})) gaps.push(`${id}: no contract`);
      if (!find('pipeline.route', { policy })) gaps.push(`${id}: no route`);
      if (!find('pipeline.store', { output, how })) gaps.push(`${id}: no store`);
      if (how !== 'auto' && !find('pipeline.store', { by, input })) gaps.push(`${id}: nobody`);
      if (
        how !== 'auto' &&
        !of.some(
          (one) =>
            /^review\.(decide|batched)$/.test(one.action) &&
            one.subject === by &&
            one.details.draft === output,
        )
      )
        gaps.push(`${id}: the decision is not for what was stored`);
    }
    expect(gaps).toEqual([]);
    expect(rows.some(([, , , , , how]) => how === 'auto')).toBe(true);
    expect(rows.some(([, , , , , how]) => how === 'approved')).toBe(true);
  });
});
