import { describe, expect, it } from 'vitest';
import { asText, mailLink } from './as-text.ts';
import { readDraft } from './draft.ts';
import { contextOf, linkWith } from './prefill.ts';
import { broken, opened, problem, sentWhile, taken, typed } from './test/opened.ts';
import { empty } from './values.ts';

describe('the draft', () => {
  it('comes back with its key; what was typed before the script came wins', async () => {
    const first = opened([broken]);
    await first.session.send({ ...typed, company: 'Aster' }, '');
    const second = opened([taken], first.kept);
    const shown = second.session.adopt(
      { ...typed, building: 'Typed early.', company: '', name: '' },
      { topic: 'cloud' },
    );
    expect(shown).toMatchObject({ building: 'Typed early.', company: 'Aster', name: 'Zoë' });
    expect(second.session.state).toMatchObject({ restored: 'unsure', context: { topic: 'cloud' } });
    await second.session.send(shown, '');
    expect(second.keys).toEqual(first.keys);
  });

  it('says whether it may have been sent already', async () => {
    const sent = opened([broken]);
    await sent.session.send(typed, '');
    const reloaded = opened([], sent.kept);
    reloaded.session.adopt(typed, {});
    expect(reloaded.session.state.restored).toBe('unsure');
    const refused = opened([problem('quota-exceeded', 429)]);
    await refused.session.send(typed, '');
    const anew = opened([], refused.kept);
    anew.session.adopt(typed, {});
    expect(anew.session.state.restored).toBe('draft');
    // An answer that says no takes nothing back of a try before it that had none.
    const both = opened([problem('quota-exceeded', 429)], sent.kept);
    await both.session.send(both.session.adopt(typed, {}), '');
    expect(readDraft({ read: () => both.kept.text, write() {}, clear() {} })?.unsure).toBe(true);
  });

  it('keeps what goes along', () => {
    const at = opened([]);
    at.session.typed(typed);
    at.session.setContext({ topic: 'cloud' });
    at.session.setLooked(['/security/']);
    const again = opened([], at.kept);
    again.session.adopt(typed, {});
    expect(again.session.state).toMatchObject({ context: { topic: 'cloud' }, looked: ['/security/'] });
  });

  it('is cleared, and back after undo', () => {
    const at = opened([]);
    at.session.typed(typed);
    const cleared = at.session.clear(typed);
    expect(cleared?.typed.building).toBe('');
    expect(at.kept.text).toBeNull();
    expect(cleared?.undo()).toEqual(typed);
    expect(at.kept.text).toContain('A marketplace.');
    expect(opened([]).session.clear({ ...typed, building: '', name: '', email: '' })).toBeNull();
  });

  it.each(['', '{', 'null', '[]', '{"key":1}', JSON.stringify({ key: 'x', values: {} }), 'x'.repeat(40_000)])(
    'that is none breaks nothing: %j',
    (text) => {
      expect(readDraft({ read: () => text, write() {}, clear() {} })).toBeNull();
      const at = opened([], { text, arrived: null });
      expect(at.session.adopt(typed, {})).toEqual(typed);
    },
  );
});

describe('while it is on its way', () => {
  it('what is written is not sent with it: it is the next draft, under a key of its own', async () => {
    const at = await sentWhile((it) => it.typed({ ...typed, matters: 'By March.' }), taken, taken);
    expect(at.session.state.phase).toMatchObject({ kind: 'sent', more: true, copy: { matters: '' } });
    at.session.another();
    const next = at.session.adopt({ ...typed, building: '', name: '', email: '' }, {});
    expect(next).toMatchObject({ building: 'A marketplace.', matters: 'By March.' });
    await at.session.send(next, '');
    expect(at.session.state.phase).toMatchObject({ kind: 'sent', more: false });
    expect(new Set(at.keys).size).toBe(2);
  });

  it('what is tried again is what was pressed, under its key', async () => {
    const at = await sentWhile((it) => it.typed({ ...typed, matters: 'By March.' }), broken, taken);
    at.waits[0]?.ring();
    await at.settled('sent');
    expect(at.session.state.phase).toMatchObject({ more: true, copy: { matters: '' } });
    expect(new Set(at.keys).size).toBe(1);
  });

  it.each([
    ['does not arrive, is never tried again', broken, 'writing'],
    ['arrives nevertheless, is said to have arrived', taken, 'sent'],
  ])('what is cleared and %s', async (_name, result, kind) => {
    const at = await sentWhile((it) => it.clear(typed), result);
    expect(at.session.state.phase.kind).toBe(kind);
    expect(at.waits).toEqual([]);
    expect(at.kept.text).toBeNull();
  });
});

describe('after it', () => {
  it('a page that is loaded anew still says that it arrived', async () => {
    const at = opened([taken]);
    await at.session.send(typed, '');
    const again = opened([], at.kept);
    again.session.adopt({ ...typed, building: '', name: '', email: '' }, {});
    const before = { reference: 'LB-0000-0001', at: '2026-01-01T00:00:00.000Z' };
    expect(again.session.state).toMatchObject({ before, restored: 'no' });
    again.session.typed(typed);
    again.session.clear(typed);
    expect(again.session.state.before).toEqual(before);
  });

  it('a change ends the waiting, and says so', async () => {
    const at = opened([broken]);
    await at.session.send(typed, '');
    at.session.typed({ ...typed, matters: 'By March.' });
    expect(at.session.state.phase).toEqual({ kind: 'writing', faults: [], stopped: true });
    at.waits[0]?.ring();
    expect(at.keys).toHaveLength(1);
  });
});

describe('links', () => {
  it('bring ids and nothing else', () => {
    expect(contextOf('?topic=ai-layer&from=router&claim=a-b')).toEqual({
      topic: 'ai-layer',
      from: 'router',
      claim: 'a-b',
    });
    for (const bad of ['<script>', '../x', 'a b', `${'a'.repeat(200)}`, '%00', 'A'])
      expect(contextOf(`?topic=${encodeURIComponent(bad)}`)).toEqual({});
    expect(linkWith({ topic: 'cloud', from: '' })).toBe('/start/?topic=cloud');
    expect(contextOf(linkWith({ claim: 'x-y' }).slice('/start/'.length))).toEqual({ claim: 'x-y' });
  });

  it('to the mail program hold the whole text, or say what is missing', () => {
    const short = decodeURIComponent(mailLink({ ...empty, ...typed }));
    expect(short).toContain(asText({ ...empty, ...typed }));
    const long = decodeURIComponent(mailLink({ ...empty, ...typed, building: 'x'.repeat(3_000) }));
    expect(long).toContain('please paste the rest');
    expect(mailLink(empty)).not.toContain('body=');
  });
});
