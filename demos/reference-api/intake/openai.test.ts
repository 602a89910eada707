// AI-06 and the bad answers, against a server that misbehaves. Time is given: pauses are counted and not waited for, and a
// deadline passes when the stub has done what it does.
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { type Act, envelope, good, type ModelStub, modelStub, says, tokensOf } from '../test/model-stub.ts';
import { evidenceOf, judgement } from './judgement.ts';
import { trained } from './model/trained.ts';
import { longestMs, openaiProcessor, timeoutMs, tries } from './openai.ts';
import { NoAnswer, type Processor } from './processor.ts';
import { standing } from './route-by-confidence.ts';

const text = 'Please cancel order LB-48213.';
const answer = JSON.stringify(good);

let stub: ModelStub;
let now: number;
let pauses: number[];
let deadlines: AbortController[];
let processor: Processor;

beforeAll(async () => {
  stub = await modelStub();
});
afterAll(() => stub.close());
beforeEach(async () => {
  now = 0;
  pauses = [];
  deadlines = [];
  processor = await openaiProcessor({
    url: stub.url,
    key: 'none',
    model: 'gpt-4',
    clock: { now: () => now },
    curves: trained.curves,
    random: () => 0.5,
    wait: async (ms) => {
      pauses.push(ms);
      now += ms;
    },
    deadline: (ms) => {
      expect(ms).toBe(timeoutMs);
      const controller = new AbortController();
      deadlines.push(controller);
      return controller.signal;
    },
  });
});

const route = async () => {
  const answered = await processor.process(text);
  const context = {
    prompt: processor.prompt,
    curves: processor.curves,
    noveltyLimit: 1,
    drift: 0,
    policyVersion: 0,
  };
  return { answered, ...judgement('id', false, evidenceOf(answered, context), { ...standing, qaRate: 0 }) };
};
const noAnswer = async (): Promise<NoAnswer> => {
  const error = await Promise.resolve(processor.process(text)).catch((reason: unknown) => reason);
  expect(error).toBeInstanceOf(NoAnswer);
  return error as NoAnswer;
};
/** The deadline of this call passes now. */
const passes = () => deadlines.at(-1)?.abort(new DOMException('', 'TimeoutError'));

describe('a good answer', () => {
  it('is what the contract asked for, with the scores of its tokens', async () => {
    stub.will(says(envelope(answer)));
    const { answered, fields, routed } = await route();
    expect(fields).toEqual(good);
    expect(routed).toEqual({ to: 'auto', reasons: [] });
    expect(answered).toMatchObject({ raw: answer, model: 'stub-1', calls: 1, tokens: 100 });
    expect(answered.scores?.intent).toBeCloseTo(Math.exp(-0.004), 2);
    const sent = JSON.parse(stub.calls[0] as string);
    expect(sent.response_format.json_schema).toMatchObject({
      strict: true,
      schema: { additionalProperties: false },
    });
    expect(Object.keys(sent.response_format.json_schema.schema.properties)).toEqual(Object.keys(good));
    expect(sent.logprobs).toBe(true);
    expect(sent.tools).toBeUndefined();
  });

  it('without curves for this model is for a person, however sure it is', async () => {
    const bare = await openaiProcessor({
      url: stub.url,
      key: 'none',
      model: 'gpt-4',
      clock: { now: () => 0 },
      curves: null,
      random: () => 0.5,
    });
    stub.will(says(envelope(answer)));
    const answered = await bare.process(text);
    const context = { prompt: '-', curves: bare.curves, noveltyLimit: 1, drift: 0, policyVersion: 0 };
    expect(judgement('id', false, evidenceOf(answered, context), standing).routed.reasons).toContain(
      'no_confidence_signal',
    );
  });
});

const withField = (change: object) => JSON.stringify({ ...good, ...change });
const bad: Readonly<Record<string, string>> = {
  prose: 'Certainly! The customer would like to cancel order LB-48213.',
  fenced: `\`\`\`json\n${answer}\n\`\`\``,
  truncated: answer.slice(0, -7),
  'a duplicated key': answer.replace('{', '{"intent":"refund",'),
  'a key too many': withField({ confidence: 0.99 }),
  approval: withField({ approved: true }),
  'a key too few': JSON.stringify({ intent: 'refund' }),
  'NaN as a number': answer.replace('"amountCents":null', '"amountCents":NaN'),
  'a string for a number': withField({ amountCents: '4990' }),
  'a number out of range': withField({ amountCents: -1 }),
  'a number with a fraction': withField({ amountCents: 49.9 }),
  'a number beyond doubles': answer.replace('"amountCents":null', '"amountCents":1e999'),
  'a wrong enum': withField({ intent: 'approve' }),
  'a day that is none': withField({ date: '2026-02-31' }),
  'a list': `[${answer}]`,
  'two objects': answer + answer,
  null: 'null',
  nothing: '',
  'a prototype': answer.replace('{', '{"__proto__":{"x":1},'),
};

describe('a bad answer', () => {
  it.each(Object.entries(bad))(
    '%s: never repaired, never approved, kept as it came',
    async (_name, content) => {
      stub.will(says(envelope(content)));
      const { answered, fields, routed, faults } = await route();
      expect(fields).toBeNull();
      expect(routed.to).toBe('human');
      expect(routed.reasons).toContain('schema_invalid');
      expect(faults.length).toBeGreaterThan(0);
      expect(answered.raw).toBe(content);
    },
  );

  const signals: Readonly<Record<string, unknown>> = {
    'no probabilities': null,
    'an empty list': { content: [] },
    'NaN, which JSON has as null': { content: tokensOf(answer, null) },
    strings: { content: tokensOf(answer, '-0.1') },
    'above one': { content: tokensOf(answer, 0.5) },
    'tokens of another text': { content: tokensOf(answer.toUpperCase()) },
    'fewer tokens than text': { content: tokensOf(answer).slice(1) },
  };
  it.each(Object.entries(signals))('%s: no signal, so a person', async (_name, logprobs) => {
    stub.will(says(envelope(answer, logprobs)));
    const { fields, routed, confidence } = await route();
    expect(fields).toEqual(good);
    expect(confidence).toBeNull();
    expect(routed.reasons).toEqual(['no_confidence_signal']);
  });

  it.each([
    ['HTML', '<!doctype html><title>Login</title>'],
    ['another envelope', '{"ok":true}'],
    ['content that is no text', envelope({ approved: true })],
  ])('%s in place of the protocol: kept, and for a person', async (_name, body) => {
    stub.will(says(body));
    const { answered, fields, routed } = await route();
    expect([fields, routed.to]).toEqual([null, 'human']);
    expect(answered.raw.length).toBeGreaterThan(0);
  });

  it('of 10 MB is read no further than its bound', async () => {
    let sent = 0;
    const flood: Act = (response) => {
      response.writeHead(200, { 'content-type': 'application/json' });
      const piece = 'x'.repeat(65_536);
      const more = () => {
        while (sent < 10_000_000) {
          sent += piece.length;
          if (!response.write(piece)) return void response.once('drain', more);
        }
        response.end();
      };
      more();
    };
    stub.will(flood);
    expect(await noAnswer()).toMatchObject({ why: 'too-large', retry: false, calls: 1 });
  });
});

describe('AI-06 a provider that fails', () => {
  it.each([
    ['500', says('{}', 500), 'provider-fault'],
    ['429 without a header', says('{}', 429), 'rate-limited'],
    ['reset', ((response) => response.socket?.resetAndDestroy()) as Act, 'connection'],
    [
      'cut off half way',
      ((response) => {
        response.writeHead(200, { 'content-type': 'application/json', 'content-length': '1000' });
        response.write('{"id":', () => response.destroy());
      }) as Act,
      'connection',
    ],
  ])('%s: at most three tries, with pauses that vary', async (_name, act, why) => {
    stub.will(act);
    expect(await noAnswer()).toMatchObject({ why, retry: true, calls: tries });
    expect(stub.calls).toHaveLength(tries);
    expect(pauses).toEqual([1_000, 4_000]);
  });

  it.each<[string, Act]>([
    ['says nothing', () => passes()],
    [
      'drips',
      (response) => {
        response.writeHead(200, { 'content-type': 'application/json' });
        // The deadline passes once the first drop is out: who waited for the next one would wait for ever.
        response.write('{', () => passes());
      },
    ],
  ])('%s: the whole answer has one deadline', async (_name, act) => {
    stub.will(act);
    expect(await noAnswer()).toMatchObject({ why: 'time-out', calls: tries });
    expect(stub.calls).toHaveLength(tries);
  });

  it('recovers: what came before is counted, and the answer is taken', async () => {
    stub.will(says('{}', 503), says('{}', 429, { 'retry-after': '2' }), says(envelope(answer)));
    const { answered, fields } = await route();
    expect(fields).toEqual(good);
    expect(answered.calls).toBe(3);
    expect(pauses).toEqual([1_000, 4_000]);
    stub.will(says('{}', 429, { 'retry-after': '3600' }), says(envelope(answer)));
    await route();
    // It asks for an hour, and gets the longest pause that there is.
    expect(pauses.at(-1)).toBe(8_000);
    expect(longestMs).toBe(61_000);
  });

  it.each([400, 401, 403, 404])('%i is not tried again', async (status) => {
    stub.will(says('{}', status));
    expect(await noAnswer()).toMatchObject({ why: 'refused', retry: false, calls: 1 });
  });

  it('a redirect is not followed', async () => {
    stub.will(says('', 302, { location: 'http://127.0.0.1:1/' }));
    expect(await noAnswer()).toMatchObject({ why: 'connection' });
  });

  it('the breaker opens: no call is made, then one, then all', async () => {
    stub.will(says('{}', 500));
    await noAnswer();
    // Two more failures open it, and the third try of this call is not made.
    expect(await noAnswer()).toMatchObject({ why: 'breaker-open', calls: 2 });
    expect(stub.calls).toHaveLength(5);
    expect(await noAnswer()).toMatchObject({ why: 'breaker-open', calls: 0 });
    expect(stub.calls).toHaveLength(5);
    now += 30_000;
    // Half open: one call, which fails, and it is closed off again.
    expect(await noAnswer()).toMatchObject({ why: 'breaker-open', calls: 1 });
    expect(stub.calls).toHaveLength(6);
    now += 30_000;
    stub.will(says(envelope(answer)));
    expect((await route()).fields).toEqual(good);
    expect((await route()).fields).toEqual(good);
  });
});
