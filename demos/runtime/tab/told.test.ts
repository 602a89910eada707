import { expect, it, vi } from 'vitest';
import type { Told } from '../contract.ts';
import { gathered } from './told.ts';

const line = (event: string) => (): Told => ({ kind: 'log', at: '', level: 'info', event, fields: {} });

it('keeps nothing for nobody, lets an answer take its lines along, and sends the rest in one message', () => {
  vi.useFakeTimers();
  try {
    const sent: (readonly Told[])[] = [];
    const { listen, tell, take } = gathered((told) => sent.push(told));
    tell(() => {
      throw new Error('put together for nobody');
    });
    expect(take()).toBeUndefined();
    listen(true);
    tell(line('first'));
    tell(line('second'));
    expect(take()).toEqual([line('first')(), line('second')()]);
    vi.runAllTimers();
    expect(sent).toEqual([]);
    tell(line('third'));
    tell(line('fourth'));
    vi.runAllTimers();
    expect(sent).toEqual([[line('third')(), line('fourth')()]]);
    tell(line('late'));
    listen(false);
    vi.runAllTimers();
    expect(sent).toHaveLength(1);
  } finally {
    vi.useRealTimers();
  }
});
