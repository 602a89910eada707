import { describe, expect, it } from 'vitest';
import { TextResponse } from './text-response.ts';

const made = (text: string | null = '{"a":"ü"}') =>
  new TextResponse(text, { status: 201, headers: { 'x-a': '1' } });
const plain = (text: string | null = '{"a":"ü"}') => new Response(text, { status: 201 });

describe('a response whose text is known', () => {
  it('says its status, headers and body, as text, JSON and bytes', async () => {
    const { status, headers } = made();
    expect([status, headers.get('x-a')]).toEqual([201, '1']);
    expect(await made().text()).toBe('{"a":"ü"}');
    expect(await made().json()).toEqual({ a: 'ü' });
    expect(await made().arrayBuffer()).toEqual(await plain().arrayBuffer());
    expect(await made(null).text()).toBe('');
    await expect(made('').json()).rejects.toThrow(SyntaxError);
  });

  it.each(['text', 'json', 'arrayBuffer'] as const)(
    'is read once, also with %s(), as any other',
    async (how) => {
      for (const answer of [made(), plain()]) {
        expect(answer.bodyUsed).toBe(false);
        const reading = answer[how]();
        expect(answer.bodyUsed).toBe(true);
        await reading;
        for (const again of ['text', 'json', 'arrayBuffer'] as const)
          await expect(answer[again]()).rejects.toThrow(TypeError);
        expect(() => answer.clone()).toThrow(TypeError);
      }
    },
  );

  it('refuses while somebody holds its stream', async () => {
    for (const answer of [made(), plain()]) {
      const reader = answer.body?.getReader();
      await expect(answer.text()).rejects.toThrow(TypeError);
      reader?.releaseLock();
      expect(await answer.text()).toBe('{"a":"ü"}');
    }
  });

  it('can be cloned, and both are read', async () => {
    const answer = made();
    const copy = answer.clone();
    expect([await answer.text(), await copy.text()]).toEqual(['{"a":"ü"}', '{"a":"ü"}']);
  });
});
