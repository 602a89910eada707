// What a proof says decided must stand in the source exactly once, so that a page can name the line.
import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { proofs } from './all.ts';
import { barriers } from './barriers.ts';

describe('the list of proofs', () => {
  it('is the folder’s: every file whose name has a hyphen, by that name', () => {
    const files = readdirSync(import.meta.dirname).filter((name) => /^[a-z]+-[a-z0-9-]+\.ts$/.test(name));
    expect(proofs.map(({ id }) => `${id}.ts`).sort()).toEqual(files.sort());
  });

  it.each(proofs.map((one) => [one.id, one] as const))(
    '%s says in one sentence what it does, and can fail',
    (_id, one) => {
      expect(one.says).toMatch(/^[A-Z0-9“].{40,200}\.$/);
      expect(Object.keys(one.weak)).not.toEqual([]);
    },
  );
});

describe('a barrier', () => {
  it.each(Object.entries(barriers))('“%s” stands once where it is said to be', (_rule, { file, mark }) => {
    expect(readFileSync(file, 'utf8').split(mark).length - 1, `${mark} in ${file}`).toBe(1);
  });

  it.each(proofs.flatMap(({ id, decides }) => (decides === undefined ? [] : [[id, decides] as const])))(
    '%s names one that is there: %s',
    (_id, decides) => {
      expect(barriers[decides]).toBeDefined();
    },
  );
});
