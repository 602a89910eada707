import { describe, expect, test } from 'vitest';
import type { Fragment } from './engine.ts';
import { closeness, groups } from './groups.ts';
import { markName, unmark } from './mark.ts';

const fragment = (meta: Record<string, string>, subs: Fragment['sub_results'] = []): Fragment => ({
  url: '/x/',
  excerpt: 'about <mark>redis</mark>',
  meta,
  sub_results: subs,
});
const sub = (title: string, score: number, anchor: object | undefined = {}) => ({
  title,
  url: `/x/#${title}`,
  excerpt: '',
  ...(anchor ? { anchor } : {}),
  weighted_locations: [{ balanced_score: score }],
});
const nothing = { page: [], part: [], decision: [], demo: [] };

describe('groups', () => {
  test('empty groups are left out; nothing found is no group at all', () => {
    expect(groups('x', nothing)).toEqual([]);
  });

  test('the group whose first entry carries the name leads', () => {
    const found = {
      ...nothing,
      page: [fragment({ title: 'How it fails', about: 'Web stack', href: '/web-stack/' })],
      part: [
        fragment({ title: 'API Gateway', href: '/a' }),
        fragment({
          title: 'Redis',
          about: 'Cache',
          where: 'Fig. 1.1',
          href: '/web-stack/#request-lifecycle/redis',
        }),
      ],
    };
    const [first, second] = groups('redis', found);
    expect(first?.name).toBe('Diagram parts');
    expect(first?.entries[0]).toEqual({
      title: '<mark>Redis</mark>',
      detail: 'Cache · Fig. 1.1',
      href: '/web-stack/#request-lifecycle/redis',
    });
    expect(second?.entries[0]?.title).toBe('Web stack: How it fails');
  });

  test('a part that is found by other words than its name shows them', () => {
    const part = fragment({ title: 'API Gateway', about: 'Rate limiting', where: 'Fig. 1.1', href: '/a' });
    const [group] = groups('redis', { ...nothing, part: [part] });
    expect(group?.entries[0]?.detail).toBe('Fig. 1.1: about <mark>redis</mark>');
  });

  test('two headings a page, the strongest first, and only those with an address', () => {
    const page = fragment({ about: 'P' }, [
      sub('weak', 1),
      sub('strong', 9),
      sub('middle', 5),
      { ...sub('top', 99), anchor: undefined } as never,
    ]);
    const headings = groups('zzz', { ...nothing, page: [page] }).find(({ name }) => name === 'Headings');
    expect(headings?.entries.map(({ href }) => href)).toEqual(['/x/#strong', '/x/#middle']);
  });
});

test('closeness: same, begins, contains every word, not at all', () => {
  expect(
    ['Redis', 'Redis cache', 'The Redis cache', 'PostgreSQL'].map((title) => closeness('redis', title)),
  ).toEqual([3, 2, 1, 0]);
  expect(closeness('rotation refresh', 'Refresh rotation')).toBe(1);
  expect(closeness(' ', 'x')).toBe(0);
});

describe('marks', () => {
  test('from the start of a word, any case, whatever the reader types', () => {
    expect(markName('PostgreSQL and SQL', 'sql')).toBe('PostgreSQL and <mark>SQL</mark>');
    expect(markName('a (b) c', '(b')).toBe('a <mark>(b</mark>) c');
    expect(markName('Redis', ' ')).toBe('Redis');
  });
  test('text that looks like markup stays text', () => {
    expect(markName('<img onerror>', 'img')).toBe('&lt;<mark>img</mark> onerror&gt;');
    expect(unmark(markName('R&D <b>', 'r'))).toBe('R&D <b>');
  });
});
