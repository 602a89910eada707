import { describe, expect, it } from 'vitest';
import type { Told } from '../contract.ts';
import { hearLines } from './told.ts';

describe('lines of the log in what a process prints', () => {
  it('are found across pieces, and nothing else is', () => {
    const told: Told[] = [];
    const hear = hearLines((one) => told.push(one));
    const line = '{"at":"2026-11-22T10:00:00Z","level":"info","event":"answered","status":200}';
    hear(`Error: a stack\n${line.slice(0, 20)}`);
    hear(`${line.slice(20)}\r\n{"not":"a line of ours"}\n{broken\n`);
    expect(told).toEqual([
      { kind: 'log', at: '2026-11-22T10:00:00Z', level: 'info', event: 'answered', fields: { status: 200 } },
    ]);
  });
});
