import { describe, expect, it } from 'vitest';
import { clear, look, type Ports } from './kept.ts';

function browser({ stuck = '', forbidden = false } = {}) {
  const texts = new Map([
    ['theme', 'dark'],
    ['start-draft', '{}'],
    ['of another time', 'x'],
  ]);
  const databases = new Set(['lavbytes-postgres', 'other']);
  const scripts = new Set(['/sandbox/']);
  const ports: Ports = {
    storage() {
      if (forbidden) throw new DOMException('no', 'SecurityError');
      // As a browser's: its keys are its own properties.
      return Object.assign(
        Object.create({ removeItem: (name: string) => texts.delete(name) }),
        Object.fromEntries(texts),
      );
    },
    async databases() {
      if (forbidden) throw new DOMException('no', 'SecurityError');
      return [...databases];
    },
    async dropDatabase(name) {
      if (name === stuck) throw new DOMException('blocked', 'InvalidStateError');
      databases.delete(name);
    },
    async scripts() {
      if (forbidden) throw new TypeError('none here');
      return [...scripts];
    },
    async dropScript(scope) {
      scripts.delete(scope);
    },
  };
  return ports;
}

describe('what this browser keeps', () => {
  it('is listed in words, with what nobody knows by its name, and cleared whole', async () => {
    const ports = browser();
    const all = await look(ports);
    expect(all.map(({ kind, name }) => `${kind} ${name}`)).toEqual([
      'text of another time',
      'text start-draft',
      'text theme',
      'database lavbytes-postgres',
      'database other',
      'script /sandbox/',
    ]);
    expect(all.filter(({ name, words }) => name === words).map(({ name }) => name)).toEqual([
      'of another time',
      'other',
    ]);
    expect(await clear(ports, all)).toEqual([]);
  });

  it('says what is left, e.g. a database that another tab has open', async () => {
    const ports = browser({ stuck: 'lavbytes-postgres' });
    expect((await clear(ports, await look(ports))).map(({ name }) => name)).toEqual(['lavbytes-postgres']);
  });

  it('is nothing where the browser forbids keeping', async () => {
    expect(await look(browser({ forbidden: true }))).toEqual([]);
  });
});
