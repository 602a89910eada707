// Any model behind an OpenAI-compatible address, through LangChain.js, which is loaded only where this is configured. LangChain's
// own parser would throw bad answers away and its own retries leave a bare 429 alone, so neither is used: the contract goes out
// as `response_format`, the bytes of the answer are captured on their way in, and retries are ours.
import * as z from 'zod';
import type { Clock } from '../deps.ts';
import { createBreaker } from './breaker.ts';
import type { Curves } from './calibrate.ts';
import { fields } from './contract.ts';
import { instructions, promptVersion } from './instructions.ts';
import { type Answered, NoAnswer, type Processor } from './processor.ts';
import { scoresOfTokens, type Token } from './token-scores.ts';

export interface OpenaiOptions {
  /** "https://api.openai.com/v1" */
  readonly url: string;
  readonly key: string;
  readonly model: string;
  readonly clock: Clock;
  /** Fitted on labelled answers of this very model; without them everything goes to a person. */
  readonly curves: Curves | null;
  /** In [0, 1): jitter. */
  readonly random: () => number;
  /** For tests; the real ones otherwise. */
  readonly wait?: (ms: number) => Promise<void>;
  readonly deadline?: (ms: number) => AbortSignal;
}

/** Tries of one answer. */
export const tries = 3;
/** One try, from the first byte out to the last byte in, however slowly they drip. */
export const timeoutMs = 15_000;
/** Longest pause between two, whatever the provider asks for. */
const mostWaitMs = 8_000;
/** An answer takes no longer than this, pauses included; documented in README.md. */
export const longestMs = tries * timeoutMs + (tries - 1) * mostWaitMs;
/** Bytes of an answer that are read: five short fields and their token probabilities. */
const mostBytes = 262_144;

type Failure = Pick<NoAnswer, 'why' | 'retry'> & { readonly afterMs?: number };

export async function openaiProcessor(options: OpenaiOptions): Promise<Processor> {
  const { ChatOpenAI } = await import('@langchain/openai');
  const { clock, curves, random, wait = sleep, deadline = (ms) => AbortSignal.timeout(ms) } = options;
  const breaker = createBreaker({ now: clock.now });
  const format = {
    type: 'json_schema' as const,
    json_schema: { name: 'message', strict: true, schema: z.toJSONSchema(fields) as Record<string, unknown> },
  };

  /** One call. The bytes that came are in `seen` whatever LangChain makes of them. */
  async function once(text: string, signal: AbortSignal): Promise<Answered | Failure> {
    const seen: Seen = {};
    const captured: typeof fetch = async (address, init) => {
      const response = await fetch(address, { ...init, signal, redirect: 'error' });
      seen.status = response.status;
      seen.afterMs = Number(response.headers.get('retry-after')) * 1_000 || 0;
      const body = await bounded(response, seen);
      seen.body = body;
      return new Response(body, { status: response.status, headers: { 'content-type': 'application/json' } });
    };
    const model = new ChatOpenAI({
      model: options.model,
      apiKey: options.key,
      temperature: 0,
      logprobs: true,
      maxRetries: 0,
      configuration: { baseURL: options.url, fetch: captured, maxRetries: 0 },
    });
    try {
      const message = await model.invoke(
        [
          ['system', instructions],
          ['human', text],
        ],
        { response_format: format },
      );
      const { logprobs, model_name } = message.response_metadata as {
        logprobs?: { content?: readonly Token[] | null } | null;
        model_name?: unknown;
      };
      const raw = typeof message.content === 'string' ? message.content : JSON.stringify(message.content);
      return {
        raw,
        scores: scoresOfTokens(raw, logprobs?.content),
        model: nameOf(model_name) ?? options.model,
        calls: 1,
        tokens: counted((message.usage_metadata as { total_tokens?: unknown } | undefined)?.total_tokens),
        novelty: 0,
      };
    } catch {
      if (seen.body !== undefined && seen.status === 200)
        // It answered, in a form that nobody can read: that is for the contract to refuse, with the bytes kept.
        return {
          raw: contentOf(seen.body),
          scores: null,
          model: options.model,
          calls: 1,
          tokens: 0,
          novelty: 0,
        };
      return failureOf(seen, signal);
    }
  }

  return {
    prompt: promptVersion,
    repeatable: false,
    curves,
    usual: null,
    noveltyLimit: 1,
    longestMs,
    examples: () => null,
    async process(text) {
      for (let attempt = 1; ; attempt++) {
        if (!breaker.admits()) throw new NoAnswer('breaker-open', true, attempt - 1);
        const result = await once(text, deadline(timeoutMs));
        if ('raw' in result) {
          breaker.succeeded();
          return { ...result, calls: attempt };
        }
        // What we sent was refused: the provider is well.
        if (result.why === 'refused') breaker.succeeded();
        else breaker.failed();
        if (!result.retry || attempt === tries) throw new NoAnswer(result.why, result.retry, attempt);
        // Full jitter: nobody comes back at the same moment as everybody else.
        const pause = Math.max(result.afterMs ?? 0, random() * 500 * 4 ** attempt);
        await wait(Math.min(mostWaitMs, pause));
      }
    },
  };
}

interface Seen {
  status?: number;
  body?: string;
  afterMs?: number;
  tooLarge?: true;
}

async function bounded(response: Response, seen: Seen): Promise<string> {
  if (response.body === null) return '';
  const decoder = new TextDecoder();
  let text = '';
  let length = 0;
  for await (const chunk of response.body) {
    length += chunk.length;
    if (length > mostBytes) {
      seen.tooLarge = true;
      throw new Error('the answer is too large');
    }
    text += decoder.decode(chunk, { stream: true });
  }
  return text;
}

function failureOf({ status, body, afterMs, tooLarge }: Seen, signal: AbortSignal): Failure {
  if (tooLarge) return { why: 'too-large', retry: false };
  if (signal.aborted) return { why: 'time-out', retry: true };
  if (status === undefined || body === undefined) return { why: 'connection', retry: true };
  if (status === 429) return { why: 'rate-limited', retry: true, ...(afterMs && { afterMs }) };
  if (status >= 500 || status === 408) return { why: 'provider-fault', retry: true };
  return { why: 'refused', retry: false };
}

/** What the model said, where the envelope is the protocol's; else all that came. */
function contentOf(body: string): string {
  try {
    const content: unknown = JSON.parse(body)?.choices?.[0]?.message?.content;
    return typeof content === 'string' ? content : body;
  } catch {
    return body;
  }
}

const nameOf = (name: unknown): string | null =>
  typeof name === 'string' && /^[\w.:/-]{1,100}$/.test(name) ? name : null;
const counted = (tokens: unknown): number =>
  typeof tokens === 'number' && Number.isSafeInteger(tokens) && tokens >= 0 && tokens < 1e7 ? tokens : 0;
const sleep = (ms: number): Promise<void> => new Promise((done) => setTimeout(done, ms));
